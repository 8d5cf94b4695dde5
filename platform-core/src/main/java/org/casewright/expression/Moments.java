package org.casewright.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dates, times and durations: from text, and their parts. */
final class Moments {
    private static final Set<String> MADE_FROM_TEXT = Set.of("date", "time", "date and time", "duration");

    private Moments() {}

    static boolean isMadeFromText(String function) {
        return MADE_FROM_TEXT.contains(function);
    }

    /** Null if the text is none. A date and time without offset comes as LocalDateTime, in the zone of evaluation. */
    static @Nullable Object parse(String function, String text) {
        return switch (function) {
            case "date" -> attempt(text, LocalDate::parse);
            case "time" -> attempt(text, LocalTime::parse);
            case "date and time" -> dateAndTime(text);
            case "duration" -> duration(text);
            default -> anyOf(text);
        };
    }

    private static @Nullable Object anyOf(String text) {
        for (String function : List.of("date", "time", "date and time", "duration")) {
            Object value = parse(function, text);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable Object dateAndTime(String text) {
        LocalDateTime local = attempt(text, LocalDateTime::parse);
        if (local != null) {
            return local;
        }
        ZonedDateTime zoned = attempt(text, ZonedDateTime::parse);
        if (zoned != null) {
            return zoned.toOffsetDateTime();
        }
        LocalDate date = attempt(text, LocalDate::parse);
        return date == null ? null : date.atStartOfDay();
    }

    private static @Nullable Object duration(String text) {
        Duration time = attempt(text, Duration::parse);
        if (time != null) {
            return time;
        }
        Period period = attempt(text, Period::parse);
        boolean ofMonths = period != null && period.equals(period.withDays(0));
        return ofMonths ? period : null;
    }

    private static <T> @Nullable T attempt(String text, Function<String, T> parser) {
        try {
            T value = parser.apply(text);
            return value instanceof TemporalAccessor moment && !isWithinReach(moment) ? null : value;
        } catch (DateTimeException | ArithmeticException notOne) {
            return null;
        }
    }

    /** What no calendar of people's lives has, and a database has not either. */
    static boolean isWithinReach(TemporalAccessor moment) {
        if (!moment.isSupported(ChronoField.YEAR)) {
            return true;
        }
        int year = moment.get(ChronoField.YEAR);
        return year >= 1 && year <= Limits.LAST_YEAR;
    }

    /** The last moment at or before this one that can be stored; any other value is itself. */
    static Object stored(Object value) {
        return switch (value) {
            case OffsetDateTime moment -> moment.truncatedTo(ChronoUnit.MICROS);
            case LocalTime time -> time.truncatedTo(ChronoUnit.MICROS);
            default -> value;
        };
    }

    static String expectation(String function, String text) {
        String example = switch (function) {
            case "date" -> "a date such as 2026-03-31";
            case "time" -> "a time such as 14:30:00";
            case "date and time" -> "a date and time such as 2026-03-31T14:30:00Z";
            case "duration" -> "a duration such as P30D, PT8H or P1Y6M (months and days do not mix)";
            default -> "a date, time or duration such as 2026-03-31 or P30D";
        };
        return "\"" + text + "\" is not " + example + ".";
    }

    static OffsetDateTime at(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toOffsetDateTime();
    }

    static long days(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to);
    }

    /** Years and months that have fully passed, as in an age. */
    static Period months(LocalDate from, LocalDate to) {
        return Period.ofMonths(Math.toIntExact(ChronoUnit.MONTHS.between(from, to)))
                .normalized();
    }

    static @Nullable Object part(LocalDate date, String name) {
        return switch (name) {
            case "year" -> date.getYear();
            case "month" -> date.getMonthValue();
            case "day" -> date.getDayOfMonth();
            case "weekday" -> date.getDayOfWeek().getValue();
            default -> null;
        };
    }

    static @Nullable Object part(LocalTime time, String name) {
        return switch (name) {
            case "hour" -> time.getHour();
            case "minute" -> time.getMinute();
            case "second" -> time.getSecond();
            default -> null;
        };
    }

    static @Nullable Object part(OffsetDateTime moment, String name, ZoneId zone) {
        ZonedDateTime there = moment.atZoneSameInstant(zone);
        Object part = part(there.toLocalDate(), name);
        return part != null ? part : part(there.toLocalTime(), name);
    }

    static @Nullable Object part(Period period, String name) {
        return switch (name) {
            case "years" -> period.toTotalMonths() / 12;
            case "months" -> period.toTotalMonths() % 12;
            default -> null;
        };
    }

    static @Nullable Object part(Duration duration, String name) {
        return switch (name) {
            case "days" -> duration.toDaysPart();
            case "hours" -> duration.toHoursPart();
            case "minutes" -> duration.toMinutesPart();
            case "seconds" -> duration.toSecondsPart();
            default -> null;
        };
    }

    static @Nullable FeelType typeOfPart(FeelType of, String name) {
        Set<String> date = Set.of("year", "month", "day", "weekday");
        Set<String> time = Set.of("hour", "minute", "second");
        boolean exists = switch (of) {
            case FeelType.Date ignored -> date.contains(name);
            case FeelType.Time ignored -> time.contains(name);
            case FeelType.DateTime ignored -> date.contains(name) || time.contains(name);
            case FeelType.Months ignored -> Set.of("years", "months").contains(name);
            case FeelType.Days ignored ->
                Set.of("days", "hours", "minutes", "seconds").contains(name);
            default -> false;
        };
        return exists ? FeelType.numeric() : null;
    }
}
