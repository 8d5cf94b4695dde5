package org.casewright.ui.command;

import java.util.Objects;
import java.util.function.ToIntFunction;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.Deployments;
import org.casewright.process.EngineTables;
import org.casewright.release.Applied;
import org.casewright.release.Releases;
import org.casewright.scenario.Trial;
import org.casewright.schema.Plan;
import org.casewright.schema.PlanText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
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

    @Mixin
    private Agreement agreement = new Agreement();

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Says what applying would do, and how the scenarios of what it changes end. */
    int plan(NextRelease next, boolean sql) {
        return with(parts -> {
            var releases = parts.getBean(Releases.class);
            var proposal = next.proposal().apply(releases);
            var plan = releases.plan(proposal.next());
            var trial = Trial.of(releases, proposal.next(), this::progress);
            say(plan, trial, sql);
            var verdict = plan.isRefused() ? ExitCode.PROBLEMS : verdict(trial);
            return verdict != ExitCode.DONE || agreement.isComplete(plan) ? verdict : ExitCode.CONSENT;
        });
    }

    /** Plans and plays, and goes on where nothing stands in the way; anew, when another release comes first. */
    int apply(NextRelease next) {
        return with(parts -> Releases.unlessOvertaken(() -> apply(parts, next), this::progress));
    }

    private int apply(ApplicationContext parts, NextRelease next) {
        var releases = parts.getBean(Releases.class);
        var proposal = next.proposal().apply(releases);
        var plan = releases.plan(proposal.next());
        var missing = agreement.missing(plan);
        if (plan.isRefused() || !missing.isEmpty()) {
            say(plan, null, false);
            if (plan.isRefused()) {
                return ExitCode.PROBLEMS;
            }
            missing.forEach(sentence -> progress("casewright: nothing was done: " + sentence));
            return ExitCode.CONSENT;
        }
        var trial = Trial.of(releases, proposal.next(), this::progress);
        var verdict = verdict(trial);
        if (verdict != ExitCode.DONE) {
            say(plan, trial, false);
            progress("casewright: nothing was done: scenarios "
                    + (verdict == ExitCode.PROBLEMS ? "failed" : "could not be played")
                    + "; mend it, or say with --despite-scenarios why it shall be done all the same");
            return verdict;
        }
        plan.differences().forEach(difference -> progress(difference.sentence()));
        plan.drift().forEach(drift -> progress("warning: " + drift.sentence()));
        var provenance = agreement.sealed(parts, plan.modules(), trial, next.origin());
        say(releases.apply(proposal, provenance, this::refuseMore, this::progress));
        return ExitCode.DONE;
    }

    /** What was seen and agreed to was planned before anybody else was kept out. */
    private void refuseMore(Plan plan) {
        var missing = agreement.missing(plan);
        if (!missing.isEmpty()) {
            throw new Refusal(ErrorCode.PRECONDITION_REQUIRED, missing.getFirst());
        }
    }

    /** Does something with releases but without pages and processes, beside a running application or without one. */
    private int with(ToIntFunction<ApplicationContext> work) {
        try (var open = OpenDatabase.beside(database)) {
            EngineTables.prepare(open.databases().owner());
            return open.with(
                    parts -> {
                        parts.registerBean(Deployments.class, Deployments::new);
                        parts.scan(PACKAGES);
                    },
                    work::applyAsInt);
        }
    }

    /** How far scenarios let a command go on; {@link ExitCode#DONE} when all the way. */
    private int verdict(Trial trial) {
        if (trial.isPassed() || agreement.overridesScenarios()) {
            return ExitCode.DONE;
        }
        return trial.hindrance() == null ? ExitCode.PROBLEMS : ExitCode.ENVIRONMENT;
    }

    private void say(Plan plan, @Nullable Trial trial, boolean sql) {
        var out = told().getOut();
        if (json) {
            var document = PlanText.json(plan);
            if (trial != null) {
                document.set("scenarios", trial.json());
            }
            out.println(document.toPrettyString());
        } else {
            out.print(PlanText.of(plan, sql));
            out.print(trial == null ? "" : trial.text());
        }
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
