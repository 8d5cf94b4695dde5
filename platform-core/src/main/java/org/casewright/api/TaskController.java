package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.problem.Refusal;
import org.casewright.process.Task;
import org.casewright.process.Tasks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** Open tasks: whose they are, and their completion. */
@Controller
class TaskController {

    static final String TASKS = ApiPaths.ROOT + "/tasks";

    private final Tasks tasks;
    private final RecordAnswers answers;
    private final Idempotency idempotency;

    TaskController(Tasks tasks, RecordAnswers answers, Idempotency idempotency) {
        this.tasks = tasks;
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @GetMapping(TASKS)
    Answer find(HttpServletRequest request, Actor actor) {
        var parameters = Parameters.of(request, Set.of("view", "limit", "cursor", "count"));
        var view = Tasks.View.valueOf(parameters
                .choice("view", List.of("mine", "team", "overdue"), "mine")
                .toUpperCase(Locale.ROOT));
        var limit = parameters.number("limit", 1, 200, 50);
        var counted = !"none".equals(parameters.choice("count", List.of("none", "capped"), "none"));
        var found = tasks.list(view, parameters.text("cursor"), limit, actor);
        var next = found.size() < limit ? null : found.getLast().id();
        return list(found, next, counted ? tasks.count(view, actor) : null);
    }

    @GetMapping(TASKS + "/{id}")
    Answer get(@PathVariable String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        return Answer.ok(json(tasks.find(requireId(id), actor).orElseThrow(Refusal::notFound)));
    }

    @PostMapping(TASKS + "/{id}/claim")
    Answer claim(@PathVariable String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var body = Requests.optional(request);
        return idempotency.once(request, body, actor, () -> Answer.ok(json(tasks.claim(requireId(id), actor))));
    }

    @PostMapping(TASKS + "/{id}/release")
    Answer release(@PathVariable String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var body = Requests.optional(request);
        return idempotency.once(request, body, actor, () -> Answer.ok(json(tasks.release(requireId(id), actor))));
    }

    @PostMapping(TASKS + "/{id}/complete")
    Answer complete(@PathVariable String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var completion = Completion.of(Json.readObject(body));
            return answers.all(tasks.complete(
                    requireId(id),
                    completion.outcome(),
                    completion.values(),
                    completion.comment(),
                    completion.acknowledged(),
                    actor));
        });
    }

    private record Completion(
            @Nullable String outcome,
            ObjectNode values,
            @Nullable String comment,
            Set<String> acknowledged) {

        static Completion of(ObjectNode body) {
            var acknowledged = RecordController.takeAcknowledged(body);
            Members.requireKnown(body, Set.of("outcome", "values", "comment"));
            return new Completion(
                    Members.text(body, "outcome"),
                    Members.object(body, "values"),
                    Members.text(body, "comment"),
                    acknowledged);
        }
    }

    private static String requireId(String id) {
        if (id.length() > 64 || !Texts.storable(id)) {
            throw Refusal.notFound();
        }
        return id;
    }

    static Answer list(List<Task> found, @Nullable String next, @Nullable Integer count) {
        var body = Json.object();
        var items = body.putArray("items");
        found.forEach(task -> items.add(json(task)));
        body.put("next", next);
        body.put("count", count);
        return Answer.ok(body);
    }

    static ObjectNode json(Task task) {
        var json = Json.object();
        json.put("id", task.id());
        json.put("name", task.name());
        json.put("process", task.process());
        json.put("step", task.step());
        var record = json.putObject("record");
        record.put("entity", task.entity());
        record.put("id", task.record().toString());
        record.put("number", task.recordNumber());
        record.put("title", task.recordTitle());
        json.put("unit", task.unit());
        var roles = json.putArray("roles");
        task.roles().forEach(roles::add);
        json.put("assignee", task.assignee() == null ? null : task.assignee().toString());
        json.put("assigneeTitle", task.assigneeTitle());
        json.put("due", task.due() == null ? null : task.due().toString());
        json.put("priority", task.priority());
        json.put("createdAt", task.createdAt().toString());
        json.put("form", task.form());
        var outcomes = json.putArray("outcomes");
        task.outcomes()
                .forEach(outcome -> outcomes.addObject()
                        .put("name", outcome.name())
                        .put("title", outcome.title())
                        .put("comment", outcome.comment()));
        json.put("comment", task.comment());
        return json;
    }
}
