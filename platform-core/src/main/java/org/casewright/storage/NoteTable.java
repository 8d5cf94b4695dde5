package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casewright.entity.Note;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/**
 * Notes on records. Every method works in the caller's transaction: what is read is what the settings open that
 * {@link Storage#identify} was told; what is written, the engine writes.
 */
@Component
public final class NoteTable {

    private static final Table<Record> NOTE = DSL.table(DSL.name("platform", "note"));
    private static final Table<Record> TEXT = DSL.table(DSL.name("platform", "note_text"));
    private static final Field<UUID> ID = DSL.field(DSL.name("note", "id"), SQLDataType.UUID);
    private static final Field<UUID> RECORD = DSL.field(DSL.name("note", "record_id"), SQLDataType.UUID);
    private static final Field<UUID> BY = DSL.field(DSL.name("note", "account_id"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> WRITTEN_AT = moment("note", "written_at");
    private static final Field<OffsetDateTime> STRUCK_AT = moment("note", "struck_at");
    private static final Field<UUID> STRUCK_BY = DSL.field(DSL.name("note", "struck_by"), SQLDataType.UUID);
    private static final Field<UUID> OF = DSL.field(DSL.name("note_text", "note_id"), SQLDataType.UUID);
    private static final Field<Integer> NUMBER = DSL.field(DSL.name("note_text", "number"), SQLDataType.INTEGER);
    private static final Field<String> WORDS = DSL.field(DSL.name("note_text", "words"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> AT = moment("note_text", "at");

    private static final String ADD =
            "insert into platform.note (id, record_id, entity, account_id, written_at) values (?, ?, ?, ?, ?)";
    private static final String SAY = """
            insert into platform.note_text (note_id, number, words, at)
            select ?, coalesce(max(number), 0) + 1, ?, ? from platform.note_text where note_id = ?""";

    private final DSLContext dsl;
    private final Statements statements;

    NoteTable(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    private static Field<OffsetDateTime> moment(String table, String column) {
        return DSL.field(DSL.name(table, column), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /** Writes a note down, with the transaction's next statement. */
    public void add(Note note, String entity) {
        Questions.later(
                statements, ADD, List.of(note.id(), note.record(), entity, note.by(), note.at()), counted -> {});
        say(note.id(), note.text(), note.at());
    }

    /** A note says something else from now on. */
    public void say(UUID note, String text, OffsetDateTime at) {
        Questions.later(statements, SAY, List.of(note, text, at, note), counted -> {});
    }

    /** A note holds no longer. */
    public void strike(UUID note, UUID by, OffsetDateTime at) {
        Questions.later(
                statements,
                "update platform.note set struck_at = ?, struck_by = ? where id = ? and struck_at is null",
                List.of(at, by, note),
                counted -> {});
    }

    /** A record's notes as they read now, the last first; at most so many. */
    public List<Note> of(UUID record, int limit) {
        return notes(RECORD.eq(record), limit);
    }

    /** One of a record's notes. */
    public Optional<Note> find(UUID record, UUID id) {
        return notes(RECORD.eq(record).and(ID.eq(id)), 1).stream().findFirst();
    }

    /** Holds a note against all others to the transaction's end. */
    public void hold(UUID id) {
        dsl.selectOne().from(NOTE).where(ID.eq(id)).forUpdate().fetch();
    }

    private List<Note> notes(Condition which, int limit) {
        var said = DSL.select(NUMBER, WORDS, AT)
                .from(TEXT)
                .where(OF.eq(ID))
                .orderBy(NUMBER.desc())
                .limit(1)
                .asTable("said");
        return dsl.select(
                        ID,
                        RECORD,
                        BY,
                        WRITTEN_AT,
                        STRUCK_AT,
                        STRUCK_BY,
                        DSL.field(DSL.name("said", "number"), SQLDataType.INTEGER),
                        DSL.field(DSL.name("said", "words"), SQLDataType.CLOB),
                        moment("said", "at"))
                .from(NOTE, DSL.lateral(said))
                .where(which)
                .orderBy(WRITTEN_AT.desc(), ID.desc())
                .limit(limit)
                .fetch(row -> new Note(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value8(),
                        row.value7() > 1 ? row.value9() : null,
                        row.value5(),
                        row.value6()));
    }
}
