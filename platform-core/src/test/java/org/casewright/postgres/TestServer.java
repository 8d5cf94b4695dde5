package org.casewright.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of a test run; its data are thrown away with the run, so it need not write through to the disk. */
final class TestServer {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "casewright-test-";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = startAndForgetAtEnd();
    }

    private TestServer() {}

    static EmbeddedPostgres get() {
        return Holder.SERVER;
    }

    static String nextName(String stem) {
        return stem + "_" + NUMBER.incrementAndGet();
    }

    /** The programs are unpacked once for all test runs of a user. */
    static Path cache() {
        return Path.of(System.getProperty("user.home"), ".cache", "casewright");
    }

    private static EmbeddedPostgres startAndForgetAtEnd() {
        forgetEarlierRuns();
        var directory = TEMPORARY.resolve(PREFIX + ProcessHandle.current().pid());
        var server = EmbeddedPostgres.start(
                directory,
                Optional.of(cache()),
                Map.of(
                        "fsync", "off",
                        "synchronous_commit", "off",
                        "full_page_writes", "off",
                        "shared_buffers", "128MB",
                        "max_connections", "300"));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            server.close();
            delete(directory);
        }));
        return server;
    }

    private static void forgetEarlierRuns() {
        try (var entries = Files.newDirectoryStream(TEMPORARY, PREFIX + "*")) {
            for (var entry : entries) {
                var pid = entry.getFileName().toString().substring(PREFIX.length());
                if (pid.matches("\\d+") && ProcessHandle.of(Long.parseLong(pid)).isEmpty() && Files.isWritable(entry)) {
                    delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
