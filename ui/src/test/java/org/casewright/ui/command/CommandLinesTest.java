package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around us is said in one line, before anything is started or made. */
class CommandLinesTest {
    @TempDir
    private Path directory;

    private record Ended(int exit, String errors) {}

    @Test
    void aPortInUseIsRefused() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            var ended = run("start", "--port", Integer.toString(taken.getLocalPort()), "--data", data());

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.errors())
                    .startsWith("casewright: cannot listen at 127.0.0.1 port " + taken.getLocalPort())
                    .hasLineCount(1);
            assertThat(Path.of(data())).doesNotExist();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedAndItsPasswordKept() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/x?user=me&password=hunter2";

        var ended = run("start", "--port", "0", "--database", url);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith("casewright: cannot reach database 127.0.0.1:" + port + "/x")
                .hasLineCount(1)
                .doesNotContain("hunter2");
    }

    @Test
    void aDataDirectoryThatCannotBeOneIsRefused() throws IOException {
        Files.writeString(directory.resolve("file"), "");

        var ended =
                run("start", "--port", "0", "--data", directory.resolve("file").toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("casewright: ").hasLineCount(1);
    }

    @Test
    void aFolderOfModulesThatIsNotThereIsRefused() {
        var ended = run("start", "--port", "0", "--data", data(), "--modules", "/no/such/folder");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("casewright: no such folder: /no/such/folder\n");
    }

    @Test
    void dataAndDatabaseExcludeEachOther() {
        var ended = run("start", "--port", "0", "--data", data(), "--database", "jdbc:postgresql://localhost/x");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("casewright: give --data or --database, not both\n");
    }

    @Test
    void anUnknownOptionIsRefused() {
        var ended = run("start", "--prt", "1");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).contains("Unknown option", "--prt");
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static Ended run(String... arguments) {
        var errors = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            var exit = CommandLines.run(arguments);
            return new Ended(exit, errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
