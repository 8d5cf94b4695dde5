package org.casewright.loading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.AccessDefinition.Deny;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.FieldGrant;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code access.json}. */
final class AccessReader {

    private final ModuleSource module;
    private final JsonFile file;
    private final Catalog catalog;
    private final References references;
    private final Problems problems;

    AccessReader(ModuleSource module, JsonFile file, Catalog catalog, References references, Problems problems) {
        this.module = module;
        this.file = file;
        this.catalog = catalog;
        this.references = references;
        this.problems = problems;
    }

    AccessDefinition read() {
        var root = file.root();
        var profiles = profiles(root.path("profiles"));
        return new AccessDefinition(
                roles(root.path("roles"), profiles), deny(root.path("deny")), hidden(root.path("hidden")), profiles);
    }

    private Map<String, Map<String, List<Entry>>> roles(
            JsonNode node, Map<String, Map<String, List<String>>> profiles) {
        var roles = new LinkedHashMap<String, Map<String, List<Entry>>>();
        node.forEachEntry((role, grants) -> {
            var pointer = Pointer.child("/roles", role);
            references.role(role, true, file.atName(pointer));
            var byEntity = new LinkedHashMap<String, List<Entry>>();
            grants.forEachEntry((text, list) -> {
                var at = Pointer.child(pointer, text);
                var entity = references.ownEntity(module, text, file.atName(at));
                if (entity != null) {
                    var entries = entries(at, list, catalog.findEntity(entity).orElse(null), profiles);
                    if (byEntity.putIfAbsent(entity, entries) != null) {
                        problem(
                                file.atName(at),
                                "“" + entity + "” stands twice for this role.",
                                "Put the entries together.");
                    }
                }
            });
            roles.put(role, byEntity);
        });
        return roles;
    }

    private List<Entry> entries(
            String pointer,
            JsonNode list,
            @Nullable EntityDefinition entity,
            Map<String, Map<String, List<String>>> profiles) {
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < list.size(); i++) {
            entries.add(entry(pointer + "/" + i, list.get(i), entity, profiles));
        }
        return entries;
    }

    private Entry entry(
            String pointer,
            JsonNode node,
            @Nullable EntityDefinition entity,
            Map<String, Map<String, List<String>>> profiles) {
        var depths = new EnumMap<Privilege, Depth>(Privilege.class);
        for (var privilege : Privilege.values()) {
            var depth = node.path(privilege.name().toLowerCase(Locale.ROOT));
            if (depth.isString()) {
                depths.put(privilege, Depth.valueOf(depth.stringValue().toUpperCase(Locale.ROOT)));
            }
        }
        if (depths.isEmpty()) {
            problem(
                    file.at(pointer),
                    "This entry grants nothing.",
                    "Name a privilege and its depth, such as \"read\": \"unit\".");
        }
        var rowClasses = new LinkedHashSet<String>();
        node.path("rowClasses").forEach(rowClass -> rowClasses.add(rowClass.stringValue()));
        if (!rowClasses.isEmpty() && entity != null && entity.rowClass() == null) {
            problem(
                    file.at(pointer + "/rowClasses"),
                    "“" + entity.ref() + "” has no row classes.",
                    "Give the entity “rowClass”, or leave “rowClasses” out.");
        }
        var profile = node.path("profile").asString(null);
        if (profile != null && !profiles.containsKey(profile)) {
            problem(
                    file.at(pointer + "/profile"),
                    "There is no profile “" + profile + "”.",
                    Similar.advice(profile, profiles.keySet()));
        } else if (profile != null
                && entity != null
                && !profiles.getOrDefault(profile, Map.of()).containsKey(entity.ref())) {
            problem(
                    file.at(pointer + "/profile"),
                    "The profile “" + profile + "” says nothing about “" + entity.ref() + "”.",
                    "List the visible properties there.");
        }
        return new Entry(
                depths,
                rowClasses,
                fieldClasses(pointer + "/fieldClasses", node.path("fieldClasses"), entity),
                profile,
                profile == null ? null : visible(profiles, profile, entity));
    }

    private static Set<String> visible(
            Map<String, Map<String, List<String>>> profiles, String profile, @Nullable EntityDefinition entity) {
        return entity == null
                ? Set.of()
                : Set.copyOf(profiles.getOrDefault(profile, Map.of()).getOrDefault(entity.ref(), List.of()));
    }

    private Map<String, FieldGrant> fieldClasses(String pointer, JsonNode node, @Nullable EntityDefinition entity) {
        var grants = new LinkedHashMap<String, FieldGrant>();
        node.forEachEntry((fieldClass, grant) -> {
            var known = entity == null ? Set.of(fieldClass) : fieldClasses(entity);
            if (!known.contains(fieldClass)) {
                problem(
                        file.atName(Pointer.child(pointer, fieldClass)),
                        "No property has the field class “" + fieldClass + "”.",
                        Similar.advice(fieldClass, known));
            }
            grants.put(
                    fieldClass,
                    grant.stringValue().equals("writeOnly")
                            ? FieldGrant.WRITE_ONLY
                            : FieldGrant.valueOf(grant.stringValue().toUpperCase(Locale.ROOT)));
        });
        return grants;
    }

    private static Set<String> fieldClasses(EntityDefinition entity) {
        var classes = new LinkedHashSet<String>();
        entity.properties().values().forEach(property -> collect(property, classes));
        return classes;
    }

    private static void collect(PropertyDefinition property, Set<String> classes) {
        if (property.sensitivity() != null) {
            classes.add(property.sensitivity());
        }
        property.type().parts().forEach(inner -> collect(inner, classes));
    }

    private List<Deny> deny(JsonNode list) {
        var deny = new ArrayList<Deny>();
        for (var i = 0; i < list.size(); i++) {
            var node = list.get(i);
            var role = node.path("role").stringValue();
            references.role(role, true, file.at("/deny/" + i + "/role"));
            var entity =
                    references.ownEntity(module, node.path("entity").stringValue(), file.at("/deny/" + i + "/entity"));
            if (entity != null) {
                var privilege = node.path("privilege").stringValue().toUpperCase(Locale.ROOT);
                deny.add(new Deny(role, entity, Privilege.valueOf(privilege)));
            }
        }
        return deny;
    }

    private Set<String> hidden(JsonNode list) {
        var hidden = new LinkedHashSet<String>();
        for (var i = 0; i < list.size(); i++) {
            var entity = references.ownEntity(module, list.get(i).stringValue(), file.at("/hidden/" + i));
            if (entity != null) {
                hidden.add(entity);
            }
        }
        return hidden;
    }

    private Map<String, Map<String, List<String>>> profiles(JsonNode node) {
        var profiles = new LinkedHashMap<String, Map<String, List<String>>>();
        node.forEachEntry((name, byEntity) -> {
            var lists = new LinkedHashMap<String, List<String>>();
            byEntity.forEachEntry((text, list) -> {
                var at = Pointer.child(Pointer.child("/profiles", name), text);
                var entity = references.ownEntity(module, text, file.atName(at));
                if (entity != null) {
                    lists.put(entity, visible(at, list, entity));
                }
            });
            profiles.put(name, lists);
        });
        return profiles;
    }

    private List<String> visible(String pointer, JsonNode list, String entity) {
        var visible = new ArrayList<String>();
        var place = new Paths.Place.OfRecord(entity);
        for (var i = 0; i < list.size(); i++) {
            var name = list.get(i).stringValue();
            visible.add(name);
            if (!Paths.unknown(catalog, place)
                    && Paths.property(catalog, place, name).isEmpty()
                    && Paths.inverse(catalog, place, name).isEmpty()) {
                problem(
                        file.at(pointer + "/" + i),
                        "“" + entity + "” has no property “" + name + "”.",
                        Similar.advice(name, Paths.propertyNames(catalog, place)));
            }
        }
        return visible;
    }

    private void problem(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
