package org.casewright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Actors;
import org.casewright.postgres.Databases;
import org.casewright.postgres.TestDatabase;
import org.casewright.process.Tasks;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two applications on one database: what one applies, both serve. */
class NodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path MODULES = Path.of("src/test/resources/modules");

    @TempDir
    private Path folder = Path.of("");

    private TestDatabase database;
    private AnnotationConfigApplicationContext one;
    private AnnotationConfigApplicationContext other;

    @BeforeEach
    void open() throws Exception {
        database = TestPlatform.prepared();
        copy(MODULES.resolve("desk"), folder.resolve("desk"));
        one = node();
        other = node();
        one.getBean(Releases.class).open(List.of(folder), false);
        one.getBean(Demo.class).load(TestPlatform.PASSWORD);
        awaitRelease(other, 1);
    }

    @AfterEach
    void close() {
        other.close();
        one.close();
        database.close();
    }

    @Test
    void whatOneNodeAppliesTheOtherServes() throws Exception {
        change(
                "entities/visit.schema.json",
                "\"remark\":",
                "\"colour\": { \"title\": \"Colour\", \"type\": \"string\" }, \"remark\":");
        change("workflows/desk_visit.bpmn", "name=\"Receive\"", "name=\"Welcome\"");
        one.getBean(Releases.class).apply(List.of(folder), "test");

        awaitRelease(other, 2);

        var visit = TestPlatform.saved(create(other, "{'name': 'Ada', 'colour': 'green'}"));
        assertThat(visit.value("colour")).isEqualTo("green");
        var tasks = other.getBean(Tasks.class);
        var task = tasks.of(visit.id(), clerk(other)).getFirst();
        assertThat(task.name()).isEqualTo("Welcome");
        TestPlatform.saved(tasks.complete(task.id(), null, TestPlatform.json("{}"), null, clerk(other)));
        assertThat(one.getBean(Records.class)
                        .get("desk/visit", visit.id().toString(), clerk(one))
                        .orElseThrow()
                        .value("state"))
                .isEqualTo("DONE");
    }

    @Test
    void aPropertyThatOneNodeRenamesIsFoundAndWrittenByTheOther() throws Exception {
        var before = TestPlatform.saved(create(one, "{'name': 'Ada', 'code': 'A7'}"));
        change("entities/visit.schema.json", "\"code\":       {", "\"sign\": { \"x-renamedFrom\": \"code\",");
        one.getBean(Releases.class).apply(List.of(folder), "test");
        awaitRelease(other, 2);

        var after = TestPlatform.saved(create(other, "{'name': 'Ben', 'sign': 'A7'}"));

        var found = one.getBean(Records.class)
                .find(Query.of("desk/visit").searching("A7"), clerk(one))
                .items();
        assertThat(found).extracting(record -> record.value("sign")).containsExactly("A7", "A7");
        assertThat(found).extracting(record -> record.system().id()).containsExactlyInAnyOrder(before.id(), after.id());
        assertThat(other.getBean(Records.class)
                        .history("desk/visit", before.id().toString(), clerk(other))
                        .getLast()
                        .changes())
                .as("what happened is told by present names")
                .containsKey("sign")
                .doesNotContainKey("code");
    }

    @Test
    void whatIsSearchedOnlyNowIsFoundInOldRecordsToo() throws Exception {
        var before = TestPlatform.saved(create(one, "{'name': 'Ada', 'remark': 'two umbrellas'}"));
        change("entities/visit.schema.json", "\"maxLength\": 200", "\"maxLength\": 200, \"x-search\": \"text\"");
        one.getBean(Releases.class).apply(List.of(folder), "test");

        assertThat(one.getBean(Records.class)
                        .find(Query.of("desk/visit").searching("umbrella"), clerk(one))
                        .items())
                .singleElement()
                .satisfies(record -> assertThat(record.id()).isEqualTo(before.id()));
    }

    @Test
    void nobodyIsRefusedWhileReleasesCome() throws Exception {
        var stopped = new AtomicBoolean();
        var received = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(3)) {
            var clerks = List.of(
                    threads.submit(() -> work(one, stopped, received)),
                    threads.submit(() -> work(other, stopped, received)),
                    threads.submit(() -> work(other, stopped, received)));
            try {
                releasesCome(received, clerks);
            } finally {
                stopped.set(true);
            }
            for (var clerk : clerks) {
                clerk.get();
            }
        }
        assertThat(received.get()).isGreaterThan(6);
    }

    private void releasesCome(AtomicInteger received, List<? extends Future<?>> clerks) throws Exception {
        for (int release = 2; release <= 4; release++) {
            var before = received.get();
            await("visits", () -> received.get() > before + 2 || clerks.stream().anyMatch(Future::isDone));
            change(
                    "entities/visit.schema.json",
                    "\"remark\":",
                    "\"more" + release + "\": { \"title\": \"More\", \"type\": \"integer\" }, \"remark\":");
            change("workflows/desk_visit.bpmn", "name=\"Receive a visit", "name=\"Receive a visit.");
            one.getBean(Releases.class).apply(List.of(folder), "test");
            awaitRelease(other, release);
        }
    }

    /** Registers visits, reads and receives them, until told to stop; the first that fails ends it. */
    private Void work(AnnotationConfigApplicationContext node, AtomicBoolean stopped, AtomicInteger received) {
        var tasks = node.getBean(Tasks.class);
        while (!stopped.get()) {
            var visit = TestPlatform.saved(create(node, "{'name': 'Ada', 'guests': [{'name': 'Ben', 'place': 1}]}"));
            assertThat(node.getBean(Records.class)
                            .find(Query.of("desk/visit").limitedTo(5), clerk(node))
                            .items())
                    .isNotEmpty();
            var task = tasks.of(visit.id(), clerk(node)).getFirst();
            TestPlatform.saved(
                    tasks.complete(task.id(), null, TestPlatform.json("{'remark': 'seen'}"), null, clerk(node)));
            received.incrementAndGet();
        }
        return null;
    }

    @Test
    void aChangeThatWasBegunOnTheOldReleaseIsMadeOnTheNewOne() throws Exception {
        following(other).stop();
        change(
                "entities/visit.schema.json",
                "\"ownership\": \"unit\",",
                "\"ownership\": \"unit\", \"rules\": [ { \"id\": \"polite\", \"assert\": \"remark != \\\"rude\\\"\","
                        + " \"at\": \"remark\", \"message\": \"Be polite.\" } ],");
        one.getBean(Releases.class).apply(List.of(folder), "test");

        var rude = begun(() -> create(other, "{'name': 'Ada', 'remark': 'rude'}"));
        var kind = begun(() -> create(other, "{'name': 'Ben', 'remark': 'kind'}"));
        following(other).start();

        assertThat(TestPlatform.refused(rude.get())).containsEntry("/remark", "rule polite");
        var visit = TestPlatform.saved(kind.get());
        assertThat(JdbcClient.create(database.owner())
                        .sql("select distinct release from platform.history where record_id = ?")
                        .param(visit.id())
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
    }

    @Test
    void aRuleOfTheTablesThatANodeDoesNotKnowYetIsSaidAsTheNewReleaseSaysIt() throws Exception {
        TestPlatform.saved(create(one, "{'name': 'Eve'}"));
        following(other).stop();
        change("entities/visit.schema.json", "\"required\": [\"name\"] }", "\"required\": [\"name\", \"remark\"] }");
        change("entities/visit.schema.json", "\"maxLength\": 200", "\"maxLength\": 200, \"x-backfill\": \"name\"");
        one.getBean(Releases.class).apply(List.of(folder), "test");

        var mute = begun(() -> create(other, "{'name': 'Ada'}"));
        var told = begun(() -> create(other, "{'name': 'Ben', 'remark': 'tall'}"));
        following(other).start();

        assertThat(TestPlatform.refused(mute.get())).containsKey("/remark");
        assertThat(TestPlatform.saved(told.get()).value("remark")).isEqualTo("tall");
    }

    /** Begins a change on a node that does not know of the new release yet; it waits for it. */
    private static FutureTask<Outcome> begun(Callable<Outcome> change) throws Exception {
        var task = new FutureTask<>(change);
        var thread = Thread.ofPlatform().start(task);
        await(
                "the node's new release to be waited for",
                () -> task.isDone()
                        || Arrays.stream(thread.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("awaitNewerThan")));
        return task;
    }

    @Test
    void aNodeThatLosesItsConnectionFindsWhatItMissed() throws Exception {
        // One may end what one's own role does.
        var ended = JdbcClient.create(database.application())
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and usename = current_user and pid <> pg_backend_pid()")
                .query(Boolean.class)
                .list();
        assertThat(ended).hasSizeGreaterThanOrEqualTo(2).containsOnly(true);
        change("entities/visit.schema.json", "\"title\": \"Remark\"", "\"title\": \"Note\"");

        one.getBean(Releases.class).apply(List.of(folder), "test");

        awaitRelease(other, 2);
    }

    private AnnotationConfigApplicationContext node() {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(
                "application", DataSource.class, database::application, bean -> bean.setDestroyMethodName(""));
        context.registerBean(Databases.class, database::databases, bean -> bean.setDestroyMethodName(""));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.register(TestPlatform.Core.class);
        context.refresh();
        return context;
    }

    private static SmartLifecycle following(AnnotationConfigApplicationContext node) {
        return node.getBean("following", SmartLifecycle.class);
    }

    private static Actor clerk(AnnotationConfigApplicationContext node) {
        return node.getBean(Actors.class).named("desk.low").orElseThrow();
    }

    private static Outcome create(AnnotationConfigApplicationContext node, String values) {
        return node.getBean(Records.class)
                .apply(
                        List.of(new Change.Create("desk/visit", null, TestPlatform.json(values))),
                        clerk(node),
                        Options.NONE);
    }

    private void change(String path, String before, String after) throws IOException {
        var file = folder.resolve("desk").resolve(path);
        var text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static void awaitRelease(AnnotationConfigApplicationContext node, long release) throws Exception {
        await("release " + release, () -> node.getBean(Catalogs.class).awaitNewerThan(release - 1, PATIENCE));
    }

    private static void await(String what, Callable<Boolean> come) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!come.call()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
