package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.problem.Refusal;
import org.casewright.records.BreakGlass;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Opens a record for some hours to who says why. */
@Controller
class BreakGlassController {

    static final String PATH = "/break-glass";

    private final BreakGlass glass;
    private final Idempotency idempotency;

    BreakGlassController(BreakGlass glass, Idempotency idempotency) {
        this.glass = glass;
        this.idempotency = idempotency;
    }

    /** Before the body is looked at: whoever may not is answered alike, whatever was sent. */
    @PostMapping(ApiPaths.RECORD + PATH)
    Answer open(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var ref = module + "/" + entity;
        if (glass.offered(ref, actor).isEmpty()) {
            throw Refusal.notFound();
        }
        Parameters.none(request);
        RecordController.requireId(id);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            Members.requireKnown(given, Set.of("reason"));
            var opened = glass.open(ref, id, Members.text(given, "reason"), actor);
            return Answer.ok(Json.object()
                    .put("id", opened.record().toString())
                    .put("until", opened.until().toString()));
        });
    }
}
