package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Refusal;
import org.casewright.process.Operations;
import org.casewright.process.Operations.Undoable;
import org.casewright.records.Records;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What can be done with a record beyond changing it, and undone. */
@Controller
class OperationController {

    private final Catalogs catalogs;
    private final Records records;
    private final Operations operations;
    private final RecordAnswers answers;
    private final Idempotency idempotency;

    OperationController(
            Catalogs catalogs, Records records, Operations operations, RecordAnswers answers, Idempotency idempotency) {
        this.catalogs = catalogs;
        this.records = records;
        this.operations = operations;
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @GetMapping(ApiPaths.RECORD + "/operations")
    Answer possible(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var record = find(known(module, entity, actor), id, actor);
        return list(operations.possible(record, actor), operations.undoable(record, actor));
    }

    @PostMapping(ApiPaths.RECORD + "/operations/{name}")
    Answer run(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String name,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = known(module, entity, actor);
        RecordController.requireId(id);
        var version = Requests.version(request);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            var acknowledged = RecordController.takeAcknowledged(given);
            Members.requireKnown(given, Set.of("values"));
            return answers.created(operations.run(
                    definition.ref(), id, version, name, Members.object(given, "values"), acknowledged, actor));
        });
    }

    @PostMapping(ApiPaths.RECORD + "/undo")
    Answer undo(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        var definition = known(module, entity, actor);
        RecordController.requireId(id);
        var body = Requests.optional(request);
        return idempotency.once(
                request, body, actor, () -> answers.changed(operations.undo(definition.ref(), id, actor)));
    }

    private EntityDefinition known(String module, String entity, Actor actor) {
        return new Knowledge(catalogs.current(actor.language()), actor).entity(module, entity);
    }

    private EntityRecord find(EntityDefinition definition, String id, Actor actor) {
        RecordController.requireId(id);
        return records.get(definition.ref(), id, actor).orElseThrow(Refusal::notFound);
    }

    private static Answer list(List<OperationDefinition> possible, List<Undoable> undoable) {
        var body = Json.object();
        var items = body.putArray("items");
        possible.forEach(operation -> items.addObject()
                .put("name", operation.name())
                .put("title", operation.title())
                .put("creates", operation.creates())
                .put("reference", operation.reference())
                .put("form", operation.form())
                .put("undoDays", operation.undoDays()));
        var undo = body.putArray("undoable");
        undoable.forEach(each -> {
            var item = undo.addObject()
                    .put("operation", each.done().operation())
                    .put("title", each.title())
                    .put("record", each.done().record().toString())
                    .put("at", each.done().at().toString())
                    .put("until", each.until().toString());
            item.putObject("input")
                    .put("entity", each.creates())
                    .put("id", each.done().input().toString());
        });
        return Answer.ok(body);
    }
}
