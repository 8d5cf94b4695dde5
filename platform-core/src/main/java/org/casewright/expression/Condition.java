package org.casewright.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter as people build it: groups of which all or any must be true, and in them what a property is held against. Read from FEEL
 * and written as FEEL that means the same; what no person builds like this stays as its text.
 */
public sealed interface Condition {

    /** As FEEL. */
    String feel();

    /** All of them are true; none at all is true as well. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public String feel() {
            return joined(parts, " and ");
        }
    }

    /** At least one of them is true. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public String feel() {
            return joined(parts, " or ");
        }
    }

    /**
     * A property is held against constants.
     *
     * @param path a name, or a reference and a name behind it
     * @param byDay whether the property is a moment of which only the day counts
     * @param values as many as the relation takes: String, BigDecimal, Boolean, LocalDate or OffsetDateTime
     */
    record Test(List<String> path, Relation relation, boolean byDay, List<Object> values) implements Condition {
        public Test {
            path = List.copyOf(path);
            values = List.copyOf(values);
        }

        @Override
        public String feel() {
            var name = String.join(".", path);
            return ConditionText.of(byDay ? "date(" + name + ")" : name, this);
        }
    }

    /** Whatever else, as it was written. */
    record Other(String feel) implements Condition {}

    /** How a property is held against values. */
    enum Relation {
        IS,
        IS_NOT,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        BETWEEN,
        ONE_OF,
        NONE_OF,
        STARTS_WITH,
        CONTAINS,
        INCLUDES,
        EMPTY,
        FILLED,
        TODAY,
        /** The last days up to today; as many as the value says, today being one. */
        LAST_DAYS,
        /** The next days from today on; as many as the value says, today being one. */
        NEXT_DAYS
    }

    /** Nothing is asked. */
    static All none() {
        return new All(List.of());
    }

    /** Reads FEEL; the groups of a text that cannot be read at all are that text. */
    static Condition of(String feel) {
        try {
            return ConditionReading.of(feel);
        } catch (ExpressionException unreadable) {
            return new Other(feel);
        }
    }

    /** What all must be true of: the parts of {@link All}, or the condition itself. */
    default List<Condition> conjuncts() {
        return this instanceof All(List<Condition> parts) ? parts : List.of(this);
    }

    private static String joined(List<Condition> parts, String word) {
        return switch (parts.size()) {
            case 0 -> "true";
            case 1 -> parts.getFirst().feel();
            default -> parts.stream().map(part -> "(" + part.feel() + ")").collect(Collectors.joining(word));
        };
    }
}
