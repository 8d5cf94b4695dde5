package org.casewright.history;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.casewright.history.Verified.Kind;
import org.casewright.history.Verified.Mark;
import org.casewright.history.Verified.Wrong;
import org.casewright.postgres.Databases;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds the history against its seals, seal by seal and in order, up to the first thing that does not fit. What it keeps in
 * memory are the lines of one seal, whatever the length of the history.
 */
@Component
public class Verification {

    private static final String SEAL = "select * from platform.history_seal where number > ? order by number limit 1";
    private static final String BETWEEN =
            Lines.WITH_VALUES + " where (h.tx, h.id) > (?, ?) and (h.tx, h.id) <= (?, ?) order by h.tx, h.id limit ?";
    private static final String BEHIND = "select count(*) from platform.history where (tx, id) > (?, ?)";

    private final JdbcClient owner;

    Verification(Databases databases) {
        this.owner = JdbcClient.create(databases.owner());
    }

    /**
     * Verifies all that is sealed.
     *
     * @param kept seals as they were kept elsewhere, number -> hash
     * @param progress hears, now and then, how many lines were verified
     */
    public Verified verify(Map<Long, String> kept, LongConsumer progress) {
        return new Run(kept, progress).verify();
    }

    private final class Run {
        private final Map<Long, String> kept;
        private final LongConsumer progress;
        private final Erasures erasures = new Erasures(owner);
        private Seal last = Seal.NONE;
        private long entries;

        Run(Map<Long, String> kept, LongConsumer progress) {
            this.kept = new TreeMap<>(kept);
            this.progress = progress;
        }

        Verified verify() {
            var wrong = first();
            var behind = owner.sql(BEHIND)
                    .params(last.lastTx(), last.lastId())
                    .query(Long.class)
                    .single();
            var mark = last.number() == 0
                    ? null
                    : new Mark(last.number(), last.hash().toString(), last.at());
            return new Verified(last.number(), entries, wrong == null ? behind : 0, mark, erasures.found(), wrong);
        }

        private @Nullable Wrong first() {
            for (var next = next(); next.isPresent(); next = next()) {
                var seal = next.get();
                var wrong = wrong(seal);
                if (wrong != null) {
                    return wrong;
                }
                last = seal;
                entries += seal.entries();
                progress.accept(entries);
            }
            // Whoever kept a later one knows that it was there.
            return kept.keySet().stream()
                    .filter(number -> number > last.number())
                    .findFirst()
                    .map(number -> missing(last.number() + 1))
                    .orElse(null);
        }

        private Optional<Seal> next() {
            return owner.sql(SEAL)
                    .param(last.number())
                    .query((row, number) -> Sealing.seal(row))
                    .optional();
        }

        private static Wrong missing(long number) {
            return new Wrong(Kind.SEAL_MISSING, number, null, "Seal " + number + " is not there any more.");
        }

        private @Nullable Wrong wrong(Seal seal) {
            var number = seal.number();
            if (number != last.number() + 1) {
                return missing(last.number() + 1);
            }
            if (!seal.follows(last)) {
                return new Wrong(
                        Kind.SEAL_CHANGED,
                        number,
                        null,
                        "Seal " + number + " is not as it was made, or not behind " + (number - 1) + ".");
            }
            var outside = kept.get(number);
            if (outside != null && !outside.equals(seal.hash().toString())) {
                return new Wrong(
                        Kind.OTHER_SEAL,
                        number,
                        null,
                        "Seal " + number + " is another than the one that was kept outside of the database: "
                                + outside);
            }
            var found = owner.sql(BETWEEN)
                    .params(last.lastTx(), last.lastId(), seal.lastTx(), seal.lastId(), seal.entries() + 1)
                    .query((row, index) -> Found.of(row))
                    .list();
            return new Comparison(number, seal.leaves(), found, erasures).first();
        }
    }
}
