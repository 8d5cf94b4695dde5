package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.AccessLog;
import org.casewright.records.AccessLog.Step;
import org.casewright.records.AccessLog.Subject;
import org.casewright.records.DeedLog;
import org.casewright.records.DeedLog.Deed;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.ObjectNode;

/** Who has seen which record, and who has administered what, for who holds the privilege audit. */
@Controller
class AuditController {

    static final String RECORDS = ApiPaths.ROOT + "/audit/records";

    static final String DEEDS = ApiPaths.ROOT + "/audit/deeds";

    private final AccessLog log;
    private final DeedLog deeds;

    AuditController(AccessLog log, DeedLog deeds) {
        this.log = log;
        this.deeds = deeds;
    }

    /** Before the parameters are looked at: whoever may not is answered alike, whatever was asked. */
    private void requirePrivilege(Actor actor) {
        if (!log.isOpenTo(actor)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This needs the privilege audit.");
        }
    }

    @GetMapping(RECORDS)
    Answer find(HttpServletRequest request, Actor actor) {
        requirePrivilege(actor);
        var wanted = Parameters.of(request, Set.of("find")).text("find");
        if (wanted == null) {
            throw Parameters.malformed("The parameter find must say an id or a number.");
        }
        var body = Json.object();
        var items = body.putArray("items");
        log.find(wanted.strip(), actor).forEach(subject -> items.add(json(subject)));
        return Answer.ok(body);
    }

    @GetMapping(RECORDS + "/{id}")
    Answer steps(@PathVariable String id, HttpServletRequest request, Actor actor) {
        requirePrivilege(actor);
        var parameters = Parameters.of(request, Set.of("limit", "cursor"));
        var limit = parameters.number("limit", 1, AccessLog.MOST, 50);
        var steps = log.steps(Requests.id(id), parameters.text("cursor"), limit, actor);
        var body = json(steps.subject());
        var items = body.putArray("items");
        steps.items().forEach(step -> items.add(json(step)));
        body.put("next", steps.next());
        return Answer.ok(body);
    }

    @GetMapping(DEEDS)
    Answer deeds(HttpServletRequest request, Actor actor) {
        deeds.requireOpenTo(actor);
        var parameters = Parameters.of(request, Set.of("about", "by", "limit", "cursor"));
        var limit = parameters.number("limit", 1, DeedLog.MOST, 50);
        var page = deeds.list(parameters.text("about"), parameters.text("by"), parameters.text("cursor"), limit, actor);
        var body = Json.object();
        var items = body.putArray("items");
        page.items().forEach(deed -> items.add(json(deed)));
        body.put("next", page.next());
        return Answer.ok(body);
    }

    private static ObjectNode json(Deed deed) {
        var json = Json.object()
                .put("at", deed.at().toString())
                .put("kind", deed.kind())
                .put("name", deed.name())
                .put("title", deed.title())
                .put("action", deed.action())
                .put("by", deed.by())
                .put("byTitle", deed.byTitle());
        json.set("changes", deed.changes());
        return json;
    }

    private static ObjectNode json(Subject subject) {
        return Json.object()
                .put("id", subject.id().toString())
                .put("entity", subject.entity())
                .put("title", subject.title())
                .put("number", subject.number())
                .put("readings", subject.readings().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static ObjectNode json(Step step) {
        var until = step.until();
        return Json.object()
                .put("at", step.at().toString())
                .put("action", step.action())
                .put("by", step.by())
                .put("byTitle", step.byTitle())
                .put("door", step.door())
                .put("reason", step.reason())
                .put("until", until == null ? null : until.toString());
    }
}
