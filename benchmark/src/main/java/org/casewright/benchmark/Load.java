package org.casewright.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** A closed loop: so many clients, each asking again as soon as it is answered. */
record Load(int port, Requests requests, Operation operation, int clients) {

    /**
     * What was measured.
     *
     * @param rate answers a second
     * @param median of the times of the answers
     * @param most 95 of 100 answers took no longer
     * @param served all answers, those of the lead-in too
     */
    record Measured(double rate, Duration median, Duration most, long served) {}

    // Only added up, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Times(long[] nanos, long served) {}

    /** Asks for so long; the first tenth is not measured. */
    Measured run(Duration time) {
        var begin = System.nanoTime() + time.toNanos() / 10;
        var end = begin + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<Times>>();
            for (var client = 0; client < clients; client++) {
                running.add(threads.submit(() -> ask(begin, end)));
            }
            var all = new ArrayList<Times>();
            for (var client : running) {
                all.add(client.get());
            }
            return measured(all, time);
        } catch (ExecutionException e) {
            throw new IllegalStateException(operation + ", " + requests.contender().title + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Measured measured(List<Times> all, Duration time) {
        var nanos = all.stream()
                .flatMapToLong(times -> LongStream.of(times.nanos()))
                .sorted()
                .toArray();
        if (nanos.length == 0) {
            throw new IllegalStateException("nothing was answered in " + time);
        }
        return new Measured(
                nanos.length / (time.toNanos() / 1e9),
                Duration.ofNanos(nanos[nanos.length / 2]),
                Duration.ofNanos(nanos[(int) (nanos.length * 0.95)]),
                all.stream().mapToLong(Times::served).sum());
    }

    private Times ask(long begin, long end) throws IOException {
        var nanos = new long[1 << 12];
        var count = 0;
        var served = 0L;
        try (var connection = new Connection(port)) {
            for (var start = System.nanoTime(); start < end; start = System.nanoTime()) {
                var status = connection.exchange(requests.next(operation));
                var answered = System.nanoTime();
                if (status != operation.expectedStatus()) {
                    throw new IOException(status + " " + new String(connection.body(), StandardCharsets.UTF_8));
                }
                served++;
                // Counted where it ended, so that slow answers are not lost at the edges.
                if (answered >= begin && answered < end) {
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, count * 2);
                    }
                    nanos[count++] = answered - start;
                }
            }
        }
        return new Times(Arrays.copyOf(nanos, count), served);
    }
}
