package org.casewright.expression;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Equality and order of values. Null means that it cannot be said: one side is null, or the kinds differ. */
final class Comparing {
    private Comparing() {}

    static @Nullable Boolean compare(Operator operator, @Nullable Object left, @Nullable Object right) {
        if (operator.isEquality()) {
            Boolean equal = equal(left, right);
            return equal == null ? null : equal == (operator == Operator.EQUAL);
        }
        Integer order = order(left, right);
        return order == null ? null : operator.holds(order);
    }

    static @Nullable Boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (isIdentified(left) || isIdentified(right)) {
            return sameIdentity(left, right);
        }
        if (left instanceof List<?> some && right instanceof List<?> others) {
            return sameItems(some, others);
        }
        if (left instanceof Boolean && right instanceof Boolean) {
            return left.equals(right);
        }
        Integer order = order(left, right);
        return order == null ? null : order == 0;
    }

    private static boolean isIdentified(Object value) {
        return value instanceof UUID || value instanceof Values;
    }

    /** A record equals its id, and the id's text. */
    private static @Nullable Boolean sameIdentity(Object left, Object right) {
        if (left.equals(right)) {
            return true;
        }
        String some = identityText(left);
        String other = identityText(right);
        if (some != null && other != null) {
            return some.equalsIgnoreCase(other);
        }
        boolean bothValues = left instanceof Values && right instanceof Values;
        return bothValues ? false : null;
    }

    private static @Nullable String identityText(Object value) {
        Object id = identity(value);
        boolean isId = id instanceof String || id instanceof UUID;
        return isId ? String.valueOf(id) : null;
    }

    static @Nullable Object identity(@Nullable Object value) {
        return value instanceof Values values ? values.get("id") : value;
    }

    private static boolean sameItems(List<?> some, List<?> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!same(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** For lists and their functions, where null is a value like any other. */
    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        return Boolean.TRUE.equals(equal(left, right));
    }

    static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal some && right instanceof BigDecimal other) {
            return some.compareTo(other);
        }
        if (left instanceof String some && right instanceof String other) {
            return byCodePoint(some, other);
        }
        if (left instanceof LocalDate some && right instanceof LocalDate other) {
            return some.compareTo(other);
        }
        if (left instanceof OffsetDateTime some && right instanceof OffsetDateTime other) {
            return some.toInstant().compareTo(other.toInstant());
        }
        if (left instanceof LocalTime some && right instanceof LocalTime other) {
            return some.compareTo(other);
        }
        if (left instanceof Duration some && right instanceof Duration other) {
            return some.compareTo(other);
        }
        if (left instanceof Period some && right instanceof Period other) {
            return Long.compare(some.toTotalMonths(), other.toTotalMonths());
        }
        return null;
    }

    /** The order of the database's "C" collation, which UTF-16 units do not give beyond the basic plane. */
    private static int byCodePoint(String some, String other) {
        int end = Math.min(some.length(), other.length());
        for (int i = 0; i < end; i++) {
            if (some.charAt(i) != other.charAt(i)) {
                int order =
                        Boolean.compare(Character.isSurrogate(some.charAt(i)), Character.isSurrogate(other.charAt(i)));
                return order != 0 ? order : Character.compare(some.charAt(i), other.charAt(i));
            }
        }
        return Integer.compare(some.length(), other.length());
    }
}
