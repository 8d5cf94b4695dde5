package org.casewright.records;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Whether a transaction failed only because another release was switched to while it ran; done again on that one, it can succeed. */
public final class NewRelease {

    /** As {@code platform.expect_release} says it. */
    private static final String STATE = "CWREL";

    /** A node takes up a release within a second; more than this, and something is wrong with it. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private NewRelease() {}

    /** Looks through whatever jOOQ, Spring or the workflow engine have wrapped around the database's answer. */
    public static boolean is(@Nullable Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && STATE.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Does it in a transaction of its own, again when it failed only for a new release; in the caller's once. */
    static <T> T tried(Catalogs catalogs, Actor actor, Function<Catalog, T> inTransaction) {
        var mine = !TransactionSynchronizationManager.isActualTransactionActive();
        for (var attempt = 1; ; attempt++) {
            var catalog = catalogs.current(actor.language());
            try {
                return inTransaction.apply(catalog);
            } catch (RuntimeException failed) {
                if (!mine || attempt == Records.TRIES || !is(failed)) {
                    throw failed;
                }
                await(catalogs, catalog.release());
            }
        }
    }

    /**
     * Waits until this node serves a newer release than the one on which the transaction was made.
     *
     * @throws Refusal {@code UNAVAILABLE} when it does not in time
     */
    public static void await(Catalogs catalogs, long madeOn) {
        if (!catalogs.awaitNewerThan(madeOn, LONGEST)) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "The definitions are being changed; please try again.");
        }
    }
}
