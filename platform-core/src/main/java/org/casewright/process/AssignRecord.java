package org.casewright.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.jspecify.annotations.Nullable;

/**
 * The service task {@code org.casewright.assign}: gives the process's record to a {@code unit}, and there to a {@code user}, a
 * {@code team} or nobody, as the module's processes and in the transaction of whoever moved the process.
 */
final class AssignRecord extends TaskActivityBehavior {

    private final ServiceInputs inputs;

    AssignRecord(ServiceInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    protected void performExecution(ActivityExecution activity) {
        var execution = (ExecutionEntity) activity;
        var workings = Workings.current();
        var named = workings.named();
        var unit = named("unit", execution, workings, named::unit);
        var user = named("user", execution, workings, value -> owner(value, false, named));
        var team = named("team", execution, workings, value -> owner(value, true, named));
        var reason = inputs.evaluate("reason", execution, workings, Map.of());
        var given = new Change.Assign(
                ProcessFacts.of(execution.getProcessDefinition()).entity(),
                ProcessFeel.caseOf(execution).toString(),
                null,
                unit,
                user == null ? team : user);
        StepWriting.write(List.of(given), execution, workings, reason == null ? null : reason.toString());
        leave(activity);
    }

    private static Optional<String> owner(Object value, boolean team, Named named) {
        return named.account(value).filter(account -> account.team() == team).map(Directory.Account::name);
    }

    /** What an input names; null when there is no such input. Whoever is to be named, and is not, is not nobody. */
    private @Nullable String named(
            String input, ExecutionEntity execution, Workings workings, Function<Object, Optional<String>> of) {
        if (!inputs.inputs().containsKey(input)) {
            return null;
        }
        return Optional.ofNullable(inputs.evaluate(input, execution, workings, Map.of()))
                .flatMap(of)
                .orElseThrow(() -> Refusal.of(
                        ErrorCode.INVALID,
                        "{0} is to name a {1}, and there is none.",
                        StepWriting.said(execution, workings),
                        input));
    }
}
