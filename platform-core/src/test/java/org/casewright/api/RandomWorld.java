package org.casewright.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.casewright.api.AccessOracle.Depth;
import org.casewright.api.AccessOracle.Entry;
import org.casewright.api.AccessOracle.Share;
import org.casewright.api.AccessOracle.Thing;
import org.casewright.api.AccessOracle.Unit;
import org.casewright.api.AccessOracle.User;
import org.jspecify.annotations.Nullable;

/** A tree of units, roles, people, teams, partners and things by chance: as files for the platform, and as words for the oracle. */
final class RandomWorld {

    private static final List<String> KINDS = List.of("RED", "BLUE", "PLAIN");
    private static final List<String> ROLES = List.of("R1", "R2", "R3", "R4");
    private static final Map<String, Set<String>> PROFILES =
            Map.of("FEW", Set.of("colour"), "SOME", Set.of("place", "health"));

    final Map<String, Unit> units = new LinkedHashMap<>();
    final Map<String, List<Entry>> roles = new TreeMap<>();
    final Set<String> denied = new HashSet<>();
    final Map<String, User> users = new LinkedHashMap<>();
    /** Team -> the partner whose it is; null for none. */
    final Map<String, @Nullable String> teams = new LinkedHashMap<>();

    final List<String> partners = List.of("HOPE", "MERCY");
    private final Map<String, List<String>> entries = new TreeMap<>();
    private final Random random;

    RandomWorld(Random random) {
        this.random = random;
        units.put("TOP", new Unit("TOP", null));
        for (var i = 1; i < 6; i++) {
            units.put("U" + i, new Unit("U" + i, pick(new ArrayList<>(units.keySet()))));
        }
        ROLES.forEach(this::role);
        if (random.nextBoolean()) {
            denied.add(pick(ROLES));
        }
        teams.put("team1", null);
        teams.put("team2", null);
        teams.put("team3", "HOPE");
        for (var i = 0; i < 9; i++) {
            user("user" + i);
        }
    }

    private void role(String role) {
        var words = new ArrayList<String>();
        var said = new ArrayList<Entry>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            var depth = pick(List.of(Depth.values()));
            var kinds = some(KINDS, 2);
            var classes = some(List.of("health", "money"), 2);
            var profile = random.nextInt(4) == 0 ? pick(new ArrayList<>(PROFILES.keySet())) : null;
            said.add(new Entry(depth, kinds, classes, profile == null ? null : PROFILES.get(profile)));
            words.add("{ 'read': '" + depth.name().toLowerCase(java.util.Locale.ROOT) + "', 'write': 'own'"
                    + (kinds.isEmpty() ? "" : ", 'rowClasses': " + list(kinds))
                    + (classes.isEmpty()
                            ? ""
                            : ", 'fieldClasses': { "
                                    + classes.stream()
                                            .map(each -> "'" + each + "': '" + pick(List.of("read", "write")) + "'")
                                            .collect(Collectors.joining(", "))
                                    + " }")
                    + (profile == null ? "" : ", 'profile': '" + profile + "'") + " }");
        }
        roles.put(role, said);
        entries.put(role, words);
    }

    private void user(String name) {
        var partner = random.nextInt(4) == 0 ? pick(partners) : null;
        var mine = teams.keySet().stream()
                .filter(team -> java.util.Objects.equals(teams.get(team), partner) && random.nextInt(3) == 0)
                .collect(Collectors.toSet());
        var codes = new ArrayList<>(units.keySet());
        users.put(
                name,
                new User(
                        name,
                        pick(codes),
                        random.nextInt(4) == 0 ? Set.of(pick(codes)) : Set.of(),
                        some(ROLES, 2),
                        mine,
                        partner));
    }

    /** A thing by chance; who has made it gives it its id. */
    Thing thing() {
        var owners = new ArrayList<>(users.keySet());
        owners.addAll(teams.keySet());
        var shares = new ArrayList<Share>();
        for (var i = random.nextInt(3); i > 0; i--) {
            shares.add(share());
        }
        return new Thing(
                "",
                pick(new ArrayList<>(units.keySet())),
                random.nextInt(3) == 0 ? null : pick(owners),
                pick(KINDS),
                random.nextInt(5) == 0 ? Set.of(pick(new ArrayList<>(users.keySet()))) : Set.of(),
                shares);
    }

    private Share share() {
        var profile = random.nextInt(3) == 0 ? pick(new ArrayList<>(PROFILES.keySet())) : null;
        var kind = pick(List.of("user", "team", "unit", "partner"));
        var name = switch (kind) {
            case "user" -> pick(new ArrayList<>(users.keySet()));
            case "team" -> pick(new ArrayList<>(teams.keySet()));
            case "unit" -> pick(new ArrayList<>(units.keySet()));
            default -> pick(partners);
        };
        return new Share(kind, name, profile == null ? null : PROFILES.get(profile));
    }

    /** The name of a profile. */
    static @Nullable String profile(@Nullable Set<String> visible) {
        return PROFILES.entrySet().stream()
                .filter(each -> each.getValue().equals(visible))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The module that says it. */
    Path writeTo(Path folder) throws IOException {
        var files = new HashMap<String, String>();
        files.put(
                "module.json",
                "{ 'name': 'world', 'version': '1.0.0', 'title': 'World', 'roles': { "
                        + java.util.stream.Stream.concat(ROLES.stream(), java.util.stream.Stream.of("MAKER"))
                                .map(role -> "'" + role + "': { 'title': '" + role + "' }")
                                .collect(Collectors.joining(", "))
                        + " } }");
        files.put("access.json", access());
        files.put("entities/thing.schema.json", """
                { 'title': 'Thing', 'type': 'object',
                  'x-entity': { 'titleTemplate': '{colour}', 'ownership': 'unit', 'barred': 'kin', 'rowClass': 'kind' },
                  'properties': {
                    'kind':   { 'title': 'Kind', 'type': 'string', 'x-sensitivity': 'kind' },
                    'kin':    { 'title': 'Kin', 'type': 'array', 'items': { 'x-reference': { 'entity': 'platform/user' } }, 'x-sensitivity': 'kin' },
                    'colour': { 'title': 'Colour', 'type': 'string', 'x-sortable': true },
                    'place':  { 'title': 'Place', 'type': 'string', 'x-sortable': true },
                    'health': { 'title': 'Health', 'type': 'string', 'x-sortable': true, 'x-sensitivity': 'health' },
                    'money':  { 'title': 'Money', 'type': 'string', 'x-sortable': true, 'x-sensitivity': 'money' } } }""");
        files.put("entities/part.schema.json", """
                { 'title': 'Part', 'type': 'object',
                  'x-entity': { 'ownership': { 'parent': 'thing' }, 'rowClass': 'thing.kind' },
                  'properties': {
                    'thing':  { 'title': 'Thing', 'x-reference': { 'entity': 'thing', 'inverse': 'parts' } },
                    'colour': { 'title': 'Colour', 'type': 'string', 'x-sortable': true },
                    'place':  { 'title': 'Place', 'type': 'string', 'x-sortable': true },
                    'health': { 'title': 'Health', 'type': 'string', 'x-sortable': true, 'x-sensitivity': 'health' },
                    'money':  { 'title': 'Money', 'type': 'string', 'x-sortable': true, 'x-sensitivity': 'money' } },
                  'required': ['thing'] }""");
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue().replace('\'', '"'));
        }
        return folder;
    }

    private String access() {
        var all = entries.entrySet().stream()
                .map(role -> "'" + role.getKey() + "': { 'thing': [ " + String.join(", ", role.getValue())
                        + " ], 'part': [ " + String.join(", ", role.getValue()) + " ] }")
                .collect(Collectors.joining(",\n"));
        var made =
                "'create': 'all', 'read': 'all', 'assign': 'all', 'share': 'all', 'fieldClasses': { 'health': 'write',"
                        + " 'money': 'write', 'kind': 'write', 'kin': 'write' }";
        return "{ 'roles': { " + all + ",\n'MAKER': { 'thing': [ { " + made + " } ], 'part': [ { "
                + made.replace("'kind': 'write', 'kin': 'write'", "'x': 'write'")
                        .replace(", 'x': 'write'", "")
                + " } ] } },\n'deny': [ "
                + denied.stream()
                        .flatMap(role -> java.util.stream.Stream.of("thing", "part")
                                .map(entity ->
                                        "{ 'role': '" + role + "', 'entity': '" + entity + "', 'privilege': 'read' }"))
                        .collect(Collectors.joining(", "))
                + " ],\n'profiles': { "
                + PROFILES.entrySet().stream()
                        .map(profile -> "'" + profile.getKey() + "': { 'thing': " + list(profile.getValue())
                                + ", 'part': " + list(with("thing", profile.getValue())) + " }")
                        .collect(Collectors.joining(", "))
                + " } }";
    }

    private static String list(Set<String> names) {
        return new TreeSet<>(names).stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whoever knows a part knows of what it is one. */
    private static Set<String> with(String name, Set<String> others) {
        var all = new TreeSet<>(others);
        all.add(name);
        return all;
    }

    private Set<String> some(List<String> of, int most) {
        var some = new TreeSet<String>();
        for (var i = random.nextInt(most + 1); i > 0; i--) {
            some.add(pick(of));
        }
        return some;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
