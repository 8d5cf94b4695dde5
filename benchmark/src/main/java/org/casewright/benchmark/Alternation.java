package org.casewright.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.casewright.postgres.Databases;

/**
 * Asks the same in several ways by turns, so that a slow moment of the machine meets all of them: over kept connections, within a
 * transaction, by statements that the server has prepared.
 */
final class Alternation implements AutoCloseable {
    /** The server prepares a statement when it is sent for the fifth time, and settles on a plan at the tenth. */
    private static final int WARM = 11;

    private static final int LEAST = 10;

    private enum Way {
        /** Under the policies, settings made before. */
        POLICIES,
        /** By the owner, whom no policy binds, restricted to the same rows. */
        RESTRICTED,
        /** By the owner, restricted to nothing. */
        BARE,
        /** Under the policies, the settings made in the same round trip. */
        WITH_SETTINGS
    }

    private final Connection application;
    private final Connection owner;

    Alternation(Databases databases) throws SQLException {
        application = databases.application().getConnection();
        owner = databases.owner().getConnection();
        application.setAutoCommit(false);
        owner.setAutoCommit(false);
    }

    /** Medians in milliseconds. */
    record Measured(Asked asked, double policies, double restricted, double bare, double withSettings) {
        /** How many times as long it takes with row-level security as without. */
        double ratio() {
            return policies / restricted;
        }
    }

    /**
     * Measures.
     *
     * @param most how often each is asked
     * @param seconds after which no more is asked
     */
    Measured measure(Asked asked, int most, double seconds) throws SQLException {
        asked.settings().ask(application);
        requireAgreement(asked);
        var times = new EnumMap<Way, List<Double>>(Way.class);
        for (var turn = 0; turn < WARM; turn++) {
            askAll(asked, turn, new EnumMap<>(Way.class));
        }
        var begin = System.nanoTime();
        for (var turn = 0; turn < most && (turn < LEAST || System.nanoTime() - begin < seconds * 1e9); turn++) {
            askAll(asked, turn, times);
        }
        application.rollback();
        owner.rollback();
        return new Measured(
                asked,
                median(times, Way.POLICIES),
                median(times, Way.RESTRICTED),
                median(times, Way.BARE),
                median(times, Way.WITH_SETTINGS));
    }

    private static double median(Map<Way, List<Double>> times, Way way) {
        return Report.median(Objects.requireNonNull(times.get(way)));
    }

    /** Each turn another way begins. */
    private void askAll(Asked asked, int turn, Map<Way, List<Double>> times) throws SQLException {
        var ways = Way.values();
        for (var place = 0; place < ways.length; place++) {
            var way = ways[(turn + place) % ways.length];
            times.computeIfAbsent(way, any -> new ArrayList<>()).add(ask(asked, way, turn));
        }
    }

    private double ask(Asked asked, Way way, int turn) throws SQLException {
        var sent = switch (way) {
            case POLICIES -> in(asked.questions(), turn);
            case RESTRICTED -> in(asked.restricted(), turn);
            case BARE -> in(asked.bare(), turn);
            case WITH_SETTINGS -> asked.settings().then(in(asked.questions(), turn));
        };
        var connection = way == Way.POLICIES || way == Way.WITH_SETTINGS ? application : owner;
        var begin = System.nanoTime();
        sent.ask(connection);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static Sent in(List<Sent> several, int turn) {
        return several.get(turn % several.size());
    }

    /** Ratios say something only where the same rows come back. */
    private void requireAgreement(Asked asked) throws SQLException {
        var ours = in(asked.questions(), 0).answer(application);
        var theirs = in(asked.restricted(), 0).answer(owner);
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(asked.asker() + ", " + asked.what() + ": under the policies " + ours.size()
                    + " rows, without them " + theirs.size() + ", or others");
        }
    }

    @Override
    public void close() throws SQLException {
        application.close();
        owner.close();
    }
}
