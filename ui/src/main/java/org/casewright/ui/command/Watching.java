package org.casewright.ui.command;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.release.Releases;
import org.casewright.schema.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Applies the folders whenever a file in them was saved. What is broken is said, and what was served before goes on; scenarios
 * are not played.
 */
final class Watching implements SmartLifecycle {
    /** An editor that saves writes several times; a save of many files comes in one after the other. */
    private static final long QUIET_MILLIS = 50;

    private static final int DEPTH = 4;
    private static final String AUTHOR = "watch";
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final List<Path> folders;
    private final Releases releases;
    private final Consumer<Plan> agreed;
    private final Consumer<String> say;
    private @Nullable WatchService service;
    private @Nullable Thread thread;

    /**
     * Prepares.
     *
     * @param agreed throws when a plan is not to be carried out
     */
    Watching(List<Path> folders, Releases releases, Consumer<Plan> agreed, Consumer<String> say) {
        this.folders = List.copyOf(folders);
        this.releases = releases;
        this.agreed = agreed;
        this.say = say;
    }

    @Override
    public void start() {
        try {
            var watched = folders.getFirst().getFileSystem().newWatchService();
            for (var folder : folders) {
                register(folder, watched);
            }
            service = watched;
            thread = Thread.ofPlatform().daemon().name("casewright watch").start(() -> watch(watched));
        } catch (IOException e) {
            throw new RefusedException("cannot watch the module folders: " + e.getMessage());
        }
    }

    private static void register(Path folder, WatchService watched) throws IOException {
        Files.walkFileTree(folder, java.util.Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                var name = each.getFileName();
                if (!each.equals(folder) && name != null && name.toString().startsWith(".")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                each.register(watched, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void watch(WatchService watched) {
        try {
            while (true) {
                var key = watched.take();
                while (key != null) {
                    key.pollEvents();
                    key.reset();
                    key = watched.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                }
                // A folder that has just come is not watched yet.
                for (var folder : folders) {
                    register(folder, watched);
                }
                apply();
            }
        } catch (ClosedWatchServiceException | InterruptedException stopped) {
            // That is how it ends.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply() {
        var begun = System.nanoTime();
        try {
            var applied = releases.apply(folders, AUTHOR, agreed);
            if (applied.changed()) {
                var millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                say.accept("Release " + applied.release().number() + " is served (" + millis + " ms).");
            }
        } catch (Refusal refused) {
            var sentence = refused.code() == ErrorCode.PRECONDITION_REQUIRED
                    ? "Nothing was done: " + refused.sentence()
                    : refused.sentence();
            say.accept(sentence + " What was served before goes on.");
            refused.problems().forEach(problem -> say.accept("  " + Told.line(problem)));
        } catch (RuntimeException e) {
            say.accept("The folders could not be applied: " + e.getMessage());
        }
    }

    @Override
    public void stop() {
        var watched = service;
        var watching = thread;
        service = null;
        thread = null;
        if (watched == null || watching == null) {
            return;
        }
        try {
            watched.close();
            // What is being applied is applied to its end.
            watching.join(LONGEST_STOP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
