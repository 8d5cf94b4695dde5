package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Whether every module has the modules that it needs, in a version that will do, and none needs itself. */
final class Dependencies {

    private final Map<String, ModuleSource> sources;
    private final Map<String, Manifest> manifests;
    private final Problems problems;

    private Dependencies(Map<String, ModuleSource> sources, Map<String, Manifest> manifests, Problems problems) {
        this.sources = sources;
        this.manifests = manifests;
        this.problems = problems;
    }

    static void check(Map<String, ModuleSource> sources, Map<String, Manifest> manifests, Problems problems) {
        var dependencies = new Dependencies(sources, manifests, problems);
        manifests.values().forEach(dependencies::check);
    }

    private void check(Manifest manifest) {
        manifest.needs().forEach((needed, versions) -> {
            var there = manifests.get(needed);
            if (!sources.containsKey(needed)) {
                problem(
                        manifest,
                        needed,
                        "The module “" + needed + "” is needed and is not there.",
                        "Load it too: give its folder as well, or the folder that holds both.");
            } else if (there != null && !there.damaged() && !satisfies(there.version(), versions)) {
                problem(
                        manifest,
                        needed,
                        "“" + needed + "” " + versions + " is needed, and " + there.version() + " is there.",
                        "Load another version, or write \"^" + there.version() + "\".");
            }
            circle(manifest.name(), needed)
                    .ifPresent(way -> problem(
                            manifest,
                            needed,
                            "Modules need each other in a circle: " + String.join(" -> ", way) + ".",
                            "Move what both need into a module of its own."));
        });
    }

    private Optional<List<String>> circle(String start, String next) {
        return way(next, start, new LinkedHashSet<>(Set.of(next))).map(way -> {
            var whole = new ArrayList<>(List.of(start));
            whole.addAll(way);
            return whole;
        });
    }

    private Optional<List<String>> way(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return Optional.of(List.of(to));
        }
        var manifest = manifests.get(from);
        if (manifest == null) {
            return Optional.empty();
        }
        for (var next : manifest.needs().keySet().stream().sorted().toList()) {
            if (next.equals(to) || seen.add(next)) {
                var rest = way(next, to, seen);
                if (rest.isPresent()) {
                    var way = new ArrayList<>(List.of(from));
                    way.addAll(rest.get());
                    return Optional.of(way);
                }
            }
        }
        return Optional.empty();
    }

    /** {@code ^1.2}: at least that, same first number; {@code ~1.2}: same first two; otherwise what is given is equal. */
    static boolean satisfies(String version, String versions) {
        var bare = versions.startsWith("^") || versions.startsWith("~") ? versions.substring(1) : versions;
        var there = numbers(version);
        var wanted = numbers(bare);
        var fixed =
                versions.startsWith("^") ? 1 : versions.startsWith("~") ? Math.min(2, wanted.size()) : wanted.size();
        return there.subList(0, fixed).equals(wanted.subList(0, fixed)) && compare(there, wanted) >= 0;
    }

    private static int compare(List<Integer> there, List<Integer> wanted) {
        for (var i = 0; i < wanted.size(); i++) {
            var order = Integer.compare(there.get(i), wanted.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        return List.of(version.split("\\.")).stream().map(Integer::valueOf).toList();
    }

    private void problem(Manifest manifest, String needed, String message, String advice) {
        var file = Objects.requireNonNull(sources.get(manifest.name()))
                .json(ModuleFiles.MANIFEST)
                .orElseThrow();
        problems.add(Problem.in(file.at(Pointer.child("/needs", needed)), message, advice));
    }
}
