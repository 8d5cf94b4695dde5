package org.casewright.process;

import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;

/** What the engine throws, in the platform's words. */
final class EngineFailure {

    private EngineFailure() {}

    /** Does what the engine is asked; a refusal that a step of ours threw comes out as itself. */
    static <T> T told(Supplier<T> work) {
        try {
            return work.get();
        } catch (OptimisticLockingException e) {
            throw e;
        } catch (ProcessEngineException e) {
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(ProcessEngineException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof OptimisticLockingException lost) {
                return lost;
            }
        }
        var refusal = Refusal.of(ErrorCode.MODULE_FAILED, "The workflow could not go on: {0}", failure.getMessage());
        refusal.initCause(failure);
        return refusal;
    }
}
