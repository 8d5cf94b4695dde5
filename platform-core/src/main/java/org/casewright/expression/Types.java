package org.casewright.expression;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import org.casewright.expression.FeelType.Any;
import org.casewright.expression.FeelType.Bool;
import org.casewright.expression.FeelType.Code;
import org.casewright.expression.FeelType.Context;
import org.casewright.expression.FeelType.ListOf;
import org.casewright.expression.FeelType.Null;
import org.casewright.expression.FeelType.Reference;
import org.casewright.expression.FeelType.Text;
import org.jspecify.annotations.Nullable;

/** Which types go together. */
final class Types {
    private Types() {}

    static FeelType ofValue(@Nullable Object value) {
        return switch (value) {
            case null -> FeelType.nothing();
            case String text -> FeelType.text();
            case Pattern pattern -> FeelType.text();
            case BigDecimal number -> FeelType.numeric();
            case Boolean condition -> FeelType.bool();
            case LocalDate date -> FeelType.date();
            case OffsetDateTime moment -> FeelType.dateTime();
            case LocalDateTime moment -> FeelType.dateTime();
            case LocalTime time -> FeelType.time();
            case Period months -> FeelType.months();
            case Duration days -> FeelType.days();
            default -> FeelType.any();
        };
    }

    static boolean isOpen(FeelType type) {
        return type instanceof Any || type instanceof Null;
    }

    static boolean isText(FeelType type) {
        return type instanceof Text || type instanceof Code;
    }

    static boolean isOrdered(FeelType type) {
        return !(type instanceof Bool
                || type instanceof ListOf
                || type instanceof Context
                || type instanceof Reference);
    }

    /** Whether an equality of the two can ever be true. */
    static boolean areComparable(FeelType left, FeelType right) {
        if (isOpen(left) || isOpen(right)) {
            return true;
        }
        if (left instanceof Reference) {
            return right instanceof Reference || isText(right);
        }
        if (left instanceof ListOf some) {
            return right instanceof ListOf other && areComparable(some.item(), other.item());
        }
        if (isText(left)) {
            return isText(right) || right instanceof Reference;
        }
        return left.getClass() == right.getClass();
    }

    /** Whether a value of the one can stand where the other is wanted. */
    static boolean fits(FeelType given, FeelType wanted) {
        return isOpen(given)
                || isOpen(wanted)
                || (wanted instanceof Context && (given instanceof Context || given instanceof Reference))
                || (wanted instanceof ListOf list && fitsItem(given, list.item()))
                || (!(wanted instanceof ListOf) && areComparable(given, wanted));
    }

    private static boolean fitsItem(FeelType given, FeelType item) {
        return given instanceof ListOf list && fits(list.item(), item);
    }

    /** One type for values that come from either side. */
    static FeelType common(FeelType left, FeelType right) {
        if (left instanceof Null) {
            return right;
        }
        if (right instanceof Null || left.equals(right)) {
            return left;
        }
        if (isText(left) && isText(right)) {
            return FeelType.text();
        }
        if (left instanceof ListOf some && right instanceof ListOf other) {
            return FeelType.listOf(common(some.item(), other.item()));
        }
        return FeelType.any();
    }
}
