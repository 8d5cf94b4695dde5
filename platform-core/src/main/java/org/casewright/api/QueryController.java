package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.casewright.records.Page;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.records.SavedView;
import org.casewright.records.SavedViews;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Pages of records. */
@Controller
class QueryController {

    private static final Set<String> KNOWN =
            Set.of("filter", "sort", "limit", "cursor", "fields", "count", "q", "retired", "expand", "view", "groupBy");

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Catalogs catalogs;
    private final Records records;
    private final SavedViews saved;
    private final RecordAnswers answers;
    private final Admission admission;

    QueryController(Catalogs catalogs, Records records, SavedViews saved, RecordAnswers answers, Admission admission) {
        this.catalogs = catalogs;
        this.records = records;
        this.saved = saved;
        this.answers = answers;
        this.admission = admission;
    }

    @ConfirmsItself
    @GetMapping(ApiPaths.RECORDS)
    Answer find(@PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        return admission.confirming(request, actor, asker -> page(module, entity, request, asker));
    }

    private Answer page(String module, String entity, HttpServletRequest request, Actor actor) {
        var knowledge = new Knowledge(catalogs.current(actor.language()), actor);
        var definition = knowledge.entity(module, entity);
        var parameters = Parameters.of(request, KNOWN);
        var view = view(knowledge, saved, definition, parameters.text("view"), actor);
        var by = parameters.text("groupBy") != null || view == null ? parameters.text("groupBy") : view.groupBy();
        if (by != null) {
            return groups(definition, view, by, parameters, actor);
        }
        var fields = parameters.names("fields");
        var expanded = parameters.names("expand");
        if (!fields.isEmpty()) {
            RecordAnswers.requireKnown("fields", fields, knowledge.names(definition));
        }
        RecordAnswers.requireExpandable(expanded, definition, knowledge);
        var page = records.find(
                query(definition.ref(), view, parameters).expanding(RecordAnswers.references(definition, expanded)),
                actor);
        return Answer.written(200, json -> {
            json.writeArrayPropertyStart("items");
            if (fields.isEmpty() && expanded.isEmpty()) {
                write(page, json);
            } else {
                parts(page, fields, expanded, knowledge, actor).forEach(json::writeTree);
            }
            json.writeEndArray();
            writeEnd(page, json);
        });
    }

    private void write(Page page, JsonGenerator json) {
        for (var record : page.items()) {
            json.writeStartObject();
            records.write(record, json);
            json.writeEndObject();
        }
    }

    private List<ObjectNode> parts(
            Page page, Set<String> fields, Set<String> expanded, Knowledge knowledge, Actor actor) {
        var items = new ArrayList<ObjectNode>(page.items().size());
        for (var record : page.items()) {
            var json = records.json(record);
            keep(json, fields, expanded);
            items.add(json);
        }
        answers.expand(page.items(), page.related(), items, expanded, knowledge.catalog(), actor);
        return items;
    }

    /** The view of this name, if the actor is offered it, or the one that somebody keeps with this id, if it is open to the actor. */
    static @Nullable ViewDefinition view(
            Knowledge knowledge, SavedViews saved, EntityDefinition entity, @Nullable String name, Actor actor) {
        if (name == null) {
            return null;
        }
        if (ID.matcher(name).matches()) {
            return saved.find(entity.ref(), UUID.fromString(name), actor)
                    .map(SavedView::definition)
                    .orElseThrow(() -> Parameters.malformed("There is no such view."));
        }
        var offered = knowledge.views(entity);
        return offered.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Parameters.malformed("There is no such view."
                        + Suggestion.of(
                                name, offered.stream().map(ViewDefinition::name).toList())));
    }

    private Answer groups(
            EntityDefinition entity, @Nullable ViewDefinition view, String by, Parameters parameters, Actor actor) {
        for (var other : List.of("sort", "cursor", "fields", "count", "expand")) {
            if (parameters.text(other) != null) {
                throw Parameters.malformed("The parameter " + other + " means nothing for groups.");
            }
        }
        var counts = view == null ? Map.<String, Expression>of() : view.counts();
        var groups = records.groups(query(entity.ref(), view, parameters), by, counts, actor);
        var body = Json.object();
        var items = body.putArray("groups");
        for (var group : groups.items()) {
            var item = items.addObject();
            item.set("value", group.value());
            item.put("title", group.title());
            item.put("count", group.count());
            var counted = item.putObject("counts");
            group.counts().forEach(counted::put);
        }
        body.put("more", groups.more());
        return Answer.ok(body);
    }

    private static @Nullable Expression both(@Nullable Expression one, @Nullable Expression other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Filters.parse("(" + one.text() + ") and (" + other.text() + ")");
    }

    static Query query(String entity, @Nullable ViewDefinition view, Parameters parameters) {
        return new Query(
                entity,
                both(view == null ? null : view.filter(), filter(parameters.text("filter"))),
                null,
                view == null || parameters.text("sort") != null ? sort(parameters.text("sort")) : view.sort(),
                parameters.number("limit", 1, 200, 50),
                parameters.text("cursor"),
                Query.Count.valueOf(parameters
                        .choice("count", List.of("none", "capped", "exact"), "none")
                        .toUpperCase(Locale.ROOT)),
                parameters.text("q"),
                parameters.flag("retired"),
                Set.of());
    }

    private static @Nullable Expression filter(@Nullable String text) {
        return text == null ? null : Filters.parse(text);
    }

    static List<Sort> sort(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        var sort = new ArrayList<Sort>();
        for (var part : text.split(",", -1)) {
            var name = part.strip();
            var descending = name.startsWith("-");
            sort.add(new Sort(descending ? name.substring(1) : name, descending));
        }
        if (sort.stream().anyMatch(by -> by.property().isEmpty())) {
            throw Parameters.malformed("The parameter sort has an empty name between commas.");
        }
        return sort;
    }

    private static void writeEnd(Page page, JsonGenerator json) {
        json.writeStringProperty("next", page.next());
        json.writeName("count");
        if (page.count() == null) {
            json.writeNull();
        } else {
            json.writeNumber(page.count());
        }
        if (page.capped()) {
            json.writeBooleanProperty("capped", true);
        }
    }

    /** Leaves only the named fields, and id and version, in a record's JSON. */
    static void keep(ObjectNode json, Set<String> fields, Set<String> expanded) {
        if (!fields.isEmpty()) {
            json.properties().removeIf(member -> {
                var name = member.getKey();
                return !fields.contains(name)
                        && !expanded.contains(name)
                        && !name.equals("id")
                        && !name.equals("version");
            });
        }
    }
}
