package org.casewright.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.oracle.AccessOracle.Depth;
import org.casewright.oracle.AccessOracle.Entry;
import org.casewright.oracle.AccessOracle.Share;
import org.casewright.oracle.AccessOracle.Thing;
import org.casewright.oracle.AccessOracle.Unit;
import org.casewright.oracle.AccessOracle.User;
import org.jspecify.annotations.Nullable;

/** A tree of units, roles, people, teams, partners and things by chance: as files for the platform, and as words for the oracle. */
public final class RandomWorld {

    static final String OF_THING = "world_thing";
    static final String OF_PART = "world_part";
    /** Begun by a part, about its thing. */
    static final String OF_THING_BY_PART = "world_about";

    static final String OF_PERSON = "world_person";

    private static final List<String> KINDS = List.of("RED", "BLUE", "PLAIN");
    private static final List<String> ROLES = List.of("R1", "R2", "R3", "R4");
    private static final Map<String, Set<String>> PROFILES =
            Map.of("FEW", Set.of("colour"), "SOME", Set.of("place", "health"));

    final Map<String, Unit> units = new LinkedHashMap<>();
    final Map<String, List<Entry>> roles = new TreeMap<>();
    final Set<String> unreading = new HashSet<>();
    final Set<String> unrunning = new HashSet<>();
    /** Process -> the roles to which its task is offered. */
    final Map<String, Set<String>> processes = new LinkedHashMap<>();

    public final Map<String, User> users = new LinkedHashMap<>();
    /** Team -> the partner whose it is; null for none. */
    final Map<String, @Nullable String> teams = new LinkedHashMap<>();

    final List<String> partners = List.of("HOPE", "MERCY");
    private final Map<String, List<String>> entries = new TreeMap<>();
    private final Random random;

    public RandomWorld(Random random) {
        this.random = random;
        units.put("TOP", new Unit("TOP", null));
        for (var i = 1; i < 6; i++) {
            units.put("U" + i, new Unit("U" + i, pick(new ArrayList<>(units.keySet()))));
        }
        ROLES.forEach(this::role);
        if (random.nextBoolean()) {
            unreading.add(pick(ROLES));
        }
        if (random.nextBoolean()) {
            unrunning.add(pick(ROLES));
        }
        processes.put(OF_THING, offered());
        processes.put(OF_PART, offered());
        processes.put(OF_THING_BY_PART, offered());
        processes.put(OF_PERSON, offered());
        teams.put("team1", null);
        teams.put("team2", null);
        teams.put("team3", "HOPE");
        for (var i = 0; i < 9; i++) {
            user("user" + i);
        }
    }

    private Set<String> offered() {
        var offered = some(ROLES, 2);
        offered.add(pick(ROLES));
        return offered;
    }

    private void role(String role) {
        var words = new ArrayList<String>();
        var said = new ArrayList<Entry>();
        for (var i = random.nextInt(3); i >= 0; i--) {
            var depth = pick(List.of(Depth.values()));
            var run = pick(List.of(Depth.values()));
            var kinds = some(KINDS, 2);
            var classes = some(List.of("health", "money"), 2);
            var profile = random.nextInt(4) == 0 ? pick(new ArrayList<>(PROFILES.keySet())) : null;
            said.add(new Entry(depth, run, kinds, classes, profile == null ? null : PROFILES.get(profile)));
            words.add("{ 'read': '" + depth.name().toLowerCase(Locale.ROOT) + "', 'write': 'own', 'run': '"
                    + run.name().toLowerCase(Locale.ROOT) + "'"
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
                .filter(team -> Objects.equals(teams.get(team), partner) && random.nextInt(3) == 0)
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

    /** Who has the step about a thing that is given to somebody; null where there is none. */
    @Nullable
    String helper() {
        return random.nextBoolean() ? pick(new ArrayList<>(users.keySet())) : null;
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
    public Path writeTo(Path folder) throws IOException {
        var files = new HashMap<String, String>();
        files.put(
                "module.json",
                "{ 'name': 'world', 'version': '1.0.0', 'title': 'World', 'roles': { "
                        + Stream.concat(ROLES.stream(), Stream.of("MAKER"))
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
                    'helper': { 'title': 'Helper', 'x-reference': { 'entity': 'platform/user' }, 'x-sensitivity': 'kin' },
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
        processes.forEach((name, offered) -> files.put("workflows/" + name + ".bpmn", process(name, offered)));
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue().replace('\'', '"'));
        }
        return folder;
    }

    private static String process(String name, Set<String> offered) {
        var entity = name.equals(OF_THING) || name.equals(OF_PERSON) ? "thing" : "part";
        var start = name.equals(OF_PERSON) ? "create if helper != null" : "create";
        var to = "camunda:candidateGroups='" + String.join(",", offered) + "'"
                + (name.equals(OF_PERSON) ? " camunda:assignee='= record.helper'" : "");
        var about = name.equals(OF_THING_BY_PART)
                ? "<extensionElements><camunda:properties><camunda:property name='subject' value='= record.thing'/>"
                        + "</camunda:properties></extensionElements>"
                : "";
        return """
                <definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' targetNamespace='https://casewright.org/bpmn'>
                  <process id='%s' name='Work' isExecutable='true'>
                    <extensionElements><camunda:properties>
                      <camunda:property name='entity' value='%s'/>
                      <camunda:property name='start' value='%s'/>
                    </camunda:properties></extensionElements>
                    <startEvent id='begin'/>
                    <userTask id='work' name='Work' %s>%s</userTask>
                    <endEvent id='over'/>
                    <sequenceFlow id='f0' sourceRef='begin' targetRef='work'/>
                    <sequenceFlow id='f1' sourceRef='work' targetRef='over'/>
                  </process>
                </definitions>""".formatted(name, entity, start, to, about);
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
                + Stream.concat(denials(unreading, "read"), denials(unrunning, "run"))
                        .collect(Collectors.joining(", "))
                + " ],\n'profiles': { "
                + PROFILES.entrySet().stream()
                        .map(profile -> "'" + profile.getKey() + "': { 'thing': " + list(profile.getValue())
                                + ", 'part': " + list(with("thing", profile.getValue())) + " }")
                        .collect(Collectors.joining(", "))
                + " } }";
    }

    private static Stream<String> denials(Set<String> roles, String privilege) {
        return roles.stream()
                .flatMap(role -> Stream.of("thing", "part")
                        .map(entity -> "{ 'role': '" + role + "', 'entity': '" + entity + "', 'privilege': '"
                                + privilege + "' }"));
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
