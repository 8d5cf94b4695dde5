package org.casewright.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.casewright.postgres.Statements;
import org.springframework.stereotype.Component;

/**
 * Who has read what: lines of the history like others, without values. What the same person reads again by the same door within
 * a minute is one reading.
 */
@Component
public final class Readings {

    /** The action of their lines. */
    public static final String ACTION = "read";

    private static final String AGAIN = """

               and not exists (select from platform.history h
                              where h.record_id = r.id and h.action = 'read' and h.at > ?::timestamptz - interval '1 minute'
                                and h.actor_id = ?::uuid and (?::boolean or h.door = ?))""";
    private static final String INTO = """
            insert into platform.history (id, record_id, entity, at, action, actor_id, actor_name, version, release, door)
            select nextval('platform.history_id'), r.id, r.entity, ?::timestamptz, 'read', ?::uuid, ?, %s, ?, ?
              from %s
             where true""";
    private static final String RECORDS =
            INTO.formatted("r.version", "unnest(?::uuid[], ?::text[], ?::bigint[]) r (id, entity, version)") + AGAIN;
    private static final String TITLES = INTO.formatted("0", "platform.record r") + """

               and r.id = any (?)
               and (r.entity = any (?) or (r.entity, r.row_class) in (select * from unnest(?::text[], ?::int[])))""" + AGAIN;

    private final Statements statements;

    Readings(Statements statements) {
        this.statements = statements;
    }

    /**
     * Who reads, when and how.
     *
     * @param door {@code record list history reference title file task change audit}
     */
    public record Reader(OffsetDateTime at, UUID actor, String actorName, long release, String door) {}

    /** A record whose values were read. */
    public record Read(UUID record, String entity, long version) {}

    /**
     * Records of which the title was read.
     *
     * @param whole entities of which every reading is logged
     * @param classed entities of which it is for some row classes, in the order of their {@code rowClasses}
     */
    public record Titled(
            Collection<UUID> records, Collection<String> whole, List<String> classed, List<Integer> rowClasses) {}

    /** Appends readings of records, in one statement, which goes with the transaction's next one or with its commit. */
    public void append(Reader reader, Collection<Read> read) {
        statements.asEngine(() -> {
            statements.add(
                    RECORDS,
                    12,
                    (statement, first) -> {
                        var at = bind(statement, first, reader);
                        statement.setArray(
                                at++,
                                array(
                                        statement,
                                        "uuid",
                                        read.stream().map(Read::record).toArray()));
                        statement.setArray(
                                at++,
                                array(
                                        statement,
                                        "text",
                                        read.stream().map(Read::entity).toArray()));
                        statement.setArray(
                                at++,
                                array(
                                        statement,
                                        "bigint",
                                        read.stream().map(Read::version).toArray()));
                        bindAgain(statement, at, reader, false);
                    },
                    counted -> {});
            return null;
        });
    }

    /** The same of titles, for those records of which it is asked; a title beside the record's other values is no other reading. */
    public void append(Reader reader, Titled titled) {
        statements.asEngine(() -> {
            statements.add(
                    TITLES,
                    13,
                    (statement, first) -> {
                        var at = bind(statement, first, reader);
                        statement.setArray(
                                at++, array(statement, "uuid", titled.records().toArray()));
                        statement.setArray(
                                at++, array(statement, "text", titled.whole().toArray()));
                        statement.setArray(
                                at++, array(statement, "text", titled.classed().toArray()));
                        statement.setArray(
                                at++,
                                array(statement, "int", titled.rowClasses().toArray()));
                        bindAgain(statement, at, reader, true);
                    },
                    counted -> {});
            return null;
        });
    }

    private static java.sql.Array array(PreparedStatement statement, String type, Object[] values) throws SQLException {
        return statement.getConnection().createArrayOf(type, values);
    }

    private static int bind(PreparedStatement statement, int first, Reader reader) throws SQLException {
        var at = first;
        statement.setObject(at++, reader.at());
        statement.setObject(at++, reader.actor());
        statement.setString(at++, reader.actorName());
        statement.setLong(at++, reader.release());
        statement.setString(at++, reader.door());
        return at;
    }

    private static void bindAgain(PreparedStatement statement, int first, Reader reader, boolean byAnyDoor)
            throws SQLException {
        var at = first;
        statement.setObject(at++, reader.at());
        statement.setObject(at++, reader.actor());
        statement.setBoolean(at++, byAnyDoor);
        statement.setString(at, reader.door());
    }
}
