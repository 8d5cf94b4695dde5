package org.casewright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application, and its server, are killed again and again while clerks register visits and receive them. What was
 * acknowledged is there behind it, whole; nothing is there in part or twice; no server stays behind.
 */
class KilledTest {

    private static final int KILLS = Boolean.getBoolean("casewright.long") ? 20 : 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What must not be, as questions that count it. */
    private static final Map<String, String> DEFECTS = defects();

    @TempDir
    private Path directory;

    private final Random random = new Random();
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final List<Running> applications = new ArrayList<>();
    private final Object news = new Object();
    private int runs;

    @Test
    void nothingIsLostOrHalfWhenTheApplicationIsKilled() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            var application = new Running();
            application.awaitMore(5 + random.nextInt(40));
            application.kill();
        }
        var last = new Running();
        last.awaitMore(1);
        check();
        last.end();
        noServerIsLeft();
    }

    @Test
    void nothingIsLostOrHalfWhenTheServerIsKilled() throws Exception {
        var application = new Running();
        for (int kill = 1; kill <= KILLS; kill++) {
            application.awaitMore(5 + random.nextInt(40));
            var killed = application.serverPid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await("another server", () -> application.serverPid() != killed && answers());
            check();
        }
        application.awaitMore(10);
        application.end();
        noServerIsLeft();
    }

    /** Also behind a failure nothing goes on in a directory that is about to be deleted. */
    @AfterEach
    void endAll() throws Exception {
        for (var application : applications) {
            application.kill();
        }
        noServerIsLeft();
    }

    /** In one snapshot, while others go on. */
    private void check() throws SQLException {
        var toldRegistered = Set.copyOf(registered);
        var toldReceived = Set.copyOf(received);
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var states = states(connection);
            assertThat(states.keySet()).as("registered").containsAll(toldRegistered);
            assertThat(toldReceived).as("received").allMatch(id -> "DONE 3".equals(states.get(id)));
            var found = new TreeMap<String, Long>();
            for (var defect : DEFECTS.entrySet()) {
                var times = count(connection, defect.getValue());
                if (times > 0) {
                    found.put(defect.getKey(), times);
                }
            }
            assertThat(found).as("of %s visits", states.size()).isEmpty();
        }
    }

    private static Map<String, String> defects() {
        var all = new LinkedHashMap<String, String>();
        for (var table : List.of("visit", "guest", "seat")) {
            all.put(
                    table + " without registry row",
                    "desk." + table
                            + " t where not exists (select from platform.record r where r.id = t.id and r.entity = 'desk/"
                            + table + "')");
            all.put(
                    table + " without the history of each of its versions",
                    "desk." + table + " t where (select array_agg(h.version order by h.version) from platform.history h"
                            + " where h.record_id = t.id) is distinct from (select array_agg(v) from generate_series(1, t.version) v)");
            all.put(
                    "registry row without " + table,
                    "platform.record r where r.entity = 'desk/" + table + "' and not exists (select from desk." + table
                            + " t where t.id = r.id)");
        }
        all.put(
                "history without record",
                "platform.history h where h.entity not like 'platform/%'"
                        + " and not exists (select from platform.record r where r.id = h.record_id)");
        all.put(
                "guests that are not counted",
                "desk.visit v where v.guest_count <> (select count(*) from desk.guest g where g.visit = v.id)");
        all.put(
                "visit without its guests and phones",
                "desk.visit v where v.guest_count <> (case v.state when 'OPEN' then 2 else 3 end)"
                        + " or 2 <> (select count(*) from desk.visit_phones p where p.parent_id = v.id)");
        all.put(
                "guest without one seat",
                "desk.guest g where 1 <> (select count(*) from desk.seat s where s.guest = g.id)");
        all.put(
                "open visit without its task",
                "desk.visit v where v.state = 'OPEN' and 1 <> (select count(*) from platform.task t where t.record_id = v.id)");
        all.put(
                "open visit without its process",
                "desk.visit v where v.state = 'OPEN' and 1 <> (select count(*) from camunda.act_ru_execution e"
                        + " join camunda.act_ru_task t on t.proc_inst_id_ = e.proc_inst_id_ where e.business_key_ = v.id::text)");
        all.put(
                "received visit with a task",
                "platform.task t where not exists (select from desk.visit v where v.id = t.record_id and v.state = 'OPEN')");
        all.put(
                "process that nobody waits for",
                "camunda.act_ru_execution e where e.business_key_ is not null"
                        + " and not exists (select from desk.visit v where v.id::text = e.business_key_ and v.state = 'OPEN')");
        all.put(
                "task that one of both books does not know",
                "camunda.act_ru_task t full join platform.task p on p.id = t.id_ where t.id_ is null or p.id is null");
        all.put(
                "visit without the steps that were taken",
                "desk.visit v where (select string_agg(s.kind, ' ' order by s.kind) from platform.step s where s.case_id = v.id)"
                        + " is distinct from (case v.state when 'OPEN' then 'START' else 'END START TASK' end)");
        all.put("visit that is there twice", "(select from desk.visit group by code having count(*) > 1) twice");
        all.put(
                "number that is there twice",
                "(select from platform.record where number is not null group by number having count(*) > 1) twice");
        return all;
    }

    private static Map<String, String> states(Connection connection) throws SQLException {
        var states = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select v.id::text, v.state || ' ' || (select count(*) from desk.guest g where g.visit = v.id) from desk.visit v")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
            }
        }
        return states;
    }

    private static long count(Connection connection, String from) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + from)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        var address = EmbeddedPostgres.running(directory, Databases.DATABASE)
                .orElseThrow(() -> new SQLException("no server"));
        return DriverManager.getConnection(address.url(), address.user(), address.password());
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void noServerIsLeft() throws Exception {
        await(
                "the end of every server of " + directory,
                () -> ProcessHandle.allProcesses().noneMatch(this::worksHere));
    }

    /** A server works in the directory of its rows, whatever its processes call themselves. */
    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(directory.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Asks again at each news of the application, and now and then; who spins takes the time of those who are waited for. */
    private void await(String what, Callable<Boolean> question) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.call()) {
            assertThat(System.nanoTime()).as("patience for %s", what).isLessThan(deadline);
            synchronized (news) {
                news.wait(20);
            }
        }
    }

    /** The application in a process of its own, and what it says. */
    private final class Running {

        private final Process process;
        private final Thread listening;
        private final AtomicInteger acknowledged = new AtomicInteger();

        Running() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogging.level.root=WARN",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DeskApplication.class.getName(),
                            directory.toString(),
                            Path.of("src/test/resources/modules/desk")
                                    .toAbsolutePath()
                                    .toString(),
                            "run" + ++runs)
                    .redirectError(directory.resolve("application.log").toFile())
                    .start();
            applications.add(this);
            listening = Thread.ofPlatform().daemon().start(() -> listen(process.inputReader()));
        }

        private void listen(BufferedReader said) {
            try {
                for (var line = said.readLine(); line != null; line = said.readLine()) {
                    hear(line.split(" "));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void hear(String[] words) {
            if (words.length == 3 && words[2].equals(".")) {
                switch (words[0]) {
                    case "registered" -> registered.add(words[1]);
                    case "received" -> received.add(words[1]);
                    default -> {
                        return;
                    }
                }
                acknowledged.incrementAndGet();
                synchronized (news) {
                    news.notifyAll();
                }
            }
        }

        /** Waits until so many more acts are acknowledged. */
        void awaitMore(int acts) throws Exception {
            var enough = acknowledged.get() + acts;
            await(acts + " acts", () -> {
                assertThat(process.isAlive())
                        .as("application, which said %s", log())
                        .isTrue();
                return acknowledged.get() >= enough;
            });
        }

        private String log() throws IOException {
            return Files.readString(directory.resolve("application.log"));
        }

        long serverPid() throws IOException {
            var file = directory.resolve("postgresql").resolve("postmaster.pid");
            try {
                return Long.parseLong(Files.readAllLines(file).getFirst().strip());
            } catch (java.nio.file.NoSuchFileException | RuntimeException notYet) {
                return 0;
            }
        }

        /** As {@code kill -9} does; what it had said is still heard. */
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            listening.join();
            process.onExit().join();
        }

        /** Its input ends, and it ends in order. */
        void end() throws Exception {
            process.getOutputStream().close();
            listening.join();
            assertThat(process.onExit().join().exitValue())
                    .as("exit of the application")
                    .isZero();
        }
    }
}
