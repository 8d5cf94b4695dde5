package org.casewright.ui.browser;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The packaged application as its own process, on an empty data directory, with demonstration accounts: the shipped
 * modules and the library beside them, whose folder it watches.
 */
final class RunningApplication implements AutoCloseable {

    static final String PASSWORD = "nine slow herons";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path PACKAGED = Path.of("target", "casewright-app.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path library;
    private final Process process;
    private final Path data;
    private final Path output;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningApplication(Path library) throws IOException, InterruptedException {
        this.library = library;
        data = Files.createTempDirectory("casewright-browser");
        output = data.resolve("output.txt");
        int port = freePort();
        address = "http://localhost:" + port;
        var command = List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx700m",
                "-Dcasewright.home=" + Path.of("..").toRealPath(),
                "-jar",
                PACKAGED.toRealPath().toString(),
                "start",
                "--port",
                String.valueOf(port),
                "--data",
                data.resolve("data").toString(),
                "--demo",
                "--watch",
                "--modules",
                System.getProperty("casewright.modules"),
                "--modules",
                library.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CASEWRIGHT_DEMO_PASSWORD", PASSWORD);
        // Hashes are slow by intention, and people sign in all the time here.
        builder.environment().put("CASEWRIGHT_BCRYPT_STRENGTH", "4");
        process = builder.start();
        awaitAnswer();
    }

    /** The one that all classes of browser tests in a process share; it ends with the process, for each class is a run of its own. */
    static final class Shared implements ParameterResolver {

        private static final class Holder {
            private static final RunningApplication APPLICATION = start();

            static {
                Runtime.getRuntime().addShutdownHook(new Thread(APPLICATION::close));
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningApplication.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Holder.APPLICATION;
        }
    }

    private static RunningApplication start() {
        try {
            return new RunningApplication(dropped(Path.of("src", "test", "modules", "library")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The module as somebody drops it: its demonstration uses the units that are there already. */
    private static Path dropped(Path module) throws IOException {
        var folder = Files.createTempDirectory("dropped").resolve("library");
        try (var files = Files.walk(module)) {
            for (var file : files.toList()) {
                Files.copy(file, folder.resolve(module.relativize(file).toString()));
            }
        }
        var demo = folder.resolve("demo/demo.json");
        var content = (ObjectNode) JSON.readTree(Files.readAllBytes(demo));
        content.remove("units");
        Files.write(demo, JSON.writeValueAsBytes(content));
        return folder;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (process.waitFor(300, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new AssertionError("The application did not start:\n" + Files.readString(output));
            }
            if (Files.readString(output).contains(address)) {
                return;
            }
        }
    }

    /** The folder of the library module, for whoever saves a file in it. */
    Path library() {
        return library;
    }

    String address() {
        return address;
    }

    /** Asks the API as somebody. */
    JsonNode get(String as, String path) {
        var answer = send(
                as,
                HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path)).GET());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The database below it, as its owner: all rows, whatever the pages would show. */
    JdbcClient tables() {
        var database = EmbeddedPostgres.running(data.resolve("data"), Databases.DATABASE)
                .orElseThrow();
        return JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
    }

    /** Waits until the database answers so. */
    void awaits(String question, boolean answer) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!List.of(answer)
                .equals(tables().sql(question).query(Boolean.class).list())) {
            if (ended() || System.nanoTime() > deadline) {
                throw new AssertionError(question);
            }
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status of a request for a new record. */
    int post(String as, String path, String body) {
        return send(
                        as,
                        HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private HttpResponse<String> send(String as, HttpRequest.Builder request) {
        var basic = Base64.getEncoder().encodeToString((as + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try {
            return client.send(
                    request.header("Authorization", "Basic " + basic).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a command said that was given beside the application, and its exit code. */
    record Ended(int exit, String said) {}

    /** Gives a command to the packaged application, for this one's database. */
    Ended command(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                JAVA, "-XX:TieredStopAtLevel=1", "-jar", PACKAGED.toRealPath().toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.resolve("data").toString()));
        var given = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        var said = new String(given.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(given.waitFor(), said);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
