package org.casewright.ui.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.scenario.Played;
import org.casewright.scenario.PlayedJson;
import org.casewright.scenario.Scenarios;
import org.casewright.scenario.Trial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "test-modules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Plays the scenarios of modules in a throw-away database with a clock of its own.")
final class TestModulesCommand implements Callable<Integer> {
    @Mixin
    private ModuleFolders modules = new ModuleFolders();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "scenarios of this name, or of the module NAME, or MODULE/NAME (default: all)")
    private @Nullable String only;

    @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var loaded = modules.load();
        var catalog = loaded.catalog();
        if (catalog == null) {
            tell(loaded.problems(), List.of());
            return ExitCode.PROBLEMS;
        }
        if (only != null && scenarios(catalog).isEmpty()) {
            throw new RefusedException("no scenario is called " + only);
        }
        return play(catalog, loaded.problems());
    }

    private int play(Catalog catalog, List<Problem> warnings) {
        try {
            progress("Playing " + scenarios(catalog).size() + " scenarios");
            var played = Scenarios.play(catalog, this::isWanted, result -> progress(Trial.line(result)));
            tell(warnings, played);
            return played.stream().allMatch(Played::passed) ? ExitCode.DONE : ExitCode.PROBLEMS;
        } catch (Refusal refusal) {
            // Sound files that the database cannot follow.
            tell(refusal.problems(), List.of());
            progress("casewright: " + refusal.sentence());
            return ExitCode.PROBLEMS;
        }
    }

    private List<ScenarioDefinition> scenarios(Catalog catalog) {
        return catalog.modules().stream()
                .flatMap(module -> module.scenarios().stream())
                .filter(this::isWanted)
                .toList();
    }

    private boolean isWanted(ScenarioDefinition scenario) {
        return only == null
                || List.of(scenario.name(), scenario.module(), scenario.ref()).contains(only);
    }

    private void progress(String line) {
        if (spec != null) {
            Told.say(spec.commandLine().getErr(), line);
        }
    }

    private void tell(List<Problem> problems, List<Played> played) {
        if (spec == null) {
            return;
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(PlayedJson.of(problems, played).toPrettyString());
        } else {
            tell(out, problems, played);
        }
        out.flush();
    }

    private static void tell(PrintWriter out, List<Problem> problems, List<Played> played) {
        problems.forEach(problem -> out.println(Told.line(problem)));
        played.stream().filter(result -> !result.passed()).forEach(result -> out.println(result.failure()));
        if (problems.isEmpty() || !played.isEmpty()) {
            var passed = played.stream().filter(Played::passed).count();
            out.println(passed + " passed, " + (played.size() - passed) + " failed");
        }
    }
}
