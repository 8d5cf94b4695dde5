package org.casewright.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.casewright.catalog.Catalogs;
import org.casewright.loading.ModuleLoader;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes up the releases that other nodes and the command line apply. The database says so at once; where that is not heard, a
 * look every second finds it. Holds one connection of the application's role.
 */
@Component
final class Following implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int PIECES = 5;
    private static final int PIECE_MILLIS = 200;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** The node that has applied a release serves it in the next moment, without our help. */
    private static final Duration OWN = Duration.ofMillis(30);

    private final DataSource application;
    private final Catalogs catalogs;
    private volatile boolean running;
    private @Nullable Thread thread;
    private long unreadable;

    Following(DataSource application, Catalogs catalogs) {
        this.application = application;
        this.catalogs = catalogs;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("casewright releases").start(this::follow);
    }

    private void follow() {
        while (running) {
            try (var connection = application.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                if (running) {
                    LOG.debug("The database is not heard: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        execute(connection, "listen casewright_release");
        var heard = connection.unwrap(PGConnection.class);
        var sql = Switch.client(connection);
        while (running) {
            var newest = ReleaseTable.newest(sql)
                    .filter(release -> release.number() != unreadable)
                    .filter(release -> !catalogs.awaitNewerThan(release.number() - 1, OWN));
            if (newest.isPresent()) {
                takeUp(newest.get(), connection);
            }
            awaitNews(heard);
        }
        // Others get the connection from the pool.
        execute(connection, "unlisten casewright_release");
    }

    /** In pieces, because it cannot be interrupted. */
    private void awaitNews(PGConnection heard) throws SQLException {
        for (int piece = 0; running && piece < PIECES; piece++) {
            if (heard.getNotifications(PIECE_MILLIS).length > 0) {
                return;
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private void takeUp(Release release, Connection connection) throws SQLException {
        var files = ReleaseTable.files(Switch.client(connection), release.number())
                .orElseThrow()
                .modules();
        var loaded = ModuleLoader.load(files);
        var catalog = loaded.catalog();
        if (catalog == null) {
            // A newer version of the platform has applied it; until this node is updated it can only read.
            unreadable = release.number();
            LOG.error("Release {} cannot be read by this version: {}", release.number(), loaded.problems());
            return;
        }
        catalogs.switchTo(Switch.stored(catalog, release, connection));
        LOG.info("Release {} is served.", release.number());
    }

    private void pause() {
        try {
            Thread.sleep((long) PIECE_MILLIS * PIECES);
        } catch (InterruptedException e) {
            // Only stopping interrupts us.
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        var following = thread;
        thread = null;
        if (following == null) {
            return;
        }
        following.interrupt();
        try {
            following.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
