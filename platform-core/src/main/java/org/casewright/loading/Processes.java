package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The processes of all modules, and what they say about forms: whose record a task's form shows. */
final class Processes {

    private final Catalog catalog;
    private final References references;
    private final Feel feel;
    private final Problems problems;
    private final Map<String, Map<String, ProcessDefinition>> byModule = new LinkedHashMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, Set<String>> forms = new LinkedHashMap<>();
    private final List<OpeningCheck> openings = new ArrayList<>();
    private final Map<String, List<BpmnCalls.Call>> calls = new LinkedHashMap<>();
    private boolean refused;
    private boolean damaged;

    Processes(Catalog catalog, References references, Feel feel, Problems problems) {
        this.catalog = catalog;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    void read(ModuleSource source) {
        var processes = new LinkedHashMap<String, ProcessDefinition>();
        for (var id : source.stems(FileKind.WORKFLOW)) {
            var path = FileKind.WORKFLOW.path(id);
            var other = owners.putIfAbsent(id, source.name());
            if (other != null) {
                problems.add(Problem.in(
                        source.at(path),
                        "There is a process “" + id + "” already, in the module “" + other + "”.",
                        "Process ids are global: choose another."));
            }
            var read = new BpmnReader(source, id, catalog, references, feel, problems)
                    .read(Objects.requireNonNull(source.files().files().get(path)));
            if (read == null) {
                refused = true;
            } else {
                processes.put(id, read.process());
                openings.add(read.openings());
                calls.put(id, read.calls());
                read.forms()
                        .forEach((form, entities) -> forms.computeIfAbsent(form, key -> new TreeSet<>())
                                .addAll(entities));
            }
        }
        byModule.put(source.name(), processes);
    }

    /** Notes that operations show the forms of what they make; of those that were cut out nobody can say which. */
    void operations(Collection<EntityDefinition> entities, Collection<ModuleSource> sources) {
        damaged = sources.stream()
                .anyMatch(source -> source.stems(FileKind.ENTITY).stream()
                        .anyMatch(name -> source.damaged(FileKind.ENTITY.path(name))));
        for (var entity : entities) {
            for (var operation : entity.operations().values()) {
                if (operation.form() != null) {
                    forms.computeIfAbsent(operation.form(), key -> new TreeSet<>())
                            .add(operation.creates());
                }
            }
        }
    }

    /** Whether processes may do what their steps open to others, when all access files are known. */
    void checkOpenings(Catalog whole) {
        openings.forEach(check -> check.check(whole));
    }

    /** Whether what processes call is there and about the same records, when all are known. */
    void checkCalls(Map<String, Set<String>> needs) {
        var known = new LinkedHashMap<String, ProcessDefinition>();
        byModule.values().forEach(known::putAll);
        BpmnCalls.check(calls, known, owners.keySet(), needs, problems);
    }

    /** Whether a file could not be read, so that there may be tasks which nobody knows of. */
    boolean refused() {
        return refused;
    }

    Map<String, ProcessDefinition> of(String module) {
        return byModule.getOrDefault(module, Map.of());
    }

    /**
     * The entity at the root of a form: that of its own name, else that of the tasks that use it, else what it says itself.
     * Null with a problem, or when a process that may say it was refused.
     */
    @Nullable
    String entityOfForm(ModuleSource source, String name, JsonFile file) {
        var said = file.root().path("x-entity").asString(null);
        var users = forms.getOrDefault(source.name() + "/" + name, Set.of());
        var known = new LinkedHashSet<String>();
        if (source.has(FileKind.ENTITY, name)) {
            known.add(source.name() + "/" + name);
        }
        known.addAll(users);
        if (said != null) {
            var entity = references.ownEntity(source, said, file.at("/x-entity"));
            if (entity == null) {
                return null;
            }
            known.add(entity);
        }
        if (known.size() > 1) {
            problems.add(Problem.in(
                    file.at(""),
                    "This form is about several entities: " + String.join(", ", known) + ".",
                    "Write a form for each."));
            return null;
        }
        if (known.isEmpty() && !refused && !damaged) {
            problems.add(Problem.in(
                    file.at(""),
                    "Nothing says whose record this form shows: it has no entity's name, and no task or operation uses it.",
                    "Let a task use it, or give its root \"x-entity\"."));
        }
        return known.isEmpty() ? null : known.getFirst();
    }
}
