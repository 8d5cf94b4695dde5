package org.casewright.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.casewright.postgres.DatabaseAddress;
import org.casewright.process.EngineTables;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rival (b): what a Spring developer would write for these two tables alone, doing the same work: a bearer token, the same right to
 * create and read, JSON Schema, history, row-level security in each transaction, and the same process in the same engine.
 */
final class SpringServer implements ServeCommand.Server {
    /** The environment's name of the password of the rival's own role. */
    static final String PASSWORD = "BENCHMARK_RIVAL_PASSWORD";

    private final ServletWebServerApplicationContext context;

    private SpringServer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
            })
    static class Application {

        @Bean
        PlatformTransactionManager transactions(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        DSLContext dsl(DataSource pool) {
            var configuration = new DefaultConfiguration();
            configuration.set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(pool)));
            configuration.set(SQLDialect.POSTGRES);
            return DSL.using(configuration);
        }

        /** The engine of whoever needs a process beside their records: in their transaction, with the platform's history. */
        @Bean(destroyMethod = "close")
        ProcessEngine engine(DataSource pool, PlatformTransactionManager transactions, ApplicationContext context) {
            var engine = new SpringProcessEngineConfiguration();
            engine.setApplicationContext(context);
            engine.setDataSource(pool);
            engine.setTransactionManager(transactions);
            engine.setDatabaseType("postgres");
            engine.setDatabaseSchema("camunda");
            engine.setDatabaseTablePrefix("camunda.");
            engine.setDatabaseSchemaUpdate("false");
            var history = EngineTables.history();
            engine.setCustomHistoryLevels(List.of(history));
            engine.setHistoryLevel(history);
            engine.setHistory(history.getName());
            engine.setEnforceHistoryTimeToLive(false);
            engine.setHistoryCleanupEnabled(false);
            engine.setIdGenerator(new StrongUuidGenerator());
            engine.setJobExecutorActivate(false);
            engine.setMetricsEnabled(false);
            engine.setTaskMetricsEnabled(false);
            engine.setAuthorizationEnabled(false);
            return engine.buildProcessEngine();
        }

        @Bean
        SpringController controller(DSLContext dsl, PlatformTransactionManager transactions, ProcessEngine engine) {
            return new SpringController(dsl, new TransactionTemplate(transactions), engine.getRuntimeService());
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http, DSLContext dsl) {
            return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .csrf(AbstractHttpConfigurer::disable)
                    .requestCache(AbstractHttpConfigurer::disable)
                    .logout(AbstractHttpConfigurer::disable)
                    .addFilterBefore(new SpringTokens(dsl), BasicAuthenticationFilter.class)
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .build();
        }
    }

    static SpringServer start(DatabaseAddress address) {
        var pool =
                PlainServer.pool(address.url(), Rows.RIVAL, Objects.requireNonNull(System.getenv(PASSWORD), PASSWORD));
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .initializers(
                        (GenericApplicationContext beans) -> beans.registerBean(HikariDataSource.class, () -> pool))
                .properties(PlatformServer.PROPERTIES)
                .run();
        return new SpringServer(context);
    }

    @Override
    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
