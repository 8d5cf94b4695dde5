package org.casewright.history;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.history.Erasures.ErasedLines;
import org.casewright.postgres.Databases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes values out of the history where the law asks for it, and notes, which nobody else can take away. The values' salted digests
 * stay, so that seals fit; a line of its own says who did it, who agreed, why and by which law. What the record's properties hold at
 * present is not touched.
 */
@Component
public class Erasing {

    /** The action of an erasure's line. */
    public static final String ACTION = "erase";

    private static final String SUBJECTS =
            "select id, entity, number from platform.record where ? in (id::text, number) order by entity, id";
    private static final String LINES = Lines.VALUED + " where h.record_id = ? and h.action <> '" + ACTION
            + "' order by h.tx, h.id for update of v";
    private static final String NEXT = """
            select nextval('platform.history_id') as id, max(h.entity) as entity,
                   (select coalesce(max(number), 0) from platform.release) as release
              from platform.history h where h.record_id = ?""";
    private static final String ADD_VALUES =
            "insert into platform.history_values (id, at, record_id, salt, texts) values (?, ?, ?, ?, ?::jsonb)";
    private static final String ADD_LINE = """
            insert into platform.history (id, record_id, entity, at, action, actor_id, actor_name, version, release, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String LEAVE = """
            update platform.history_values set salt = null, salts = ?::jsonb, texts = ?::jsonb, erased = ?::jsonb
             where id = ? and at = ?""";

    private final JdbcClient owner;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Erasing(Databases databases, Clock clock) {
        this.owner = JdbcClient.create(databases.owner());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(databases.owner()));
        this.clock = clock;
    }

    /**
     * What is to be taken away.
     *
     * @param properties by the names that they had; empty for everything, reasons and notes included
     * @param by account that does it, and its name
     * @param agreed name of the second person
     * @param basis the law that asks for it
     */
    public record Order(
            UUID record, Set<String> properties, UUID by, String byName, String agreed, String reason, String basis) {
        public Order {
            properties = Set.copyOf(properties);
        }
    }

    /**
     * What was taken away.
     *
     * @param entry id of the line that says so; null when there was nothing
     */
    public record Erased(@Nullable Long entry, int lines, int texts, int notes) {
        public boolean isNothing() {
            return texts == 0 && notes == 0;
        }
    }

    private record Line(long id, OffsetDateTime at, Lines.Values values) {

        /** Those of its texts that go. */
        Set<String> going(Order order) {
            var names = new TreeSet<String>();
            values.texts().properties().forEach(text -> names.add(text.getKey()));
            if (!order.properties().isEmpty()) {
                names.retainAll(order.properties());
            }
            return names;
        }
    }

    /** A record of which something may be erased. */
    public record Subject(
            UUID record, String entity, @Nullable String number) {}

    /** The records with this id or number that have a history, whatever their entity. */
    public List<Subject> subjects(String idOrNumber) {
        return owner.sql(SUBJECTS)
                .param(idOrNumber)
                .query((row, number) -> new Subject(
                        Objects.requireNonNull(row.getObject("id", UUID.class)),
                        row.getString("entity"),
                        row.getString("number")))
                .list();
    }

    /** What an erasure would take away. */
    public Erased planned(Order order) {
        return count(null, lines(order), notes(order), order);
    }

    /** Takes it away, and says so, in one transaction. */
    public Erased erase(Order order) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var lines = lines(order);
            var notes = notes(order);
            if (lines.isEmpty() && notes == 0) {
                return new Erased(null, 0, 0, 0);
            }
            var entry = note(order, lines, notes);
            var erased = count(entry, lines, notes, order);
            lines.forEach(line -> leave(line, line.going(order), entry));
            if (notes > 0) {
                owner.sql("delete from platform.note where record_id = ?")
                        .param(order.record())
                        .update();
            }
            return erased;
        }));
    }

    /** How many notes go. They are of no property, and all that was written in them stays until then. */
    private int notes(Order order) {
        return order.properties().isEmpty()
                ? owner.sql("select count(*) from platform.note where record_id = ?")
                        .param(order.record())
                        .query(Integer.class)
                        .single()
                : 0;
    }

    private List<Line> lines(Order order) {
        return transaction.execute(status -> owner
                .sql(LINES)
                .param(order.record())
                .query((row, number) -> new Line(
                        row.getLong("id"),
                        Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)),
                        Lines.Values.of(row)))
                .stream()
                .filter(line -> !line.going(order).isEmpty())
                .toList());
    }

    private static Erased count(@Nullable Long entry, List<Line> lines, int notes, Order order) {
        return new Erased(
                entry,
                lines.size(),
                lines.stream().mapToInt(line -> line.going(order).size()).sum(),
                notes);
    }

    private long note(Order order, List<Line> lines, int notes) {
        var at = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        var salt = Texts.salt();
        var texts = Texts.of(order.reason(), says(order, lines, notes));
        return owner.sql(NEXT)
                .param(order.record())
                .query((row, number) -> {
                    var id = row.getLong("id");
                    owner.sql(ADD_VALUES)
                            .params(id, at, order.record(), salt.array(), texts.toString())
                            .update();
                    owner.sql(ADD_LINE)
                            .params(
                                    id,
                                    order.record(),
                                    row.getString("entity"),
                                    at,
                                    ACTION,
                                    order.by(),
                                    order.byName(),
                                    // Of no version: the record itself is as it was.
                                    0,
                                    row.getLong("release"),
                                    Texts.digest(Texts.digests(salt, texts)).array())
                            .update();
                    return id;
                })
                .single();
    }

    private static ObjectNode says(Order order, List<Line> lines, int notes) {
        var says = JsonNodeFactory.instance.objectNode();
        says.putArray(ErasedLines.BASIS).addNull().add(order.basis());
        says.putArray(ErasedLines.AGREED).addNull().add(order.agreed());
        var ids = says.putArray(ErasedLines.LINES).addNull().addArray();
        lines.forEach(line -> ids.add(line.id()));
        if (notes > 0) {
            says.putArray(ErasedLines.NOTES).addNull().add(notes);
        }
        if (!order.properties().isEmpty()) {
            var names = says.putArray(ErasedLines.NAMES).addNull().addArray();
            order.properties().stream().sorted().forEach(names::add);
        }
        return says;
    }

    /** The rest of a line: what stays keeps salts of its own, from which those of what goes do not follow. */
    private void leave(Line line, Set<String> going, long entry) {
        var values = line.values();
        var texts = JsonNodeFactory.instance.objectNode();
        var salts = JsonNodeFactory.instance.objectNode();
        var erased = (ObjectNode) values.gone().deepCopy();
        for (var text : values.texts().properties()) {
            var name = text.getKey();
            var salt = values.saltOf(name);
            if (going.contains(name)) {
                erased.putObject(name)
                        .put(
                                "digest",
                                Texts.digest(salt, text.getValue().stringValue())
                                        .toString())
                        .put("by", entry);
            } else {
                texts.set(name, text.getValue());
                salts.put(name, salt.toString());
            }
        }
        owner.sql(LEAVE)
                .params(salts.toString(), texts.toString(), erased.toString(), line.id(), line.at())
                .update();
    }
}
