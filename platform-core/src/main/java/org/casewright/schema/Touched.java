package org.casewright.schema;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.ModuleDefinition;

/**
 * Of which modules a release changes something: those whose files are others, those in which people notice something, and those
 * of whose records an access file says something else, whose module's ever it is.
 */
final class Touched {

    private Touched() {}

    static Set<String> modules(Catalog present, Catalog next, List<Difference> differences) {
        var known = new TreeSet<String>();
        present.modules().forEach(module -> known.add(module.name()));
        next.modules().forEach(module -> known.add(module.name()));
        var touched = new TreeSet<String>();
        for (var name : known) {
            var before = present.module(name).orElse(null);
            var after = next.module(name).orElse(null);
            if (before == null || after == null || !hasSameFiles(before, after)) {
                touched.add(name);
                touched.addAll(regulated(
                        before == null ? AccessDefinition.NONE : before.access(),
                        after == null ? AccessDefinition.NONE : after.access()));
            }
        }
        differences.stream()
                .map(difference -> moduleOf(difference.subject()))
                .filter(known::contains)
                .forEach(touched::add);
        return touched;
    }

    private static boolean hasSameFiles(ModuleDefinition one, ModuleDefinition other) {
        return one.files().keySet().equals(other.files().keySet())
                && one.files().entrySet().stream()
                        .allMatch(file ->
                                Arrays.equals(file.getValue(), other.files().get(file.getKey())));
    }

    /** What an access file says of an entity. */
    private record Rule(String entity, Object what) {}

    private static Set<String> regulated(AccessDefinition before, AccessDefinition after) {
        var one = rules(before);
        var other = rules(after);
        var modules = new TreeSet<String>();
        one.stream().filter(rule -> !other.contains(rule)).forEach(rule -> modules.add(moduleOf(rule.entity())));
        other.stream().filter(rule -> !one.contains(rule)).forEach(rule -> modules.add(moduleOf(rule.entity())));
        return modules;
    }

    private static Set<Rule> rules(AccessDefinition access) {
        var rules = new HashSet<Rule>();
        access.roles()
                .forEach((role, entities) ->
                        entities.forEach((entity, entries) -> rules.add(new Rule(entity, Map.entry(role, entries)))));
        access.deny().forEach(deny -> rules.add(new Rule(deny.entity(), deny)));
        access.hidden().forEach(entity -> rules.add(new Rule(entity, "hidden")));
        access.profiles()
                .forEach((name, entities) ->
                        entities.forEach((entity, shown) -> rules.add(new Rule(entity, Map.entry(name, shown)))));
        return rules;
    }

    private static String moduleOf(String subject) {
        return Objects.requireNonNull(subject.split("/", 2)[0]);
    }
}
