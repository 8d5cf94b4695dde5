package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/tutorial.md} is followed as a newcomer follows it: each file is written, each command given to a shell, and what is
 * shown comes. The packaged application is what runs.
 */
class TutorialIT {

    private static final Path TUTORIAL = Path.of("../docs/tutorial.md");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String START = "./casewright start ";

    /** A file with its path above it, commands, or what is seen. */
    private static final Pattern BLOCK = Pattern.compile(
            "(?:^`(?<path>[^`\\n]+)`\\n\\n)?^```(?<kind>\\w*)\\n(?<text>.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Pattern SECOND_TERMINAL = Pattern.compile("In the second terminal:\\s*\\z");

    @TempDir
    private Path folder = Path.of("");

    private int port;
    private Process shell;
    private BufferedReader answers;

    @BeforeEach
    void open() throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var launcher = folder.resolve("casewright");
        Files.writeString(launcher, """
                #!/bin/sh
                exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx600m -Dcasewright.home=%s -jar %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        folder,
                        Path.of("target", "casewright-app.jar").toRealPath()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        shell = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        answers = shell.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void close() throws InterruptedException {
        shell.descendants().forEach(ProcessHandle::destroy);
        for (var child : shell.descendants().toList()) {
            child.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
        shell.destroy();
        shell.waitFor();
    }

    @Test
    void whatTheTutorialShowsIsWhatHappens() throws Exception {
        var text = Files.readString(TUTORIAL);
        var blocks = BLOCK.matcher(text);
        var said = "";
        var commands = 0;
        var files = 0;
        var end = 0;
        while (blocks.find()) {
            var path = blocks.group("path");
            var block = blocks.group("text");
            if (path != null) {
                Files.writeString(folder.resolve(path), block);
                files++;
            } else if (blocks.group("kind").equals("sh")) {
                said = give(block);
                commands++;
            } else if (said == null
                    || SECOND_TERMINAL
                            .matcher(text.substring(end, blocks.start()))
                            .find()) {
                awaitSecondTerminal(block);
            } else {
                assertShown(block, said);
            }
            end = blocks.end();
        }
        assertThat(files).isGreaterThan(8);
        assertThat(commands).isGreaterThan(10);
        assertThat(text.split("```", -1)).as("blocks that were read").hasSizeGreaterThan(2 * (files + commands));
    }

    /** Gives commands to the shell; what they say, or null where they go on in the second terminal. */
    private @org.jspecify.annotations.Nullable String give(String block) throws IOException {
        var here = block.replace("localhost:8080", "localhost:" + port);
        var begun = here.indexOf(START);
        if (begun >= 0) {
            write(here.substring(0, begun) + START + "--port " + port + " "
                    + here.substring(begun + START.length()).strip() + " >second-terminal 2>&1 &\n");
            return null;
        }
        write(here + "\necho \"\n--- $?\"\n");
        var said = new StringBuilder();
        for (var line = answers.readLine(); line != null && !line.startsWith("--- "); line = answers.readLine()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    private void write(String commands) throws IOException {
        shell.outputWriter(StandardCharsets.UTF_8).write(commands);
        shell.outputWriter(StandardCharsets.UTF_8).flush();
    }

    private void awaitSecondTerminal(String shown) throws IOException, InterruptedException {
        var file = folder.resolve("second-terminal");
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isShown(shown, Files.exists(file) ? Files.readString(file) : "")) {
            if (System.nanoTime() > deadline) {
                assertShown(shown, Files.readString(file));
            }
            assertThat(shell.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private boolean isShown(String shown, String said) {
        return shown.lines().allMatch(line -> wild(line).matcher(said).find());
    }

    private void assertShown(String shown, String said) {
        shown.lines().forEach(line -> assertThat(said).containsPattern(wild(line)));
    }

    private Pattern wild(String line) {
        return Pattern.compile(Pattern.quote(line.replace("localhost:8080", "localhost:" + port))
                .replace("…", "\\E.*\\Q"));
    }
}
