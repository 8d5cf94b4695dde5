package org.casewright.definition;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.expression.TextPattern;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scenario: what people do one after another, and what must come of it. Records are called by name; {@code "@name"} in
 * values, filters and expectations stands for a record's id.
 *
 * @param name the file's, without its ending
 * @param title what must hold, as a sentence
 * @param today the day on which it begins
 * @param demo whether the demonstration records are there
 * @param location of the whole file
 */
public record ScenarioDefinition(
        String module, String name, String title, LocalDate today, boolean demo, List<Step> steps, Location location) {

    /** How a literal of a filter calls a record by name; the name is the first group. */
    public static final Pattern NAME_IN_FILTER = Pattern.compile("\"@([A-Za-z0-9_-]+)\"");

    public ScenarioDefinition {
        steps = List.copyOf(steps);
    }

    /** {@code module/name}. */
    public String ref() {
        return module + "/" + name;
    }

    /**
     * One thing that is done.
     *
     * @param save the name by which later steps call the record; null for none
     * @param expect what the record, each record, or the task must be
     * @param error that and how it must be refused; null when it must be done
     */
    public record Step(
            Location location,
            Act act,
            @Nullable String save,
            List<Expectation> expect,
            @Nullable ExpectedError error) {
        public Step {
            expect = List.copyOf(expect);
        }
    }

    /** What is done. {@code as} is the name of an account, {@code record} and {@code of} the name of a record. */
    public sealed interface Act {

        /** Makes a record of {@code module/entity}. */
        record Create(String as, String entity, ObjectNode values, Set<String> acknowledged) implements Act {
            public Create {
                acknowledged = Set.copyOf(acknowledged);
            }
        }

        /** Changes a record. */
        record Update(String as, String record, ObjectNode values, Set<String> acknowledged) implements Act {
            public Update {
                acknowledged = Set.copyOf(acknowledged);
            }
        }

        /** Retires a record. */
        record Retire(String as, String record) implements Act {}

        /** Brings a retired record back. */
        record Restore(String as, String record) implements Act {}

        /** Reads a record. */
        record Get(String as, String record) implements Act {}

        /** Asks for records; {@code count} is how many there must be, null when that does not matter. */
        record Find(
                String as,
                String entity,
                @Nullable String filter,
                boolean retired,
                @Nullable Long count) implements Act {}

        /** Asks which records a new one perhaps is; {@code count} as in {@link Find}. */
        record Suspect(
                String as,
                String entity,
                ObjectNode values,
                @Nullable Long count) implements Act {}

        /** Takes a task. */
        record Claim(String as, String task, String of) implements Act {}

        /** Completes a task. */
        record Complete(
                String as,
                String task,
                String of,
                @Nullable String outcome,
                @Nullable String comment,
                ObjectNode values,
                Set<String> acknowledged)
                implements Act {
            public Complete {
                acknowledged = Set.copyOf(acknowledged);
            }
        }

        /** Does an operation with a record; the values are its input's. */
        record Operate(String as, String operation, String of, ObjectNode values, Set<String> acknowledged)
                implements Act {
            public Operate {
                acknowledged = Set.copyOf(acknowledged);
            }
        }

        /** Opens a record that is closed, or not wholly open, by saying why. */
        record BreakGlass(String as, String record, String reason) implements Act {}

        /** Lets time pass: days and longer by the calendar, and then hours and shorter. */
        record Wait(Period days, Duration time) implements Act {}

        /** A message comes from outside. */
        record Deliver(String message, ObjectNode values) implements Act {}

        /** Looks whether a process has sent a message. */
        record SeeMessage(String message) implements Act {}

        /** Looks for an open task, as somebody or as the engine; {@code none}: there must be none. */
        record SeeTask(
                @Nullable String as, String of, @Nullable String name, boolean none) implements Act {}
    }

    /** What a property, or another name of a record or task, must be. */
    public record Expectation(String name, Matcher matcher, Location location) {}

    /** What a value must be. */
    public sealed interface Matcher {

        /** This value; numbers by their value. */
        record Equal(JsonNode value) implements Matcher {}

        /** A text in which the pattern is found. */
        record Matches(TextPattern pattern) implements Matcher {}

        /** One of these values. */
        record In(List<JsonNode> values) implements Matcher {
            public In {
                values = List.copyOf(values);
            }
        }

        /** No value, or any; what the asker may not read is no value. */
        record Empty(boolean empty) implements Matcher {}

        /** A list of this length; no value is an empty list. */
        record Count(int count) implements Matcher {}

        /** A list in which something is so. */
        record Contains(Matcher item) implements Matcher {}

        /** A list whose items are so, one after another. */
        record Items(List<Matcher> items) implements Matcher {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** An object in which these parts are so; what is not named does not matter. */
        record Parts(Map<String, Matcher> parts) implements Matcher {
            public Parts {
                parts = Map.copyOf(parts);
            }
        }
    }

    /**
     * A refusal.
     *
     * @param status as the API would answer
     * @param code {@code pointer} and {@code rule}: those of one error; null when they do not matter
     */
    public record ExpectedError(
            int status,
            @Nullable String code,
            @Nullable String pointer,
            @Nullable String rule,
            Location location) {}
}
