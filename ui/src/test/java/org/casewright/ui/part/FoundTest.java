package org.casewright.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.data.provider.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A field that asks how many there are, and then which, makes one search. */
class FoundTest {

    private final List<String> searches = new ArrayList<>();

    @Test
    void whatIsTypedIsLookedForOnce() {
        var found = Found.<String>by(words -> {
            searches.add(words);
            return Stream.of(words + " one", words + " two");
        });
        var typed = new Query<String, String>(0, 50, List.of(), null, "dune");

        assertThat(found.size(typed)).isEqualTo(2);
        assertThat(found.fetch(typed)).containsExactly("dune one", "dune two");
        assertThat(searches).containsExactly("dune");

        assertThat(found.size(typed)).isEqualTo(2);
        assertThat(searches).as("asked again later, it looks again").containsExactly("dune", "dune");
    }
}
