package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.BulkJobs;
import org.casewright.records.BulkJobs.Chosen;
import org.casewright.records.BulkJobs.Failed;
import org.casewright.records.BulkJobs.Job;
import org.casewright.records.Query;
import org.casewright.records.SavedViews;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** The same change to many records. */
@Controller
class BulkController {

    private static final Set<String> MEMBERS = Set.of("select", "values", "reason", "estimate");
    private static final Set<String> SELECT = Set.of("ids", "filter", "q", "view", "all");

    private final Catalogs catalogs;
    private final BulkJobs jobs;
    private final SavedViews saved;
    private final Idempotency idempotency;

    BulkController(Catalogs catalogs, BulkJobs jobs, SavedViews saved, Idempotency idempotency) {
        this.catalogs = catalogs;
        this.jobs = jobs;
        this.saved = saved;
        this.idempotency = idempotency;
    }

    private Knowledge knowledge(Actor actor) {
        return new Knowledge(catalogs.current(actor.language()), actor);
    }

    @PostMapping(ApiPaths.BULK)
    Answer begin(@PathVariable String module, @PathVariable String entity, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var definition = knowledge(actor).entity(module, entity);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            Members.requireKnown(given, MEMBERS);
            var chosen = chosen(definition, Members.object(given, "select"), actor);
            var values = Members.object(given, "values");
            if (given.has("estimate") && !given.get("estimate").isBoolean()) {
                throw Members.invalid("/estimate", ErrorCode.TYPE, "This must be true or false.");
            }
            if (given.path("estimate").asBoolean(false)) {
                var estimate = jobs.estimate(definition.ref(), chosen, values, actor);
                return Answer.ok(Json.object()
                        .put("records", estimate.records())
                        .put("change", estimate.change())
                        .put("same", estimate.same())
                        .put("refused", estimate.refused()));
            }
            var job = jobs.begin(definition.ref(), chosen, values, Members.text(given, "reason"), actor);
            return Answer.json(202, json(job))
                    .with("Location", ApiPaths.ROOT + "/" + definition.ref() + "/bulk/" + job.id());
        });
    }

    @GetMapping(ApiPaths.BULK + "/{job}")
    Answer job(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String job,
            HttpServletRequest request,
            Actor actor) {
        var parameters = Parameters.of(request, Set.of("limit", "cursor"));
        var found = own(module, entity, job, actor);
        var limit = parameters.number("limit", 1, 200, 50);
        var failed = jobs.failed(found.id(), parameters.number("cursor", 0, BulkJobs.MOST, 0), limit, actor);
        var body = json(found);
        var items = body.putArray("failures");
        failed.forEach(each -> items.add(json(each)));
        body.put(
                "next",
                failed.size() < limit ? null : String.valueOf(failed.getLast().place()));
        return Answer.ok(body);
    }

    @DeleteMapping(ApiPaths.BULK + "/{job}")
    Answer cancel(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String job,
            HttpServletRequest request,
            Actor actor) {
        Parameters.none(request);
        return Answer.ok(json(jobs.cancel(own(module, entity, job, actor).id(), actor)));
    }

    private Job own(String module, String entity, String job, Actor actor) {
        var definition = knowledge(actor).entity(module, entity);
        return jobs.find(Requests.id(job), actor)
                .filter(found -> found.entity().equals(definition.ref()))
                .orElseThrow(Refusal::notFound);
    }

    private Chosen chosen(EntityDefinition entity, ObjectNode select, Actor actor) {
        for (var name : select.propertyNames()) {
            if (!SELECT.contains(name)) {
                throw Members.invalid(
                        "/select/" + Texts.escapePointer(name),
                        ErrorCode.UNKNOWN_PROPERTY,
                        "There is no such member." + Suggestion.of(name, SELECT));
            }
        }
        if (!saysWhich(select)) {
            throw Members.invalid(
                    "/select", ErrorCode.REQUIRED, "Say which: ids, or a list's filter, q and view, or all: true.");
        }
        return select.has("ids") ? new Chosen.Some(ids(select)) : new Chosen.All(query(entity, select, actor));
    }

    /** Nobody means all records by a condition that is empty. */
    private static boolean saysWhich(ObjectNode select) {
        var narrowed = Stream.of("filter", "q", "view")
                .map(name -> Members.text(select, name))
                .anyMatch(text -> text != null && !text.isBlank());
        if (select.has("ids")) {
            return select.size() == 1;
        }
        var all = select.get("all");
        return all == null ? narrowed : all.isBoolean() && all.booleanValue() && !narrowed;
    }

    private static List<UUID> ids(ObjectNode select) {
        try {
            return Members.texts(select, "ids").stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException none) {
            throw Members.invalid("/select/ids", ErrorCode.FORMAT, "These must be ids of records.");
        }
    }

    private Query query(EntityDefinition entity, ObjectNode select, Actor actor) {
        var view = QueryController.view(knowledge(actor), saved, entity, Members.text(select, "view"), actor);
        var filter = Members.text(select, "filter");
        return Query.of(entity.ref())
                .where(Stream.of(
                                Stream.ofNullable(view == null ? null : view.filter()),
                                Stream.ofNullable(filter).map(Filters::parse))
                        .flatMap(each -> each)
                        .reduce(Expression::and)
                        .orElse(null))
                .searching(Members.text(select, "q"));
    }

    private static ObjectNode json(Job job) {
        return Json.object()
                .put("id", job.id().toString())
                .put("state", job.state().name().toLowerCase(Locale.ROOT))
                .put("records", job.records())
                .put("changed", job.changed())
                .put("failed", job.failed())
                .put("begunAt", job.begunAt().toString())
                .put("endedAt", job.endedAt() == null ? null : job.endedAt().toString());
    }

    private static ObjectNode json(Failed failed) {
        var record = failed.record();
        var json = Json.object()
                .put("id", record == null ? null : record.id().toString())
                .put("number", record == null ? null : record.system().number())
                .put("title", record == null ? null : failed.title());
        var errors = json.putArray("errors");
        failed.why()
                .forEach(why -> errors.addObject()
                        .put("pointer", why.pointer())
                        .put("code", why.code())
                        .put("message", why.message()));
        return json;
    }
}
