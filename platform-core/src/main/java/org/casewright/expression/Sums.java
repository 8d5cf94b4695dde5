package org.casewright.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.casewright.expression.FeelType.Date;
import org.casewright.expression.FeelType.DateTime;
import org.casewright.expression.FeelType.Days;
import org.casewright.expression.FeelType.Months;
import org.casewright.expression.FeelType.Numeric;
import org.casewright.expression.FeelType.Time;
import org.jspecify.annotations.Nullable;

/** What type comes out of {@code + - * / **}, as {@link Calculation} computes it. */
final class Sums {
    private Sums() {}

    /** Null if the two cannot be calculated with. */
    static @Nullable FeelType type(char sign, FeelType left, FeelType right) {
        if (Types.isOpen(left) || Types.isOpen(right)) {
            return open(sign, left, right);
        }
        return switch (sign) {
            case '+' -> plus(left, right);
            case '-' -> minus(left, right);
            case '*' -> times(left, right);
            case '/' -> divided(left, right);
            default -> left instanceof Numeric && right instanceof Numeric ? left : null;
        };
    }

    /** {@code dueOn + setting("time")} can only be a date, if anything. */
    private static @Nullable FeelType open(char sign, FeelType left, FeelType right) {
        FeelType known = Types.isOpen(left) ? right : left;
        if (known instanceof FeelType.Bool
                || known instanceof FeelType.ListOf
                || known instanceof FeelType.Context
                || known instanceof FeelType.Reference) {
            return null;
        }
        boolean moment = known instanceof Date || known instanceof DateTime;
        if (moment && sign != '+' && sign != '-') {
            return null;
        }
        return moment && sign == '+' ? known : FeelType.any();
    }

    private static @Nullable FeelType plus(FeelType left, FeelType right) {
        if (left.equals(right) && (left instanceof Numeric || isDuration(left))) {
            return left;
        }
        if (Types.isText(left) && Types.isText(right)) {
            return FeelType.text();
        }
        if (isDuration(right)) {
            return moved(left, right);
        }
        return isDuration(left) ? moved(right, left) : null;
    }

    private static @Nullable FeelType minus(FeelType left, FeelType right) {
        if (left.equals(right) && (left instanceof Numeric || isDuration(left))) {
            return left;
        }
        if (left.equals(right) && (left instanceof Date || left instanceof DateTime || left instanceof Time)) {
            return FeelType.days();
        }
        return isDuration(right) ? moved(left, right) : null;
    }

    private static @Nullable FeelType moved(FeelType moment, FeelType by) {
        boolean fits =
                moment instanceof Date || moment instanceof DateTime || (moment instanceof Time && by instanceof Days);
        return fits ? moment : null;
    }

    private static @Nullable FeelType times(FeelType left, FeelType right) {
        if (right instanceof Numeric && (left instanceof Numeric || isDuration(left))) {
            return left;
        }
        return left instanceof Numeric && isDuration(right) ? right : null;
    }

    private static @Nullable FeelType divided(FeelType left, FeelType right) {
        if (right instanceof Numeric && (left instanceof Numeric || isDuration(left))) {
            return left;
        }
        return isDuration(left) && left.equals(right) ? FeelType.numeric() : null;
    }

    private static boolean isDuration(FeelType type) {
        return type instanceof Days || type instanceof Months;
    }

    static String advice(char sign, FeelType left, FeelType right) {
        boolean moment = left instanceof Date || left instanceof DateTime;
        if (moment && right instanceof Numeric && (sign == '+' || sign == '-')) {
            return "to a date belongs a duration, as in " + sign + " duration(\"P30D\"), not a number.";
        }
        if (new HashSet<>(List.of(left, right)).equals(Set.of(FeelType.date(), FeelType.dateTime()))) {
            return "a date and a date with time do not mix; take date(...) of the latter.";
        }
        String shown = sign == '^' ? "**" : String.valueOf(sign);
        return "there is no " + left.words() + " " + shown + " " + right.words() + ".";
    }
}
