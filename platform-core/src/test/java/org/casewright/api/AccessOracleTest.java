package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.oracle.AccessOracle;
import org.casewright.oracle.AccessOracle.Task;
import org.casewright.oracle.AccessOracle.User;
import org.casewright.oracle.PlayedWorld;
import org.casewright.oracle.RandomWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Trees of units, roles, field classes, profiles, denials, teams, partners, shares and bars by chance: whoever asks is shown, at
 * each door and in SQL, what a small model of the rules says, and not a value more.
 */
class AccessOracleTest {

    private static final int WORLDS =
            Integer.getInteger("casewright.worlds", Boolean.getBoolean("casewright.long") ? 110 : 2);
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

        private final PlayedWorld world;
        private final TestPlatform platform;
        private final ApiServer api;

        Play(RandomWorld world, TestPlatform platform, ApiServer api) {
            this.world = new PlayedWorld(world, platform, THINGS);
            this.platform = platform;
            this.api = api;
        }

        void play() {
            world.users().forEach(this::asks);
        }

        private void asks(User user) {
            var open = world.things(user);
            var ofParts = world.parts(user);
            looks(user, "thing", open);
            looks(user, "part", ofParts);
            expands(user, ofParts, open.isEmpty());
            works(user, open);
        }

        private void looks(User user, String entity, Map<String, Set<String>> open) {
            var all = world.all(entity);
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
                filters(user, base, open, all.size());
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
        private void filters(User user, String base, Map<String, Set<String>> open, int all) {
            for (var name : AccessOracle.PROPERTIES.keySet()) {
                var found = api.get(
                        user.name(), base + "?limit=200&count=exact&filter=" + encoded(name + " = \"" + name + "1\""));
                var expected = new TreeSet<String>();
                open.forEach((id, seen) -> {
                    if (world.value(name, id).equals(name + "1") && seen.contains(name)) {
                        expected.add(id);
                    }
                });
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
                decisions += all;
            }
        }

        private void expands(User user, Map<String, Set<String>> ofParts, boolean nothing) {
            var got = api.get(user.name(), "/api/v1/world/thing?limit=200&expand=parts");
            if (nothing && got.status() != 200) {
                return;
            }
            var expanded = new TreeMap<String, Set<String>>();
            got.json()
                    .path("items")
                    .forEach(item -> item.path("parts")
                            .forEach(part -> expanded.put(part.path("id").asString(""), shown(part))));
            assertThat(expanded).as(user + " expands").isEqualTo(ofParts);
            decisions += world.all("part").size();
        }

        /** Which tasks are there, by each door to them, and which can be taken. */
        private void works(User user, Map<String, Set<String>> open) {
            var seen = world.tasks(user);
            var tasks = world.allTasks();
            var team = tasks(user, "view=team");
            assertThat(team).as(user + " sees what is free").isEqualTo(chosen(seen, task -> task.holder() == null));
            assertThat(tasks(user, "view=mine"))
                    .as(user + " sees what is theirs")
                    .isEqualTo(chosen(seen, task -> user.name().equals(task.holder())));
            assertThat(tasks(user, "view=overdue"))
                    .as(user + " sees what is late")
                    .isEmpty();
            decisions += 3L * tasks.size();
            for (var task : tasks) {
                var path = "/api/v1/tasks/" + task.id();
                var there = seen.contains(task.id());
                var another = world.isTaken(task, user);
                assertThat(api.get(user.name(), path).status())
                        .as(user + " looks at " + task)
                        .isEqualTo(there ? 200 : 404);
                assertThat(api.post(user.name(), path + "/claim").status())
                        .as(user + " takes " + task)
                        .isEqualTo(there ? another ? 409 : 200 : 404);
                if (!there) {
                    assertThat(api.post(user.name(), path + "/release").status())
                            .isEqualTo(404);
                    assertThat(api.post(user.name(), path + "/complete", "{}").status())
                            .isEqualTo(404);
                } else if (task.holder() == null) {
                    api.post(user.name(), path + "/release");
                } else if (!another && !task.holder().equals(user.name())) {
                    world.giveBack(task);
                }
                decisions += 2;
            }
            assertThat(tasks(user, "view=team")).as("all was given back").isEqualTo(team);
            for (var thing : world.all("thing")) {
                var about = api.get(user.name(), "/api/v1/world/thing/" + thing + "/tasks");
                assertThat(about.status()).isEqualTo(open.containsKey(thing) ? 200 : 404);
                if (about.status() == 200) {
                    assertThat(ids(about))
                            .as(user + " sees what is to be done with " + thing)
                            .isEqualTo(chosen(seen, task -> task.record().equals(thing)));
                }
                decisions++;
            }
        }

        private Set<String> chosen(Set<String> seen, Predicate<Task> which) {
            return world.allTasks().stream()
                    .filter(which)
                    .map(Task::id)
                    .filter(seen::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** The whole list, whose count says as many. */
        private Set<String> tasks(User user, String view) {
            var list = api.get(user.name(), "/api/v1/tasks?limit=200&count=capped&" + view);
            assertThat(list.status()).as(list.text()).isEqualTo(200);
            var ids = ids(list);
            assertThat(list.at("/count")).as(user + " counts").isEqualTo(Integer.toString(ids.size()));
            return ids;
        }

        private static Set<String> ids(ApiServer.Reply list) {
            var ids = new TreeSet<String>();
            list.json().path("items").forEach(item -> ids.add(item.path("id").asString("")));
            return ids;
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
