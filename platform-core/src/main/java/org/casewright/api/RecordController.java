package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Refusal;
import org.casewright.process.Tasks;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** Records, one at a time. */
@Controller
class RecordController {

    private static final String ACKNOWLEDGE = "acknowledge";

    private final Catalogs catalogs;
    private final Records records;
    private final Tasks tasks;
    private final RecordAnswers answers;
    private final Idempotency idempotency;
    private final Admission admission;

    RecordController(
            Catalogs catalogs,
            Records records,
            Tasks tasks,
            RecordAnswers answers,
            Idempotency idempotency,
            Admission admission) {
        this.catalogs = catalogs;
        this.records = records;
        this.tasks = tasks;
        this.answers = answers;
        this.idempotency = idempotency;
        this.admission = admission;
    }

    private Knowledge knowledge(Actor actor) {
        return new Knowledge(catalogs.current(actor.language()), actor);
    }

    @PostMapping(ApiPaths.RECORDS)
    Answer create(@PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entityToCreate(module, entity);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var values = Json.readObject(body);
            var options = Options.NONE.acknowledging(takeAcknowledged(values, definition));
            var change = new Change.Create(definition.ref(), null, values);
            return answers.created(records.apply(List.of(change), actor, options));
        });
    }

    @ConfirmsItself
    @GetMapping(ApiPaths.RECORD)
    Answer get(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        return admission.confirming(request, actor, asker -> {
            if (request.getQueryString() == null && request.getHeader("If-None-Match") == null) {
                return answers.one(find(knowledge(asker).entity(module, entity), id, asker));
            }
            return getPart(module, entity, id, request, asker);
        });
    }

    private Answer getPart(String module, String entity, String id, HttpServletRequest request, Actor actor) {
        var parameters = Parameters.of(request, Set.of("expand", "fields", "reveal", "purpose"));
        var knowledge = knowledge(actor);
        var definition = knowledge.entity(module, entity);
        var expanded = parameters.names("expand");
        var fields = parameters.names("fields");
        RecordAnswers.requireExpandable(expanded, definition, knowledge);
        RecordAnswers.requireKnown("fields", fields, knowledge.names(definition));
        var revealed = parameters.names("reveal");
        var record = revealed.isEmpty()
                ? find(definition, id, actor)
                : reveal(definition, id, revealed, parameters.text("purpose"), actor);
        var tag = ETags.of(record.system().version());
        // The version says nothing of what was asked for.
        if (expanded.isEmpty() && revealed.isEmpty() && tag.equals(request.getHeader("If-None-Match"))) {
            return Answer.empty(304).with("ETag", tag);
        }
        var json = records.json(record);
        QueryController.keep(json, fields, expanded);
        answers.expand(
                List.of(record),
                answers.related(record, expanded, actor),
                List.of(json),
                expanded,
                knowledge.catalog(),
                actor);
        return answers.one(record, json);
    }

    @PatchMapping(ApiPaths.RECORD)
    Answer change(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        var version = Requests.requiredVersion(request);
        var values = Requests.patch(request);
        requireId(id);
        var options = Options.NONE.acknowledging(takeAcknowledged(values, definition));
        var change = new Change.Update(definition.ref(), id, version, values);
        return answers.changed(records.apply(List.of(change), actor, options));
    }

    @DeleteMapping(ApiPaths.RECORD)
    Answer retire(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        requireId(id);
        var change = new Change.Retire(definition.ref(), id, Requests.version(request));
        var outcome = records.apply(List.of(change), actor, Options.NONE);
        return outcome instanceof Outcome.Saved ? Answer.empty(204) : answers.changed(outcome);
    }

    @PostMapping(ApiPaths.RECORD + "/restore")
    Answer restore(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        requireId(id);
        var body = Requests.optional(request);
        return idempotency.once(request, body, actor, () -> {
            var change = new Change.Restore(definition.ref(), id);
            return answers.changed(records.apply(List.of(change), actor, Options.NONE));
        });
    }

    @GetMapping(ApiPaths.RECORD + "/history")
    Answer history(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        requireId(id);
        return RecordAnswers.history(records.history(definition.ref(), id, actor));
    }

    @GetMapping(ApiPaths.RECORD + "/tasks")
    Answer tasks(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        var record = find(definition, id, actor);
        return TaskController.list(tasks.of(record.id(), actor), null, null);
    }

    private EntityRecord find(EntityDefinition definition, String id, Actor actor) {
        requireId(id);
        return records.get(definition.ref(), id, actor).orElseThrow(Refusal::notFound);
    }

    private EntityRecord reveal(
            EntityDefinition definition, String id, Set<String> names, @Nullable String purpose, Actor actor) {
        requireId(id);
        return records.reveal(definition.ref(), id, names, purpose, actor);
    }

    /** No record is called so; the database need not be asked. */
    static void requireId(String id) {
        if (id.length() > 200 || !Texts.storable(id)) {
            throw Refusal.notFound();
        }
    }

    /** Takes the ids of acknowledged rules out of the values, unless the entity has a property of that name. */
    static Set<String> takeAcknowledged(ObjectNode values, EntityDefinition definition) {
        return definition.properties().containsKey(ACKNOWLEDGE) ? Set.of() : takeAcknowledged(values);
    }

    static Set<String> takeAcknowledged(ObjectNode values) {
        var given = values.remove(ACKNOWLEDGE);
        if (given == null || given.isNull()) {
            return Set.of();
        }
        var ids = new ArrayList<String>();
        for (var id : given) {
            if (id.isString()) {
                ids.add(id.stringValue());
            }
        }
        if (!given.isArray() || ids.size() != given.size()) {
            throw Parameters.malformed("The member acknowledge must be a list of rule ids.");
        }
        return new HashSet<>(ids);
    }
}
