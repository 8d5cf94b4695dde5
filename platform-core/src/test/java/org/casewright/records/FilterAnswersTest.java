package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a filter selects in PostgreSQL are the records for which it is true in Java, whatever it and they say. */
class FilterAnswersTest {

    private static final int FILTERS =
            Integer.getInteger("casewright.filters", Boolean.getBoolean("casewright.long") ? 20_000 : 800);
    private static final String CRATE = "depot/crate";

    private static TestPlatform platform;
    private static Depot depot;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("depot");
        depot = new Depot(platform, new Random(20_261_125L));
        transaction = new TransactionTemplate(platform.bean(PlatformTransactionManager.class));
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void sqlSelectsWhatIsTrueInJava() {
        long seed = Long.getLong("casewright.seed", 20_261_125L);
        int answered = 0;
        int selective = 0;
        var different = new ArrayList<String>();
        for (var round = 0; round < FILTERS; round++) {
            var random = new Random(new SplittableRandom(seed + round).nextLong());
            var filter = new RandomFilters(random, depot).filter();
            var actor = platform.actor(Depot.KEEPERS.get(random.nextInt(2)));
            try {
                var selected = selected(filter, actor);
                if (selected == null) {
                    continue;
                }
                answered++;
                selective += selected.isEmpty() || selected.size() == depot.crates.size() ? 0 : 1;
                var expected = expected(filter, actor);
                if (!selected.equals(expected)) {
                    different.add("seed " + seed + ", round " + round + ": " + filter + "\n   SQL " + selected
                            + "\n  Java " + expected);
                }
            } catch (RuntimeException failed) {
                different.add("seed " + seed + ", round " + round + ": " + filter + "\n  " + failed);
            }
        }
        assertThat(different.size() + " of " + answered + ":\n"
                        + String.join("\n", different.subList(0, Math.min(25, different.size()))))
                .startsWith("0 of");
        assertThat(answered).as("answered of %s", FILTERS).isGreaterThan(FILTERS / 2);
        assertThat(selective).as("neither none nor all").isGreaterThan(answered / 3);
    }

    /** The numbers of the crates that the database gives; null where the filter is refused, with a reason. */
    private static @Nullable Set<UUID> selected(String filter, Actor actor) {
        try {
            var page = platform.records()
                    .find(Query.of(CRATE).where(Expression.parse(filter)).limitedTo(200), actor);
            var ids = new TreeSet<UUID>();
            page.items().forEach(item -> ids.add(item.id()));
            return ids;
        } catch (Refusal refused) {
            assertThat(refused.code()).as(filter).isEqualTo(ErrorCode.FILTER);
            assertThat(refused.problems()).isNotEmpty();
            return null;
        }
    }

    private static Set<UUID> expected(String filter, Actor actor) {
        var expression = Expression.parse(filter);
        var ids = new TreeSet<UUID>();
        transaction.executeWithoutResult(status -> {
            platform.bean(Storage.class).identifyAsEngine();
            var catalog = platform.bean(Catalogs.class).current();
            var session = platform.bean(Reading.class).session(catalog, actor);
            var environment = session.environment(catalog.entity(CRATE), actor.unit());
            depot.crates.stream()
                    .filter(crate -> Evaluator.isTrue(expression, session.values(crate), environment))
                    .forEach(crate -> ids.add(crate.id()));
        });
        return ids;
    }
}
