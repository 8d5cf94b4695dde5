package org.casewright.loading;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** What can be wrong only between files: two of a name where there may be one. */
final class ReleaseChecks {

    private final Catalog catalog;
    private final Map<String, ModuleSource> sources;
    private final Problems problems;

    private ReleaseChecks(Catalog catalog, Map<String, ModuleSource> sources, Problems problems) {
        this.catalog = catalog;
        this.sources = sources;
        this.problems = problems;
    }

    static void check(
            Catalog catalog, Map<String, ModuleSource> sources, Map<String, Manifest> manifests, Problems problems) {
        var checks = new ReleaseChecks(catalog, sources, problems);
        checks.schemas();
        checks.roles(manifests);
        checks.tables();
        checks.inverses();
    }

    private void schemas() {
        var schemas = new HashMap<String, String>();
        for (var source : sources.values()) {
            var other = schemas.putIfAbsent(Names.physical(source.name()), source.name());
            if (other != null) {
                problem(
                        source.at(ModuleFiles.MANIFEST),
                        "“" + source.name() + "” and “" + other + "” would be the same schema.",
                        "Rename one of them.");
            }
        }
    }

    /** Role ids are global. */
    private void roles(Map<String, Manifest> manifests) {
        var owners = new HashMap<String, String>();
        manifests
                .values()
                .forEach(manifest -> manifest.roles().keySet().forEach(role -> {
                    var other = owners.putIfAbsent(role, manifest.name());
                    if (other != null) {
                        Objects.requireNonNull(sources.get(manifest.name()))
                                .json(ModuleFiles.MANIFEST)
                                .ifPresent(file -> problem(
                                        file.atName(Pointer.child("/roles", role)),
                                        "There is a role “" + role + "” already, in the module “" + other + "”.",
                                        "Role ids are global: use that one, or choose another id."));
                    }
                }));
    }

    /** Entities, repeating groups and search keys are tables of one schema. */
    private void tables() {
        var tables = new HashMap<String, String>();
        for (var entity : catalog.entities()) {
            table(tables, entity, entity.table(), "the entity “" + entity.name() + "”", entity.location());
        }
        for (var entity : catalog.entities()) {
            table(
                    tables,
                    entity,
                    Names.physical(entity.table(), "search"),
                    "the search keys of “" + entity.name() + "”",
                    entity.location());
            for (var property : entity.properties().values()) {
                var own = switch (property.type()) {
                    case PropertyType.Group group -> group.table();
                    case PropertyType.References list -> list.table();
                    default -> null;
                };
                if (own != null) {
                    table(
                            tables,
                            entity,
                            own,
                            "“" + property.name() + "” of “" + entity.name() + "”",
                            place(entity, "/properties/" + property.name()));
                }
            }
        }
    }

    private void table(
            Map<String, String> tables, EntityDefinition entity, String table, String owner, Location place) {
        var other = tables.putIfAbsent(entity.schema() + "." + table, owner);
        if (other != null) {
            problem(
                    place,
                    owner + " and " + other + " would be the same table “" + table + "”.",
                    "Rename one of them.");
        }
    }

    /** The lists on an entity have names of their own, and none that a property has. */
    private void inverses() {
        var owners = new HashMap<String, String>();
        for (var from : catalog.entities()) {
            from.properties().values().forEach(property -> {
                var at = Pointer.child("/properties", property.name());
                inverse(owners, from, property, property.name(), at);
                var inside = at + (property.type() instanceof PropertyType.Group ? "/items" : "") + "/properties";
                for (var part : property.type().parts()) {
                    inverse(
                            owners,
                            from,
                            part,
                            property.name() + "." + part.name(),
                            Pointer.child(inside, part.name()));
                }
            });
        }
    }

    private void inverse(
            Map<String, String> owners,
            EntityDefinition from,
            PropertyDefinition property,
            String path,
            String pointer) {
        if (!(property.type() instanceof PropertyType.Referring referring)
                || referring.to().inverse() == null) {
            return;
        }
        var to = referring.to();
        var within = referring instanceof PropertyType.References ? "/items" : "";
        var place = place(from, pointer + within + "/x-reference/inverse");
        var other = owners.putIfAbsent(to.entity() + "#" + to.inverse(), from.ref() + "." + path);
        var target = catalog.findEntity(to.entity());
        if (other != null) {
            problem(
                    place,
                    "“" + to.entity() + "” has a list “" + to.inverse() + "” already, of " + other + ".",
                    "Give the inverse another name.");
        } else if (target.isPresent() && target.get().properties().containsKey(to.inverse())) {
            problem(
                    place,
                    "“" + to.entity() + "” has a property “" + to.inverse() + "”.",
                    "Give the inverse another name.");
        }
    }

    private Location place(EntityDefinition entity, String pointer) {
        return ModuleSource.place(sources, entity, pointer);
    }

    private void problem(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
