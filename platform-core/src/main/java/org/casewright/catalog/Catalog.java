package org.casewright.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.CodeList;
import org.casewright.definition.DecisionDefinition;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/** All modules of one release, references resolved. Immutable; a request keeps the one it began with. */
public final class Catalog {

    /** No module at all, release 0. */
    public static final Catalog EMPTY = new Catalog(0, List.of(), Map.of());

    private final long release;
    private final Map<String, ModuleDefinition> modules = new LinkedHashMap<>();
    private final Map<String, EntityDefinition> entities = new LinkedHashMap<>();
    private final Map<String, CodeList> codeLists = new LinkedHashMap<>();
    private final Map<String, FormDefinition> forms = new LinkedHashMap<>();
    private final Map<String, List<ViewDefinition>> views = new LinkedHashMap<>();
    private final Map<String, ProcessDefinition> processes = new LinkedHashMap<>();
    private final Map<String, Map<String, Inverse>> inverses = new LinkedHashMap<>();
    private final Map<String, List<Inverse>> referrers = new LinkedHashMap<>();
    private final Map<String, Map<String, List<AccessDefinition.Entry>>> access = new LinkedHashMap<>();
    private final Map<String, String> roles = new LinkedHashMap<>();
    private final Set<String> inputs = new HashSet<>();
    private final Set<String> shareable = new HashSet<>();
    private final Map<String, Set<String>> handedForms = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> shownByForms = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> rowClasses;
    private final FormerNames formerNames;
    private final Set<String> languages;
    private final Function<String, Collection<ModuleDefinition>> translator;
    private final Map<String, Catalog> translated = new ConcurrentHashMap<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final String language;
    private final @Nullable Catalog original;

    /**
     * Puts modules together.
     *
     * @param release number of the release; 0 before there is one
     * @param modules whose references are known to resolve
     * @param rowClasses entity ({@code module/entity}) -> row class -> its small stable number
     */
    public Catalog(long release, Collection<ModuleDefinition> modules, Map<String, Map<String, Integer>> rowClasses) {
        this(release, modules, rowClasses, Set.of(), language -> modules);
    }

    /**
     * Puts modules together that have texts in other languages.
     *
     * @param languages in which at least one of them has texts, as BCP 47 says them
     * @param translator the same modules in one of the languages; asked at most once for each
     */
    public Catalog(
            long release,
            Collection<ModuleDefinition> modules,
            Map<String, Map<String, Integer>> rowClasses,
            Set<String> languages,
            Function<String, Collection<ModuleDefinition>> translator) {
        this(release, modules, rowClasses, languages, translator, "", null, FormerNames.NONE);
    }

    private Catalog(
            long release,
            Collection<ModuleDefinition> modules,
            Map<String, Map<String, Integer>> rowClasses,
            Set<String> languages,
            Function<String, Collection<ModuleDefinition>> translator,
            String language,
            @Nullable Catalog original,
            FormerNames formerNames) {
        this.original = original;
        this.release = release;
        this.languages = Set.copyOf(languages);
        this.translator = translator;
        this.language = language;
        this.rowClasses = Map.copyOf(rowClasses);
        this.formerNames = formerNames;
        modules.stream()
                .sorted(Comparator.comparingInt(ModuleDefinition::order).thenComparing(ModuleDefinition::name))
                .forEach(this::add);
        entities.values().forEach(this::addInverses);
        processes.values().forEach(this::addHandedForms);
        if (original != null) {
            addSaid(original);
        }
    }

    private void addSaid(Catalog english) {
        for (var process : processes.values()) {
            english.process(process.id()).ifPresent(other -> {
                said.putIfAbsent(other.name(), process.name());
                other.steps().forEach((id, step) -> said.putIfAbsent(step, step(process.id(), id, step)));
            });
        }
        for (var entity : entities.values()) {
            english.entity(entity.ref())
                    .operations()
                    .forEach((name, operation) -> Optional.ofNullable(
                                    entity.operations().get(name))
                            .ifPresent(here -> said.putIfAbsent(operation.title(), here.title())));
        }
    }

    private void add(ModuleDefinition module) {
        modules.put(module.name(), module);
        module.entities().values().forEach(entity -> {
            entities.put(entity.ref(), entity);
            entity.operations().values().forEach(operation -> inputs.add(operation.creates()));
        });
        module.codeLists().values().forEach(list -> codeLists.put(list.ref(), list));
        module.forms().values().forEach(form -> forms.put(form.ref(), form));
        module.views()
                .forEach(view -> views.computeIfAbsent(view.entity(), key -> new ArrayList<>())
                        .add(view));
        module.processes().values().forEach(process -> processes.put(process.id(), process));
        roles.putAll(module.roles());
        module.access()
                .roles()
                .forEach((role, grants) ->
                        grants.forEach((entity, entries) -> access.computeIfAbsent(role, key -> new LinkedHashMap<>())
                                .computeIfAbsent(entity, key -> new ArrayList<>())
                                .addAll(entries)));
        module.access()
                .roles()
                .values()
                .forEach(grants -> grants.forEach((entity, entries) -> {
                    if (entries.stream().anyMatch(entry -> entry.depth(Privilege.SHARE) != Depth.NONE)) {
                        shareable.add(entity);
                    }
                }));
    }

    private void addHandedForms(ProcessDefinition process) {
        for (var task : process.userTasks().values()) {
            var form = task.toPartner() && task.form() != null ? forms.get(task.form()) : null;
            if (form != null) {
                handedForms
                        .computeIfAbsent(form.entity(), key -> new LinkedHashSet<>())
                        .add(form.module() + "/" + Profiles.ofForm(form.name()));
            }
        }
    }

    private void addInverses(EntityDefinition from) {
        for (var property : from.properties().values()) {
            addInverse(from, property, null);
            property.type().parts().forEach(part -> addInverse(from, part, property));
        }
    }

    private void addInverse(EntityDefinition from, PropertyDefinition property, @Nullable PropertyDefinition within) {
        if (!(property.type() instanceof PropertyType.Referring referring)) {
            return;
        }
        var to = referring.to();
        var inverse = new Inverse(to.inverse() == null ? "" : to.inverse(), from, property, within);
        referrers.computeIfAbsent(to.entity(), key -> new ArrayList<>()).add(inverse);
        if (to.inverse() != null) {
            inverses.computeIfAbsent(to.entity(), key -> new LinkedHashMap<>()).put(to.inverse(), inverse);
        }
    }

    /** The same modules as another release, with its row class numbers. */
    public Catalog asRelease(long number, Map<String, Map<String, Integer>> numbers) {
        return new Catalog(number, modules.values(), numbers, languages, translator, "", null, formerNames);
    }

    /**
     * The same modules, held by other tables and columns.
     *
     * @param tables an entity as it was read -> the same entity as it is held
     * @param former names of earlier releases, by which what was stored then is found
     */
    public Catalog stored(UnaryOperator<EntityDefinition> tables, FormerNames former) {
        return new Catalog(
                release,
                stored(modules.values(), tables),
                rowClasses,
                languages,
                wanted -> stored(translator.apply(wanted), tables),
                "",
                null,
                former);
    }

    private static List<ModuleDefinition> stored(
            Collection<ModuleDefinition> modules, UnaryOperator<EntityDefinition> tables) {
        return modules.stream()
                .map(module -> {
                    var byName = new LinkedHashMap<String, EntityDefinition>();
                    module.entities().forEach((name, entity) -> byName.put(name, tables.apply(entity)));
                    return module.stored(byName);
                })
                .toList();
    }

    /**
     * The same catalog with its texts in a language: exactly that one, or its first part ({@code fr} for {@code fr-CA});
     * this one when there are no such texts.
     */
    public Catalog in(String wanted) {
        var found = offered(wanted);
        if (found.isEmpty() || !language.isEmpty()) {
            return this;
        }
        return translated.computeIfAbsent(
                found,
                key -> new Catalog(
                        release, translator.apply(key), rowClasses, languages, translator, key, this, formerNames));
    }

    /** The catalog that this one is a translation of; itself when it is none. */
    public Catalog original() {
        return original == null ? this : original;
    }

    /** The language that texts are in; empty for that of the files themselves. */
    public String language() {
        return language;
    }

    /** The first of these languages in which there are texts; empty for that of the files themselves. */
    public String choose(List<String> wanted) {
        for (var one : wanted) {
            var found = offered(one);
            if (!found.isEmpty()) {
                return found;
            }
            // The files are written in English; who wants that more wants no other.
            if (one.equals("*") || one.equals("en") || one.startsWith("en-")) {
                return "";
            }
        }
        return "";
    }

    private String offered(String wanted) {
        for (var known : languages) {
            if (known.equalsIgnoreCase(wanted)) {
                return known;
            }
        }
        var hyphen = wanted.lastIndexOf('-');
        return hyphen < 0 ? "" : offered(wanted.substring(0, hyphen));
    }

    /** Number of the release; 0 before there is one. */
    public long release() {
        return release;
    }

    /** The modules in menu order. */
    public Collection<ModuleDefinition> modules() {
        return modules.values();
    }

    /** The module of this name. */
    public Optional<ModuleDefinition> module(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    /** Every entity. */
    public Collection<EntityDefinition> entities() {
        return entities.values();
    }

    /** The entity {@code module/entity}, also by a name that it had in an earlier release and that no other has now. */
    public Optional<EntityDefinition> findEntity(String ref) {
        var found = entities.get(ref);
        return Optional.ofNullable(
                found != null ? found : entities.get(formerNames.entities().getOrDefault(ref, ref)));
    }

    /** What an entity's property is called now that had this name in a release. */
    public String propertyNow(EntityDefinition entity, String name, long release) {
        return formerNames.now(entity.ref(), name, release);
    }

    /** The entity {@code module/entity}, which is known to exist. */
    public EntityDefinition entity(String ref) {
        return findEntity(ref).orElseThrow(() -> new IllegalArgumentException("There is no entity " + ref + "."));
    }

    /** The code list {@code module/list}, which is known to exist. */
    public CodeList codeList(String ref) {
        return Optional.ofNullable(codeLists.get(ref))
                .orElseThrow(() -> new IllegalArgumentException("There is no code list " + ref + "."));
    }

    /** The code list {@code module/list}. */
    public Optional<CodeList> findCodeList(String ref) {
        return Optional.ofNullable(codeLists.get(ref));
    }

    /** The form {@code module/form}. */
    public Optional<FormDefinition> form(String ref) {
        return Optional.ofNullable(forms.get(ref));
    }

    /** The form that has the entity's own name: the layout of its record page. */
    public Optional<FormDefinition> recordForm(EntityDefinition entity) {
        return form(entity.ref()).filter(form -> form.entity().equals(entity.ref()));
    }

    /** The form that is the desk of an entity; an entity has one at most. */
    public Optional<FormDefinition> desk(EntityDefinition entity) {
        return forms.values().stream()
                .filter(form -> form.desk() != null && form.entity().equals(entity.ref()))
                .findFirst();
    }

    /** The lists of an entity, in the files' order. */
    public List<ViewDefinition> views(EntityDefinition entity) {
        return List.copyOf(views.getOrDefault(entity.ref(), List.of()));
    }

    /** Every process. */
    public Collection<ProcessDefinition> processes() {
        return processes.values();
    }

    /** The process of this BPMN id. */
    public Optional<ProcessDefinition> process(String id) {
        return Optional.ofNullable(processes.get(id));
    }

    /**
     * What this catalog calls a step of a process.
     *
     * @param name as the process was deployed with it; it stays where the step is called otherwise by now
     */
    public String step(String process, String step, String name) {
        var known = original().process(process).map(found -> found.steps().get(step));
        return known.filter(name::equals)
                .flatMap(same -> process(process).map(found -> found.steps().get(step)))
                .orElse(name);
    }

    /** What this catalog calls the step, process or operation that the modules' files call so; of those with one name the first. */
    public String said(String name) {
        return said.getOrDefault(name, name);
    }

    /** The decision as FEEL in a module calls it: {@code name} of its own, {@code module/name} of one that it needs. */
    public Optional<DecisionDefinition> decision(String module, String text) {
        var slash = text.indexOf('/');
        return module(slash < 0 ? module : text.substring(0, slash))
                .map(owner -> owner.decisions().get(text.substring(slash + 1)));
    }

    /** The message of this name. */
    public Optional<MessageDefinition> message(String name) {
        return modules.values().stream()
                .flatMap(module -> Optional.ofNullable(module.messages().get(name)).stream())
                .findFirst();
    }

    /** The messages that a module may speak of, by name: its own, then those of the modules that it needs, near and far. */
    public Map<String, MessageDefinition> messages(String module) {
        var known = new LinkedHashMap<String, MessageDefinition>();
        collect(module, known, new HashSet<>());
        return known;
    }

    private void collect(String name, Map<String, MessageDefinition> known, Set<String> seen) {
        var module = modules.get(name);
        if (module != null && seen.add(name)) {
            module.messages().forEach(known::putIfAbsent);
            module.needs().keySet().forEach(needed -> collect(needed, known, seen));
        }
    }

    /** The decisions that an expression of a module asks, and those that these ask. */
    public Set<DecisionDefinition> decisions(String module, Expression expression) {
        var found = new LinkedHashSet<DecisionDefinition>();
        collect(module, expression.decisions(), found);
        return found;
    }

    private void collect(String module, Set<String> names, Set<DecisionDefinition> found) {
        for (var name : names) {
            decision(module, name)
                    .filter(found::add)
                    .ifPresent(decision -> collect(decision.module(), decision.decisions(), found));
        }
    }

    /** Every path of its record that an expression of a module reads, by the decisions that it asks too. */
    public Set<List<String>> paths(String module, Expression expression) {
        if (expression.decisions().isEmpty()) {
            return expression.paths();
        }
        var paths = new LinkedHashSet<>(expression.paths());
        decisions(module, expression).forEach(decision -> paths.addAll(decision.paths()));
        return paths;
    }

    /** The lists that other entities' references make on this one, by name. */
    public Map<String, Inverse> inverses(EntityDefinition entity) {
        return Map.copyOf(inverses.getOrDefault(entity.ref(), Map.of()));
    }

    /** Every reference that points to an entity, those without an inverse list too. */
    public List<Inverse> referrers(EntityDefinition entity) {
        return List.copyOf(referrers.getOrDefault(entity.ref(), List.of()));
    }

    /** Whether records of an entity are made by an operation: people make them in no other way. */
    public boolean isInput(EntityDefinition entity) {
        return inputs.contains(entity.ref());
    }

    /** The inverse list of this name. */
    public Optional<Inverse> inverse(EntityDefinition entity, String name) {
        return Optional.ofNullable(inverses.getOrDefault(entity.ref(), Map.of()).get(name));
    }

    /** Role id -> title. */
    public Map<String, String> roles() {
        return Map.copyOf(roles);
    }

    /** What a role is granted on an entity; empty for nothing. */
    public List<AccessDefinition.Entry> grants(String role, EntityDefinition entity) {
        return access.getOrDefault(role, Map.of()).getOrDefault(entity.ref(), List.of());
    }

    /** The entity, the one whose unit and owner its records have, and so on up. */
    public List<EntityDefinition> ownershipLine(EntityDefinition entity) {
        var line = new ArrayList<EntityDefinition>();
        Optional<EntityDefinition> at = Optional.of(entity);
        while (at.isPresent() && !line.contains(at.get())) {
            line.add(at.get());
            at = at.get().ownership() instanceof EntityDefinition.Ownership.Parent(var reference)
                    ? at.get()
                            .property(reference)
                            .filter(property -> property.type() instanceof PropertyType.Referring)
                            .flatMap(property -> findEntity(((PropertyType.Referring) property.type())
                                    .to()
                                    .entity()))
                    : Optional.empty();
        }
        return line;
    }

    /** Whether somebody can be barred from records of the entity: by it, or by one that its records follow. */
    public boolean hasBars(EntityDefinition entity) {
        return ownershipLine(entity).stream().anyMatch(each -> each.barred() != null);
    }

    /** Whether records of the entity can be shared, or follow records that can: somebody has the privilege. */
    public boolean isShared(EntityDefinition entity) {
        return ownershipLine(entity).stream().anyMatch(this::isShareable);
    }

    /** Whether somebody has the privilege to share records of the entity. */
    public boolean isShareable(EntityDefinition entity) {
        return shareable.contains(entity.ref());
    }

    /**
     * The profiles, {@code module/NAME}, by which a shared record of the entity may be seen; the empty one among them, and those
     * of the forms by which partners' teams work on it.
     */
    public Set<String> sharingProfiles(EntityDefinition entity) {
        var profiles = new LinkedHashSet<String>();
        profiles.add("");
        for (var level : ownershipLine(entity)) {
            module(level.module())
                    .ifPresent(owner -> owner.access().profiles().forEach((name, visible) -> {
                        if (visible.containsKey(entity.ref())) {
                            profiles.add(level.module() + "/" + name);
                        }
                    }));
            profiles.addAll(handedForms.getOrDefault(level.ref(), Set.of()));
        }
        return profiles;
    }

    /** Whether records of the entity can be granted: by it, by one that its records follow, by a share, or to who breaks the glass. */
    public boolean hasGrants(EntityDefinition entity) {
        return entity.breakGlass() != null
                || isShared(entity)
                || ownershipLine(entity).stream()
                        .anyMatch(each -> !each.grants().isEmpty());
    }

    /**
     * The properties of an entity that a module's profile lists, or that one of its forms shows ({@link Profiles#ofForm}); empty
     * when it says nothing of the entity.
     */
    public Optional<Set<String>> profile(String module, String profile, EntityDefinition entity) {
        var form = Profiles.form(profile).flatMap(name -> form(module + "/" + name));
        if (form.isPresent()) {
            return Optional.ofNullable(shownBy(form.get()).get(entity.ref()));
        }
        return module(module)
                .map(owner -> owner.access()
                        .profiles()
                        .getOrDefault(profile, Map.of())
                        .get(entity.ref()))
                .map(Set::copyOf);
    }

    private Map<String, Set<String>> shownBy(FormDefinition form) {
        return shownByForms.computeIfAbsent(form.ref(), ref -> ShownByForm.of(this, form));
    }

    /** Where a step of a form leads; nowhere from a value that is part of its record, and from what points to the platform's own. */
    public Optional<EntityDefinition> behind(EntityDefinition entity, FormDefinition.Step step) {
        return step.inverse()
                ? inverse(entity, step.name()).map(Inverse::from)
                : entity.property(step.name())
                        .map(PropertyDefinition::type)
                        .filter(PropertyType.Referring.class::isInstance)
                        .flatMap(type ->
                                findEntity(((PropertyType.Referring) type).to().entity()));
    }

    /** Whether a module hides the entity from those who cannot read it. */
    public boolean hidden(EntityDefinition entity) {
        return modules.values().stream()
                .anyMatch(module -> module.access().hidden().contains(entity.ref()));
    }

    /** The deny rules of all modules. */
    public List<AccessDefinition.Deny> denials() {
        return modules.values().stream()
                .flatMap(module -> module.access().deny().stream())
                .toList();
    }

    /** The setting as FEEL in a module sees it: the module's own, else that of a module it needs. */
    public Optional<SettingDefinition> setting(String module, String name) {
        var own = modules.get(module);
        if (own == null) {
            return Optional.empty();
        }
        if (own.settings().containsKey(name)) {
            return Optional.ofNullable(own.settings().get(name));
        }
        return own.needs().keySet().stream()
                .flatMap(needed -> setting(needed, name).stream())
                .findFirst();
    }

    /**
     * The number of a row class; 0 stands for every class that has none, and for entities with one class only.
     * Numbers are from 0 to 63.
     */
    public int rowClassNumber(EntityDefinition entity, String rowClass) {
        return rowClasses.getOrDefault(entity.ref(), Map.of()).getOrDefault(rowClass, 0);
    }

    /** The row classes that roles of any module name for an entity; they get numbers when a release is applied. */
    public List<String> rowClassNames(EntityDefinition entity) {
        return access.values().stream()
                .flatMap(grants -> grants.getOrDefault(entity.ref(), List.of()).stream())
                .flatMap(entry -> entry.rowClasses().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
