package org.casewright.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.casewright.access.Scope;
import org.casewright.identity.Accounts;
import org.casewright.identity.Tokens;
import org.casewright.identity.Units;
import org.casewright.postgres.DatabaseAddress;
import org.casewright.postgres.DatabaseBeans;
import org.casewright.postgres.Databases;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.process.EngineTables;
import org.casewright.release.Releases;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;

/** The platform as the application runs it, without the pages: the module is applied, a clerk has a token. */
final class PlatformServer implements ServeCommand.Server {
    /** Settings that say nothing about what is measured, the same for whoever uses Spring here. */
    static final String[] PROPERTIES = {
        "server.port=0",
        "server.address=127.0.0.1",
        "server.tomcat.max-keep-alive-requests=-1",
        "spring.main.banner-mode=off",
        "spring.main.log-startup-info=false",
        "logging.level.root=warn"
    };

    static final int OFFICES = 10;

    private final ServletWebServerApplicationContext context;
    private final String token;

    private PlatformServer(ServletWebServerApplicationContext context, String token) {
        this.context = context;
        this.token = token;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
            })
    @ComponentScan(
            basePackages = "org.casewright",
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = "org\\.casewright\\.benchmark\\..*"))
    static class Platform {}

    static PlatformServer start(DatabaseAddress address) {
        var databases = Databases.open(address);
        PlatformMigrations.run(databases.owner());
        EngineTables.prepare(databases.owner());
        var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Platform.class)
                .initializers(
                        DatabaseBeans.of(databases),
                        (GenericApplicationContext beans) ->
                                beans.registerBean(Opening.class, () -> new Opening(beans.getBean(Releases.class))))
                .properties(PROPERTIES)
                // Limits are there to be met by one who asks too often; here that is what is wanted.
                .properties("casewright.api.requests-per-second=1000000000", "casewright.api.burst=1000000000")
                .run();
        return new PlatformServer(context, token(context));
    }

    private static String token(GenericApplicationContext context) {
        var units = context.getBean(Units.class);
        units.add("HQ", "Headquarters", null, "UTC", null);
        IntStream.range(0, OFFICES).forEach(office -> units.add("OF" + office, "Office " + office, "HQ", "UTC", null));
        var clerk = new Accounts.NewAccount("clerk", "Clerk", "OF0", Set.of("CLERK"));
        var account = context.getBean(Accounts.class)
                .addDemo(List.of(clerk), "seven quiet otters")
                .getFirst();
        return context.getBean(Tokens.class)
                .issue(account, "benchmark", Scope.WHOLE, Duration.ofDays(1))
                .secret();
    }

    /** Applies the module before the web server answers, as the application's own start does. */
    private record Opening(Releases releases) implements SmartLifecycle {
        @Override
        public void start() {
            releases.open(List.of(Benchmark.module("bench")), true);
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE;
        }
    }

    @Override
    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public void close() {
        context.close();
    }
}
