package org.casewright.ui.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.process.Deployments;
import org.casewright.process.EngineTables;
import org.casewright.release.Applied;
import org.casewright.release.Releases;
import org.casewright.schema.Plan;
import org.casewright.schema.PlanText;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import picocli.CommandLine.Model.CommandSpec;

/** What plan, apply and rollback have in common: releases without pages and processes, and how an answer is said. */
final class ReleaseWork {
    private static final String[] PACKAGES = {
        "org.casewright.postgres",
        "org.casewright.storage",
        "org.casewright.history",
        "org.casewright.validation",
        "org.casewright.records",
        "org.casewright.identity",
        "org.casewright.release"
    };

    private ReleaseWork() {}

    /** Refuses what is no folder, and a command that is told nothing to do. */
    static void check(List<Path> folders, Set<String> removed) {
        if (folders.isEmpty() && removed.isEmpty()) {
            throw new RefusedException("give a folder of definition files, or --remove MODULE");
        }
        ModuleFolders.check(folders);
    }

    /** Does something with a command's releases, beside a running application or without one. */
    static <T> T of(DatabaseOptions database, Function<Releases, T> work) {
        try (var open = OpenDatabase.beside(database)) {
            var owner = open.databases().owner();
            PlatformMigrations.run(owner);
            EngineTables.prepare(owner);
            return on(open, work);
        }
    }

    private static <T> T on(OpenDatabase open, Function<Releases, T> work) {
        try (var parts = new AnnotationConfigApplicationContext()) {
            parts.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            open.beans().initialize(parts);
            parts.registerBean(
                    PlatformTransactionManager.class,
                    () -> new JdbcTransactionManager(open.databases().application()));
            parts.registerBean(Deployments.class, Deployments::new);
            parts.scan(PACKAGES);
            parts.refresh();
            return work.apply(parts.getBean(Releases.class));
        }
    }

    /** Says the plan: as one JSON document, or as lines. */
    static void say(Plan plan, boolean json, boolean sql, CommandSpec spec) {
        var out = spec.commandLine().getOut();
        out.print(json ? PlanText.json(plan).toPrettyString() + "\n" : PlanText.of(plan, sql));
        out.flush();
    }

    /** How far a plan lets a command go on; {@link ExitCode#DONE} when all the way. */
    static int verdict(Plan plan, boolean yes) {
        if (plan.isRefused()) {
            return ExitCode.PROBLEMS;
        }
        return plan.consents().isEmpty() || yes ? ExitCode.DONE : ExitCode.CONSENT;
    }

    static void refuseConsent(CommandSpec spec) {
        var err = spec.commandLine().getErr();
        err.println("casewright: nothing was done: this needs consent; look at it, and add --yes");
        err.flush();
    }

    static void sayApplied(Applied applied, boolean json, CommandSpec spec) {
        var out = spec.commandLine().getOut();
        var number = applied.release().number();
        if (json) {
            out.println("{\"release\": " + number + ", \"changed\": " + applied.changed() + ", \"hash\": \""
                    + applied.release().hash() + "\"}");
        } else {
            out.println("Release " + number + (applied.changed() ? " is served." : " is served already."));
        }
        out.flush();
    }

    /** Progress, which is not the answer. */
    static void progress(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
    }
}
