package org.casewright.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.Condition;
import org.camunda.bpm.engine.impl.bpmn.behavior.IntermediateConditionalEventBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.ConditionalEventDefinition;
import org.camunda.bpm.engine.impl.core.variable.event.VariableEvent;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * A conditional event over the record. As BPMN 2.0 says it happens when the condition becomes true; an intermediate one goes on at
 * once when it is.
 */
final class RecordCondition extends ConditionalEventDefinition {

    /** What waits no more because its scope is left. */
    static final ExecutionListener FORGET = RecordCondition::forget;

    private static final long serialVersionUID = 1L;
    private static final String HELD = "held ";

    RecordCondition(Condition condition, ActivityImpl activity) {
        super(condition, activity);
    }

    private static void forget(DelegateExecution execution) {
        Workings.current().book().waitsNoMore(execution.getId());
    }

    @Override
    public EventSubscriptionEntity createSubscriptionForExecution(ExecutionEntity execution) {
        var subscription = super.createSubscriptionForExecution(execution);
        var workings = Workings.current();
        var record = ProcessFeel.caseOf(execution);
        // Who makes it true has to find it waiting, or it has to find it true.
        workings.records().keepStill(record);
        workings.book().waits(execution.getId(), record);
        if (!isIntermediate() && tryEvaluate(execution)) {
            execution.setVariableLocal(HELD + activityId, true);
        }
        return subscription;
    }

    private boolean isIntermediate() {
        return conditionalActivity.getActivityBehavior() instanceof IntermediateConditionalEventBehavior;
    }

    /** The record may be as it is waited for. */
    void look(EventSubscriptionEntity subscription) {
        var execution = subscription.getExecution();
        var holds = tryEvaluate(execution);
        if (isIntermediate() ? holds : became(holds, execution)) {
            // The engine looks at the condition again and wants to know of a variable, which is none here.
            subscription.eventReceived(new VariableEvent(null, "update", execution), false);
        }
    }

    private boolean became(boolean holds, ExecutionEntity execution) {
        var held = Boolean.TRUE.equals(execution.getVariableLocal(HELD + activityId));
        if (held != holds) {
            execution.setVariableLocal(HELD + activityId, holds);
        }
        return holds && !held;
    }
}
