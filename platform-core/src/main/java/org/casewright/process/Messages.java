package org.casewright.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.casewright.text.Message;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * What modules tell each other. A message reaches every process that waits for it with its key, and begins those that start with it, in
 * the transaction of whoever sends it; where nobody waits, nothing happens.
 */
@Component
public class Messages {

    /** The process variable that holds what came last. */
    static final String VARIABLE = "message";

    private static final String EVENT = "message";

    private final TransactionTemplate transaction;
    private final RuntimeService runtime;
    private final CommandExecutor commands;
    private final Catalogs catalogs;
    private final Records records;
    private final ProcessFeel feel;
    private final TaskBook book;
    private final Starts starts;

    Messages(
            PlatformTransactionManager transactions,
            ProcessEngine engine,
            Catalogs catalogs,
            Records records,
            ProcessFeel feel,
            TaskBook book,
            Starts starts) {
        this.transaction = new TransactionTemplate(transactions);
        this.runtime = engine.getRuntimeService();
        this.commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        this.catalogs = catalogs;
        this.records = records;
        this.feel = feel;
        this.book = book;
        this.starts = starts;
    }

    /**
     * Delivers a message that comes from no process.
     *
     * @throws Refusal when there is no such message, or the payload is not as it was declared; or what a process that it reached
     *     could not do
     */
    public void deliver(String name, ObjectNode payload) {
        transaction.executeWithoutResult(status -> send(name, payload, 0));
    }

    /** How often processes have sent it so far. */
    public long sent(String name) {
        var sent = transaction.execute(status -> book.sent(name));
        return sent == null ? 0 : sent;
    }

    /**
     * Sends in the present transaction.
     *
     * @param unit to which what begins with it belongs, where nothing else says so; 0 for none
     */
    void send(String name, ObjectNode said, int unit) {
        var catalog = catalogs.current();
        var message = catalog.message(name)
                .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "There is no message “{0}”.", name));
        var problems = new ArrayList<Problem>();
        var payload = Payload.read(message, said, catalog, problems);
        if (!problems.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, Message.of("The message {0} cannot be sent.", name), problems);
        }
        reach(message, payload);
        catalog.processes().stream()
                .filter(process -> process.start() instanceof Start.Message start
                        && start.message().equals(name))
                .forEach(process -> begin(process, (Start.Message) process.start(), payload, unit));
    }

    /** All that wait now; who begins to wait while they go on, or in the very step that sends, waits for the next. */
    private void reach(MessageDefinition message, Payload payload) {
        var name = MessageName.of(message.name(), payload.key());
        var waiting = runtime.createEventSubscriptionQuery()
                .eventType(EVENT)
                .eventName(name)
                .list();
        for (var subscription : waiting) {
            var execution = subscription.getExecutionId();
            if (waits(name, execution)) {
                EngineFailure.told(() -> {
                    runtime.messageEventReceived(name, execution, Map.of(VARIABLE, payload.bytes()));
                    return subscription;
                });
            }
        }
    }

    /** Whether it still does: another that was reached before may have ended it, in a command that is not yet written. */
    private boolean waits(String name, String execution) {
        return commands.execute(context -> !context.getEventSubscriptionManager()
                .findEventSubscriptionsByNameAndExecution(EVENT, name, execution, false)
                .isEmpty());
    }

    /** Makes the record with which a process begins. */
    private void begin(ProcessDefinition process, Start.Message start, Payload payload, int unit) {
        var values = feel.atStart(start.create(), process.module(), payload, unit);
        if (!(StepWriting.json(values) instanceof ObjectNode object)) {
            throw Refusal.of(ErrorCode.MODULE_FAILED, "{0} has no values to begin with.", process.name());
        }
        var title = catalogs.current(Mover.language()).said(process.name());
        var change = new Change.Create(process.entity(), null, object);
        var options = new Options(Set.of(), null, process.name(), Set.of(), unit, false);
        switch (records.apply(List.of(change), Mover.process(process.module()), options)) {
            case Outcome.Saved saved ->
                starts.start(
                        process, saved.record(), Mover.process(process.module()), Map.of(VARIABLE, payload.bytes()));
            case Outcome.Stale stale ->
                throw Refusal.of(ErrorCode.CONFLICT, "{0}: somebody else has just changed a record.", title);
            case Outcome.Rejected rejected ->
                throw new Refusal(ErrorCode.INVALID, Message.of("{0} cannot begin.", title), rejected.problems());
        }
    }
}
