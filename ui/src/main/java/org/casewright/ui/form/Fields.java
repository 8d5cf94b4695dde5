package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.ui.form.Choices.Choice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The field for each type of property. */
final class Fields {

    private static final int SHORT_TEXT = 250;
    private static final int UNBOUND = 10_000;
    private static final int SEGMENTS = 4;
    private static final int SEGMENT_LETTERS = 24;
    private static final int LISTED = 7;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FormView form;
    private final Catalog catalog;
    private final ZoneId zone;
    private final Locale locale;

    Fields(FormView form, Locale locale) {
        this.form = form;
        this.locale = locale;
        this.catalog = form.model().context().catalog();
        this.zone = ZoneId.of(form.model().context().actor().get().zone());
    }

    /** A field for a place whose type has one; repeating groups and structures are built of fields. */
    Editor<?> of(Place.Field place, boolean multi) {
        return switch (place.property().type()) {
            case PropertyType.Text text -> text(place, multi || isLong(text) || hints(place, "multiline"));
            case PropertyType.Bool bool -> yesOrNo(place);
            case PropertyType.Whole whole -> whole(place);
            case PropertyType.Decimal decimal -> bind(new BigDecimalField(), place, Fields::decimal, JSON::numberNode);
            case PropertyType.Date date -> bind(datePicker(), place, parsed(LocalDate::parse), Fields::string);
            case PropertyType.DateTime moment -> moment(place);
            case PropertyType.Time time -> bind(new TimePicker(), place, parsed(LocalTime::parse), Fields::string);
            case PropertyType.Code(var list) -> code(place, catalog.codeList(list));
            case PropertyType.Codes(var list) -> codes(place, catalog.codeList(list));
            case PropertyType.Texts texts -> lines(place);
            case PropertyType.Reference(var to) -> reference(place, choices(place, to));
            case PropertyType.References(var table, var to) ->
                bind(
                        new ReferencesPicker(
                                choices(place, to), place.property().title()),
                        place,
                        this::chosen,
                        (Set<Choice> choices) ->
                                array(choices.stream().map(Choice::value).toList()));
            case PropertyType.Attachment file -> file(place, file);
            case PropertyType.Json json -> text(place, true);
            case PropertyType.Group group -> throw new IllegalArgumentException("A repeating group has a table.");
            case PropertyType.Structure structure -> throw new IllegalArgumentException("A structure has fields.");
        };
    }

    private Editor<?> file(Place.Field place, PropertyType.Attachment type) {
        var field = new FileField(form.model().context(), place.draft(), type, refused -> {
            place.draft().problems().put(place.pointer(), refused);
            form.refresh();
        });
        return bind(hints(place, "photo") ? field.taking() : field, place, json -> json, json -> json);
    }

    private Editor<?> reference(Place.Field place, Choices choices) {
        var title = place.property().title();
        return bind(
                choices.isHierarchy() ? new CascadePicker(choices, title) : new ReferencePicker(choices, title),
                place,
                json -> Choices.of(form.model(), json),
                choice -> JSON.stringNode(choice.value()));
    }

    private Choices choices(Place.Field place, ReferenceDefinition to) {
        return new Choices(form.model(), place.draft(), to);
    }

    private Set<Choice> chosen(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(id -> Choices.of(form.model(), id))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private <T, F extends AbstractField<?, T>> Editor<T> bind(
            F field, Place.Field place, Function<JsonNode, @Nullable T> read, Function<T, @Nullable JsonNode> write) {
        return new Editor<>(field, place, read, write, form);
    }

    /** Whether the definition's hint ({@code x-widget}) is this one; unknown hints are for others. */
    private static boolean hints(Place.Field place, String widget) {
        return widget.equals(place.property().widget());
    }

    private Editor<?> text(Place.Field place, boolean multi) {
        return multi
                ? bind(new TextArea(), place, JsonNode::asString, Fields::string)
                : bind(new TextField(), place, JsonNode::asString, Fields::string);
    }

    private Editor<?> yesOrNo(Place.Field place) {
        var group = new RadioButtonGroup<Boolean>();
        group.setItems(true, false);
        group.setItemLabelGenerator(yes -> text(yes ? "Yes" : "No"));
        group.addClassName("seg");
        return bind(group, place, json -> json.isBoolean() ? json.asBoolean() : null, JSON::booleanNode);
    }

    private Editor<?> whole(Place.Field place) {
        var field = new TextField();
        field.setAllowedCharPattern("[-0-9]");
        field.getElement().setProperty("inputMode", "numeric");
        return bind(field, place, JsonNode::asString, Fields::number);
    }

    /** A number as such; what is none stays a text, so that the engine says what is wrong with it. */
    private static JsonNode number(String text) {
        try {
            return JSON.numberNode(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return JSON.stringNode(text);
        }
    }

    private static @Nullable BigDecimal decimal(JsonNode json) {
        return json.isNumber() ? json.decimalValue() : null;
    }

    private static JsonNode string(Object value) {
        return JSON.stringNode(value.toString());
    }

    private static <T> Function<JsonNode, @Nullable T> parsed(Function<String, T> parser) {
        return json -> {
            try {
                return parser.apply(json.asString());
            } catch (DateTimeException e) {
                return null;
            }
        };
    }

    private DatePicker datePicker() {
        var picker = new DatePicker();
        picker.setLocale(locale);
        picker.setI18n(words());
        picker.setAutoOpen(false);
        return picker;
    }

    private static DatePicker.DatePickerI18n words() {
        var words = new DatePicker.DatePickerI18n();
        words.setDateFormats("d MMM yyyy", "yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy", "d M yyyy");
        words.setBadInputErrorMessage(text("There is no such day. Write it like 14 Mar 2026 or 2026-03-14."));
        return words;
    }

    private Editor<?> moment(Place.Field place) {
        var picker = new DateTimePicker();
        picker.setLocale(locale);
        picker.setDatePickerI18n(words());
        picker.setAutoOpen(false);
        return bind(
                picker,
                place,
                parsed(text ->
                        OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime()),
                (LocalDateTime local) -> string(local.atZone(zone).toOffsetDateTime()));
    }

    private Editor<?> code(Place.Field place, CodeList list) {
        var offered = offered(place, list);
        var letters =
                offered.stream().mapToInt(code -> list.titleOf(code).length()).sum();
        Function<JsonNode, @Nullable String> read = JsonNode::asString;
        if (hints(place, "radio")
                || (offered.size() <= SEGMENTS && letters <= SEGMENT_LETTERS && !hints(place, "list"))) {
            var group = new RadioButtonGroup<String>();
            group.setItems(offered);
            group.setItemLabelGenerator(list::titleOf);
            group.addClassName("seg");
            return bind(group, place, read, Fields::string);
        }
        if (offered.size() <= LISTED || hints(place, "list")) {
            var select = new Select<String>();
            select.setItems(offered);
            select.setItemLabelGenerator(code -> code == null ? "" : list.path(code));
            select.setEmptySelectionAllowed(true);
            return bind(select, place, read, Fields::string);
        }
        var box = new ComboBox<String>();
        box.setItems(offered);
        box.setItemLabelGenerator(list::path);
        box.setClearButtonVisible(true);
        return bind(box, place, read, Fields::string);
    }

    /** The codes that may be chosen: of a status those that a transition leads to; never a withdrawn one but the present. */
    private List<String> offered(Place.Field place, CodeList list) {
        var codes = new ArrayList<String>();
        var present = place.owner().get(place.property().name());
        var lifecycle = place.draft().entity().lifecycle();
        if (place.isTop()
                && lifecycle != null
                && lifecycle.property().equals(place.property().name())) {
            var from = place.draft().stored().path(lifecycle.property()).asString("");
            var actor = form.model().context().actor().get();
            codes.add(from);
            lifecycle.transitions().stream()
                    .filter(step -> !step.auto()
                            && (step.from().isEmpty() || step.from().contains(from)))
                    .filter(step -> step.roles().stream().anyMatch(actor::has))
                    .map(step -> step.to())
                    .filter(to -> !codes.contains(to))
                    .forEach(codes::add);
            return codes;
        }
        list.offered().forEach(code -> codes.add(code.code()));
        if (!Draft.isNothing(present) && !codes.contains(present.asString())) {
            codes.add(present.asString());
        }
        return codes;
    }

    private Editor<?> codes(Place.Field place, CodeList list) {
        var box = new MultiSelectComboBox<String>();
        box.setItems(list.offered().stream().map(CodeList.Code::code).toList());
        box.setItemLabelGenerator(list::path);
        return bind(box, place, Fields::strings, (Set<String> chosen) -> array(chosen));
    }

    private Editor<?> lines(Place.Field place) {
        var area = new TextArea();
        area.setPlaceholder(text("One a line"));
        return bind(
                area,
                place,
                json -> String.join("\n", strings(json)),
                text -> array(text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()));
    }

    private static Set<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static JsonNode array(Iterable<String> words) {
        var array = JSON.arrayNode();
        words.forEach(array::add);
        return array;
    }

    /** Long texts and choices of many take a whole line. */
    static boolean isWide(PropertyType type, boolean multi) {
        return multi
                || type instanceof PropertyType.Group
                || type instanceof PropertyType.References
                || (type instanceof PropertyType.Text text && isLong(text));
    }

    /** Texts of which the definition says that they may be long; a text without a bound is a line. */
    private static boolean isLong(PropertyType.Text text) {
        return text.maxLength() > SHORT_TEXT && text.maxLength() < UNBOUND;
    }

    /** Marks a field that takes a whole line. */
    static void widen(HasStyle component) {
        component.addClassName("wide");
    }
}
