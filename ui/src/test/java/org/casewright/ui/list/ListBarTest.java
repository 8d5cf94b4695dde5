package org.casewright.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.AbstractField.ComponentValueChangeEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.expression.Condition;
import org.junit.jupiter.api.Test;

/** Words are typed above a list while what they find is shown. */
class ListBarTest {

    private final List<ListState> asked = new ArrayList<>();
    private ListState state = ListState.of(QueryParameters.empty());
    private final ListBar bar = new ListBar(() -> shown(state), asked::add, () -> {});

    @Test
    void whatIsTypedStaysWhileTheListFollows() {
        show(state);
        var find = find();
        enter(find, "du");
        enter(find, "dunes");

        show(asked.getFirst());
        assertThat(find()).isSameAs(find);
        assertThat(find.getValue())
                .as("of the words before the list is shown only now")
                .isEqualTo("dunes");

        show(asked.getLast());
        assertThat(find.getValue()).isEqualTo("dunes");

        show(ListState.of(QueryParameters.empty()));
        assertThat(find.getValue()).as("somebody has cleared all").isEmpty();
    }

    @SuppressWarnings("NullAway") // No conditions are shown, so none are said.
    private void show(ListState next) {
        state = next;
        bar.show(null);
    }

    private TextField find() {
        return bar.getChildren()
                .filter(TextField.class::isInstance)
                .map(TextField.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void enter(TextField field, String words) {
        var old = field.getValue();
        field.setValue(words);
        ComponentUtil.fireEvent(field, new ComponentValueChangeEvent<>(field, field, old, true));
    }

    @SuppressWarnings("NullAway") // What the bar does not look at.
    private static ListShown shown(ListState state) {
        return new ListShown(
                Catalog.EMPTY, null, null, null, null, state, List.of(), null, null, null, Condition.none(), false);
    }
}
