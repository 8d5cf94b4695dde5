package org.casewright.loading;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.loading.Paths.Place;
import org.casewright.loading.Paths.Step;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import tools.jackson.databind.JsonNode;

/** Checks {@code demo/demo.json} of all modules together, whose units and names are common to them. */
final class DemoCheck {

    private static final Set<String> WORDS = Set.of("as", "id", "unit", "owner");

    private final Map<String, ModuleSource> sources;
    private final Catalog catalog;
    private final References references;
    private final Problems problems;
    private final Set<String> units = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    DemoCheck(Map<String, ModuleSource> sources, Catalog catalog, References references, Problems problems) {
        this.sources = sources;
        this.catalog = catalog;
        this.references = references;
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

    private void collect(JsonFile file) {
        var list = file.root().path("units");
        for (var i = 0; i < list.size(); i++) {
            unit(file, "/units/" + i, list.get(i));
        }
        file.root().path("records").forEach(record -> {
            names.add(record.path("as").asString(""));
            collectNames(record.path("values"));
        });
    }

    private void collectNames(JsonNode node) {
        if (node.isObject() && node.path("as").isString()) {
            names.add(node.path("as").stringValue());
        }
        node.forEach(this::collectNames);
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
                values(file, pointer + "/values", records.get(i).path("values"), new Place.OfRecord(entity));
            }
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

    private void values(JsonFile file, String pointer, JsonNode values, Place place) {
        if (Paths.unknown(catalog, place)) {
            return;
        }
        values.forEachEntry((name, value) -> {
            var at = Pointer.child(pointer, name);
            var step = Paths.property(catalog, place, name).or(() -> Paths.inverse(catalog, place, name));
            if (step.isPresent()) {
                value(file, at, value, step.get());
            } else if (!WORDS.contains(name)) {
                problem(
                        file.atName(at),
                        Paths.name(place) + " has no property “" + name + "”.",
                        Similar.advice(name, Paths.propertyNames(catalog, place)));
            }
        });
    }

    private void value(JsonFile file, String pointer, JsonNode value, Step step) {
        if (step instanceof Step.Value(var property)
                && property.type() instanceof PropertyType.References(var table, var to)) {
            for (var i = 0; i < value.size(); i++) {
                one(file, pointer + "/" + i, value.get(i), new Place.OfRecord(to.entity()));
            }
            return;
        }
        var behind = Paths.behind(step);
        if (behind != null && value.isObject()) {
            values(file, pointer, value, behind);
        } else if (behind != null && value.isArray()) {
            for (var i = 0; i < value.size(); i++) {
                values(file, pointer + "/" + i, value.get(i), behind);
            }
        } else if (behind instanceof Place.OfRecord) {
            name(file, pointer, value);
        }
    }

    /** An entry of a list of references. */
    private void one(JsonFile file, String pointer, JsonNode value, Place place) {
        if (value.isObject()) {
            values(file, pointer, value, place);
        } else {
            name(file, pointer, value);
        }
    }

    private void name(JsonFile file, String pointer, JsonNode value) {
        if (value.asString("").startsWith("@")) {
            var name = value.stringValue().substring(1);
            if (!names.contains(name)) {
                problem(file.at(pointer), "No record is called “" + name + "”.", Similar.advice(name, names));
            }
        }
    }

    private void problem(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
