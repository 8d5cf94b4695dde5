package org.casewright.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** Who does what is done once a day. Every method works in the caller's transaction. */
@Component
public final class DailyRuns {

    /** Whoever has not ended by then is taken for stopped. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private static final Table<Record> RUNS = DSL.table(DSL.name("platform", "daily_refresh"));
    private static final Field<String> ZONE = DSL.field(DSL.name("zone"), SQLDataType.CLOB);
    private static final Field<LocalDate> DAY = DSL.field(DSL.name("day"), SQLDataType.LOCALDATE);
    private static final Field<OffsetDateTime> BEGUN =
            DSL.field(DSL.name("begun_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<Boolean> DONE = DSL.field(DSL.name("done"), SQLDataType.BOOLEAN);

    private final DSLContext dsl;

    DailyRuns(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Whether the caller is the one to do the day's work of a time zone. */
    public boolean begin(String zone, LocalDate day, Instant now) {
        var at = now.atOffset(ZoneOffset.UTC);
        var known = DSL.field(DSL.name("daily_refresh", "day"), SQLDataType.LOCALDATE);
        var left = DSL.field(DSL.name("daily_refresh", "done"), SQLDataType.BOOLEAN)
                .isFalse()
                .and(DSL.field(DSL.name("daily_refresh", "begun_at"), SQLDataType.TIMESTAMPWITHTIMEZONE)
                        .lt(at.minus(PATIENCE)));
        return dsl.insertInto(RUNS)
                        .set(ZONE, zone)
                        .set(DAY, day)
                        .set(BEGUN, at)
                        .set(DONE, false)
                        .onConflict(ZONE)
                        .doUpdate()
                        .set(DAY, day)
                        .set(BEGUN, at)
                        .set(DONE, false)
                        .where(known.lt(day).or(left))
                        .execute()
                == 1;
    }

    /** Says that it is done. */
    public void end(String zone, LocalDate day) {
        dsl.update(RUNS).set(DONE, true).where(ZONE.eq(zone)).and(DAY.eq(day)).execute();
    }
}
