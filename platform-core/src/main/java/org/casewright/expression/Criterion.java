package org.casewright.expression;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL can do it, without any SQL. And, Or, Not, Compare, Between and In have SQL's three-valued logic, which
 * is FEEL's; Some, Every, Count and IsNull say yes or no. Values are String, BigDecimal, Boolean, LocalDate,
 * OffsetDateTime, LocalTime, Period, Duration or UUID, never null.
 */
public sealed interface Criterion {
    /** All of them, at least two. */
    record And(List<Criterion> parts) implements Criterion {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Any of them, at least two. */
    record Or(List<Criterion> parts) implements Criterion {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Criterion of) implements Criterion {}

    /** True, false, or null: unknown. */
    record Constant(@Nullable Boolean value) implements Criterion {}

    record Compare(Path path, Operator operator, Object value) implements Criterion {}

    record ComparePaths(Path left, Operator operator, Path right) implements Criterion {}

    /** One of the values, at least one. */
    record In(Path path, List<Object> values) implements Criterion {
        public In {
            values = List.copyOf(values);
        }
    }

    record IsNull(Path path) implements Criterion {}

    record StartsWith(Path path, String text) implements Criterion {}

    /** Of a property that is searchable: the text contains this one, capital letters told apart. */
    record Contains(Path path, String text) implements Criterion {}

    /** Of a property that is searchable: part of the text matches the pattern, which is PostgreSQL's. */
    record Matches(Path path, String pattern) implements Criterion {}

    /** There is an entry in the list for which {@code where} is true. Paths of the entry are {@link Origin#ENTRY}. */
    record Some(Path list, Criterion where) implements Criterion {}

    /** There is no entry for which {@code holds} is false or null. */
    record Every(Path list, Criterion holds) implements Criterion {}

    /** The number of entries for which {@code where} is true, compared. */
    record Count(Path list, Criterion where, Operator operator, BigDecimal number) implements Criterion {}

    /**
     * Property names from the record, or from the entry that Some, Every or Count looks at: at most one reference, then
     * the property. The empty path of an entry is the entry itself, an element of an array.
     */
    record Path(Origin origin, List<String> names) {
        public Path {
            names = List.copyOf(names);
        }

        public static Path of(String... names) {
            return new Path(Origin.RECORD, List.of(names));
        }

        public static Path ofEntry(String... names) {
            return new Path(Origin.ENTRY, List.of(names));
        }
    }

    enum Origin {
        RECORD,
        ENTRY
    }
}
