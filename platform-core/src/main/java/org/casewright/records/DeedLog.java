package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.casewright.access.Actor;
import org.casewright.history.DeedLines;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * The front door for whoever watches those who administer: what was done to units, people, teams and partners, by whom. It takes
 * the privilege audit for all modules, for these are of none.
 */
@Component
public class DeedLog {

    /** Most deeds of a page. */
    public static final int MOST = 200;

    private final Storage storage;
    private final DeedLines lines;
    private final PlatformPrivileges privileges;
    private final Cursors cursors;
    private final TransactionTemplate transaction;

    DeedLog(
            Storage storage,
            DeedLines lines,
            PlatformPrivileges privileges,
            Cursors cursors,
            PlatformTransactionManager transactions) {
        this.storage = storage;
        this.lines = lines;
        this.privileges = privileges;
        this.cursors = cursors;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What somebody did.
     *
     * @param kind account, team, unit or partner
     * @param name by which an account signs in, or a team is known; the code of a unit or a partner
     * @param title what people call it
     * @param action create, update, role, privilege, lend, member, link, password, token, unlock or sessions
     * @param by name of the account, or {@code command:} and the name of who sat at the command line
     * @param byTitle what people call the account
     * @param isOwn whether somebody did it to their own account
     * @param changes name -> {@code [old, new]}
     */
    public record Deed(
            OffsetDateTime at,
            String kind,
            String name,
            String title,
            String action,
            String by,
            String byTitle,
            boolean isOwn,
            ObjectNode changes) {}

    /**
     * A page of deeds, the latest first.
     *
     * @param next for the page behind it; null when there is none
     */
    public record Deeds(List<Deed> items, @Nullable String next) {
        public Deeds {
            items = List.copyOf(items);
        }
    }

    /** Whether the actor may ask here. */
    public boolean isOpenTo(Actor actor) {
        return privileges.holds(actor, PlatformPrivilege.AUDIT);
    }

    /**
     * Lets the actor in, or not.
     *
     * @throws Refusal {@code FORBIDDEN}
     */
    public void requireOpenTo(Actor actor) {
        if (!isOpenTo(actor)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This needs the privilege audit for all modules.");
        }
    }

    /**
     * What was done.
     *
     * @param about name or code of the account, team, unit or partner; null for any
     * @param by name of whoever did it; null for anybody
     * @param cursor what an earlier page gave as next; null for the first
     * @throws Refusal {@code FORBIDDEN} without the privilege
     */
    public Deeds list(@Nullable String about, @Nullable String by, @Nullable String cursor, int limit, Actor actor) {
        requireOpenTo(actor);
        var question = "deeds|" + actor.id() + "|" + about + "|" + by;
        var behind = cursor == null ? null : AccessLog.place(cursors.read(cursor, question));
        return Objects.requireNonNull(transaction.execute(status -> {
            storage.identifyAsEngine();
            var found = lines.behind(behind, about, by, limit + 1);
            var shown = found.subList(0, Math.min(limit, found.size()));
            var next = found.size() > limit
                    ? cursors.write(
                            List.of(shown.getLast().at(), shown.getLast().id()), question)
                    : null;
            return new Deeds(shown.stream().map(DeedLog::deed).toList(), next);
        }));
    }

    private static Deed deed(DeedLines.Line line) {
        var isEngine = line.actor().equals(Actor.ENGINE_ID);
        var byTitle = isEngine && line.by().equals(Actor.ENGINE.name()) ? Actor.ENGINE.title() : line.by();
        return new Deed(
                line.at(),
                line.kind(),
                Objects.requireNonNullElse(line.name(), "—"),
                Objects.requireNonNullElse(line.title(), "—"),
                line.action(),
                line.by(),
                isEngine ? byTitle : Objects.requireNonNullElse(line.byTitle(), line.by()),
                line.actor().equals(line.subject()),
                line.changes());
    }
}
