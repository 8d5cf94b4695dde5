package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.api.AccessOracle.Thing;
import org.casewright.api.AccessOracle.User;
import org.casewright.identity.Accounts;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.identity.Units;
import org.casewright.records.Shares;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.With;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Trees of units, roles, field classes, profiles, denials, teams, partners, shares and bars by chance: whoever asks is shown, at
 * each door and in SQL, what a small model of the rules says, and not a value more.
 */
class AccessOracleTest {

    private static final int WORLDS =
            Integer.getInteger("casewright.worlds", Boolean.getBoolean("casewright.long") ? 190 : 2);
    private static final int THINGS = 30;

    @TempDir
    private Path folder = Path.of("");

    private long decisions;

    @Test
    void everyDoorSaysWhatTheModelSays() throws IOException {
        var seed = Long.getLong("casewright.seed", System.nanoTime());
        var random = new Random(seed);
        for (var n = 0; n < WORLDS; n++) {
            var world = new RandomWorld(new Random(random.nextLong()));
            try (var platform = TestPlatform.with(
                            world.writeTo(folder.resolve("n" + n).resolve("world")));
                    var api = new ApiServer(
                            platform, "casewright.api.requests-per-second=1000000", "casewright.api.burst=100000000")) {
                new Play(world, platform, api).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("world " + n + " of -Dcasewright.seed=" + seed, e);
            }
        }
        System.out.printf("Access: seed %d, %d worlds, %,d decisions, no difference%n", seed, WORLDS, decisions);
        assertThat(decisions).isGreaterThan(5_000L * WORLDS);
    }

    /** One world, first made, then looked at by everybody. */
    private final class Play {

        private final RandomWorld world;
        private final TestPlatform platform;
        private final ApiServer api;
        private final AccessOracle oracle;
        private final List<Thing> things = new ArrayList<>();
        /** Part -> its thing. */
        private final Map<String, Thing> parts = new TreeMap<>();

        Play(RandomWorld world, TestPlatform platform, ApiServer api) {
            this.world = world;
            this.platform = platform;
            this.api = api;
            this.oracle = new AccessOracle(world.units, world.roles, world.denied);
        }

        void play() {
            people();
            for (var i = 0; i < THINGS; i++) {
                make(world.thing(), i);
            }
            world.users.values().forEach(this::asks);
        }

        private void people() {
            world.units
                    .values()
                    .forEach(unit -> platform.bean(Units.class)
                            .add(unit.code(), "Unit " + unit.code(), unit.parent(), "UTC", null));
            var today = LocalDate.now(ZoneOffset.UTC);
            world.partners.forEach(code -> platform.bean(Partners.class).add(code, code, today, null));
            var accounts = platform.bean(Accounts.class);
            var names = new ArrayList<Accounts.NewAccount>();
            world.users
                    .values()
                    .forEach(user ->
                            names.add(new Accounts.NewAccount(user.name(), user.name(), user.unit(), user.roles())));
            names.add(new Accounts.NewAccount("maker", "Maker", "TOP", Set.of("MAKER")));
            accounts.addDemo(names, TestPlatform.PASSWORD);
            world.teams.forEach((team, partner) -> {
                platform.bean(Teams.class).add(team, team, "TOP");
                if (partner != null) {
                    platform.bean(Partners.class).belong(team, partner);
                }
            });
            world.users.values().forEach(user -> {
                var id = platform.actor(user.name()).id();
                user.lent().forEach(unit -> accounts.lend(id, unit(unit), null));
                user.teams()
                        .forEach(team -> platform.bean(Teams.class)
                                .join(
                                        platform.bean(Teams.class)
                                                .find(team)
                                                .orElseThrow()
                                                .id(),
                                        id,
                                        null));
                if (user.partner() != null) {
                    platform.bean(Partners.class).belong(user.name(), user.partner());
                }
            });
        }

        private int unit(String code) {
            return platform.bean(Directory.class).unit(code).orElseThrow().number();
        }

        private void make(Thing wanted, int number) {
            var values = "'kind': '%s', 'unit': '%s', 'kin': [%s], %s"
                    .formatted(
                            wanted.kind(),
                            wanted.unit(),
                            String.join(
                                    ", ",
                                    wanted.barred().stream()
                                            .map(name ->
                                                    "'" + platform.actor(name).id() + "'")
                                            .toList()),
                            values(number));
            var made = platform.created("maker", "world/thing", "{" + values + "}");
            var id = made.id().toString();
            if (world.users.containsKey(wanted.owner())
                    || wanted.owner() == null
                    || world.teams.containsKey(wanted.owner())) {
                platform.owner()
                        .sql("update world.thing set owner_user = :owner where id = :id")
                        .param("owner", account(wanted.owner()), java.sql.Types.OTHER)
                        .param("id", made.id())
                        .update();
                platform.owner()
                        .sql("update platform.record set owner_user = :owner where id = :id")
                        .param("owner", account(wanted.owner()), java.sql.Types.OTHER)
                        .param("id", made.id())
                        .update();
            }
            for (var share : wanted.shares()) {
                platform.bean(Shares.class)
                        .share(
                                "world/thing",
                                id,
                                new NewShare(
                                        new With(
                                                With.Kind.valueOf(share.kind().toUpperCase(java.util.Locale.ROOT)),
                                                share.name()),
                                        Set.of(),
                                        RandomWorld.profile(share.profile()),
                                        "By chance",
                                        null,
                                        null),
                                platform.actor("maker"));
            }
            var thing = new Thing(id, wanted.unit(), wanted.owner(), wanted.kind(), wanted.barred(), wanted.shares());
            things.add(thing);
            var part = platform.created("maker", "world/part", "{'thing': '" + id + "', " + values(number) + "}");
            parts.put(part.id().toString(), thing);
        }

        private @Nullable UUID account(@Nullable String name) {
            return name == null
                    ? null
                    : platform.bean(Directory.class).account(name).orElseThrow().id();
        }

        private static String values(int number) {
            return String.join(
                    ", ",
                    AccessOracle.PROPERTIES.keySet().stream()
                            .map(name -> "'" + name + "': '" + value(name, number) + "'")
                            .toList());
        }

        /** Some things have the same value, so that a filter finds several. */
        private static String value(String name, int number) {
            return name + number % 4;
        }

        private void asks(User user) {
            var open = new TreeMap<String, Set<String>>();
            var ofParts = new TreeMap<String, Set<String>>();
            things.forEach(thing -> put(open, thing.id(), oracle.reads(user, thing)));
            parts.forEach((part, thing) -> put(ofParts, part, oracle.reads(user, thing)));
            looks(user, "thing", open);
            looks(user, "part", ofParts);
            expands(user, open, ofParts);
        }

        private static void put(Map<String, Set<String>> into, String id, @Nullable Set<String> seen) {
            if (seen != null) {
                into.put(id, seen);
            }
        }

        private void looks(User user, String entity, Map<String, Set<String>> open) {
            var all = entity.equals("thing") ? things.stream().map(Thing::id).toList() : List.copyOf(parts.keySet());
            var base = "/api/v1/world/" + entity;
            for (var id : all) {
                var got = api.get(user.name(), base + "/" + id);
                var history = api.get(user.name(), base + "/" + id + "/history");
                var seen = open.get(id);
                assertThat(got.status()).as(user + " gets " + id).isEqualTo(seen == null ? 404 : 200);
                assertThat(history.status())
                        .as(user + " asks what happened to " + id)
                        .isEqualTo(got.status());
                decisions += 2;
                if (seen != null) {
                    assertThat(shown(got.json())).as(user + " gets " + id).isEqualTo(seen);
                    var told = new TreeSet<String>();
                    history.json()
                            .path("items")
                            .forEach(line ->
                                    told.addAll(known(line.path("changes").propertyNames())));
                    assertThat(told)
                            .as(user + " is told what happened to " + id)
                            .isEqualTo(seen);
                    decisions += 2L * AccessOracle.PROPERTIES.size();
                }
            }
            var list = api.get(user.name(), base + "?limit=200&count=exact");
            if (open.isEmpty() && list.status() != 200) {
                assertThat(list.status()).isIn(403, 404);
            } else {
                assertThat(listed(list)).as(user + " lists " + entity).isEqualTo(open);
                assertThat(list.at("/count")).as(user + " counts").isEqualTo(Integer.toString(open.size()));
                decisions += all.size() * (1L + AccessOracle.PROPERTIES.size());
                filters(user, base, open, all);
            }
            assertThat(platform.rows(platform.settings(user.name()), "select id from world." + entity).stream()
                            .map(UUID::toString)
                            .toList())
                    .as(user + " in SQL")
                    .containsExactlyInAnyOrderElementsOf(open.keySet());
            assertThat(platform
                            .rows(
                                    platform.settings(user.name()),
                                    "select id from platform.record where entity = 'world/" + entity + "'")
                            .stream()
                            .map(UUID::toString)
                            .toList())
                    .as(user + " in the register")
                    .containsExactlyInAnyOrderElementsOf(open.keySet());
            decisions += 2L * all.size();
        }

        /** What may not be read of a record does not find it, nor order it, nor is it counted by it. */
        private void filters(User user, String base, Map<String, Set<String>> open, List<String> all) {
            for (var name : AccessOracle.PROPERTIES.keySet()) {
                var found = api.get(
                        user.name(), base + "?limit=200&count=exact&filter=" + encoded(name + " = \"" + name + "1\""));
                var expected = new TreeSet<String>();
                for (var i = 0; i < all.size(); i++) {
                    if (number(all.get(i)) % 4 == 1
                            && open.getOrDefault(all.get(i), Set.of()).contains(name)) {
                        expected.add(all.get(i));
                    }
                }
                if (found.status() == 422) {
                    assertThat(open.values()).as(user + " knows no " + name).noneMatch(seen -> seen.contains(name));
                    assertThat(api.get(user.name(), base + "?sort=" + name).status())
                            .isEqualTo(422);
                } else {
                    assertThat(listed(found).keySet())
                            .as(user + " filters by " + name)
                            .isEqualTo(expected);
                    assertThat(found.at("/count")).isEqualTo(Integer.toString(expected.size()));
                }
                decisions += all.size();
            }
        }

        private int number(String id) {
            var thing = parts.getOrDefault(
                    id,
                    things.stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .orElse(null));
            return things.indexOf(thing);
        }

        private void expands(User user, Map<String, Set<String>> open, Map<String, Set<String>> ofParts) {
            var got = api.get(user.name(), "/api/v1/world/thing?limit=200&expand=parts");
            if (open.isEmpty() && got.status() != 200) {
                return;
            }
            var expanded = new TreeMap<String, Set<String>>();
            got.json()
                    .path("items")
                    .forEach(item -> item.path("parts")
                            .forEach(part -> expanded.put(part.path("id").asString(""), shown(part))));
            assertThat(expanded).as(user + " expands").isEqualTo(ofParts);
            decisions += parts.size();
        }

        private static Map<String, Set<String>> listed(ApiServer.Reply list) {
            assertThat(list.status()).as(list.text()).isEqualTo(200);
            var listed = new TreeMap<String, Set<String>>();
            list.json().path("items").forEach(item -> listed.put(item.path("id").asString(""), shown(item)));
            return listed;
        }

        private static Set<String> shown(JsonNode record) {
            var shown = new TreeSet<String>();
            record.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    shown.add(member.getKey());
                }
            });
            return known(shown);
        }

        private static Set<String> known(Iterable<String> names) {
            var known = new TreeSet<String>();
            names.forEach(name -> {
                if (AccessOracle.PROPERTIES.containsKey(name)) {
                    known.add(name);
                }
            });
            return known;
        }
    }
}
