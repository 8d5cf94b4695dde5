package org.casewright.expression;

import static org.casewright.expression.Function.Kind.ANYTHING;
import static org.casewright.expression.Function.Kind.DAY;
import static org.casewright.expression.Function.Kind.TEXT;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** date, time, date and time, duration, years and months duration, today, now, days, years, and names of days. */
final class MomentFunctions {
    private MomentFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function(
                        "today",
                        0,
                        0,
                        List.of(),
                        (types, problem) -> FeelType.date(),
                        (run, call, given) ->
                                LocalDate.ofInstant(run.environment().clock().instant(), run.zone())),
                new Function(
                        "now",
                        0,
                        0,
                        List.of(),
                        (types, problem) -> FeelType.dateTime(),
                        (run, call, given) -> OffsetDateTime.ofInstant(
                                run.environment().clock().instant(), run.zone())),
                between("days", FeelType.numeric(), (from, to) -> BigDecimal.valueOf(Moments.days(from, to))),
                between(
                        "years",
                        FeelType.numeric(),
                        (from, to) -> BigDecimal.valueOf(ChronoUnit.YEARS.between(from, to))),
                between("years and months duration", FeelType.months(), Moments::months),
                new Function(
                        "date",
                        1,
                        3,
                        List.of(ANYTHING),
                        (types, problem) -> FeelType.date(),
                        (run, call, given) -> date(given, run.zone())),
                new Function(
                        "time",
                        1,
                        3,
                        List.of(ANYTHING),
                        (types, problem) -> FeelType.time(),
                        (run, call, given) -> time(given, run.zone())),
                new Function(
                        "date and time",
                        1,
                        2,
                        List.of(ANYTHING),
                        (types, problem) -> FeelType.dateTime(),
                        (run, call, given) -> dateAndTime(given, run.zone())),
                new Function(
                        "duration",
                        1,
                        1,
                        List.of(TEXT),
                        (types, problem) -> FeelType.any(),
                        (run, call, given) ->
                                given.getFirst() instanceof String text ? Moments.parse("duration", text) : null),
                ofDay(
                        "day of week",
                        FeelType.text(),
                        date -> name(date.getDayOfWeek().name())),
                ofDay(
                        "month of year",
                        FeelType.text(),
                        date -> name(date.getMonth().name())),
                ofDay("day of year", FeelType.numeric(), date -> BigDecimal.valueOf(date.get(ChronoField.DAY_OF_YEAR))),
                ofDay(
                        "week of year",
                        FeelType.numeric(),
                        date -> BigDecimal.valueOf(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))));
    }

    private static Function between(String name, FeelType result, BiFunction<LocalDate, LocalDate, Object> body) {
        return new Function(name, 2, 2, List.of(DAY), (types, problem) -> result, (run, call, given) -> {
            LocalDate from = day(given.getFirst(), run.zone());
            LocalDate to = day(given.get(1), run.zone());
            if (from == null || to == null) {
                return null;
            }
            return body.apply(from, to);
        });
    }

    private static Function ofDay(String name, FeelType result, java.util.function.Function<LocalDate, Object> body) {
        return new Function(name, 1, 1, List.of(DAY), (types, problem) -> result, (run, call, given) -> {
            LocalDate day = day(given.getFirst(), run.zone());
            return day == null ? null : body.apply(day);
        });
    }

    private static String name(String upperCase) {
        return upperCase.charAt(0) + upperCase.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    static @Nullable LocalDate day(@Nullable Object value, ZoneId zone) {
        return switch (value) {
            case LocalDate date -> date;
            case OffsetDateTime moment -> moment.atZoneSameInstant(zone).toLocalDate();
            case null, default -> null;
        };
    }

    private static @Nullable Object date(List<@Nullable Object> given, ZoneId zone) {
        if (given.size() == 1) {
            return given.getFirst() instanceof String text ? Moments.parse("date", text) : day(given.getFirst(), zone);
        }
        int[] parts = parts(given);
        try {
            LocalDate date = parts == null ? null : LocalDate.of(parts[0], parts[1], parts[2]);
            return date != null && Moments.isWithinReach(date) ? date : null;
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static @Nullable Object time(List<@Nullable Object> given, ZoneId zone) {
        if (given.size() == 1) {
            return switch (given.getFirst()) {
                case String text -> Moments.parse("time", text);
                case OffsetDateTime moment -> moment.atZoneSameInstant(zone).toLocalTime();
                case LocalTime time -> time;
                case null, default -> null;
            };
        }
        int[] parts = parts(given);
        try {
            return parts == null ? null : LocalTime.of(parts[0], parts[1], parts[2]);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static int @Nullable [] parts(List<@Nullable Object> given) {
        int[] parts = new int[3];
        for (int i = 0; i < given.size(); i++) {
            if (!(given.get(i) instanceof BigDecimal number)) {
                return null;
            }
            try {
                parts[i] = number.intValueExact();
            } catch (ArithmeticException notWhole) {
                return null;
            }
        }
        return given.size() == 3 ? parts : null;
    }

    private static @Nullable Object dateAndTime(List<@Nullable Object> given, ZoneId zone) {
        Object first = given.getFirst();
        if (given.size() == 2) {
            LocalDate date = day(first, zone);
            return date != null && given.get(1) instanceof LocalTime time ? Moments.at(date.atTime(time), zone) : null;
        }
        return switch (first) {
            case String text -> Moments.parse("date and time", text);
            case LocalDate date -> Moments.at(date.atStartOfDay(), zone);
            case OffsetDateTime moment -> moment;
            case null, default -> null;
        };
    }
}
