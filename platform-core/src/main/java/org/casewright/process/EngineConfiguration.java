package org.casewright.process;

import java.time.Clock;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.casewright.postgres.Statements;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The engine as part of the application. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean(destroyMethod = "close")
    ProcessEngine processEngine(
            DataSource application, Statements statements, PlatformTransactionManager transactions, Workings workings) {
        return new ServingEngine(new EngineConnections(application, statements), transactions, workings)
                .buildProcessEngine();
    }

    @Bean
    Workings processWorkings(
            ProcessFeel feel,
            TaskBook book,
            org.casewright.records.Records records,
            org.casewright.records.Shares shares,
            Named named,
            org.casewright.identity.Delegations delegations,
            org.casewright.catalog.Catalogs catalogs,
            Clock clock,
            ObjectProvider<Messages> messages) {
        return new Workings(feel, book, records, shares, named, delegations, catalogs, clock, messages::getObject);
    }
}
