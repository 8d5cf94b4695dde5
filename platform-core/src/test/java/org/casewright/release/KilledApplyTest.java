package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Accounts;
import org.casewright.identity.Actors;
import org.casewright.identity.Units;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.casewright.postgres.KeptServer;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.process.EngineTables;
import org.casewright.process.Tasks;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A command applies a release while an application serves; it is killed, or the server is, at every kind of point. The application
 * goes on, wholly on the old release or wholly on the new one; applying again ends what was begun, and no value is lost.
 */
class KilledApplyTest {

    private static final boolean LONG = Boolean.getBoolean("casewright.long");
    /** Of each of both kinds, in a long run. */
    private static final int MOST = 50;

    /** Where nobody is told anything: the statement waits for others, and does not come back. */
    private static final String MAKING_AN_INDEX = "making an index";

    private static final String BEFORE_AN_INDEX = "before PREPARE INDEX 1";

    private static final List<String> FEW =
            List.of("in PREPARE BATCHES 2", MAKING_AN_INDEX, "in SWITCH 1", "after SWITCH 1", "in FINISH TOGETHER 1");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** So many that values are filled in two goes. */
    private static final int ROWS = 1_100;

    @TempDir
    private static Path directory = Path.of("");

    private static EmbeddedPostgres server;
    private static Databases databases;
    private static AnnotationConfigApplicationContext node;
    private static TestDatabase fresh;
    private static int number;

    @BeforeAll
    static void open() {
        server = KeptServer.start(directory.resolve("data"));
        databases = Databases.open(server);
        PlatformMigrations.run(databases.owner());
        EngineTables.prepare(databases.owner());
        node = new AnnotationConfigApplicationContext();
        node.registerBean(
                "application", DataSource.class, databases::application, bean -> bean.setDestroyMethodName(""));
        node.registerBean(Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
        node.registerBean(Clock.class, Clock::systemUTC);
        node.register(TestPlatform.Core.class);
        node.refresh();
        node.getBean(Releases.class).apply(ShopModules.people().load(), "test");
        node.getBean(Units.class).add("HQ", "Head office", null, "UTC", null);
        node.getBean(Accounts.class)
                .addDemo(
                        List.of(new Accounts.NewAccount("clerk", "Clerk", "HQ", Set.of("CLERK"))),
                        TestPlatform.PASSWORD);
        fresh = TestPlatform.prepared();
    }

    @AfterAll
    static void close() {
        Command.endFollowing();
        fresh.close();
        node.close();
        databases.close();
        server.close();
    }

    @Test
    void whoAppliesIsKilled() throws Exception {
        for (var point : points()) {
            new Attempt(point, Command.takeAndStartAnother()).withApplicationKilled();
        }
    }

    @Test
    void theServerIsKilled() throws Exception {
        for (var point : points()) {
            new Attempt(point, Command.take()).withServerKilled();
        }
    }

    /** All that an application passes when nobody kills it, or some of them, evenly. */
    private static List<String> points() throws Exception {
        if (!LONG) {
            return FEW;
        }
        var all = new Attempt("none", Command.take()).all();
        all.add(MAKING_AN_INDEX);
        assertThat(all).containsAll(FEW);
        var some = Math.min(MOST, all.size());
        System.out.println("Killed at " + some + " of " + all.size() + " points.");
        return IntStream.range(0, some)
                .mapToObj(n -> all.get(n * all.size() / some))
                .toList();
    }

    private static void await(String what, Callable<Boolean> come) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!come.call()) {
            assertThat(System.nanoTime()).as("patience for %s", what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static int count(String from) {
        return JdbcClient.create(databases.owner())
                .sql("select count(*) from " + from)
                .query(Integer.class)
                .single();
    }

    /** Not asked through a pool, which is patient. */
    private static boolean serverAnswers() {
        var address = databases.address();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    // --- one application that is broken off

    /** With a module of its own, so that all go the same way. */
    private static final class Attempt {

        private final String point;
        private final String module = "shop" + ++number;
        private final Path next = directory.resolve(module + "-next");
        private final Catalogs catalogs = node.getBean(Catalogs.class);
        private final Releases releases = node.getBean(Releases.class);
        private final LiveTables tables = new LiveTables(module, databases.owner());
        private final Command command;
        private final long served;
        private int rows = ROWS;

        Attempt(String point, Command command) throws IOException {
            this.point = point;
            this.command = command;
            var present = directory.resolve(module + "-present");
            ShopModules.present(module).writeTo(present.resolve(module));
            ShopModules.next(module).writeTo(next.resolve(module));
            served = releases.apply(List.of(present), "test").release().number();
            JdbcClient.create(databases.owner())
                    .sql("insert into " + module
                            + ".shelf (id, unit_no, access_key, version, created_at, created_by, updated_at, updated_by,"
                            + " name, size, tag) select uuidv7(), 1, 64, 1, now(), uuidv7(), now(), uuidv7(),"
                            + " case when n % 2 = 0 then 'Shelf ' || n end, n::text, n from generate_series(1, "
                            + ROWS + ") n")
                    .update();
        }

        /** Applied to its end; where it was. */
        List<String> all() throws Exception {
            var points = new ArrayList<String>();
            try (command) {
                command.begin(next);
                for (var here = command.nextPoint(); !here.isEmpty(); here = command.nextPoint()) {
                    points.add(here);
                    command.goOn();
                }
                assertThat(command.exit()).as(command.said()).isZero();
            }
            isWholly(true);
            return points;
        }

        void withApplicationKilled() throws Exception {
            try (command) {
                var held = come();
                command.kill();
                letGo(held);
            }
            isSoundNowAndCompletedLater(isBehindTheSwitch());
        }

        void withServerKilled() throws Exception {
            boolean isCompleted;
            try (command) {
                var held = come();
                var waits = !held.isClosed();
                var killed = server.pid();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                await("another server", () -> server.pid() != killed && serverAnswers());
                if (!waits) {
                    command.goOn();
                }
                // Where nothing was under way with the server that is gone, the next one is as good.
                isCompleted = command.goToItsEnd() == 0;
                letGo(held);
            }
            isSoundNowAndCompletedLater(isCompleted || isBehindTheSwitch());
        }

        /** The command has come to the point; what keeps it there, or a connection that is closed. */
        private Connection come() throws Exception {
            var making = point.equals(MAKING_AN_INDEX);
            command.begin(next);
            command.goTo(making ? BEFORE_AN_INDEX : point);
            var writer = databases.owner().getConnection();
            if (!making) {
                writer.close();
                // While tables change nobody can write.
                if (!point.startsWith("in ")) {
                    serves(isBehindTheSwitch());
                }
                return writer;
            }
            writer.setAutoCommit(false);
            try (var update = writer.createStatement()) {
                update.execute("update " + module + ".shelf set version = version where tag = 1");
            }
            command.goOn();
            await(
                    "an index to be waited for",
                    () -> count("pg_stat_activity where wait_event_type = 'Lock' and query like"
                                    + " 'create%index concurrently%'")
                            == 1);
            return writer;
        }

        private static void letGo(Connection held) {
            try {
                held.close();
            } catch (SQLException gone) {
                // It went with its server.
            }
        }

        private boolean isBehindTheSwitch() {
            return point.equals("after SWITCH 1") || point.contains(" FINISH ");
        }

        private void isSoundNowAndCompletedLater(boolean isNext) throws Exception {
            isWholly(isNext);
            var before = tables.values();
            releases.apply(List.of(next), "test");
            isWholly(true);
            tables.hold(before);
            assertThat(count("platform.release_preparation")).isZero();
            assertThat(count("platform.release_step where state = 'WAITING'")).isZero();
            assertThat(count("pg_trigger where tgname like 'fill%'")).isZero();
            var again = releases.plan(releases.propose(List.of(next), Set.of()).next());
            assertThat(again.steps()).isEmpty();
            assertThat(again.drift()).isEmpty();
            tables.areThoseOf(catalogs.current(), fresh);
        }

        /** The files that are served, every value where they say, what a clerk may write, and the workflow are of one release. */
        private void isWholly(boolean isNext) throws Exception {
            serves(isNext);
            var column = catalogs.current()
                    .entity(module + "/shelf")
                    .property("size")
                    .orElseThrow()
                    .column();
            assertThat(count(
                            module + ".shelf where \"" + column + "\" is distinct from tag" + (isNext ? "" : "::text")))
                    .as("sizes at %s", point)
                    .isZero();
            assertThat(count(module + ".shelf")).isEqualTo(rows);
            assertThat(count("camunda.act_re_procdef where key_ = '" + module + "_look'"))
                    .as("workflows at %s", point)
                    .isEqualTo(isNext ? 2 : 1);
        }

        /** A clerk writes as the release says, and does the task that comes of it. */
        private void serves(boolean isNext) {
            var release = served + (isNext ? 1 : 0);
            assertThat(catalogs.awaitNewerThan(release - 1, PATIENCE)).isTrue();
            assertThat(catalogs.current().release()).as("release at %s", point).isEqualTo(release);
            var clerk = node.getBean(Actors.class).named("clerk").orElseThrow();
            var tag = ++rows;
            var values = isNext
                    ? "{'title': 'Shelf', 'size': " + tag + ", 'tag': " + tag + "}"
                    : "{'size': '" + tag + "', 'tag': " + tag + "}";
            var change = new Change.Create(module + "/shelf", null, TestPlatform.json(values));
            var shelf = TestPlatform.saved(node.getBean(Records.class).apply(List.of(change), clerk, Options.NONE));
            var tasks = node.getBean(Tasks.class);
            var task = tasks.of(shelf.id(), clerk).getFirst();
            assertThat(task.name()).as("task at %s", point).isEqualTo(isNext ? "Look again" : "Look");
            TestPlatform.saved(tasks.complete(task.id(), null, TestPlatform.json("{}"), null, clerk));
        }
    }

    /** Applies the next release in a process of its own, and stops wherever it says that it is. */
    private static final class Command implements AutoCloseable {

        /** Starts in the time that the one before takes. */
        private static @Nullable Command following;

        private static int commands;

        private final Path said = directory.resolve("command" + ++commands + ".log");
        private final Process process;
        private final BufferedReader points;

        Command() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Dlogging.level.root=WARN",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ApplyingApplication.class.getName(),
                            directory.resolve("data").toString())
                    .redirectError(said.toFile())
                    .start();
            points = process.inputReader();
        }

        static Command take() throws IOException {
            var taken = following == null ? new Command() : following;
            following = null;
            return taken;
        }

        static Command takeAndStartAnother() throws IOException {
            var taken = take();
            following = new Command();
            return taken;
        }

        static void endFollowing() {
            if (following != null) {
                following.close();
            }
        }

        /** Where it is; empty when it has ended. */
        String nextPoint() throws IOException {
            for (var line = points.readLine(); line != null; line = points.readLine()) {
                if (line.startsWith("at ")) {
                    return line.substring(3);
                }
            }
            return "";
        }

        void begin(Path modules) throws IOException {
            for (var line = points.readLine(); !ApplyingApplication.READY.equals(line); line = points.readLine()) {
                assertThat(line).as("ready; %s", said()).isNotNull();
            }
            tell(modules.toString());
        }

        void goTo(String point) throws IOException {
            for (var here = nextPoint(); !here.equals(point); here = nextPoint()) {
                assertThat(here).as("a point before %s; %s", point, said()).isNotEmpty();
                goOn();
            }
        }

        void goOn() throws IOException {
            tell("");
        }

        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Wherever it stops on its way. */
        int goToItsEnd() throws IOException {
            for (var here = nextPoint(); !here.isEmpty(); here = nextPoint()) {
                goOn();
            }
            return exit();
        }

        int exit() {
            return process.onExit().join().exitValue();
        }

        String said() throws IOException {
            return Files.readString(said);
        }

        /** Also behind a failure nobody goes on. */
        @Override
        public void close() {
            kill();
        }
    }
}
