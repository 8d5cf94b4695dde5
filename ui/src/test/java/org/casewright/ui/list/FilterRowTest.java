package org.casewright.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Condition.Relation;
import org.junit.jupiter.api.Test;

/** A condition of the filter builder: fields for values come with what is asked and how, and stay while they fit. */
class FilterRowTest {

    private static final Asked BORN = new Asked(List.of("born"), "Born", new PropertyType.Date(), false);
    private static final Asked DUE = new Asked(List.of("due"), "Due", new PropertyType.Date(), false);

    private final FilterRow row = row();

    @Test
    void theFirstWayToAskIsChosenWithItsValue() {
        what().setValue(BORN);

        assertThat(how().getValue()).isEqualTo(Relation.GREATER_OR_EQUAL);
        assertThat(days()).hasSize(1);
    }

    @Test
    void whatIsBeingTypedStaysWhenTheBrowserRepeatsHowItIsCompared() {
        what().setValue(BORN);
        var typed = days().getFirst();
        typed.setValue(LocalDate.of(2001, 2, 3));

        how().setValue(null);
        how().setValue(Relation.GREATER_OR_EQUAL);

        assertThat(days()).containsExactly(typed);
        assertThat(row.condition().orElseThrow().feel()).contains("2001-02-03");
    }

    @Test
    void anotherWayToAskHasItsOwnValues() {
        what().setValue(BORN);
        days().getFirst().setValue(LocalDate.of(2001, 2, 3));

        how().setValue(Relation.BETWEEN);

        assertThat(days()).hasSize(2).allMatch(DatePicker::isEmpty);
    }

    @Test
    void anotherPropertyBeginsAnewEvenWhereItIsAskedTheSameWay() {
        what().setValue(BORN);
        days().getFirst().setValue(LocalDate.of(2001, 2, 3));

        what().setValue(DUE);

        assertThat(days()).hasSize(1).allMatch(DatePicker::isEmpty);
        what().setValue(null);
        assertThat(days()).isEmpty();
        assertThat(row.condition()).isEmpty();
    }

    @SuppressWarnings("NullAway") // No property here refers to records, so none are looked up.
    private static FilterRow row() {
        return new FilterRow(
                List.of(BORN, DUE), new ValueField.Maker(Catalog.EMPTY, null, ZoneOffset.UTC), null, () -> {});
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Asked> what() {
        return (ComboBox<Asked>) all(ComboBox.class).getFirst();
    }

    @SuppressWarnings("unchecked")
    private Select<Relation> how() {
        return (Select<Relation>) all(Select.class).getFirst();
    }

    private List<DatePicker> days() {
        return all(DatePicker.class);
    }

    private <T extends Component> List<T> all(Class<T> type) {
        return below(row).filter(type::isInstance).map(type::cast).toList();
    }

    private static Stream<Component> below(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(FilterRowTest::below));
    }
}
