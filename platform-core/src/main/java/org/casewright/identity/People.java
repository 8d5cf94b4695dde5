package org.casewright.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts of people as an administrator sees them: open and closed ones, without teams, processes and the engine. */
@Component
class People {

    private static final String PERSON = """
            select a.id, a.name, a.title, a.unit_no, p.code as partner, p.title as partner_title,
                   case when a.status = 'DISABLED' then 'CLOSED'
                        when f.locked_until > ? then 'RESTING'
                        when c.must_change then 'NEW'
                        else 'OPEN' end as state,
                   array(select r.role from platform.account_role r where r.account_id = a.id order by r.role) as roles
              from platform.account a
              left join platform.partner p on p.id = a.partner_id
              left join platform.credential c on c.account_id = a.id
              left join platform.sign_in_failure f on f.name_hash = sha256(convert_to(a.name, 'UTF8'))
             where a.status in ('ACTIVE', 'DISABLED')""";

    private final JdbcClient sql;
    private final Clock clock;

    People(DataSource application, Clock clock) {
        this.sql = JdbcClient.create(application);
        this.clock = clock;
    }

    /** Those whose name, title or partner has every one of the words in it, by title. */
    List<Administration.Person> search(String words, int offset, int limit) {
        var text = new StringBuilder(PERSON);
        var parameters = new ArrayList<Object>();
        parameters.add(OffsetDateTime.now(clock));
        for (var word : words.replace("\0", "").strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            text.append(" and (strpos(a.name, ?) > 0 or strpos(lower(a.title collate \"und-x-icu\"), ?) > 0"
                    + " or strpos(lower(coalesce(p.title, '') collate \"und-x-icu\"), ?) > 0)");
            parameters.addAll(List.of(word, word, word));
        }
        text.append(" order by a.title collate \"und-x-icu\", a.name limit ? offset ?");
        parameters.addAll(List.of(limit, offset));
        return sql.sql(text.toString()).params(parameters).query(People::person).list();
    }

    Optional<Administration.Person> find(UUID id) {
        return sql.sql(PERSON + " and a.id = ?")
                .params(OffsetDateTime.now(clock), id)
                .query(People::person)
                .optional();
    }

    /** Everybody of a partner, by title. */
    List<Administration.Person> of(UUID partner) {
        return sql.sql(PERSON + " and a.partner_id = ? order by a.title collate \"und-x-icu\", a.name")
                .params(OffsetDateTime.now(clock), partner)
                .query(People::person)
                .list();
    }

    /** For which units beside its own an account acts now. */
    List<Administration.Lent> lent(UUID account) {
        return sql.sql("""
                        select unit_no, until from platform.account_unit
                         where account_id = ? and (until is null or until > ?) order by unit_no""")
                .params(account, OffsetDateTime.now(clock))
                .query((row, number) -> new Administration.Lent(row.getInt("unit_no"), until(row)))
                .list();
    }

    private static @Nullable OffsetDateTime until(ResultSet row) throws SQLException {
        return row.getObject("until", OffsetDateTime.class);
    }

    private static Administration.Person person(ResultSet row, int number) throws SQLException {
        var partner = row.getString("partner");
        return new Administration.Person(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("title"),
                row.getInt("unit_no"),
                partner == null ? null : new Administration.Of(partner, row.getString("partner_title")),
                Administration.State.valueOf(row.getString("state")),
                Set.of((String[]) row.getArray("roles").getArray()));
    }
}
