package org.casewright.process;

import java.time.Clock;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Delegations;
import org.casewright.records.Records;
import org.casewright.records.Shares;

/**
 * What running processes need of the platform. Parsed processes hold nothing of it, so that an engine that only deploys
 * can parse them too.
 */
record Workings(
        ProcessFeel feel,
        TaskBook book,
        Records records,
        Shares shares,
        Named named,
        Delegations delegations,
        Catalogs catalogs,
        Clock clock,
        Supplier<Messages> mail) {

    /** Asked for while a process runs: what delivers messages needs the engine, which needs this. */
    Messages messages() {
        return mail.get();
    }

    /** The workings of the engine that runs the present command. */
    static Workings current() {
        if (Context.getProcessEngineConfiguration() instanceof ServingEngine serving) {
            return serving.workings();
        }
        throw new IllegalStateException("This engine deploys and runs nothing.");
    }
}
