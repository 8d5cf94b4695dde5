package org.casewright.loading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.WithNames;
import org.casewright.definition.DecisionDefinition;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.loading.DmnReader.Part;
import org.casewright.loading.DmnReader.Read;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of all modules. A decision does not say whose records it is about: whoever asks it does, and it is held against each
 * entity about whose records it is asked.
 */
final class Decisions {

    /** {@code module/name} of a decision, and of the entity. */
    private record Asked(String decision, String entity) {}

    private final References references;
    private final Problems problems;
    private final Map<String, Read> decisions = new LinkedHashMap<>();
    private final Set<Asked> asked = new LinkedHashSet<>();
    /** Those of them that are not yet checked; a decision that is may ask others. */
    private final Queue<Asked> waiting = new ArrayDeque<>();

    Decisions(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    void read(ModuleSource source) {
        for (var name : source.stems(FileKind.DECISION)) {
            var content = Objects.requireNonNull(source.files().files().get(FileKind.DECISION.path(name)));
            var read = new DmnReader(source, name, references, this).read(content, problems);
            if (read != null) {
                decisions.put(source.name() + "/" + name, read);
            }
        }
    }

    /** Those of a module that could be read, by name. */
    Map<String, DecisionDefinition> of(String module) {
        var own = new LinkedHashMap<String, DecisionDefinition>();
        decisions.values().stream()
                .map(Read::decision)
                .filter(decision -> decision.module().equals(module))
                .forEach(decision -> own.put(decision.name(), decision));
        return own;
    }

    /** The decision as FEEL in a module calls it; empty when there is none, or none that could be read. */
    Optional<DecisionDefinition> find(String module, String text) {
        return Optional.ofNullable(decisions.get(text.contains("/") ? text : module + "/" + text))
                .map(Read::decision);
    }

    /** The same names, from where decisions are known too. */
    Scope seenBy(String module, Scope scope) {
        return new Scope() {
            @Override
            public @Nullable FeelType typeOf(String name) {
                return scope.typeOf(name);
            }

            @Override
            public Collection<String> names() {
                return scope.names();
            }

            @Override
            public boolean isStored(String name) {
                return scope.isStored(name);
            }

            @Override
            public FeelType decided(String decision) {
                return find(module, decision).map(DecisionDefinition::result).orElseGet(FeelType::any);
            }
        };
    }

    /** Notes which decisions an expression of a module asks; false with problems. */
    boolean ask(String module, Expression expression, Scope scope, Location at, Problems said) {
        var right = true;
        for (var name : expression.decisions()) {
            var ref = references.decision(module, name, at, said);
            var about = ref == null ? null : about(scope);
            if (ref != null && about == null) {
                said.add(Problem.in(
                        at,
                        "In `" + expression.text() + "`: a decision is asked about a whole record, and here is none.",
                        "Ask it in a computed value, a rule or a condition of the record."));
            }
            if (about != null && isMixins(module, name, about, scope)) {
                said.add(Problem.in(
                        at,
                        "In `" + expression.text()
                                + "`: a mixin's expressions belong to the entities that take it over.",
                        "Write decide(\"" + module + "/" + name + "\")."));
                right = false;
            }
            right &= ref != null && about != null;
            if (ref != null && about != null && !about.isEmpty()) {
                var next = new Asked(ref, about);
                if (asked.add(next)) {
                    waiting.add(next);
                }
            }
        }
        return right;
    }

    /** What a mixin says is evaluated in the module of the entity, where the bare name would be another's. */
    private static boolean isMixins(String module, String name, String about, Scope scope) {
        return !name.contains("/")
                && !about.isEmpty()
                && !about.startsWith(module + "/")
                && scope.typeOf("record") == null;
    }

    /** The entity whose record an expression is evaluated on; empty when it could not be read, null when there is none. */
    private static @Nullable String about(Scope scope) {
        if (scope instanceof EntityScope own) {
            return own.entity().ref();
        }
        for (var name : List.of("record", "before")) {
            switch (scope.typeOf(name)) {
                case FeelType.Reference(var record) -> {
                    return record instanceof EntityScope own ? own.entity().ref() : "";
                }
                case FeelType.Any any -> {
                    return "";
                }
                case null, default -> {
                    // Another name may stand for the record.
                }
            }
        }
        return null;
    }

    /** Holds every decision against the records that it is asked about, and says which of them ask each other in a circle. */
    void check(Catalog catalog) {
        circles(catalog);
        decisions.values().forEach(read -> {
            if (asked.stream()
                    .noneMatch(ask -> ask.decision().equals(read.decision().ref()))) {
                unasked(read, catalog);
            }
        });
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            var read = decisions.get(next.decision());
            if (read != null) {
                problems.addAll(problems(read, next.entity(), catalog));
            }
        }
    }

    /** Nobody asks it: it must then fit some entity of its module. */
    private void unasked(Read read, Catalog catalog) {
        var module = read.decision().module();
        List<Problem> fewest = null;
        for (var entity : catalog.entities()) {
            if (entity.module().equals(module) && (fewest == null || !fewest.isEmpty())) {
                var found = problems(read, entity.ref(), catalog);
                fewest = fewest == null || found.size() < fewest.size() ? found : fewest;
            }
        }
        if (fewest != null) {
            problems.addAll(fewest);
        }
    }

    private List<Problem> problems(Read read, String entity, Catalog catalog) {
        var found = new Problems();
        new Check(new Feel(references, this, found), read, entity, catalog).check(found);
        return found.list().stream()
                .map(problem -> {
                    var about = "It is asked about records of " + entity + ".";
                    var advice = problem.advice() == null ? about : problem.advice() + " " + about;
                    return Problem.in(Objects.requireNonNull(problem.location()), problem.message(), advice);
                })
                .toList();
    }

    /** One decision, held against the records of one entity. */
    private record Check(Feel feel, Read read, String entity, Catalog catalog) {

        void check(Problems found) {
            for (var column = 0; column < read.inputs().size(); column++) {
                var input = read.inputs().get(column);
                var type = feel.type(input.expression(), input.at(), wanted(Map.of(), feel(input)), catalog);
                // What is wrong with the input is said once, not at each cell again.
                var known = type == null ? FeelType.any() : type;
                var seen = type instanceof FeelType.Any && input.type() != null
                        ? input.type().feel()
                        : known;
                for (var test : read.tests().get(column)) {
                    var names = Map.of(DecisionDefinition.INPUT, seen);
                    feel.type(test.expression(), test.at(), wanted(names, FeelType.bool()), catalog);
                }
            }
            for (var result : read.results()) {
                var type = feel.type(result.expression(), result.at(), wanted(Map.of(), feel(result)), catalog);
                if (type instanceof FeelType.Reference) {
                    found.add(Problem.in(
                            result.at(),
                            "`" + result.expression().text() + "` gives a record where a value is wanted.",
                            "Name a property of it."));
                }
            }
        }

        private static @Nullable FeelType feel(Part part) {
            return part.type() == null ? null : part.type().feel();
        }

        private Wanted wanted(Map<String, FeelType> more, @Nullable FeelType type) {
            var names = new LinkedHashMap<>(more);
            var record = EntityScope.of(catalog, entity);
            names.put("record", new FeelType.Reference(record));
            return new Wanted(read.decision().module(), all -> new WithNames(record, names), all -> type);
        }
    }

    private void circles(Catalog catalog) {
        var done = new LinkedHashSet<String>();
        decisions.values().forEach(read -> follow(read.decision(), new ArrayList<>(), done, catalog));
    }

    private void follow(DecisionDefinition decision, List<String> way, Set<String> done, Catalog catalog) {
        var begin = way.indexOf(decision.ref());
        if (begin >= 0) {
            var circle = new ArrayList<>(way.subList(begin, way.size()));
            circle.add(decision.ref());
            problems.add(Problem.in(
                    decision.location(),
                    "Decisions ask each other in a circle: " + String.join(" -> ", circle) + ".",
                    "Let one of them decide from the record alone."));
            return;
        }
        if (!done.add(decision.ref())) {
            return;
        }
        way.add(decision.ref());
        for (var name : decision.decisions()) {
            catalog.decision(decision.module(), name).ifPresent(next -> follow(next, way, done, catalog));
        }
        way.removeLast();
    }
}
