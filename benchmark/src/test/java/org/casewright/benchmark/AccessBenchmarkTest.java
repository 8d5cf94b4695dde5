package org.casewright.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.casewright.benchmark.Asked.What;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The measurement of row-level security with few rows; what it measures is only looked at where rows are many. */
class AccessBenchmarkTest {

    @Test
    void everybodyIsGivenTheSameRowsByThePoliciesAsByHand() throws Exception {
        var benchmark = CommandLine.populateCommand(
                new AccessBenchmark(), "--rows", "8000", "--shares", "800", "--gets", "50", "--lists", "1");

        // It refuses to measure where they differ.
        var measured = benchmark.measure();

        var asked = new ArrayList<String>();
        measured.forEach(each ->
                asked.add(each.asked().asker().title() + ", " + each.asked().what()));
        assertThat(asked).hasSize(9 * What.values().length).doesNotHaveDuplicates();
        assertThat(measured).allSatisfy(each -> {
            assertThat(each.asked().settings().values()).isNotEmpty();
            assertThat(each.ratio()).isPositive();
        });
        assertThat(measured.stream().map(Alternation.Measured::asked))
                .filteredOn(each -> each.asker().table().equals("folder")
                        && !each.asker().account().equals(Cabinet.GLOBAL)
                        && each.what() != What.GET)
                .as("a plan for whoever asks would be one for who holds nearly all that is shared")
                .hasSize(16)
                .allSatisfy(each -> assertThat(each.questions().getFirst().sql())
                        .contains("in ('" + account(each.settings()) + "', "));
    }

    private static Object account(Sent settings) {
        return settings.values().get(settings.values().indexOf("casewright.user") + 1);
    }
}
