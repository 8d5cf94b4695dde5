package org.casewright.identity;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tree of business units. Moving a unit rewrites no record: records hold its number. */
@Component
public class Units {

    private static final String BELOW = """
            with recursive below (number) as (
              select ?::int
              union
              select u.number from platform.unit u join below b on u.parent = b.number
            ) select number from below""";

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Directory directory;

    Units(DataSource application, PlatformTransactionManager transactions, Directory directory) {
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
        this.directory = directory;
    }

    /**
     * Adds a unit.
     *
     * @param code capitals and digits, at most eight; never changes
     * @param parent code of the unit above; null for a root
     * @param zone IANA name
     * @return its number
     */
    public int add(String code, String name, @Nullable String parent, String zone, @Nullable String calendar) {
        if (!code.matches("[A-Z][A-Z0-9]{1,7}")) {
            throw Names.wrong(
                    "/code", ErrorCode.PATTERN, "A unit’s code has two to eight capitals and digits, not {0}.", code);
        }
        if (directory.unit(code).isPresent()) {
            throw Names.wrong("/code", ErrorCode.UNIQUE, "There is already a unit {0}.", code);
        }
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw Names.wrong("/zone", ErrorCode.FORMAT, "There is no time zone {0}.", zone);
        }
        var above = parent == null ? null : existing(parent).number();
        return sql.sql("""
                        insert into platform.unit (id, code, name, parent, zone, calendar)
                        values (:id, :code, :name, :parent, :zone, :calendar) returning number""")
                .param("id", UUID.randomUUID())
                .param("code", code)
                .param("name", Names.title("/title", name))
                .param("parent", above, java.sql.Types.INTEGER)
                .param("zone", zone)
                .param("calendar", calendar, java.sql.Types.VARCHAR)
                .query(Integer.class)
                .single();
    }

    /** Hangs a unit below another one; null makes it a root. Whoever reads a subtree reads another one from then on. */
    public void move(String code, @Nullable String parent) {
        var unit = existing(code).number();
        var above = parent == null ? null : existing(parent).number();
        transaction.executeWithoutResult(status -> {
            // Two moves at once could close a circle that neither sees.
            sql.sql("lock table platform.unit in share row exclusive mode").update();
            if (above != null && subtree(unit).contains(above)) {
                throw Names.wrong("/parent", ErrorCode.REFERENCE, "A unit cannot hang below itself.");
            }
            sql.sql("update platform.unit set parent = :parent where number = :unit")
                    .param("parent", above, java.sql.Types.INTEGER)
                    .param("unit", unit)
                    .update();
        });
    }

    /** Opens a unit, shuts it for writing, or closes it; the units below it stay as they are. */
    public void set(String code, Directory.Status status) {
        sql.sql("update platform.unit set status = ? where number = ?")
                .params(status.name(), existing(code).number())
                .update();
    }

    /** Numbers of a unit and of all below it. */
    public Set<Integer> subtree(int unit) {
        return Set.copyOf(
                sql.sql(BELOW).param(unit).query((row, number) -> row.getInt(1)).list());
    }

    private Directory.Unit existing(String code) {
        return directory.unit(code).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no unit {0}.", code));
    }
}
