package org.casewright.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;

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
    private final Map<String, Map<String, List<AccessDefinition.Entry>>> access = new LinkedHashMap<>();
    private final Map<String, String> roles = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> rowClasses;
    private final FormerNames formerNames;

    /**
     * Puts modules together.
     *
     * @param release number of the release; 0 before there is one
     * @param modules whose references are known to resolve
     * @param rowClasses entity ({@code module/entity}) -> row class -> its small stable number
     */
    public Catalog(long release, Collection<ModuleDefinition> modules, Map<String, Map<String, Integer>> rowClasses) {
        this(release, modules, rowClasses, FormerNames.NONE);
    }

    private Catalog(
            long release,
            Collection<ModuleDefinition> modules,
            Map<String, Map<String, Integer>> rowClasses,
            FormerNames formerNames) {
        this.release = release;
        this.rowClasses = Map.copyOf(rowClasses);
        this.formerNames = formerNames;
        modules.stream()
                .sorted(Comparator.comparingInt(ModuleDefinition::order).thenComparing(ModuleDefinition::name))
                .forEach(this::add);
        entities.values().forEach(this::addInverses);
    }

    private void add(ModuleDefinition module) {
        modules.put(module.name(), module);
        module.entities().values().forEach(entity -> entities.put(entity.ref(), entity));
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
    }

    private void addInverses(EntityDefinition from) {
        for (var property : from.properties().values()) {
            if (property.type() instanceof PropertyType.Reference(var to) && to.inverse() != null) {
                inverses.computeIfAbsent(to.entity(), key -> new LinkedHashMap<>())
                        .put(to.inverse(), new Inverse(to.inverse(), from, property));
            }
        }
    }

    /** The same modules as another release, with its row class numbers. */
    public Catalog asRelease(long number, Map<String, Map<String, Integer>> numbers) {
        return new Catalog(number, modules.values(), numbers, formerNames);
    }

    /**
     * The same modules, held by other tables and columns.
     *
     * @param tables an entity as it was read -> the same entity as it is held
     * @param former names of earlier releases, by which what was stored then is found
     */
    public Catalog stored(UnaryOperator<EntityDefinition> tables, FormerNames former) {
        var held = modules.values().stream()
                .map(module -> {
                    var byName = new LinkedHashMap<String, EntityDefinition>();
                    module.entities().forEach((name, entity) -> byName.put(name, tables.apply(entity)));
                    return module.stored(byName);
                })
                .toList();
        return new Catalog(release, held, rowClasses, former);
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

    /** The lists that other entities' references make on this one, by name. */
    public Map<String, Inverse> inverses(EntityDefinition entity) {
        return Map.copyOf(inverses.getOrDefault(entity.ref(), Map.of()));
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
