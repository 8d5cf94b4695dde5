package org.casewright.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a reader inputs that were changed by chance. Whatever the reader throws is a failure, and so is an input that costs it
 * more than two seconds, or more than {@link #MOST_BYTES}, three times in a row. A failure says seed and round, and where the
 * input was kept; {@code -Dcasewright.fuzz.seed} and {@code -Dcasewright.fuzz.round} try it again.
 *
 * <p>An ordinary run has a fixed seed, and gives ten seconds to a parser of what comes from outside and a fixed number of rounds to
 * whatever does more than read; the long one has a seed of its own and ten minutes, or as many seconds as
 * {@code -Dcasewright.fuzz.seconds} says.
 */
public final class Fuzz {

    private static final long SEED = 20_261_125L;
    /** Of a parser, in an ordinary run. */
    private static final long SECONDS = 10;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** All that is allocated while one input is read, which is far more than is held at any moment. */
    private static final long MOST_BYTES = 512L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final long rounds;
    private final long seed;
    private final long end;
    private long slowest;
    private long largest;

    private Fuzz(String name, long rounds, long seconds) {
        var asked = Long.getLong("casewright.fuzz.seconds", Boolean.getBoolean("casewright.long") ? 600 : 0);
        var given = asked > 0 ? asked : seconds;
        this.name = name;
        this.rounds = given > 0 ? Long.MAX_VALUE : rounds;
        this.seed = Long.getLong("casewright.fuzz.seed", asked > 0 ? System.nanoTime() : SEED);
        this.end = given > 0 ? System.nanoTime() + TimeUnit.SECONDS.toNanos(given) : Long.MAX_VALUE;
    }

    /** Reads an input; throws when it was not read as it should be. */
    public interface Reader<T> {
        void read(T input) throws Exception;
    }

    /**
     * Reads inputs for ten seconds, as parsers do.
     *
     * @param input makes an input by chance
     * @param kept an input as it is kept for whoever looks into a failure
     */
    public static <T> void parse(String name, Function<Random, T> input, Function<T, byte[]> kept, Reader<T> reader) {
        new Fuzz(name, 0, SECONDS).run(input, kept, reader);
    }

    /**
     * Reads inputs until the rounds are over.
     *
     * @param rounds of an ordinary run
     * @param input makes an input by chance
     * @param kept an input as it is kept for whoever looks into a failure
     */
    public static <T> void run(
            String name, long rounds, Function<Random, T> input, Function<T, byte[]> kept, Reader<T> reader) {
        new Fuzz(name, rounds, 0).run(input, kept, reader);
    }

    private <T> void run(Function<Random, T> input, Function<T, byte[]> kept, Reader<T> reader) {
        var worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("fuzz " + name).daemon().factory());
        var only = Long.getLong("casewright.fuzz.round");
        var round = only == null ? 0 : only;
        var last = only == null ? rounds : only + 1;
        for (; round < last && System.nanoTime() < end; round++) {
            var made = input.apply(new Random(new SplittableRandom(seed + round).nextLong()));
            var wrong = tried(worker, made, reader);
            if (wrong != null) {
                throw failure(round, kept.apply(made), wrong);
            }
        }
        worker.shutdownNow();
        System.out.printf(
                "fuzz %s: %,d inputs, seed %d, slowest %d ms, largest %d MB%n",
                name, round - (only == null ? 0 : only), seed, slowest / 1_000_000, largest >> 20);
    }

    /** What is wrong; null for nothing. What costs much is tried again: the machine has others to serve as well. */
    private <T> @Nullable Throwable tried(ExecutorService worker, T input, Reader<T> reader) {
        Throwable wrong = null;
        for (var attempt = 0; attempt < 3; attempt++) {
            wrong = once(worker, input, reader);
            if (!(wrong instanceof TooMuchException)) {
                break;
            }
        }
        return wrong;
    }

    private <T> @Nullable Throwable once(ExecutorService worker, T input, Reader<T> reader) {
        var task = worker.submit(() -> measured(input, reader));
        try {
            task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException hangs) {
            var where = new AssertionError("it has not come back for " + PATIENCE);
            Thread.getAllStackTraces().forEach((thread, frames) -> {
                if (thread.getName().equals("fuzz " + name)) {
                    where.setStackTrace(frames);
                }
            });
            return where;
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return stopped;
        }
    }

    private <T> @Nullable Void measured(T input, Reader<T> reader) throws Exception {
        var begin = System.nanoTime();
        var before = THREADS.getCurrentThreadAllocatedBytes();
        reader.read(input);
        var bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        var time = System.nanoTime() - begin;
        if (time > LONGEST.toNanos() || bytes > MOST_BYTES) {
            throw new TooMuchException("it took " + time / 1_000_000 + " ms and " + (bytes >> 20) + " MB");
        }
        slowest = Math.max(slowest, time);
        largest = Math.max(largest, bytes);
        return null;
    }

    private AssertionError failure(long round, byte[] input, Throwable wrong) {
        var file = Path.of("target", "fuzz", name + "-" + seed + "-" + round);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AssertionError(
                "fuzz " + name + ", seed " + seed + ", round " + round + ", input kept in " + file + ": "
                        + wrong.getMessage(),
                wrong);
    }

    private static final class TooMuchException extends Exception {
        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message);
        }
    }
}
