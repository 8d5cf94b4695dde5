package org.casewright.process;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.records.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The front door for tasks: what a person is to do, under the same access rules as the records. */
@Component
public class Tasks {

    /** Which tasks are asked for. */
    public enum View {
        /** Claimed by the actor. */
        MINE,
        /** Offered to one of the actor's roles in a unit it runs, and free. */
        TEAM,
        /** Mine or the team's, and late. */
        OVERDUE
    }

    /** A page of open tasks, late and urgent ones first, at most {@code limit}, behind {@code after} (a task id; null for the first). */
    public List<Task> list(View view, @Nullable String after, int limit, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** How many tasks a view has, counted up to 1,000. */
    public int count(View view, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Open tasks about a record. */
    public List<Task> of(UUID record, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The open task with this id; empty when it is done or not open to the actor. */
    public Optional<Task> find(String id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Takes a task; taking one's own again is no error; {@code CONFLICT} when another has it. */
    public Task claim(String id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Gives a task back to the team. */
    public Task release(String id, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /**
     * Completes a task, with the values of its form, in one transaction with the records and the process's next steps.
     *
     * @param outcome name of the button; null when the task has none
     * @param values as in {@link org.casewright.records.Change}, from the task's record on; empty for none
     */
    public Outcome complete(
            String id, @Nullable String outcome, ObjectNode values, @Nullable String comment, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The steps of the record's process in the order in which they are usually done; empty when it has none. */
    public List<Stage> stages(UUID record, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
