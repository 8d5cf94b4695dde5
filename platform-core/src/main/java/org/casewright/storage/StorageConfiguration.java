package org.casewright.storage;

import java.time.Clock;
import javax.sql.DataSource;
import org.casewright.postgres.Statements;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** jOOQ on the application's connections, in Spring's transactions. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    DSLContext dsl(DataSource application, Statements statements) {
        var configuration = new DefaultConfiguration();
        configuration.set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(application)));
        configuration.set(SQLDialect.POSTGRES);
        // Whatever the transaction has yet to say goes before the statement whose answer somebody waits for.
        configuration.set(new DefaultExecuteListenerProvider(ExecuteListener.onExecuteStart(any -> statements.send())));
        return DSL.using(configuration);
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
