package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.loading.ModuleLoader.Loaded;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Severity;
import org.casewright.text.Texts;

/**
 * One loading, from bytes to the catalog. Codes come before entities, entities before all that has expressions checked or
 * paths followed, because each needs the one before. What failed is left out and known by name, so that one mistake is one
 * problem.
 */
final class Loading {

    private final Problems problems;
    private final Map<String, ModuleSource> sources = new TreeMap<>();
    private final Map<String, Manifest> manifests = new TreeMap<>();
    private final Map<String, CodeList> codeLists = new LinkedHashMap<>();
    private final Map<String, Map<String, EntityDefinition>> entities = new LinkedHashMap<>();
    private final Map<String, Map<String, MessageDefinition>> messages = new LinkedHashMap<>();
    private final Map<String, List<ScenarioDefinition>> scenarios = new LinkedHashMap<>();
    private final References references;
    private final Decisions decisions;
    private final Feel feel;

    Loading(List<ModuleFiles> modules, Problems problems) {
        this.problems = problems;
        this.references = new References(sources, manifests, codeLists, problems);
        this.decisions = new Decisions(references, problems);
        this.feel = new Feel(references, decisions, problems);
        modules.forEach(this::parse);
    }

    Loaded load() {
        sources.values().forEach(this::readManifest);
        Dependencies.check(sources, manifests, problems);
        SharedDefinitions.resolve(sources.values(), references, problems);
        sources.values().forEach(this::readCodes);
        sources.values().forEach(this::readEntities);
        sources.values().forEach(decisions::read);
        readMessages();
        var words = new Catalog(0, modules(module -> Rest.NONE), Map.of());
        // As long as an entity cannot be read at all, nobody can say which names there are.
        return sources.values().stream().allMatch(ModuleSource::entitiesKnown)
                ? result(complete(words))
                : result(List.copyOf(words.modules()));
    }

    private List<ModuleDefinition> complete(Catalog words) {
        ReleaseChecks.check(words, sources, manifests, problems);
        feel.checkAll(words);
        Computations.check(words, sources, problems);
        var processes = new Processes(words, references, feel, problems);
        sources.values().forEach(processes::read);
        processes.operations(words.entities(), sources.values());
        processes.checkCalls(needs());
        var data = new DataReferences(problems);
        var rest = new LinkedHashMap<String, Rest>();
        sources.values().forEach(source -> rest.put(source.name(), rest(source, words, processes, data)));
        feel.checkAll(words);
        decisions.check(words);
        data.check();
        sources.values().forEach(source -> Translations.check(source, processes.of(source.name()), problems));
        var demo = new DemoCheck(sources, words, references, problems);
        demo.check();
        var complete = modules(module -> rest.getOrDefault(module, Rest.NONE));
        var whole = new Catalog(0, complete, Map.of());
        GrantCheck.check(whole, sources, problems);
        processes.checkOpenings(whole);
        readScenarios(whole, demo, processes.refused());
        return scenarios.isEmpty() ? complete : modules(module -> rest.getOrDefault(module, Rest.NONE));
    }

    private Map<String, Set<String>> needs() {
        var needs = new LinkedHashMap<String, Set<String>>();
        manifests.forEach(
                (module, manifest) -> needs.put(module, manifest.needs().keySet()));
        return needs;
    }

    private void readScenarios(Catalog whole, DemoCheck demo, boolean refused) {
        for (var source : sources.values()) {
            var manifest = manifests.get(source.name());
            var needs = manifest == null ? Set.<String>of() : manifest.needs().keySet();
            var words = new ScenarioWords(source, whole, needs, demo, refused, references, feel, problems);
            var read = new ArrayList<ScenarioDefinition>();
            source.sound(FileKind.SCENARIO)
                    .forEach((name, file) ->
                            new ScenarioReader(name, file, words).read().ifPresent(read::add));
            scenarios.put(source.name(), read);
        }
        feel.checkAll(whole);
    }

    private Loaded result(List<ModuleDefinition> complete) {
        var sorted = problems.list().stream().distinct().sorted(Places.ORDER).toList();
        var broken = sorted.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        var catalog = broken
                ? null
                : new Catalog(0, complete, Map.of(), languages(), language -> Translations.modules(complete, language));
        return new Loaded(catalog, complete, sorted);
    }

    private Set<String> languages() {
        var languages = new TreeSet<String>();
        sources.values().forEach(source -> languages.addAll(source.stems(FileKind.TEXTS)));
        if (sources.values().stream().anyMatch(Translations::hasNamed)) {
            Texts.LANGUAGES.stream()
                    .filter(language -> !language.equals(Locale.ENGLISH))
                    .forEach(language -> languages.add(language.toLanguageTag()));
        }
        return languages;
    }

    private void parse(ModuleFiles files) {
        var source = ModuleSource.of(files, problems);
        var other = sources.putIfAbsent(source.name(), source);
        if (other != null) {
            problems.add(Problem.in(
                    files.at(ModuleFiles.MANIFEST),
                    "There is a module “" + source.name() + "” already, in “"
                            + other.files().folder() + "”.",
                    "Give each module another name."));
        }
    }

    private void readManifest(ModuleSource source) {
        if (!source.files().files().containsKey(ModuleFiles.MANIFEST)) {
            problems.add(Problem.in(
                    source.at(ModuleFiles.MANIFEST),
                    "The module has no module.json.",
                    "Write one with name, version and title."));
        }
        manifests.put(source.name(), ManifestReader.read(source, problems));
    }

    private void readMessages() {
        var owners = new LinkedHashMap<String, String>();
        for (var source : sources.values()) {
            source.json(ModuleFiles.MANIFEST)
                    .ifPresent(file -> messages.put(
                            source.name(), new MessageReader(source, file, references, owners, problems).read()));
        }
    }

    private void readCodes(ModuleSource source) {
        source.sound(FileKind.CODES).forEach((name, file) -> {
            var list = CodesReader.read(source.name(), name, file, problems);
            codeLists.put(list.ref(), list);
        });
    }

    private void readEntities(ModuleSource source) {
        var read = new LinkedHashMap<String, EntityDefinition>();
        source.sound(FileKind.ENTITY)
                .forEach((name, file) -> read.put(
                        name, new EntityReader(source, name, file, references, codeLists, feel, problems).read()));
        entities.put(source.name(), read);
    }

    /** What is read when the entities are known. */
    record Rest(
            Map<String, FormDefinition> forms,
            List<ViewDefinition> views,
            Map<String, ProcessDefinition> processes,
            AccessDefinition access,
            Map<String, List<Map<String, String>>> data) {
        static final Rest NONE = new Rest(Map.of(), List.of(), Map.of(), AccessDefinition.NONE, Map.of());
    }

    private Rest rest(ModuleSource source, Catalog words, Processes processes, DataReferences data) {
        var access = source.json("access.json")
                .map(file -> new AccessReader(source, file, words, references, problems).read())
                .orElse(AccessDefinition.NONE);
        var forms = forms(source, words, processes);
        var views = views(source, words);
        DeskReader.check(source, List.copyOf(forms.values()), views, problems);
        return new Rest(forms, views, processes.of(source.name()), access, data(source, words, data));
    }

    private Map<String, FormDefinition> forms(ModuleSource source, Catalog words, Processes processes) {
        var forms = new LinkedHashMap<String, FormDefinition>();
        source.sound(FileKind.FORM).forEach((name, file) -> {
            var entity = processes.entityOfForm(source, name, file);
            if (entity != null) {
                forms.put(name, new FormReader(source.name(), name, file, words, problems).read(entity));
            }
        });
        return forms;
    }

    private List<ViewDefinition> views(ModuleSource source, Catalog words) {
        var views = new ArrayList<ViewDefinition>();
        source.sound(FileKind.VIEWS)
                .forEach((name, file) -> entity(source, FileKind.VIEWS, name, words)
                        .ifPresent(entity -> views.addAll(
                                new ViewReader(source, entity, file, words, references, feel, problems).read())));
        return views;
    }

    private Map<String, List<Map<String, String>>> data(ModuleSource source, Catalog words, DataReferences references) {
        var data = new LinkedHashMap<String, List<Map<String, String>>>();
        for (var name : source.stems(FileKind.DATA)) {
            var path = FileKind.DATA.path(name);
            entity(source, FileKind.DATA, name, words)
                    .ifPresent(entity -> data.put(
                            name,
                            new DataReader(source.files().label(path), entity, words, references, problems)
                                    .read(Objects.requireNonNull(
                                            source.files().files().get(path)))));
        }
        return data;
    }

    /** The entity whose name a file has; empty with a problem, or when the entity was refused. */
    private Optional<EntityDefinition> entity(ModuleSource source, FileKind kind, String name, Catalog words) {
        if (!source.has(FileKind.ENTITY, name)) {
            problems.add(Problem.in(
                    source.at(kind.path(name)),
                    "There is no entity “" + name + "” in this module.",
                    "The file has an entity's name. " + Similar.advice(name, source.stems(FileKind.ENTITY))));
        }
        return words.findEntity(source.name() + "/" + name);
    }

    private List<ModuleDefinition> modules(Function<String, Rest> rest) {
        var modules = new ArrayList<ModuleDefinition>();
        for (var source : sources.values()) {
            var manifest = manifests.get(source.name());
            if (manifest != null) {
                modules.add(module(source, manifest, rest.apply(source.name())));
            }
        }
        return modules;
    }

    private ModuleDefinition module(ModuleSource source, Manifest manifest, Rest rest) {
        var lists = new LinkedHashMap<String, CodeList>();
        codeLists.values().stream()
                .filter(list -> list.module().equals(source.name()))
                .forEach(list -> lists.put(list.name(), list));
        return new ModuleDefinition(
                source.name(),
                manifest.version(),
                manifest.title(),
                manifest.icon(),
                manifest.order(),
                manifest.needs(),
                manifest.main(),
                manifest.roles(),
                manifest.settings(),
                entities.getOrDefault(source.name(), Map.of()),
                lists,
                rest.forms(),
                rest.views(),
                rest.processes(),
                decisions.of(source.name()),
                messages.getOrDefault(source.name(), Map.of()),
                rest.access(),
                rest.data(),
                source.json("demo/demo.json").map(JsonFile::root).orElse(null),
                scenarios.getOrDefault(source.name(), List.of()),
                source.files().files());
    }
}
