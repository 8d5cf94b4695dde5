package org.casewright.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.casewright.definition.ScenarioDefinition.ExpectedError;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What came of an act, as the API would say it. */
sealed interface Answer {

    /** It was done; {@code record} is the one that was meant, null when there is none or it may not be read. */
    record Done(@Nullable EntityRecord record) implements Answer {
        static final Done NOTHING = new Done(null);
    }

    /** Records were asked for: those of the first page, and how many there are. */
    record Found(List<EntityRecord> records, long count) implements Answer {
        public Found {
            records = List.copyOf(records);
        }
    }

    /**
     * It was refused.
     *
     * @param code whose status the API answers with
     * @param sentence why, for the author of the scenario
     */
    record Refused(ErrorCode code, String sentence, List<Problem> problems) implements Answer {

        public Refused {
            problems = List.copyOf(problems);
        }

        /** Whether this is the refusal that was expected. */
        boolean is(ExpectedError expected) {
            return code.status() == expected.status()
                    && (problems.stream().anyMatch(problem -> fits(problem, expected)) || fits(expected));
        }

        private static boolean fits(Problem problem, ExpectedError expected) {
            return (expected.code() == null
                            || expected.code().equals(problem.code().code()))
                    && (expected.pointer() == null || expected.pointer().equals(problem.pointer()))
                    && (expected.rule() == null || expected.rule().equals(problem.rule()));
        }

        /** Where the refusal has no errors, its own code is all that can be asked for. */
        private boolean fits(ExpectedError expected) {
            return expected.pointer() == null
                    && expected.rule() == null
                    && (expected.code() == null || expected.code().equals(code.code()));
        }

        @Override
        public String toString() {
            var told = problems.isEmpty()
                    ? sentence
                    : problems.stream().map(Refused::told).collect(Collectors.joining("; "));
            return "it was refused with " + code.status() + " " + code.code() + ": " + told.replaceFirst("[.]$", "");
        }

        private static String told(Problem problem) {
            return (problem.pointer().isEmpty() ? "" : problem.pointer() + " ")
                    + problem.code().code()
                    + (problem.rule() == null ? "" : " " + problem.rule())
                    + " “" + problem.message() + "”";
        }
    }

    static Refused of(Outcome.Rejected rejected) {
        return new Refused(ErrorCode.INVALID, "What was given cannot be saved.", rejected.problems());
    }

    static Refused of(Outcome.Stale stale) {
        return new Refused(ErrorCode.STALE, "The record was changed by " + stale.by() + ".", List.of());
    }

    /** Whatever was thrown. */
    static Refused of(RuntimeException thrown) {
        if (thrown instanceof Refusal refusal) {
            return new Refused(refusal.code(), refusal.sentence(), refusal.problems());
        }
        LoggerFactory.getLogger(Answer.class).error("A step of a scenario failed", thrown);
        return new Refused(ErrorCode.INTERNAL, String.valueOf(thrown.getMessage()), List.of());
    }
}
