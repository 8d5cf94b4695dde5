package org.casewright.records;

import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A length of time as settings write it: {@code 30m 2h 3d 20wd 6mo}; {@code wd} are working days, Monday to Friday. */
record Deadline(int amount, String measure) {

    static Deadline parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("not a length of time: " + text));
    }

    static Optional<Deadline> tryParse(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        var measure = text.substring(digits);
        if (digits == 0
                || digits > 6
                || !java.util.Set.of("m", "h", "d", "wd", "mo").contains(measure)) {
            return Optional.empty();
        }
        return Optional.of(new Deadline(Integer.parseInt(text.substring(0, digits)), measure));
    }

    OffsetDateTime after(OffsetDateTime from, ZoneId zone) {
        var local = from.atZoneSameInstant(zone);
        var due = switch (measure) {
            case "m" -> local.plus(amount, ChronoUnit.MINUTES);
            case "h" -> local.plus(amount, ChronoUnit.HOURS);
            case "d" -> local.plusDays(amount);
            case "mo" -> local.plusMonths(amount);
            default -> {
                var day = local;
                for (int left = amount; left > 0; ) {
                    day = day.plusDays(1);
                    if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                        left--;
                    }
                }
                yield day;
            }
        };
        return due.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
