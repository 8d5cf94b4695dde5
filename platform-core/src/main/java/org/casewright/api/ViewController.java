package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.SavedView;
import org.casewright.records.SavedView.Audience;
import org.casewright.records.SavedView.Column;
import org.casewright.records.SavedView.Content;
import org.casewright.records.SavedViews;
import org.casewright.records.SavedViews.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of an entity: those of its module, and those that people keep. */
@Controller
class ViewController {

    private static final String FIRST = "first";
    private static final String WITH = "with";
    private static final Set<String> CONTENT = Set.of("columns", "filter", "sort");
    private static final Set<String> MEMBERS = Set.of("title", "columns", "filter", "sort", WITH, FIRST);

    private final Catalogs catalogs;
    private final SavedViews views;
    private final Idempotency idempotency;

    ViewController(Catalogs catalogs, SavedViews views, Idempotency idempotency) {
        this.catalogs = catalogs;
        this.views = views;
        this.idempotency = idempotency;
    }

    private EntityDefinition known(String module, String entity, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        return new Knowledge(catalogs.current(actor.language()), actor).entity(module, entity);
    }

    @GetMapping(ApiPaths.VIEWS)
    Answer list(@PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        var definition = known(module, entity, request, actor);
        var all = views.of(definition.ref(), actor);
        var body = Json.object();
        var items = body.putArray("items");
        new Knowledge(catalogs.current(actor.language()), actor)
                .views(definition)
                .forEach(view -> items.add(json(view)));
        all.views().forEach(view -> items.add(json(view)));
        body.put(FIRST, all.first());
        return Answer.ok(body);
    }

    @PostMapping(ApiPaths.VIEWS)
    Answer keep(@PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        var definition = known(module, entity, request, actor);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            Members.requireKnown(given, MEMBERS);
            var wanted = new Wanted(
                    Objects.requireNonNullElse(Members.text(given, "title"), ""),
                    content(given, new Content(List.of(), null, List.of())),
                    audience(given.get(WITH)));
            var made = views.add(definition.ref(), wanted, actor);
            open(definition, made.id().toString(), given, actor);
            return Answer.json(201, json(made))
                    .with("Location", ApiPaths.ROOT + "/" + definition.ref() + "/views/" + made.id());
        });
    }

    /** Only with which view a list opens is chosen for the views of a module and of others, too. */
    @PatchMapping(ApiPaths.VIEWS + "/{viewId}")
    Answer change(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable("viewId") String view,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, request, actor);
        var given = Requests.patch(request);
        Members.requireKnown(given, MEMBERS);
        if (given.size() == 1 && given.has(FIRST)) {
            open(definition, view, given, actor);
            return Answer.empty(204);
        }
        var id = Requests.id(view);
        var before = views.find(definition.ref(), id, actor).orElseThrow(Refusal::notFound);
        if (given.has(FIRST) && !given.get(FIRST).isBoolean()) {
            throw Members.invalid("/first", ErrorCode.TYPE, "This must be true or false.");
        }
        // What is not told now would be gone, and a shared list wider than it was.
        if (CONTENT.stream().anyMatch(given::has)
                && !CONTENT.stream().allMatch(given::has)
                && !before.lost().equals(SavedView.Lost.NOTHING)) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Part of this view is not open to you now, or not there any more: change columns, filter and sort together.");
        }
        var title = Members.text(given, "title");
        var changed = views.change(
                definition.ref(),
                id,
                new Wanted(
                        title == null ? before.title() : title,
                        CONTENT.stream().anyMatch(given::has) ? content(given, before.content()) : null,
                        given.has(WITH) ? audience(given.get(WITH)) : before.with()),
                actor);
        open(definition, view, given, actor);
        return Answer.ok(json(changed));
    }

    @DeleteMapping(ApiPaths.VIEWS + "/{viewId}")
    Answer remove(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable("viewId") String view,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, request, actor);
        views.remove(definition.ref(), Requests.id(view), actor);
        return Answer.empty(204);
    }

    private void open(EntityDefinition entity, String view, ObjectNode given, Actor actor) {
        var first = given.get(FIRST);
        if (first == null) {
            return;
        }
        if (!first.isBoolean()) {
            throw Members.invalid("/first", ErrorCode.TYPE, "This must be true or false.");
        }
        views.open(entity.ref(), first.booleanValue() ? view : null, actor);
    }

    private static Content content(ObjectNode given, Content before) {
        return new Content(
                given.has("columns") ? columns(given.get("columns")) : before.columns(),
                given.has("filter") ? Members.text(given, "filter") : before.filter(),
                given.has("sort") ? QueryController.sort(Members.text(given, "sort")) : before.sort());
    }

    private static List<Column> columns(JsonNode given) {
        var columns = new ArrayList<Column>();
        if (given instanceof ArrayNode array) {
            for (var each : array) {
                var path = each.isString() ? each : each.path("path");
                if (path.isString()) {
                    columns.add(new Column(
                            List.of(path.stringValue().split("\\.", -1)),
                            each.path("width").asInt(0)));
                }
            }
            if (columns.size() == array.size()) {
                return columns;
            }
        }
        throw Members.invalid(
                "/columns", ErrorCode.TYPE, "This must be a list of names, or of objects with path and width.");
    }

    private static @Nullable Audience audience(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        if (given.size() == 1 && given.path("everybody").asBoolean(false)) {
            return Audience.EVERYBODY;
        }
        for (var kind : List.of(Audience.Kind.UNIT, Audience.Kind.TEAM, Audience.Kind.ROLE)) {
            var name = given.path(name(kind));
            if (given.size() == 1 && name.isString()) {
                return new Audience(kind, name.stringValue());
            }
        }
        throw Members.invalid(
                "/with",
                ErrorCode.TYPE,
                "Say with whom: one of unit, team and role, by code, name or id, or everybody: true.");
    }

    private static String name(Audience.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(ViewDefinition view) {
        var json = Json.object().put("name", view.name()).put("title", view.title());
        var columns = json.putArray("columns");
        view.columns().forEach(column -> columns.addObject().put("path", String.join(".", column.path())));
        json.put("filter", view.filter() == null ? null : view.filter().text());
        json.put("sort", sort(view.sort()));
        json.put("groupBy", view.groupBy());
        return json;
    }

    private static ObjectNode json(SavedView view) {
        var json = Json.object().put("id", view.id().toString()).put("title", view.title());
        var columns = json.putArray("columns");
        view.columns().forEach(column -> {
            var one = columns.addObject().put("path", String.join(".", column.path()));
            if (column.width() > 0) {
                one.put("width", column.width());
            }
        });
        json.put("filter", view.filter());
        json.put("sort", sort(view.sort()));
        json.put("owner", view.owner());
        json.put("mine", view.mine());
        var with = view.with();
        if (with == null) {
            json.putNull(WITH);
        } else if (with.kind() == Audience.Kind.EVERYBODY) {
            json.putObject(WITH).put("everybody", true);
        } else {
            json.putObject(WITH).put(name(with.kind()), with.name());
        }
        var lost = json.putObject("lost")
                .put("columns", view.lost().columns())
                .put("conditions", view.lost().conditions())
                .put("sorts", view.lost().sorts());
        if (view.mine()) {
            view.lost().names().forEach(lost.putArray("names")::add);
        }
        return json;
    }

    private static @Nullable String sort(List<Sort> sort) {
        return sort.isEmpty()
                ? null
                : sort.stream()
                        .map(each -> (each.descending() ? "-" : "") + each.property())
                        .collect(Collectors.joining(","));
    }
}
