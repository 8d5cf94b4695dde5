package org.casewright.records;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Note;
import org.casewright.entity.Uuids;
import org.casewright.history.History;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.storage.NoteTable;
import org.casewright.storage.Storage;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The front door for notes on records. They are read by who reads the record and all of it that has no field class; a partner's
 * people read their own. Who may append to the record writes them. Nothing is ever lost: within some minutes the author may say it
 * otherwise, later a note can only be struck out, and the history says each time that it was done.
 */
@Component
public class Notes {

    /** How long an author may change a note. */
    public static final Duration CHANGEABLE = Duration.ofMinutes(15);

    /** Most characters of a note. */
    public static final int LONGEST = 10_000;

    private static final String WRITTEN = "note";
    private static final String CHANGED = "changeNote";
    private static final String STRUCK = "strikeNote";

    /** The actions of the history's lines. */
    public static final Set<String> ACTIONS = Set.of(WRITTEN, CHANGED, STRUCK);

    private static final int MOST = 1_000;

    private final Catalogs catalogs;
    private final Reading reading;
    private final Storage storage;
    private final NoteTable table;
    private final History history;
    private final Directory directory;
    private final TransactionTemplate transaction;

    Notes(
            Catalogs catalogs,
            Reading reading,
            Storage storage,
            NoteTable table,
            History history,
            Directory directory,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.reading = reading;
        this.storage = storage;
        this.table = table;
        this.history = history;
        this.directory = directory;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A note as somebody reads it.
     *
     * @param by name of the account that wrote it
     * @param byTitle what people call it
     * @param struckByTitle who has struck it out; null when nobody has
     * @param changeable whether the reader may change it now
     * @param strikable whether the reader may strike it out
     */
    public record Written(
            Note note,
            String by,
            String byTitle,
            @Nullable String struckByTitle,
            boolean changeable,
            boolean strikable) {}

    /** The notes on a record that the actor was given, the last first; none where they are not open to the actor. */
    public List<Written> of(EntityRecord record, Actor actor) {
        return transaction.execute(status -> {
            var catalog = catalogs.current(actor.language());
            reading.identify(catalog, actor, record.entity());
            if (!isOpen(known(catalog, record, actor))) {
                return List.<Written>of();
            }
            return seen(catalog, record, table.of(record.id(), MOST), actor);
        });
    }

    /** Whether the actor may write notes on a record that the actor sees. */
    public boolean isOffered(EntityRecord record, Actor actor) {
        return actor.kind() == Actor.Kind.USER
                && !record.system().retired()
                && transaction.execute(status -> {
                    var catalog = catalogs.current(actor.language());
                    reading.identify(catalog, actor, record.entity());
                    return may(catalog, record, actor) && isOpen(known(catalog, record, actor));
                });
    }

    /**
     * Writes a note.
     *
     * @throws Refusal {@code NOT_FOUND}, {@code FORBIDDEN} for who may not append to the record, {@code INVALID} for no words or
     *     too many, {@code CONFLICT} where the record or its unit takes nothing more
     */
    public Written write(String entity, String idOrNumber, @Nullable String words, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> {
                    var record = appendable(catalog, entity, idOrNumber, actor);
                    var now = reading.session(catalog, actor).now;
                    var note = new Note(Uuids.next(), record.id(), actor.id(), now, required(words), null, null, null);
                    table.add(note, record.entity().ref());
                    return noted(catalog, record, note, WRITTEN, actor, now);
                }));
    }

    /**
     * Says otherwise what the actor wrote a moment ago.
     *
     * @throws Refusal as {@link #write}; {@code NOT_FOUND} when it is not one of the record's; {@code FORBIDDEN} when it is
     *     another's; {@code CONFLICT} when it was written too long ago, or is struck out
     */
    public Written change(String entity, String idOrNumber, UUID id, @Nullable String words, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> {
                    var record = appendable(catalog, entity, idOrNumber, actor);
                    var now = reading.session(catalog, actor).now;
                    table.hold(id);
                    var note = found(record, id, actor);
                    if (!note.by().equals(actor.id())) {
                        throw new Refusal(ErrorCode.FORBIDDEN, "Only its author may change a note.");
                    }
                    if (note.struckAt() != null || !isFresh(note, now)) {
                        throw Refusal.of(
                                ErrorCode.CONFLICT,
                                "A note can be changed within {0} minutes; then it can only be struck out.",
                                CHANGEABLE.toMinutes());
                    }
                    var text = required(words);
                    table.say(note.id(), text, now);
                    var changed = new Note(note.id(), note.record(), note.by(), note.at(), text, now, null, null);
                    return noted(catalog, record, changed, CHANGED, actor, now);
                }));
    }

    /**
     * Strikes a note out: its author may, and who may change the record. What is struck out already stays as it is.
     *
     * @throws Refusal as {@link #change}
     */
    public Written strike(String entity, String idOrNumber, UUID id, Actor actor) {
        return NewRelease.tried(
                catalogs,
                actor,
                catalog -> transaction.execute(status -> {
                    var record = appendable(catalog, entity, idOrNumber, actor);
                    var now = reading.session(catalog, actor).now;
                    table.hold(id);
                    var note = found(record, id, actor);
                    if (!mayStrike(catalog, record, note, actor)) {
                        throw new Refusal(
                                ErrorCode.FORBIDDEN,
                                "Only its author, or who may change the record, may strike out a note.");
                    }
                    if (note.struckAt() != null) {
                        return seen(catalog, record, List.of(note), actor).getFirst();
                    }
                    table.strike(note.id(), actor.id(), now);
                    var struck = new Note(
                            note.id(),
                            note.record(),
                            note.by(),
                            note.at(),
                            note.text(),
                            note.changedAt(),
                            now,
                            actor.id());
                    return noted(catalog, record, struck, STRUCK, actor, now);
                }));
    }

    /** Whether the reader of a history is told that notes were written. */
    static boolean isOpen(Actor actor, Fields known) {
        return known.isWhole() && actor.partner() == null;
    }

    private static boolean isOpen(Fields known) {
        return known.isWhole();
    }

    private Fields known(Catalog catalog, EntityRecord record, Actor actor) {
        return reading.grants(catalog, Access.of(catalog, actor)).readable(record);
    }

    private boolean may(Catalog catalog, EntityRecord record, Actor actor) {
        return reading.grants(catalog, Access.of(catalog, actor)).may(Privilege.APPEND, record)
                && directory
                        .unit(record.system().unit())
                        .filter(unit -> !unit.isOpen())
                        .isEmpty();
    }

    /** The record, to which the actor may append; the transaction speaks as the engine from then on. */
    private EntityRecord appendable(Catalog catalog, String entity, String idOrNumber, Actor actor) {
        var record = reading.found(catalog, actor, entity, idOrNumber).orElseThrow(Refusal::notFound);
        reading.identify(catalog, actor, record.entity());
        var grants = reading.grants(catalog, Access.of(catalog, actor));
        if (actor.kind() != Actor.Kind.USER
                || !grants.may(Privilege.APPEND, record)
                || !isOpen(grants.readable(record))) {
            throw new Refusal(ErrorCode.FORBIDDEN, "You may write no notes here.");
        }
        if (record.system().retired() || !may(catalog, record, actor)) {
            throw new Refusal(ErrorCode.CONFLICT, "This record takes no notes: it is retired, or its unit is shut.");
        }
        storage.expectRelease(catalog.release());
        storage.identifyAsEngine();
        return record;
    }

    private Note found(EntityRecord record, UUID id, Actor actor) {
        return table.find(record.id(), id)
                .filter(note -> actor.partner() == null || note.by().equals(actor.id()))
                .orElseThrow(Refusal::notFound);
    }

    private static boolean isFresh(Note note, OffsetDateTime now) {
        return now.isBefore(note.at().plus(CHANGEABLE));
    }

    private boolean mayStrike(Catalog catalog, EntityRecord record, Note note, Actor actor) {
        return note.by().equals(actor.id())
                || reading.grants(catalog, Access.of(catalog, actor)).may(Privilege.WRITE, record);
    }

    private static String required(@Nullable String words) {
        var text = words == null ? "" : words.strip();
        if (!text.isEmpty() && text.length() <= LONGEST && text.indexOf('\0') < 0) {
            return text;
        }
        throw new Refusal(
                ErrorCode.INVALID,
                Message.of("This cannot be a note."),
                List.of(Problem.at(
                        "/text",
                        text.isEmpty() ? ErrorCode.REQUIRED : ErrorCode.LENGTH,
                        "A note has 1 to {0} characters.",
                        LONGEST)));
    }

    private Written noted(
            Catalog catalog, EntityRecord record, Note note, String action, Actor actor, OffsetDateTime now) {
        history.append(List.of(new History.Line(
                record.id(),
                record.entity().ref(),
                now,
                action,
                actor.id(),
                actor.name(),
                null,
                null,
                record.system().version(),
                catalog.release(),
                null,
                null,
                null,
                JsonNodeFactory.instance.objectNode())));
        return seen(catalog, record, List.of(note), actor).getFirst();
    }

    private List<Written> seen(Catalog catalog, EntityRecord record, List<Note> notes, Actor actor) {
        var now = reading.session(catalog, actor).now;
        var writes = !record.system().retired() && may(catalog, record, actor);
        var strikes = reading.grants(catalog, Access.of(catalog, actor)).may(Privilege.WRITE, record);
        return notes.stream()
                .filter(note -> actor.partner() == null || note.by().equals(actor.id()))
                .map(note -> new Written(
                        note,
                        name(note.by()),
                        title(note.by()),
                        note.struckBy() == null ? null : title(note.struckBy()),
                        writes && note.struckAt() == null && note.by().equals(actor.id()) && isFresh(note, now),
                        writes
                                && note.struckAt() == null
                                && (strikes || note.by().equals(actor.id()))))
                .toList();
    }

    private String name(UUID account) {
        return directory.account(account).map(Directory.Account::name).orElse("");
    }

    private String title(UUID account) {
        return directory.account(account).map(Directory.Account::title).orElse("");
    }
}
