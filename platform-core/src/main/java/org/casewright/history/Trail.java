package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who has had to do with a record: readings, changes, openings, erasures; without what was read or changed. In the caller's
 * transaction.
 */
@Component
public final class Trail {

    /** Lines of one change, one a field class, are one step: who sees how many there are would know of the classes. */
    private static final String STEPS = """
            select e.id, e.at, e.action, e.actor_id, e.actor_name, e.door, e.until, a.title,
                   case when e.action in ('breakGlass', 'reveal', 'erase') then v.texts ->> '' end as reason
              from (
                  (select max(h.id) as id, h.at, h.action, h.actor_id, h.actor_name, null::text as door, h.until
                     from platform.history h
                    where h.record_id = ? and h.action <> 'read' and h.at <= ?::timestamptz
                    group by h.at, h.action, h.actor_id, h.actor_name, h.version, h.until
                   having (h.at, max(h.id)) < (?::timestamptz, ?)
                    order by h.at desc, max(h.id) desc limit ?)
                  union all
                  (select h.id, h.at, h.action, h.actor_id, h.actor_name, h.door, null
                     from platform.history h
                    where h.record_id = ? and h.action = 'read' and (h.at, h.id) < (?::timestamptz, ?)
                    order by h.at desc, h.id desc limit ?)
              ) e
              left join platform.account a on a.id = e.actor_id
              left join platform.history_values v on v.id = e.id and v.at = e.at and e.action in ('breakGlass', 'reveal', 'erase')
             order by e.at desc, e.id desc limit ?""";

    private final DSLContext dsl;

    Trail(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * One step.
     *
     * @param action as in {@link History.Line}, and {@code read}
     * @param byTitle what people call the account; null for the engine's own
     * @param door by which it was read; null for other actions
     * @param reason why it was opened or erased, or what its values were asked for; null for other actions
     * @param until when what was opened closed again; null for other actions
     */
    public record Step(
            long id,
            OffsetDateTime at,
            String action,
            UUID actor,
            String by,
            @Nullable String byTitle,
            @Nullable String door,
            @Nullable String reason,
            @Nullable OffsetDateTime until) {}

    /** A place in the list, behind which another page begins. */
    public record Place(OffsetDateTime at, long id) {

        /** The one behind which all others are. */
        static final Place LAST = new Place(OffsetDateTime.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);
    }

    /** The record's steps behind a place, the latest first; one statement. */
    public List<Step> of(UUID record, @Nullable Place behind, int limit) {
        var at = behind == null ? Place.LAST.at() : behind.at();
        var id = behind == null ? Place.LAST.id() : behind.id();
        return dsl.resultQuery(STEPS, record, at, at, id, limit, record, at, id, limit, limit)
                .fetch(row -> new Step(
                        row.get("id", Long.class),
                        row.get("at", OffsetDateTime.class),
                        row.get("action", String.class),
                        row.get("actor_id", UUID.class),
                        row.get("actor_name", String.class),
                        row.get("title", String.class),
                        row.get("door", String.class),
                        row.get("reason", String.class),
                        row.get("until", OffsetDateTime.class)));
    }
}
