package org.casewright.loading;

import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.GrantDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/**
 * A grant's profile is one of its module's, and somebody's role lets the grant help; whoever opens a record by breaking the glass,
 * or is told of it, reads others of its kind. Known when all access files are.
 */
final class GrantCheck {

    private final Catalog whole;
    private final Map<String, ModuleSource> sources;
    private final Problems problems;

    private GrantCheck(Catalog whole, Map<String, ModuleSource> sources, Problems problems) {
        this.whole = whole;
        this.sources = sources;
        this.problems = problems;
    }

    static void check(Catalog whole, Map<String, ModuleSource> sources, Problems problems) {
        var check = new GrantCheck(whole, sources, problems);
        for (var entity : whole.entities()) {
            for (var i = 0; i < entity.grants().size(); i++) {
                check.profile(entity, entity.grants().get(i), "/x-entity/grants/" + i);
                check.roles(entity, entity.grants().get(i), "/x-entity/grants/" + i);
            }
            var glass = entity.breakGlass();
            if (glass != null && !(entity.ownership() instanceof Ownership.None)) {
                check.readers(entity, glass.roles(), "/x-entity/breakGlass/roles/", "it opens nothing to them");
                check.readers(entity, glass.told(), "/x-entity/breakGlass/announce/", "they are never told");
            }
            check.loggedRowClasses(entity);
        }
    }

    private void loggedRowClasses(EntityDefinition entity) {
        var logged = entity.logReads();
        var known = whole.rowClassNames(entity);
        for (var i = 0; logged != null && i < logged.rowClasses().size(); i++) {
            var name = logged.rowClasses().get(i);
            if (!known.contains(name)) {
                problem(
                        place(entity, LogReadsReader.AT + "/rowClasses/" + i),
                        "No role's entry names the row class “" + name + "” of “" + entity.ref() + "”.",
                        Similar.advice(name, known));
            }
        }
    }

    private void readers(EntityDefinition entity, List<String> roles, String pointer, String consequence) {
        for (var i = 0; i < roles.size(); i++) {
            if (whole.roles().containsKey(roles.get(i)) && !reads(roles.get(i), entity)) {
                problem(
                        place(entity, pointer + i),
                        "“" + roles.get(i) + "” does not read “" + entity.ref() + "”, so that " + consequence + ".",
                        "Let access.json give it at least { \"read\": \"own\" }.");
            }
        }
    }

    private boolean reads(String role, EntityDefinition entity) {
        return whole.grants(role, entity).stream().anyMatch(entry -> entry.depth(Privilege.READ) != Depth.NONE);
    }

    private void profile(EntityDefinition entity, GrantDefinition grant, String pointer) {
        var profiles = whole.module(entity.module())
                .map(module -> module.access().profiles())
                .orElse(Map.of());
        var profile = grant.profile();
        if (profile != null && !profiles.containsKey(profile)) {
            problem(
                    place(entity, pointer + "/profile"),
                    "There is no profile “" + profile + "”.",
                    Similar.advice(profile, profiles.keySet()));
        } else if (profile != null
                && !profiles.getOrDefault(profile, Map.<String, List<String>>of())
                        .containsKey(entity.ref())) {
            problem(
                    place(entity, pointer + "/profile"),
                    "The profile “" + profile + "” says nothing about “" + entity.ref() + "”.",
                    "List the visible properties there.");
        }
    }

    private void roles(EntityDefinition entity, GrantDefinition grant, String pointer) {
        if (whole.roles().keySet().containsAll(grant.roles())
                && grant.roles().stream().noneMatch(role -> reads(role, entity))) {
            problem(
                    place(entity, pointer + "/roles"),
                    "None of these roles reads “" + entity.ref() + "”, so that the grant helps nobody.",
                    "Let access.json give one of them at least { \"read\": \"own\" }.");
        }
    }

    private Location place(EntityDefinition entity, String pointer) {
        return ModuleSource.place(sources, entity, pointer);
    }

    private void problem(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
