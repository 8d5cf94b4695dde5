package org.casewright.process;

import java.util.Objects;
import java.util.function.Function;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.casewright.catalog.Catalogs;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.LetGo;
import org.casewright.records.NewRelease;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does something with records and their processes in one transaction, and again where others were in the way. */
@Component
final class Attempts {

    private static final int TRIES = 3;

    private final TransactionTemplate transaction;
    private final Catalogs catalogs;

    Attempts(PlatformTransactionManager transactions, Catalogs catalogs) {
        this.transaction = new TransactionTemplate(transactions);
        this.catalogs = catalogs;
    }

    <T> T inOne(Function<TransactionStatus, T> work) {
        // The process can have moved in another branch meanwhile; then all is done again on what it is now.
        var tries = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : TRIES;
        for (int attempt = 1; ; attempt++) {
            var release = catalogs.current().release();
            try {
                return Objects.requireNonNull(transaction.execute(work::apply));
            } catch (OptimisticLockingException lost) {
                if (attempt == tries) {
                    throw new Refusal(ErrorCode.CONFLICT, "The process has just been moved by somebody else.");
                }
            } catch (RuntimeException failed) {
                // Two who waited for one another: one was let go, and simply begins again.
                var outdated = NewRelease.is(failed);
                if (attempt == tries || !(outdated || LetGo.is(failed))) {
                    throw failed;
                }
                if (outdated) {
                    NewRelease.await(catalogs, release);
                }
            }
        }
    }
}
