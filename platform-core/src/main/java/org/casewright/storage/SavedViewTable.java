package org.casewright.storage;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.postgres.Statements;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lists as people have arranged them. Every method works in the caller's transaction, and sees and changes what the settings open
 * that {@link Storage#identify} was told.
 */
@Component
public final class SavedViewTable {

    private static final Table<Record> VIEWS = DSL.table(DSL.name("platform", "saved_view"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> ENTITY = DSL.field(DSL.name("entity"), SQLDataType.CLOB);
    private static final Field<UUID> OWNER = DSL.field(DSL.name("owner_id"), SQLDataType.UUID);
    private static final Field<String> TITLE = DSL.field(DSL.name("title"), SQLDataType.CLOB);
    private static final Field<JSONB> CONTENT = DSL.field(DSL.name("content"), SQLDataType.JSONB);
    private static final Field<String> AUDIENCE = DSL.field(DSL.name("audience"), SQLDataType.CLOB);
    private static final Field<OffsetDateTime> UPDATED_AT =
            DSL.field(DSL.name("updated_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final Table<Record> FIRST = DSL.table(DSL.name("platform", "first_view"));
    private static final Field<UUID> ACCOUNT = DSL.field(DSL.name("account_id"), SQLDataType.UUID);
    private static final Field<String> VIEW = DSL.field(DSL.name("view"), SQLDataType.CLOB);

    private final DSLContext dsl;
    private final Questions questions;

    SavedViewTable(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.questions = new Questions(dsl, statements);
    }

    /**
     * A view as it is stored.
     *
     * @param content JSON
     * @param audience null for its owner alone
     */
    public record Kept(
            UUID id,
            String entity,
            UUID owner,
            String title,
            String content,
            @Nullable String audience) {}

    /**
     * What is kept of an entity.
     *
     * @param views by their titles
     * @param first with which one the list opens for an account; null when it chose none
     */
    public record All(List<Kept> views, @Nullable String first) {
        public All {
            views = List.copyOf(views);
        }
    }

    /** What is open by these settings, and what the account has chosen; in one round trip, of its own or in a transaction. */
    public All of(Map<String, String> settings, String entity, UUID account) {
        var view = VIEWS.as("kept");
        var chosen = DSL.field(
                DSL.select(VIEW).from(FIRST).where(ACCOUNT.eq(account)).and(ENTITY.eq(entity)));
        var fields = Stream.of(ID, ENTITY, OWNER, TITLE, CONTENT, AUDIENCE)
                .map(field -> DSL.field(DSL.name("kept", field.getName()), field.getDataType()))
                .toList();
        // With a row also where nothing is kept: what was chosen may be a view of the module.
        Select<Record> all = dsl.select(fields)
                .select(chosen.as("first"))
                .from(DSL.selectOne().asTable("one"))
                .leftJoin(view)
                .on(DSL.field(DSL.name("kept", "entity"), SQLDataType.CLOB).eq(entity))
                .orderBy(fields.get(3), fields.get(0));
        var rows = questions.ask(settings, questions.question(all));
        return new All(
                rows.stream()
                        .filter(row -> row.at(0) != null)
                        .map(SavedViewTable::kept)
                        .toList(),
                (String) rows.getFirst().at(6));
    }

    private static Kept kept(Row row) {
        return new Kept(
                (UUID) Objects.requireNonNull(row.at(0)),
                (String) Objects.requireNonNull(row.at(1)),
                (UUID) Objects.requireNonNull(row.at(2)),
                (String) Objects.requireNonNull(row.at(3)),
                ((JSONB) Objects.requireNonNull(row.at(4))).data(),
                (String) row.at(5));
    }

    /** One of them. */
    public Optional<Kept> find(String entity, UUID id) {
        return select(ENTITY.eq(entity).and(ID.eq(id))).stream().findFirst();
    }

    /** Keeps a new one; false when its owner has one of that title. */
    public boolean add(Kept view, OffsetDateTime now) {
        return dsl.insertInto(VIEWS, ID, ENTITY, OWNER, TITLE, CONTENT, AUDIENCE, UPDATED_AT)
                        .values(
                                view.id(),
                                view.entity(),
                                view.owner(),
                                view.title(),
                                JSONB.jsonb(view.content()),
                                view.audience(),
                                now)
                        .onConflict(OWNER, ENTITY, TITLE)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Whether an account has another view of that title. */
    public boolean isTaken(String entity, UUID owner, String title, UUID except) {
        return dsl.fetchExists(dsl.selectOne()
                .from(VIEWS)
                .where(ENTITY.eq(entity))
                .and(OWNER.eq(owner))
                .and(TITLE.eq(title))
                .and(ID.ne(except)));
    }

    /** Changes one; false when it is not whoever asks that owns it. */
    public boolean change(Kept view, OffsetDateTime now) {
        return dsl.update(VIEWS)
                        .set(TITLE, view.title())
                        .set(CONTENT, JSONB.jsonb(view.content()))
                        .set(AUDIENCE, view.audience())
                        .set(UPDATED_AT, now)
                        .where(ID.eq(view.id()))
                        .execute()
                == 1;
    }

    /** Removes one; false when it is not whoever asks that owns it. */
    public boolean remove(UUID id) {
        return dsl.deleteFrom(VIEWS).where(ID.eq(id)).execute() == 1;
    }

    /** How many an account has of an entity. */
    public int count(String entity, UUID owner) {
        return dsl.fetchCount(VIEWS, ENTITY.eq(entity).and(OWNER.eq(owner)));
    }

    /** With which view a list opens for an account; empty when it chose none. */
    public Optional<String> first(UUID account, String entity) {
        return dsl.select(VIEW)
                .from(FIRST)
                .where(ACCOUNT.eq(account))
                .and(ENTITY.eq(entity))
                .fetchOptional(VIEW);
    }

    /** Chooses with which view a list opens for an account; null for the module's choice. */
    public void first(UUID account, String entity, @Nullable String view) {
        if (view == null) {
            dsl.deleteFrom(FIRST)
                    .where(ACCOUNT.eq(account))
                    .and(ENTITY.eq(entity))
                    .execute();
            return;
        }
        dsl.insertInto(FIRST, ACCOUNT, ENTITY, VIEW)
                .values(account, entity, view)
                .onConflict(ACCOUNT, ENTITY)
                .doUpdate()
                .set(VIEW, view)
                .execute();
    }

    private List<Kept> select(Condition which) {
        return dsl.select(ID, ENTITY, OWNER, TITLE, CONTENT, AUDIENCE)
                .from(VIEWS)
                .where(which)
                .orderBy(TITLE, ID)
                .fetch(row -> new Kept(
                        row.get(ID),
                        row.get(ENTITY),
                        row.get(OWNER),
                        row.get(TITLE),
                        row.get(CONTENT).data(),
                        row.get(AUDIENCE)));
    }
}
