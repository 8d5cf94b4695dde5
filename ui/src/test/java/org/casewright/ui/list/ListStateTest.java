package org.casewright.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;

/** What a list shows, as its address says it. */
class ListStateTest {

    @Test
    void aFilterThatIsTooLongIsNotTakenForNone() {
        var state = ListState.of(QueryParameters.of("filter", "title = \"" + "x".repeat(4_000) + "\""));

        assertThat(state.isTooLong()).isTrue();
        assertThat(ListState.of(QueryParameters.of("filter", "title = \"x\"")).isTooLong())
                .isFalse();
        assertThat(ListState.of(QueryParameters.of("filter", " ")).isChanged()).isFalse();
    }
}
