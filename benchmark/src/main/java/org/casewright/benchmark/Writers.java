package org.casewright.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that write until they are closed: each makes an item, reads one of those that were there, and changes it. No two change
 * the same, so that nothing may be refused.
 */
final class Writers implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ITEMS = "/api/v1/bench/item";

    private final int port;
    private final String token;
    private final List<Thread> threads = new ArrayList<>();
    private final Collection<Asked> asked = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();
    private volatile boolean closed;

    /** One request: when it was sent, and how long it took. */
    record Asked(long begin, long took, boolean failed) {

        long end() {
            return begin + took;
        }

        double milliseconds() {
            return took / 1e6;
        }
    }

    Writers(int port, String token, int clients, List<UUID> items) {
        this.port = port;
        this.token = token;
        for (var client = 0; client < clients; client++) {
            var share = items.size() / clients;
            var own = items.subList(client * share, (client + 1) * share);
            threads.add(Thread.ofPlatform().start(() -> write(own)));
        }
    }

    private void write(List<UUID> items) {
        var json = "Content-Type: application/json\r\n";
        try (var connection = new Connection(port)) {
            for (var turn = 0; !closed; turn++) {
                ask(connection, Requests.bytes("POST", ITEMS, token, json, Requests.item()), 201);
                var item = ITEMS + "/" + items.get(turn % items.size());
                if (ask(connection, Requests.bytes("GET", item, token, "", ""), 200)) {
                    ask(connection, change(item, connection.body(), turn), 200);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] change(String item, byte[] read, int turn) {
        var version = JSON.readTree(read).path("version").asInt();
        var headers = "If-Match: \"" + version + "\"\r\nContent-Type: application/merge-patch+json\r\n";
        return Requests.bytes("PATCH", item, token, headers, "{\"note\": \"Looked at for the " + turn + "th time.\"}");
    }

    private boolean ask(Connection connection, byte[] request, int expected) throws IOException {
        var begin = System.nanoTime();
        var failed = true;
        try {
            var status = connection.exchange(request);
            failed = status != expected;
            if (failed) {
                wrong.compareAndSet(null, status + " " + new String(connection.body(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            wrong.compareAndSet(null, e.toString());
            connection.close();
        }
        asked.add(new Asked(begin, System.nanoTime() - begin, failed));
        return !failed;
    }

    /** Those that were under way at some moment of a time. */
    List<Asked> during(long begin, long end) {
        return asked.stream()
                .filter(each -> each.begin() < end && each.end() > begin)
                .toList();
    }

    /** The first that failed, in the server's words; null when none did. */
    @Nullable
    String wrong() {
        return wrong.get();
    }

    /** Returns when everything that was asked is answered. */
    void stop() {
        closed = true;
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
