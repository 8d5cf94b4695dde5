package org.casewright.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * {@code + - * / **} over numbers, texts, dates and durations. What has no result (another kind of operand, a division
 * by zero, a number or date beyond all measure) is null, as FEEL has it. Numbers are decimals of 34 digits.
 */
final class Calculation {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Calculation() {}

    static @Nullable Object calculate(char sign, @Nullable Object left, @Nullable Object right, ZoneId zone) {
        if (left == null || right == null) {
            return null;
        }
        try {
            return switch (sign) {
                case '+' -> plus(left, right, zone);
                case '-' -> minus(left, right, zone);
                case '*' -> times(left, right);
                case '/' -> divided(left, right);
                default -> power(left, right);
            };
        } catch (ArithmeticException | DateTimeException beyondMeasure) {
            return null;
        }
    }

    private static @Nullable Object plus(Object left, Object right, ZoneId zone) {
        if (left instanceof BigDecimal some && right instanceof BigDecimal other) {
            return bounded(some.add(other, MathContext.DECIMAL128));
        }
        if (left instanceof String some && right instanceof String other) {
            return some + other;
        }
        if (left instanceof Duration some && right instanceof Duration other) {
            return some.plus(other);
        }
        if (left instanceof Period some && right instanceof Period other) {
            return some.plus(other).normalized();
        }
        boolean durationFirst = left instanceof Duration || left instanceof Period;
        return durationFirst ? moved(right, left, zone) : moved(left, right, zone);
    }

    private static @Nullable Object minus(Object left, Object right, ZoneId zone) {
        if (left instanceof BigDecimal some && right instanceof BigDecimal other) {
            return bounded(some.subtract(other, MathContext.DECIMAL128));
        }
        if (left instanceof LocalDate some && right instanceof LocalDate other) {
            return Duration.ofDays(Moments.days(other, some));
        }
        if (left instanceof OffsetDateTime some && right instanceof OffsetDateTime other) {
            return Duration.between(other, some);
        }
        if (left instanceof LocalTime some && right instanceof LocalTime other) {
            return Duration.between(other, some);
        }
        if (left instanceof Duration some && right instanceof Duration other) {
            return some.minus(other);
        }
        if (left instanceof Period some && right instanceof Period other) {
            return some.minus(other).normalized();
        }
        Object back = negated(right);
        return right instanceof BigDecimal || back == null ? null : moved(left, back, zone);
    }

    /** A date or time, a duration later; null beyond the years that are written with four digits. */
    private static @Nullable Object moved(Object moment, Object by, ZoneId zone) {
        Object moved = unbounded(moment, by, zone);
        int year = switch (moved) {
            case LocalDate date -> date.getYear();
            case OffsetDateTime time -> time.getYear();
            case null, default -> 1;
        };
        return year >= 1 && year <= Limits.LAST_YEAR ? moved : null;
    }

    /** Months are counted in the calendar of the zone. */
    private static @Nullable Object unbounded(Object moment, Object by, ZoneId zone) {
        return switch (moment) {
            case LocalDate date
            when by instanceof Duration duration ->
                date.atStartOfDay().plus(duration).toLocalDate();
            case LocalDate date when by instanceof Period period -> date.plus(period);
            case OffsetDateTime time when by instanceof Duration duration -> time.plus(duration);
            case OffsetDateTime time
            when by instanceof Period period ->
                time.atZoneSameInstant(zone).plus(period).toOffsetDateTime();
            case LocalTime time when by instanceof Duration duration -> time.plus(duration);
            default -> null;
        };
    }

    private static @Nullable Object times(Object left, Object right) {
        if (left instanceof BigDecimal some && right instanceof BigDecimal other) {
            return bounded(some.multiply(other, MathContext.DECIMAL128));
        }
        if (left instanceof BigDecimal factor) {
            return scaled(right, factor);
        }
        return right instanceof BigDecimal factor ? scaled(left, factor) : null;
    }

    private static @Nullable Object scaled(Object duration, BigDecimal factor) {
        return switch (duration) {
            case Duration time -> ofNanos(nanos(time).multiply(factor));
            case Period months ->
                ofMonths(BigDecimal.valueOf(months.toTotalMonths()).multiply(factor));
            default -> null;
        };
    }

    private static @Nullable Object divided(Object left, Object right) {
        if (left instanceof Duration some && right instanceof Duration other) {
            return bounded(nanos(some).divide(nanos(other), MathContext.DECIMAL128));
        }
        if (left instanceof Period some && right instanceof Period other) {
            return BigDecimal.valueOf(some.toTotalMonths())
                    .divide(BigDecimal.valueOf(other.toTotalMonths()), MathContext.DECIMAL128);
        }
        if (!(right instanceof BigDecimal divisor)) {
            return null;
        }
        return switch (left) {
            case BigDecimal number -> bounded(number.divide(divisor, MathContext.DECIMAL128));
            case Duration time -> ofNanos(nanos(time).divide(divisor, MathContext.DECIMAL128));
            case Period months ->
                ofMonths(BigDecimal.valueOf(months.toTotalMonths()).divide(divisor, MathContext.DECIMAL128));
            default -> null;
        };
    }

    private static @Nullable Object power(Object left, Object right) {
        if (left instanceof BigDecimal base && right instanceof BigDecimal exponent) {
            int times = exponent.intValueExact();
            if (Math.abs(times) <= Limits.EXPONENT) {
                return bounded(base.pow(times, MathContext.DECIMAL128));
            }
        }
        return null;
    }

    static @Nullable Object negated(@Nullable Object value) {
        try {
            return switch (value) {
                case BigDecimal number -> number.negate();
                case Duration time -> time.negated();
                case Period months -> months.negated();
                case null, default -> null;
            };
        } catch (ArithmeticException beyondMeasure) {
            return null;
        }
    }

    /** A number that no column holds is no number; this also keeps {@code floor} from writing out millions of digits. */
    static @Nullable BigDecimal bounded(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        return Math.abs(magnitude) > Limits.NUMBER_MAGNITUDE ? null : number;
    }

    private static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(duration.getNano()));
    }

    private static Duration ofNanos(BigDecimal nanos) {
        BigInteger[] parts = whole(nanos).divideAndRemainder(NANOS.toBigInteger());
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static Period ofMonths(BigDecimal months) {
        return Period.ofMonths(whole(months).intValueExact()).normalized();
    }

    private static BigInteger whole(BigDecimal number) {
        BigDecimal bounded = bounded(number);
        if (bounded == null) {
            throw new ArithmeticException("beyond measure");
        }
        return bounded.setScale(0, RoundingMode.DOWN).toBigInteger();
    }
}
