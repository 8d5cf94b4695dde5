package org.casewright.ui.list;

import static org.casewright.ui.part.Words.locale;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Condition.Relation;
import org.casewright.ui.list.RecordChoices.Choice;
import org.casewright.ui.part.Days;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where the values are chosen that a property is held against, or that it is to have.
 *
 * @param values what is chosen; fewer than are needed where something is missing
 */
record ValueField(List<Component> components, Supplier<List<Object>> values) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_DAYS = 3_650;

    /** Makes them. */
    record Maker(Catalog catalog, RecordChoices choices, ZoneId zone) {

        /** For a condition, with the values that it has. */
        ValueField of(Asked asked, Relation relation, List<Object> present) {
            return switch (relation) {
                case EMPTY, FILLED, TODAY -> new ValueField(List.of(), List::of);
                case LAST_DAYS, NEXT_DAYS -> days(present);
                case ONE_OF, NONE_OF -> several(asked, present);
                case BETWEEN -> two(one(asked, present, 0), one(asked, present, 1));
                default -> one(asked, present, 0);
            };
        }

        private static ValueField two(ValueField low, ValueField high) {
            var and = new Span(text("and"));
            and.addClassName("mute");
            return new ValueField(
                    Stream.of(low.components().stream(), Stream.<Component>of(and), high.components().stream())
                            .flatMap(each -> each)
                            .toList(),
                    () -> Stream.concat(low.values().get().stream(), high.values().get().stream())
                            .toList());
        }

        private static ValueField days(List<Object> present) {
            var field = new IntegerField();
            field.setAriaLabel(text("Days"));
            field.setMin(1);
            field.setMax(MOST_DAYS);
            field.setStepButtonsVisible(true);
            field.setValue(present.isEmpty() || !(present.getFirst() instanceof BigDecimal many) ? 7 : many.intValue());
            return new ValueField(
                    List.of(field),
                    () -> field.getValue() == null || field.getValue() < 1 || field.getValue() > MOST_DAYS
                            ? List.of()
                            : List.of(BigDecimal.valueOf(field.getValue())));
        }

        private ValueField several(Asked asked, List<Object> present) {
            return switch (asked.type()) {
                case PropertyType.Code(var list) -> codes(catalog.codeList(list), present);
                case PropertyType.Reference(var to) -> records(to.entity(), present);
                default -> one(asked, present, 0);
            };
        }

        private static ValueField codes(CodeList list, List<Object> present) {
            var box = new MultiSelectComboBox<String>();
            box.setItems(List.copyOf(list.codes().keySet()));
            box.setItemLabelGenerator(list::titleOf);
            box.setValue(present.stream()
                    .map(Object::toString)
                    .filter(list.codes()::containsKey)
                    .toList());
            return field(box, () -> List.<Object>copyOf(new LinkedHashSet<>(box.getValue())));
        }

        private ValueField records(String entity, List<Object> present) {
            var box = new MultiSelectComboBox<Choice>();
            box.setItems(choices.of(entity));
            box.setItemLabelGenerator(Choice::title);
            box.setValue(present.stream()
                    .map(value -> new Choice(value.toString(), choices.title(entity, value.toString())))
                    .toList());
            return field(
                    box,
                    () -> box.getValue().stream().<Object>map(Choice::value).toList());
        }

        private ValueField one(Asked asked, List<Object> present, int place) {
            var value = present.size() > place ? present.get(place) : null;
            return switch (asked.type()) {
                case PropertyType.DateTime any -> day(value);
                case PropertyType.Codes(var list) -> code(catalog.codeList(list), value);
                default -> of(asked.type(), value);
            };
        }

        /** For a value of a type. */
        ValueField of(PropertyType type, @Nullable Object value) {
            return switch (type) {
                case PropertyType.Date any -> day(value);
                case PropertyType.Whole any -> number(value);
                case PropertyType.Decimal any -> number(value);
                case PropertyType.Bool any -> yesOrNo(value);
                case PropertyType.Code(var list) -> code(catalog.codeList(list), value);
                case PropertyType.Reference(var to) -> record(to.entity());
                case PropertyType.DateTime any -> moment();
                case PropertyType.Time any -> time();
                default -> words(value);
            };
        }

        private static ValueField words(@Nullable Object value) {
            var field = new TextField();
            field.setValue(value == null ? "" : value.toString());
            return field(
                    field,
                    () -> field.getValue().isBlank()
                            ? List.of()
                            : List.of(field.getValue().strip()));
        }

        private static ValueField day(@Nullable Object value) {
            var picker = Days.picker(locale());
            picker.setValue(value instanceof LocalDate day ? day : null);
            return field(picker, () -> picker.getValue() == null ? List.of() : List.of(picker.getValue()));
        }

        private static ValueField number(@Nullable Object value) {
            var field = new BigDecimalField();
            field.setLocale(locale());
            field.setValue(value instanceof BigDecimal number ? number : null);
            return field(field, () -> field.getValue() == null ? List.of() : List.of(field.getValue()));
        }

        private static ValueField yesOrNo(@Nullable Object value) {
            var select = new Select<Boolean>();
            select.setItems(true, false);
            select.setItemLabelGenerator(yes -> yes ? text("Yes") : text("No"));
            if (value instanceof Boolean yes) {
                select.setValue(yes);
            }
            return field(select, () -> select.getValue() == null ? List.of() : List.of(select.getValue()));
        }

        private static ValueField code(CodeList list, @Nullable Object value) {
            var box = new ComboBox<String>();
            box.setItems(list.offered().stream().map(CodeList.Code::code).toList());
            box.setItemLabelGenerator(list::titleOf);
            if (value != null && list.codes().containsKey(value.toString())) {
                box.setValue(value.toString());
            }
            return field(box, () -> box.getValue() == null ? List.of() : List.of(box.getValue()));
        }

        private ValueField record(String entity) {
            var box = new ComboBox<Choice>();
            box.setItems(choices.of(entity));
            box.setItemLabelGenerator(Choice::title);
            return field(
                    box,
                    () -> box.getValue() == null
                            ? List.of()
                            : List.of(box.getValue().value()));
        }

        private ValueField moment() {
            var picker = Days.momentPicker(locale());
            return field(
                    picker,
                    () -> picker.getValue() == null
                            ? List.of()
                            : List.of(picker.getValue().atZone(zone).toOffsetDateTime()));
        }

        private static ValueField time() {
            var picker = new TimePicker();
            picker.setLocale(locale());
            return field(picker, () -> picker.getValue() == null ? List.of() : List.of(picker.getValue()));
        }

        private static ValueField field(Component component, Supplier<List<Object>> values) {
            component.getElement().setAttribute("aria-label", text("Value"));
            component.getElement().setProperty("accessibleName", text("Value"));
            return new ValueField(List.of(component), values);
        }
    }

    ValueField {
        components = List.copyOf(components);
    }

    /** What is chosen as the API says it; null for nothing. */
    JsonNode json() {
        var chosen = new ArrayList<>(values.get());
        return chosen.isEmpty()
                ? JSON.nullNode()
                : switch (chosen.getFirst()) {
                    case BigDecimal number -> JSON.numberNode(number);
                    case Boolean yes -> JSON.booleanNode(yes);
                    default -> JSON.stringNode(chosen.getFirst().toString());
                };
    }
}
