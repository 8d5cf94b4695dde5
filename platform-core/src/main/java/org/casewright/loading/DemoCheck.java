package org.casewright.loading;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.loading.Paths.Place;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import tools.jackson.databind.JsonNode;

/** Checks {@code demo/demo.json} of all modules together, whose units and names are common to them. */
final class DemoCheck {

    private static final Set<String> WORDS = Set.of("as", "id", "unit", "owner");

    private final Map<String, ModuleSource> sources;
    private final References references;
    private final NestedValues nested;
    private final Problems problems;
    private final Set<String> units = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Map<String, String>> entities = new HashMap<>();

    DemoCheck(Map<String, ModuleSource> sources, Catalog catalog, References references, Problems problems) {
        this.sources = sources;
        this.references = references;
        this.nested = new NestedValues(catalog, WORDS, problems);
        this.problems = problems;
    }

    void check() {
        for (var source : sources.values()) {
            source.json(FileKind.DEMO.path("")).ifPresent(this::collect);
        }
        for (var source : sources.values()) {
            source.json(FileKind.DEMO.path("")).ifPresent(file -> check(source, file));
        }
    }

    /** Whether every file could be read, so that there are no users and records beside those that are known. */
    boolean allKnown() {
        return sources.values().stream().noneMatch(source -> source.damaged(FileKind.DEMO.path("")));
    }

    /** The names of the users of all modules. */
    Set<String> users() {
        return users;
    }

    /** The names that a module's file gives to records, and the entity of each. */
    Map<String, String> records(String module) {
        return entities.getOrDefault(module, Map.of());
    }

    private void collect(JsonFile file) {
        var list = file.root().path("units");
        for (var i = 0; i < list.size(); i++) {
            unit(file, "/units/" + i, list.get(i));
        }
        file.root().path("records").forEach(record -> {
            names.add(record.path("as").asString(""));
            names.addAll(NestedValues.names(record.path("values")));
        });
    }

    private void unit(JsonFile file, String pointer, JsonNode unit) {
        var parent = unit.path("parent").asString(null);
        if (parent != null && !units.contains(parent)) {
            problem(
                    file.at(pointer + "/parent"),
                    "There is no unit “" + parent + "” before this one.",
                    Similar.advice(parent, units));
        }
        var zone = unit.path("timeZone").asString("UTC");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            problem(
                    file.at(pointer + "/timeZone"),
                    "There is no time zone “" + zone + "”.",
                    "Write such as \"Africa/Nairobi\".");
        }
        if (!units.add(unit.path("code").stringValue())) {
            problem(
                    file.at(pointer + "/code"),
                    "There is a unit “" + unit.path("code").stringValue() + "” already.",
                    "Give it another code.");
        }
    }

    private void check(ModuleSource source, JsonFile file) {
        var list = file.root().path("users");
        for (var i = 0; i < list.size(); i++) {
            user(file, "/users/" + i, list.get(i));
        }
        var records = file.root().path("records");
        for (var i = 0; i < records.size(); i++) {
            var pointer = "/records/" + i;
            var entity = references.ownEntity(
                    source, records.get(i).path("create").stringValue(), file.at(pointer + "/create"));
            if (entity != null) {
                var place = new Place.OfRecord(entity);
                var values = records.get(i).path("values");
                nested.check(file, pointer + "/values", values, place, this::named);
                var named = entities.computeIfAbsent(source.name(), key -> new HashMap<>());
                named.putAll(nested.entities(values, place));
                if (records.get(i).path("as").isString()) {
                    named.put(records.get(i).path("as").stringValue(), entity);
                }
            }
        }
    }

    private void named(String name, Location at) {
        if (!names.contains(name)) {
            problem(at, "No record is called “" + name + "”.", Similar.advice(name, names));
        }
    }

    private void user(JsonFile file, String pointer, JsonNode user) {
        if (!users.add(user.path("name").stringValue())) {
            problem(
                    file.at(pointer + "/name"),
                    "There is a user “" + user.path("name").stringValue() + "” already.",
                    "Give the user another name.");
        }
        var unit = user.path("unit").stringValue();
        if (!units.contains(unit)) {
            problem(file.at(pointer + "/unit"), "There is no unit “" + unit + "”.", Similar.advice(unit, units));
        }
        for (var i = 0; i < user.path("roles").size(); i++) {
            references.role(user.path("roles").get(i).stringValue(), false, file.at(pointer + "/roles/" + i));
        }
    }

    private void problem(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
