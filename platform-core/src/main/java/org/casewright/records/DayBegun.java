package org.casewright.records;

import java.time.LocalDate;
import java.util.List;

/**
 * A day has begun in a time zone, and what is refreshed daily is of that day; published outside of any transaction, on the one
 * node that does the day's work.
 *
 * @param units numbers of the units that live by it
 */
public record DayBegun(LocalDate day, List<Integer> units) {
    public DayBegun {
        units = List.copyOf(units);
    }
}
