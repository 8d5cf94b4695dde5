package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.casewright.benchmark.Alternation.Measured;
import org.casewright.benchmark.Asked.Asker;
import org.casewright.benchmark.Asked.What;
import org.casewright.identity.Accounts;
import org.casewright.identity.Units;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.process.EngineTables;
import org.casewright.release.Releases;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What row-level security costs: the platform's own statements under the policies, and without them. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = "The statements of get, list and count under row-level security, beside the same without it.")
final class AccessBenchmark implements Callable<Integer> {
    private static final double GOAL = 1.3;

    private static final List<Asker> ASKERS = List.of(
            new Asker("papers: small unit", "paper", Cabinet.SMALL),
            new Asker("papers: district of 13 units", "paper", Cabinet.DISTRICT),
            new Asker("papers: big unit", "paper", Cabinet.BIG),
            new Asker("papers: everywhere", "paper", Cabinet.GLOBAL),
            new Asker("folders: small unit", "folder", Cabinet.SMALL),
            new Asker("folders: big unit", "folder", Cabinet.BIG),
            new Asker("folders: everywhere", "folder", Cabinet.GLOBAL),
            new Asker("folders: holds 100 shares", "folder", Cabinet.GUEST),
            new Asker("folders: holds all other shares", "folder", Cabinet.HOLDER));

    @Option(names = "--rows", defaultValue = "1000000", description = "rows of each table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--shares", defaultValue = "100000", description = "of one table (default: ${DEFAULT-VALUE})")
    private int shares;

    @Option(names = "--gets", defaultValue = "3000", description = "of each asker (default: ${DEFAULT-VALUE})")
    private int gets;

    @Option(
            names = "--lists",
            defaultValue = "300",
            description = "and counts of each asker (default: ${DEFAULT-VALUE})")
    private int lists;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "after which no more of the same is asked (default: ${DEFAULT-VALUE})")
    private double seconds;

    /** The platform without its web server. */
    @Configuration(proxyBeanMethods = false)
    @ComponentScan({
        "org.casewright.catalog",
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.records",
        "org.casewright.exchange",
        "org.casewright.process",
        "org.casewright.identity",
        "org.casewright.release"
    })
    static class Core {
        @Bean
        PlatformTransactionManager transactions(DataSource application) {
            return new JdbcTransactionManager(application);
        }
    }

    @Override
    public Integer call() throws IOException, SQLException {
        print(measure());
        return 0;
    }

    /** On a database of its own. */
    List<Measured> measure() throws IOException, SQLException {
        var folder = Files.createTempDirectory("casewright-benchmark");
        try (var server = EmbeddedPostgres.start(folder.resolve("data"));
                var databases = Databases.open(server)) {
            return measure(databases);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private List<Measured> measure(Databases databases) throws SQLException {
        PlatformMigrations.run(databases.owner());
        EngineTables.prepare(databases.owner());
        var listening = new Listening(databases.application());
        try (var platform = new AnnotationConfigApplicationContext()) {
            platform.registerBean("application", DataSource.class, () -> listening);
            platform.registerBean(Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
            platform.registerBean(Clock.class, Clock::systemUTC);
            platform.register(Core.class);
            platform.refresh();
            platform.getBean(Releases.class).open(List.of(Benchmark.module("cabinet")), true);
            Cabinet.people(platform.getBean(Units.class), platform.getBean(Accounts.class));
            say("Making " + rows + " rows of each table");
            new Cabinet(databases.owner()).fill(rows, shares);
            return measure(new Hearing(platform, listening, databases.owner()), databases);
        }
    }

    private List<Measured> measure(Hearing hearing, Databases databases) throws SQLException {
        var measured = new ArrayList<Measured>();
        try (var alternation = new Alternation(databases)) {
            for (var asker : ASKERS) {
                for (var what : What.values()) {
                    var asked = hearing.hear(asker, what, gets);
                    measured.add(alternation.measure(asked, what == What.GET ? gets : lists, seconds));
                }
                say("Asked for " + asker.title());
            }
        }
        return measured;
    }

    private void print(List<Measured> all) {
        System.out.printf(Locale.ROOT, "%n%,d rows of each table, %,d shares; medians, ms%n", rows, shares);
        System.out.printf(
                "%-32s%-20s%10s%10s%7s  %-7s%13s%7s%14s%7s%n",
                "", "", "policies", "without", "ratio", "", "no condition", "ratio", "and settings", "ratio");
        for (var each : all) {
            var first = each.asked().what() == What.GET;
            System.out.printf(
                    Locale.ROOT,
                    "%-32s%-20s%10.3f%10.3f%7.2f  %-7s%13.3f%7.2f%14.3f%7.2f%n",
                    first ? each.asked().asker().title() : "",
                    each.asked().what().title,
                    each.policies(),
                    each.restricted(),
                    each.ratio(),
                    each.ratio() <= GOAL ? "met" : "missed",
                    each.bare(),
                    each.policies() / each.bare(),
                    each.withSettings(),
                    each.withSettings() / each.restricted());
        }
        var met = all.stream().filter(each -> each.ratio() <= GOAL).count();
        System.out.printf(
                Locale.ROOT, "%nGoal: a ratio of %.1f or better; met %d of %d times%n", GOAL, met, all.size());
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
