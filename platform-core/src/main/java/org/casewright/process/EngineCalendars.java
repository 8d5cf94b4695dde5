package org.casewright.process;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.impl.calendar.BusinessCalendarManager;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.jspecify.annotations.Nullable;

/**
 * The engine's calendars by the platform's clock: a length of time is counted from its now. The engine's own clock is one for
 * the whole Java machine, and cannot be moved for one database without moving it for all.
 */
final class EngineCalendars {

    private EngineCalendars() {}

    static BusinessCalendarManager by(Clock clock) {
        var calendars = new MapBusinessCalendarManager();
        calendars.addBusinessCalendar(DurationBusinessCalendar.NAME, new Durations(clock));
        calendars.addBusinessCalendar(DueDateBusinessCalendar.NAME, new DueDates(clock));
        calendars.addBusinessCalendar(CycleBusinessCalendar.NAME, new Cycles(clock));
        return calendars;
    }

    private static Date from(@Nullable Date given, Clock clock) {
        return given == null ? Date.from(clock.instant()) : given;
    }

    private static final class Durations extends DurationBusinessCalendar {
        private final Clock clock;

        Durations(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Date resolveDuedate(String text, @Nullable Date from) {
            return super.resolveDuedate(text, EngineCalendars.from(from, clock));
        }
    }

    private static final class DueDates extends DueDateBusinessCalendar {
        private final Clock clock;

        DueDates(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Date resolveDuedate(String text, @Nullable Date from) {
            return super.resolveDuedate(text, EngineCalendars.from(from, clock));
        }
    }

    private static final class Cycles extends CycleBusinessCalendar {
        private final Clock clock;

        Cycles(Clock clock) {
            this.clock = clock;
        }

        @Override
        public @Nullable Date resolveDuedate(String text, @Nullable Date from, long offset) {
            // A moment later, or a timer that runs on the dot would be due again at once.
            var since = from == null ? Date.from(clock.instant().plusMillis(1)) : from;
            return super.resolveDuedate(text, since, offset);
        }
    }
}
