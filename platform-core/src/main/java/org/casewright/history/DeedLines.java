package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The lines of the history that say what was done to units, accounts, teams and partners. In the caller's transaction. */
@Component
public final class DeedLines {

    private static final String LINES = """
            select h.id, h.at, h.record_id, h.action, h.actor_id, h.actor_name, coalesce(v.texts, '{}') as texts,
                   substr(h.entity, length('platform/') + 1) as kind, by.title as by_title,
                   coalesce(a.name, u.code, p.code) as name, coalesce(a.title, u.name, p.title) as title
              from platform.history h
              left join platform.history_values v on v.id = h.id and v.at = h.at
              left join platform.account by on by.id = h.actor_id
              left join platform.account a on a.id = h.record_id
              left join platform.unit u on u.id = h.record_id
              left join platform.partner p on p.id = h.record_id
             where h.entity like 'platform/%' and (h.at, h.id) < (?::timestamptz, ?)
               and (?::text is null or coalesce(a.name, u.code, p.code) = ?) and (?::text is null or h.actor_name = ?)
             order by h.at desc, h.id desc limit ?""";

    private final DSLContext dsl;

    DeedLines(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * One line.
     *
     * @param kind account, team, unit or partner
     * @param name by which an account signs in, or a team is known; the code of others
     * @param title what people call it; null, as the name is, when it is not there any more
     * @param action create, update, role, privilege, lend, member, link, password, token, unlock or sessions
     * @param byTitle what people call the account that did it
     * @param changes name -> {@code [old, new]}
     */
    public record Line(
            long id,
            OffsetDateTime at,
            String kind,
            UUID subject,
            @Nullable String name,
            @Nullable String title,
            String action,
            UUID actor,
            String by,
            @Nullable String byTitle,
            ObjectNode changes) {}

    /**
     * The lines behind a place, the latest first; one statement.
     *
     * @param about name or code of what they are about; null for any
     * @param by name of whoever did it; null for anybody
     */
    public List<Line> behind(Trail.@Nullable Place place, @Nullable String about, @Nullable String by, int limit) {
        var at = place == null ? Trail.Place.LAST.at() : place.at();
        var id = place == null ? Trail.Place.LAST.id() : place.id();
        return dsl.resultQuery(LINES, at, id, about, about, by, by, limit)
                .fetch(row -> new Line(
                        row.get("id", Long.class),
                        row.get("at", OffsetDateTime.class),
                        row.get("kind", String.class),
                        row.get("record_id", UUID.class),
                        row.get("name", String.class),
                        row.get("title", String.class),
                        row.get("action", String.class),
                        row.get("actor_id", UUID.class),
                        row.get("actor_name", String.class),
                        row.get("by_title", String.class),
                        Texts.changes(Texts.read(row.get("texts", JSONB.class).data()))));
    }
}
