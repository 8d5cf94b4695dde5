package org.casewright.schema;

import java.util.List;

/**
 * One step of an application, in words and as SQL. Each is done whole or not at all, or can be done again.
 *
 * @param subject what it is about: a table, an index, a column, an entity
 * @param lock the strongest lock that it takes, on a table in use; empty for none
 * @param blocksWriters whether writers wait for it, if only for an instant
 * @param seconds about how long, at the present number of rows; 0 for an instant
 * @param undo what takes it back as long as the release is not served
 */
public record Step(
        Phase phase,
        Kind kind,
        String sentence,
        String subject,
        List<String> statements,
        String lock,
        boolean blocksWriters,
        long seconds,
        List<String> undo) {

    /** How its statements are run. */
    public enum Kind {
        /** In one transaction. */
        TOGETHER,
        /** An index made while others write: outside of any transaction, looked at afterwards, again when it is not valid. */
        INDEX,
        /** Outside of any transaction; may be done again. */
        ALONE,
        /** In batches, each a transaction: the parameter is the last id, the answer the new one and the number of rows. */
        BATCHES,
        /** A question whose answer is the number of rows that do not fit: none may. */
        CHECK,
        /** The search keys of an entity, written again in batches by the application. */
        SEARCH_KEYS,
        /** Who is granted and who is barred from an entity's records, worked out again in batches by the application. */
        ROW_ACCESS
    }

    public Step {
        statements = List.copyOf(statements);
        undo = List.copyOf(undo);
    }

    static Step together(Phase phase, String sentence, String subject, String lock, List<String> statements) {
        return new Step(phase, Kind.TOGETHER, sentence, subject, statements, lock, !lock.isEmpty(), 0, List.of());
    }

    /** While others write. */
    static Step online(
            Phase phase, Kind kind, String sentence, String subject, String lock, long seconds, String... statements) {
        return new Step(phase, kind, sentence, subject, List.of(statements), lock, false, seconds, List.of());
    }

    Step undoneBy(List<String> statements) {
        return new Step(phase, kind, sentence, subject, this.statements, lock, blocksWriters, seconds, statements);
    }

    /** How long, in words. */
    public String duration() {
        return seconds == 0
                ? "an instant"
                : seconds < 100 ? "about " + seconds + " s" : "about " + seconds / 60 + " min";
    }
}
