package org.casewright.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.FieldGrant;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ProcessDefinition;

/** Who gains and who loses what. Each right stands alone: an entity, a row class, and how far it reaches. */
final class AccessComparison {

    private static final String EVERY = "";

    /** One right of a role. */
    private record Right(String role, String entity, String rowClass, String profile, String what) {}

    private final Catalog present;
    private final Catalog next;
    private final UnaryOperator<String> nowCalled;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param nowCalled what an entity of the present release is called in the next
     */
    AccessComparison(Catalog present, Catalog next, UnaryOperator<String> nowCalled) {
        this.present = present;
        this.next = next;
        this.nowCalled = nowCalled;
    }

    List<Difference> differences() {
        var before = rights(present, nowCalled);
        var after = rights(next, UnaryOperator.identity());
        after.forEach((right, depth) -> {
            if (depth.compareTo(most(before, right)) > 0 && !isOfNewModule(right.entity())) {
                differences.add(
                        new Difference.AccessGained(right.role(), words(right, depth), isThere(right.entity())));
            }
        });
        before.forEach((right, depth) -> {
            if (depth.compareTo(most(after, right)) > 0
                    && next.findEntity(right.entity()).isPresent()) {
                differences.add(new Difference.AccessLost(right.role(), words(right, depth)));
            }
        });
        denials();
        hidden();
        granted();
        opened();
        glass();
        unlogged();
        unveiled();
        barred();
        return differences;
    }

    /** Of a module that comes whole, nobody had anything. */
    private boolean isOfNewModule(String entity) {
        return !isThere(entity)
                && present.module(entity.substring(0, Math.max(0, entity.indexOf('/'))))
                        .isEmpty();
    }

    private boolean isThere(String entity) {
        return present.entities().stream()
                .anyMatch(known -> nowCalled.apply(known.ref()).equals(entity));
    }

    private static Map<Right, Depth> rights(Catalog catalog, UnaryOperator<String> called) {
        var rights = new LinkedHashMap<Right, Depth>();
        for (var module : catalog.modules()) {
            module.access()
                    .roles()
                    .forEach((role, entities) -> entities.forEach((entity, entries) ->
                            entries.forEach(entry -> add(rights, role, called.apply(entity), entry))));
            module.access()
                    .profiles()
                    .forEach((profile, entities) ->
                            entities.forEach((entity, properties) -> properties.forEach(property -> rights.put(
                                    new Right("Profile " + profile, called.apply(entity), EVERY, "", "see " + property),
                                    Depth.ALL))));
        }
        return rights;
    }

    private static void add(Map<Right, Depth> rights, String role, String entity, Entry entry) {
        var classes = entry.rowClasses().isEmpty() ? List.of(EVERY) : List.copyOf(new TreeSet<>(entry.rowClasses()));
        var profile = entry.profile() == null ? "" : entry.profile();
        for (var rowClass : classes) {
            new TreeMap<>(entry.depths())
                    .forEach((privilege, depth) -> rights.merge(
                            new Right(
                                    role,
                                    entity,
                                    rowClass,
                                    profile,
                                    privilege.name().toLowerCase(Locale.ROOT)),
                            depth,
                            AccessComparison::farther));
            entry.fieldClasses().forEach((field, grant) -> {
                if (grant != FieldGrant.WRITE) {
                    merge(rights, role, entity, rowClass, profile, grant, field);
                } else {
                    merge(rights, role, entity, rowClass, profile, FieldGrant.READ, field);
                    merge(rights, role, entity, rowClass, profile, FieldGrant.WRITE_ONLY, field);
                }
            });
        }
    }

    private static void merge(
            Map<Right, Depth> rights,
            String role,
            String entity,
            String rowClass,
            String profile,
            FieldGrant grant,
            String field) {
        var what = (grant == FieldGrant.READ ? "read" : "write") + " fields of class " + field;
        rights.merge(new Right(role, entity, rowClass, profile, what), Depth.ALL, AccessComparison::farther);
    }

    private static Depth farther(Depth one, Depth other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The farthest that the same right goes, for this row class or for every, through this profile or none. */
    private static Depth most(Map<Right, Depth> rights, Right right) {
        var most = Depth.NONE;
        for (var rowClass : new TreeSet<>(List.of(right.rowClass(), EVERY))) {
            for (var profile : new TreeSet<>(List.of(right.profile(), EVERY))) {
                most = farther(
                        most,
                        rights.getOrDefault(
                                new Right(right.role(), right.entity(), rowClass, profile, right.what()), Depth.NONE));
            }
        }
        return most;
    }

    private static String words(Right right, Depth depth) {
        // What has several words is no privilege, and has no depth.
        var far = right.what().contains(" ")
                ? ""
                : switch (depth) {
                    case OWN -> " their own";
                    case UNIT -> " the unit's";
                    case SUBTREE -> " the units' below";
                    case ALL -> " all";
                    case NONE -> " no";
                };
        return right.what() + far + " " + right.entity()
                + (right.rowClass().isEmpty() ? "" : " of class " + right.rowClass())
                + (right.profile().isEmpty() ? "" : " by profile " + right.profile());
    }

    /** What steps of processes open to others; of a module that comes whole, all is new. */
    private void opened() {
        for (var process : next.processes()) {
            if (present.module(process.module()).isPresent()) {
                var before = present.process(process.id())
                        .map(ProcessDefinition::opens)
                        .orElse(List.of());
                process.opens().stream()
                        .filter(opens -> !before.contains(opens))
                        .forEach(opens -> differences.add(
                                new Difference.AccessGained("process:" + process.module(), opens, true)));
            }
        }
        for (var process : present.processes()) {
            if (next.module(process.module()).isPresent()) {
                var now =
                        next.process(process.id()).map(ProcessDefinition::opens).orElse(List.of());
                process.opens().stream()
                        .filter(opens -> !now.contains(opens))
                        .forEach(opens ->
                                differences.add(new Difference.AccessLost("process:" + process.module(), opens)));
            }
        }
    }

    /** Who is granted single records, each grant for itself. */
    private void granted() {
        for (var entity : next.entities()) {
            var old = before(entity).map(AccessComparison::grants).orElse(List.of());
            grants(entity).stream()
                    .filter(grant -> !old.contains(grant) && !isOfNewModule(entity.ref()))
                    .forEach(grant -> differences.add(
                            new Difference.AccessGained(grant.role(), grant.words(entity), isThere(entity.ref()))));
            old.stream()
                    .filter(grant -> !grants(entity).contains(grant))
                    .forEach(grant -> differences.add(new Difference.AccessLost(grant.role(), grant.words(entity))));
        }
    }

    /** A grant as far as one role and one privilege go. */
    private record Granted(String role, String privilege, String to, String until, String profile) {
        String words(EntityDefinition entity) {
            return privilege + " " + entity.ref() + " where " + to + " names them"
                    + (until.isEmpty() ? "" : ", until " + until)
                    + (profile.isEmpty() ? "" : ", by profile " + profile);
        }
    }

    private static List<Granted> grants(EntityDefinition entity) {
        var grants = new ArrayList<Granted>();
        for (var grant : entity.grants()) {
            for (var role : grant.roles()) {
                for (var privilege : new TreeSet<>(grant.privileges())) {
                    grants.add(new Granted(
                            role,
                            privilege,
                            grant.to().text(),
                            grant.until() == null ? "" : grant.until().text(),
                            grant.profile() == null ? "" : grant.profile()));
                }
            }
        }
        return grants;
    }

    /** Who may open records by breaking the glass, each role and field class for itself, and without whom being told. */
    private void glass() {
        for (var entity : next.entities()) {
            if (isOfNewModule(entity.ref())) {
                continue;
            }
            var old = before(entity).map(AccessComparison::openings).orElse(Map.of());
            var now = openings(entity);
            now.forEach((opened, hours) -> {
                if (hours > old.getOrDefault(opened, 0)) {
                    differences.add(new Difference.AccessGained(
                            opened.role(), opened.words(entity, hours), isThere(entity.ref())));
                }
            });
            old.forEach((opened, hours) -> {
                if (hours > now.getOrDefault(opened, 0)) {
                    differences.add(new Difference.AccessLost(opened.role(), opened.words(entity, hours)));
                }
            });
            unannounced(entity, old, now);
        }
    }

    /** Whoever watched and no longer does is as good as an access gained. */
    private void unannounced(EntityDefinition entity, Map<Opened, Integer> old, Map<Opened, Integer> now) {
        var told = told(entity);
        var missing = before(entity).map(AccessComparison::told).orElse(List.of()).stream()
                .filter(each -> !told.contains(each))
                .toList();
        if (!missing.isEmpty()) {
            now.keySet().stream()
                    .filter(old::containsKey)
                    .map(Opened::role)
                    .distinct()
                    .forEach(role -> differences.add(new Difference.AccessGained(
                            role,
                            "open " + entity.ref() + " by breaking the glass without " + String.join(", ", missing)
                                    + " being told",
                            true)));
        }
    }

    /** So is a reading that was kept and no longer is. */
    private void unlogged() {
        for (var entity : next.entities()) {
            var now = logged(entity);
            if (!now.contains(EVERY)) {
                before(entity).map(AccessComparison::logged).orElse(Set.of()).stream()
                        .filter(reading -> !now.contains(reading))
                        .forEach(reading -> differences.add(new Difference.AccessGained(
                                "Everybody", "read " + reading + entity.ref() + " without that being kept", true)));
            }
        }
    }

    /** So is a value that was told only to who asked for it, or said what for. */
    private void unveiled() {
        for (var entity : next.entities()) {
            var old = before(entity).map(EntityDefinition::reveal).orElse(null);
            if (old != null) {
                var now = entity.reveal();
                lifted(
                        entity,
                        old.fieldClasses(),
                        now == null ? Set.of() : now.fieldClasses(),
                        "without asking for it");
                lifted(entity, old.purpose(), now == null ? Set.of() : now.purpose(), "without saying what for");
            }
        }
    }

    private void lifted(EntityDefinition entity, Set<String> old, Set<String> now, String how) {
        new TreeSet<>(old)
                .stream()
                        .filter(fieldClass -> !now.contains(fieldClass))
                        .forEach(fieldClass -> differences.add(new Difference.AccessGained(
                                "Everybody",
                                "see fields of class " + fieldClass + " of " + entity.ref() + " " + how,
                                true)));
    }

    private static Set<String> logged(EntityDefinition entity) {
        var logged = entity.logReads();
        var readings = new TreeSet<String>();
        if (logged != null) {
            if (logged.all()) {
                readings.add(EVERY);
            }
            logged.rowClasses().forEach(name -> readings.add("class " + name + " of "));
            logged.fieldClasses().forEach(name -> readings.add("fields of class " + name + " of "));
        }
        return readings;
    }

    /** What a role can open: a field class, or what has none. */
    private record Opened(String role, String fieldClass) {
        String words(EntityDefinition entity, int hours) {
            return "open " + (fieldClass.isEmpty() ? "" : "fields of class " + fieldClass + " of ") + entity.ref()
                    + " by breaking the glass, for " + hours + (hours == 1 ? " hour" : " hours");
        }
    }

    private static Map<Opened, Integer> openings(EntityDefinition entity) {
        var openings = new LinkedHashMap<Opened, Integer>();
        var glass = entity.breakGlass();
        if (glass != null) {
            for (var role : glass.roles()) {
                openings.put(new Opened(role, ""), glass.hours());
                new TreeSet<>(glass.fieldClasses())
                        .forEach(fieldClass -> openings.put(new Opened(role, fieldClass), glass.hours()));
            }
        }
        return openings;
    }

    private static List<String> told(EntityDefinition entity) {
        var glass = entity.breakGlass();
        if (glass == null) {
            return List.of();
        }
        return glass.told().isEmpty() ? List.of("the owner") : glass.told();
    }

    /** The accounts that never reach a record. */
    private void barred() {
        for (var entity : next.entities()) {
            var old = before(entity).map(AccessComparison::bar).orElse("");
            var now = bar(entity);
            if (old.equals(now) || isOfNewModule(entity.ref())) {
                continue;
            }
            if (!old.isEmpty()) {
                differences.add(new Difference.AccessGained(
                        "Everybody", "reach " + entity.ref() + " where `" + old + "` names them", true));
            }
            if (!now.isEmpty()) {
                differences.add(new Difference.AccessLost(
                        "Everybody", "reach " + entity.ref() + " where `" + now + "` names them"));
            }
        }
    }

    private static String bar(EntityDefinition entity) {
        return entity.barred() == null ? "" : entity.barred().text();
    }

    private Optional<EntityDefinition> before(EntityDefinition entity) {
        return present.entities().stream()
                .filter(known -> nowCalled.apply(known.ref()).equals(entity.ref()))
                .findFirst();
    }

    private void denials() {
        var now = next.denials();
        present.denials().stream()
                .filter(denial -> now.stream()
                        .noneMatch(other -> other.role().equals(denial.role())
                                && other.privilege() == denial.privilege()
                                && other.entity().equals(nowCalled.apply(denial.entity()))))
                .forEach(denial -> differences.add(new Difference.AccessGained(
                        denial.role(),
                        denial.privilege().name().toLowerCase(Locale.ROOT) + " " + nowCalled.apply(denial.entity())
                                + ", which was denied",
                        true)));
    }

    private void hidden() {
        for (ModuleDefinition module : present.modules()) {
            for (var entity : new TreeSet<>(module.access().hidden())) {
                next.findEntity(nowCalled.apply(entity))
                        .filter(still -> !next.hidden(still))
                        .ifPresent(still -> differences.add(
                                new Difference.AccessGained("Everybody", "know that there is " + still.ref(), true)));
            }
        }
    }
}
