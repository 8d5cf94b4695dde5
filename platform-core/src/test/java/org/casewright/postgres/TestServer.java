package org.casewright.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of a test run. */
final class TestServer {
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
        return ThrowAwayServer.cache();
    }

    private static EmbeddedPostgres startAndForgetAtEnd() {
        var server = ThrowAwayServer.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
        return server.server();
    }

    static void delete(Path directory) {
        try {
            ThrowAwayServer.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
