package org.casewright.ui.command;

import java.util.Objects;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.process.Deployments;
import org.casewright.process.EngineTables;
import org.casewright.release.Applied;
import org.casewright.release.Releases;
import org.casewright.schema.Plan;
import org.casewright.schema.PlanText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** What plan, apply and rollback have in common: what is planned or applied, on which database, and how it is said. */
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

    @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
    private boolean json;

    @Option(names = "--yes", description = "consents to what needs it")
    private boolean yes;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Says what applying would do. */
    int plan(Function<Releases, Catalog> next, boolean sql) {
        var plan = with(releases -> releases.plan(next.apply(releases)));
        say(plan, sql);
        return verdict(plan);
    }

    /** Plans, and goes on where nothing stands in the way. */
    int apply(Function<Releases, Catalog> next) {
        return with(releases -> {
            var catalog = next.apply(releases);
            var plan = releases.plan(catalog);
            var verdict = verdict(plan);
            if (verdict != ExitCode.DONE) {
                say(plan, false);
                if (verdict == ExitCode.CONSENT) {
                    progress("casewright: nothing was done: this needs consent; look at it, and add --yes");
                }
                return verdict;
            }
            plan.differences().forEach(difference -> progress(difference.sentence()));
            plan.drift().forEach(drift -> progress("warning: " + drift.sentence()));
            var author = System.getProperty("user.name", "command line");
            say(releases.apply(catalog, author, this::progress));
            return ExitCode.DONE;
        });
    }

    /** Does something with releases but without pages and processes, beside a running application or without one. */
    private <T> T with(Function<Releases, T> work) {
        try (var open = OpenDatabase.beside(database)) {
            EngineTables.prepare(open.databases().owner());
            return open.with(
                    parts -> {
                        parts.registerBean(Deployments.class, Deployments::new);
                        parts.scan(PACKAGES);
                    },
                    parts -> work.apply(parts.getBean(Releases.class)));
        }
    }

    /** How far a plan lets a command go on; {@link ExitCode#DONE} when all the way. */
    private int verdict(Plan plan) {
        if (plan.isRefused()) {
            return ExitCode.PROBLEMS;
        }
        return plan.consents().isEmpty() || yes ? ExitCode.DONE : ExitCode.CONSENT;
    }

    private void say(Plan plan, boolean sql) {
        var out = told().getOut();
        out.print(json ? PlanText.json(plan).toPrettyString() + "\n" : PlanText.of(plan, sql));
        out.flush();
    }

    private void say(Applied applied) {
        var number = applied.release().number();
        Told.say(
                told().getOut(),
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("release", number)
                                .put("changed", applied.changed())
                                .put("hash", applied.release().hash())
                                .toPrettyString()
                        : "Release " + number + (applied.changed() ? " is served." : " is served already."));
    }

    /** What is not the answer. */
    private void progress(String sentence) {
        Told.say(told().getErr(), sentence);
    }

    private CommandLine told() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
