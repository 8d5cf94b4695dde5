package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.Refusal;
import org.casewright.problem.Severity;
import org.casewright.records.Likeness;
import org.casewright.records.Records;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** Which records a draft perhaps is, asked before it is saved. Stores nothing. */
@Controller
class DuplicatesController {

    private final Catalogs catalogs;
    private final Records records;

    DuplicatesController(Catalogs catalogs, Records records) {
        this.catalogs = catalogs;
        this.records = records;
    }

    /** Whether there is anything to ask, and who may: whoever reads such records and makes them. */
    static boolean answersFor(Knowledge knowledge, EntityDefinition entity) {
        return entity.duplicates() != null
                && knowledge.may(Privilege.READ, entity)
                && knowledge.may(Privilege.CREATE, entity);
    }

    @PostMapping(ApiPaths.RECORDS + "/duplicates")
    Answer duplicates(
            @PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var definition = new Knowledge(catalogs.current(actor.language()), actor).entity(module, entity);
        if (definition.duplicates() == null) {
            throw Refusal.notFound();
        }
        var values = Requests.object(request);
        var likenesses = records.likenesses(definition.ref(), values, actor);
        var problems = records.preview(definition.ref(), null, values, actor).problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (!problems.isEmpty()) {
            return ProblemAnswers.rejected(problems);
        }
        var body = Json.object();
        var items = body.putArray("items");
        likenesses.forEach(likeness -> items.add(json(likeness)));
        return Answer.ok(body);
    }

    private ObjectNode json(Likeness likeness) {
        var item = Json.object();
        item.put("score", likeness.score());
        var agreeing = item.putArray("agreeing");
        likeness.agreeing().forEach(each -> agreeing.add(each.path()));
        item.set("record", records.json(likeness.record()));
        return item;
    }
}
