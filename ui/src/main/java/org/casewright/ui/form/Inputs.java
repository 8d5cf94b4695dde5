package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.casewright.ui.part.Days;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of which forms are made, each for one kind of value, whatever says that it is of that kind. */
final class Inputs {

    private static final int SEGMENTS = 4;
    private static final int SEGMENT_LETTERS = 24;
    private static final int LISTED = 7;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Locale locale;
    private final ZoneId zone;
    private final Consumer<Slot> changed;

    /**
     * Fields in a language.
     *
     * @param zone in which moments are read and entered
     * @param changed hears where something was entered
     */
    Inputs(Locale locale, ZoneId zone, Consumer<Slot> changed) {
        this.locale = locale;
        this.zone = zone;
        this.changed = changed;
    }

    /**
     * One of what can be chosen.
     *
     * @param value what is stored; two choices of the same value are one
     */
    record Choice(JsonNode value, String title) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Choice choice && choice.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** How one of several is chosen. */
    enum Look {
        /** As suits their number and length. */
        FITTING,
        RADIO,
        RADIO_COLUMN,
        LIST,
        SEARCH
    }

    <T, F extends AbstractField<?, T>> Editor<T> bind(
            F field, Slot slot, Function<JsonNode, @Nullable T> read, Function<T, @Nullable JsonNode> write) {
        return new Editor<>(field, slot, read, write, () -> changed.accept(slot));
    }

    Editor<?> line(Slot slot) {
        return bind(new TextField(), slot, JsonNode::asString, Inputs::string);
    }

    /** A line that takes no more letters than these. */
    Editor<?> line(Slot slot, int most) {
        var field = new TextField();
        field.setMaxLength(most);
        return bind(field, slot, JsonNode::asString, Inputs::string);
    }

    Editor<?> area(Slot slot) {
        return bind(new TextArea(), slot, JsonNode::asString, Inputs::string);
    }

    /** A line with the keyboard of a kind of text, such as {@code email} or {@code url}, where there is one. */
    Editor<?> line(Slot slot, String keyboard) {
        var field = new TextField();
        field.getElement().setProperty("inputMode", keyboard);
        return bind(field, slot, JsonNode::asString, Inputs::string);
    }

    Editor<?> password(Slot slot) {
        return bind(new PasswordField(), slot, JsonNode::asString, Inputs::string);
    }

    /** A line with texts that are offered; others can be written. */
    Editor<?> suggesting(Slot slot, List<String> texts) {
        var box = new ComboBox<String>();
        box.setItems(texts);
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(event -> {
            slot.set(event.getDetail().isEmpty() ? null : JSON.stringNode(event.getDetail()));
            box.setValue(event.getDetail());
            slot.forgive();
            changed.accept(slot);
        });
        return bind(box, slot, JsonNode::asString, Inputs::string);
    }

    Editor<?> yesOrNo(Slot slot) {
        var group = new RadioButtonGroup<Boolean>();
        group.setItems(true, false);
        group.setItemLabelGenerator(yes -> text(yes ? "Yes" : "No"));
        group.addClassName("seg");
        return bind(group, slot, json -> json.isBoolean() ? json.asBoolean() : null, JSON::booleanNode);
    }

    Editor<?> whole(Slot slot) {
        var field = new TextField();
        field.setAllowedCharPattern("[-0-9]");
        field.getElement().setProperty("inputMode", "numeric");
        return bind(field, slot, JsonNode::asString, Inputs::number);
    }

    /** A number as such; what is none stays a text, so that whoever checks it says what is wrong with it. */
    private static JsonNode number(String text) {
        try {
            return JSON.numberNode(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return JSON.stringNode(text);
        }
    }

    Editor<?> decimal(Slot slot) {
        return bind(new BigDecimalField(), slot, Inputs::decimal, JSON::numberNode);
    }

    Editor<?> slider(Slot slot, BigDecimal least, BigDecimal most, BigDecimal step) {
        return bind(new Slider(least, most, step), slot, Inputs::decimal, JSON::numberNode);
    }

    static @Nullable BigDecimal decimal(JsonNode json) {
        return json.isNumber() ? json.decimalValue() : null;
    }

    Editor<?> day(Slot slot) {
        return bind(Days.picker(locale), slot, Inputs::day, Inputs::string);
    }

    static @Nullable LocalDate day(JsonNode json) {
        return parsed(json, LocalDate::parse);
    }

    Editor<?> time(Slot slot) {
        var picker = new TimePicker();
        picker.setLocale(locale);
        return bind(
                picker, slot, Inputs::time, (LocalTime time) -> string(DateTimeFormatter.ISO_LOCAL_TIME.format(time)));
    }

    static @Nullable LocalTime time(JsonNode json) {
        return parsed(json, LocalTime::parse);
    }

    Editor<?> moment(Slot slot) {
        return bind(
                Days.momentPicker(locale),
                slot,
                this::moment,
                (LocalDateTime local) -> string(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        local.atZone(zone).toOffsetDateTime())));
    }

    @Nullable
    LocalDateTime moment(JsonNode json) {
        return parsed(
                json, text -> OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime());
    }

    private static <T> @Nullable T parsed(JsonNode json, Function<String, T> parser) {
        try {
            return json.isString() ? parser.apply(json.asString()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** One of several; what stands there already stays, also when it is not among them. */
    Editor<?> choice(Slot slot, List<Choice> offered, Look look) {
        var choices = new ArrayList<>(offered);
        Function<JsonNode, @Nullable Choice> read = json -> known(choices, json);
        var present = slot.value();
        if (!Draft.isNothing(present) && present != null && !choices.contains(read.apply(present))) {
            choices.add(new Choice(present, spelt(present)));
        }
        var letters =
                choices.stream().mapToInt(choice -> choice.title().length()).sum();
        if (look == Look.RADIO
                || look == Look.RADIO_COLUMN
                || (look == Look.FITTING && choices.size() <= SEGMENTS && letters <= SEGMENT_LETTERS)) {
            return bind(radio(choices, look), slot, read, Choice::value);
        }
        if (look == Look.LIST || (look == Look.FITTING && choices.size() <= LISTED)) {
            var select = new Select<Choice>();
            select.setItems(choices);
            select.setItemLabelGenerator(choice -> choice == null ? "" : choice.title());
            select.setEmptySelectionAllowed(true);
            return bind(select, slot, read, Choice::value);
        }
        var box = new ComboBox<Choice>();
        box.setItems(choices);
        box.setItemLabelGenerator(Choice::title);
        box.setClearButtonVisible(true);
        return bind(box, slot, read, Choice::value);
    }

    private static RadioButtonGroup<Choice> radio(List<Choice> choices, Look look) {
        var group = new RadioButtonGroup<Choice>();
        group.setItems(choices);
        group.setItemLabelGenerator(Choice::title);
        if (look == Look.RADIO_COLUMN) {
            group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        } else {
            group.addClassName("seg");
        }
        return group;
    }

    private static Choice known(List<Choice> choices, JsonNode json) {
        return choices.stream()
                .filter(choice -> choice.value().equals(json))
                .findFirst()
                .orElseGet(() -> new Choice(json, spelt(json)));
    }

    private static String spelt(JsonNode json) {
        return json.isString() ? json.asString() : json.toString();
    }

    /** Several of several. */
    Editor<?> choices(Slot slot, List<Choice> offered) {
        var box = new MultiSelectComboBox<Choice>();
        var choices = new ArrayList<>(offered);
        elements(slot.value())
                .map(json -> known(choices, json))
                .filter(choice -> !choices.contains(choice))
                .forEach(choices::add);
        box.setItems(choices);
        box.setItemLabelGenerator(Choice::title);
        return bind(
                box,
                slot,
                json -> elements(json)
                        .map(each -> known(choices, each))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                (Set<Choice> chosen) -> array(chosen.stream().map(Choice::value).toList()));
    }

    /** A value as it is: JSON, but a text without its quotes where it can be told from JSON. */
    Editor<?> raw(Slot slot) {
        return bind(
                new TextField(),
                slot,
                json -> json.isString() && parsed(json.asString()).isString() ? json.asString() : json.toString(),
                Inputs::parsed);
    }

    private static JsonNode parsed(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JSON.stringNode(text);
        }
    }

    /** Several texts, one a line. */
    Editor<?> lines(Slot slot) {
        var area = new TextArea();
        area.setPlaceholder(text("One a line"));
        return bind(
                area,
                slot,
                json -> elements(json).map(JsonNode::asString).collect(Collectors.joining("\n")),
                entered -> array(entered.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .<JsonNode>map(JSON::stringNode)
                        .toList()));
    }

    private static java.util.stream.Stream<JsonNode> elements(@Nullable JsonNode array) {
        return array == null ? java.util.stream.Stream.empty() : StreamSupport.stream(array.spliterator(), false);
    }

    static JsonNode string(Object value) {
        return JSON.stringNode(value.toString());
    }

    static JsonNode array(List<JsonNode> values) {
        var array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
