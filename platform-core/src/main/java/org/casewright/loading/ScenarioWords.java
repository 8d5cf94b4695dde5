package org.casewright.loading;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.definition.ProcessDefinition.UserTask;
import org.casewright.expression.FeelType;
import org.casewright.loading.Feel.Wanted;
import org.casewright.loading.Paths.Place;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What the scenarios of one module can name: people, entities, tasks, rules, records of the demonstration. */
final class ScenarioWords {

    private static final Set<String> CODES =
            Arrays.stream(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.toSet());

    /** A task's step and the process that it belongs to. */
    private record TaskStep(ProcessDefinition process, UserTask task) {}

    private final ModuleSource source;
    private final Catalog catalog;
    private final DemoCheck demo;
    private final boolean processesRefused;
    private final References references;
    private final Feel feel;
    private final Problems problems;
    private final Map<String, String> demoRecords = new HashMap<>();

    ScenarioWords(
            ModuleSource source,
            Catalog catalog,
            Collection<String> needs,
            DemoCheck demo,
            boolean processesRefused,
            References references,
            Feel feel,
            Problems problems) {
        this.source = source;
        this.catalog = catalog;
        this.demo = demo;
        this.processesRefused = processesRefused;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
        needs.forEach(module -> demoRecords.putAll(demo.records(module)));
        demoRecords.putAll(demo.records(source.name()));
    }

    ModuleSource source() {
        return source;
    }

    Catalog catalog() {
        return catalog;
    }

    Problems problems() {
        return problems;
    }

    /** The records of the demonstration by name, each with its entity. */
    Map<String, String> demoRecords() {
        return demoRecords;
    }

    /** Whether there are no records of the demonstration beside those. */
    boolean demoKnown() {
        return demo.allKnown();
    }

    void user(String name, Location at) {
        if (!demo.users().contains(name) && demo.allKnown()) {
            tell(at, "There is no user “" + name + "” in any demo/demo.json.", Similar.advice(name, demo.users()));
        }
    }

    /** {@code module/entity}; null with a problem. */
    @Nullable
    String entity(String text, Location at) {
        return references.ownEntity(source, text, at);
    }

    void role(String role, Location at) {
        references.role(role, false, at);
    }

    void rule(String rule, Location at) {
        var known = catalog.entities().stream()
                .flatMap(entity -> entity.rules().stream())
                .map(RuleDefinition::id)
                .collect(Collectors.toSet());
        if (!known.contains(rule)) {
            tell(at, "There is no rule “" + rule + "”.", Similar.advice(rule, known));
        }
    }

    void code(String code, Location at) {
        if (!CODES.contains(code)) {
            tell(at, "No error has the code “" + code + "”.", Similar.advice(code, CODES));
        }
    }

    void task(String name, Location at) {
        if (steps(name).findAny().isEmpty() && !processesRefused) {
            var known = steps().map(step -> step.task().name()).collect(Collectors.toSet());
            tell(at, "No process has a task “" + name + "”.", Similar.advice(name, known));
        }
    }

    void outcome(String task, String outcome, Location at) {
        var known = steps(task)
                .flatMap(step -> step.task().outcomes().stream())
                .map(Outcome::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!known.contains(outcome) && steps(task).findAny().isPresent()) {
            tell(at, "“" + task + "” does not end with “" + outcome + "”.", Similar.advice(outcome, known));
        }
    }

    /** The entity of the records that the tasks of this name are about; null when that is not one for all. */
    @Nullable
    String entityOfTask(String name) {
        var entities = new HashSet<@Nullable String>();
        steps(name).forEach(step -> entities.add(entity(step)));
        return entities.size() == 1 ? entities.iterator().next() : null;
    }

    private @Nullable String entity(TaskStep step) {
        var form = step.task().form();
        var shown = form == null ? null : catalog.form(form).orElse(null);
        if (shown != null) {
            return shown.entity();
        }
        return step.task().subject() == null ? step.process().entity() : null;
    }

    /** The message of this name; null with a problem. */
    @Nullable
    MessageDefinition message(String name, Location at) {
        var known = catalog.messages(source.name());
        if (!known.containsKey(name)) {
            tell(
                    at,
                    "There is no message “" + name + "” in this module or one that it needs.",
                    Similar.advice(name, known.keySet()));
        }
        return known.get(name);
    }

    private Stream<TaskStep> steps(String name) {
        return steps().filter(step -> step.task().name().equals(name));
    }

    private Stream<TaskStep> steps() {
        return catalog.processes().stream()
                .flatMap(process -> process.userTasks().values().stream().map(task -> new TaskStep(process, task)));
    }

    /** Checks what only the database would refuse otherwise. */
    void filter(JsonFile file, String pointer, String entity) {
        var wanted = new Wanted(source.name(), all -> EntityScope.of(all, entity), all -> FeelType.bool());
        feel.filter(file, pointer, wanted, Map.of());
    }

    /** Whether every name at a place can be said to be there or not. */
    boolean knows(Place place) {
        return !Paths.unknown(catalog, place);
    }

    void tell(Location at, String message, @Nullable String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
