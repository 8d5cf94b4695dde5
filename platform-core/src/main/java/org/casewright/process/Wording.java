package org.casewright.process;

import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Outcome;

/**
 * Says steps as a catalog calls them. What is kept of them is in the files' own words, whoever was there: so each reads it in the own
 * language. What the release of today calls otherwise stays as it was.
 */
record Wording(Catalog catalog) {

    Task of(Task task) {
        return task.called(
                catalog.step(task.process(), task.step(), task.name()),
                task.outcomes().stream()
                        .map(outcome -> new Outcome(
                                outcome.name(), outcome(task.process(), task.step(), outcome), outcome.comment()))
                        .toList());
    }

    Queue of(Queue queue) {
        return new Queue(
                queue.process(),
                queue.step(),
                catalog.step(queue.process(), queue.step(), queue.name()),
                queue.tasks(),
                queue.late());
    }

    Stage of(String process, Stage stage) {
        return new Stage(stage.id(), catalog.step(process, stage.id(), stage.name()), stage.state());
    }

    StepEntry of(StepEntry entry) {
        return entry.called(
                entry.kind() == StepEntry.Kind.START
                        ? catalog.said(entry.name())
                        : catalog.step(entry.process(), entry.step(), entry.name()),
                entry.outcome() == null ? null : button(entry, entry.outcome()));
    }

    private String outcome(String process, String step, Outcome outcome) {
        return in(catalog.original(), process, step)
                .flatMap(task -> task.outcome(outcome.name()))
                .filter(outcome::equals)
                .flatMap(same -> in(catalog, process, step).flatMap(task -> task.outcome(outcome.name())))
                .map(Outcome::title)
                .orElse(outcome.title());
    }

    /** Of a step that was taken the button's title is kept. */
    private String button(StepEntry entry, String title) {
        return in(catalog.original(), entry.process(), entry.step()).stream()
                .flatMap(task -> task.outcomes().stream())
                .filter(outcome -> outcome.title().equals(title))
                .findFirst()
                .map(outcome -> outcome(entry.process(), entry.step(), outcome))
                .orElse(title);
    }

    private static Optional<ProcessDefinition.UserTask> in(Catalog catalog, String process, String step) {
        return catalog.process(process).map(found -> found.userTasks().get(step));
    }
}
