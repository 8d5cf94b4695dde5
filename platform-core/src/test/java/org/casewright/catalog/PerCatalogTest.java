package org.casewright.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerCatalogTest {

    private final AtomicInteger made = new AtomicInteger();
    private final PerCatalog<Integer> numbers = new PerCatalog<>(catalog -> made.incrementAndGet());

    private static Catalog catalog(long release) {
        return new Catalog(release, List.of(), Map.of(), Set.of("fr"), language -> List.of());
    }

    @Test
    void keepsWhatBelongsToEachLanguageOfACatalog() {
        var served = catalog(1);

        assertThat(List.of(numbers.of(served), numbers.of(served.in("fr")))).containsExactly(1, 2);

        assertThat(List.of(numbers.of(served.in("fr-CA")), numbers.of(served))).containsExactly(2, 1);
    }

    @Test
    void forgetsWhatBelongedToAnotherCatalog() {
        var older = catalog(1);
        numbers.of(older);
        numbers.of(catalog(2));

        assertThat(numbers.of(older)).isEqualTo(3);
    }
}
