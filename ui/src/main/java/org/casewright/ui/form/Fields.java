package org.casewright.ui.form;

import com.vaadin.flow.component.HasStyle;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.FormDefinition.Control;
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
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final FormView form;
    private final Catalog catalog;
    private final Inputs inputs;
    private final Locale locale;

    Fields(FormView form, Locale locale) {
        this.form = form;
        this.locale = locale;
        this.catalog = form.model().context().catalog();
        this.inputs = new Inputs(
                locale,
                ZoneId.of(form.model().context().actor().get().zone()),
                slot -> form.changed((Place.Field) slot));
    }

    /** A field for a place whose type has one; repeating groups and structures are built of fields. */
    Editor<?> of(Place.Field place, @Nullable Control control) {
        return switch (place.property().type()) {
            case PropertyType.Text text -> text(place, text, control);
            case PropertyType.Bool bool -> inputs.yesOrNo(place);
            case PropertyType.Whole(var least, var most) ->
                slides(place, control) && least != null && most != null
                        ? inputs.slider(place, BigDecimal.valueOf(least), BigDecimal.valueOf(most), BigDecimal.ONE)
                        : inputs.whole(place);
            case PropertyType.Decimal(var scale, var least, var most) ->
                slides(place, control) && least != null && most != null
                        ? inputs.slider(place, least, most, BigDecimal.ONE.movePointLeft(scale))
                        : inputs.decimal(place);
            case PropertyType.Date date ->
                PartialDayField.of(inputs, locale, place, control).orElseGet(() -> inputs.day(place));
            case PropertyType.DateTime moment -> inputs.moment(place);
            case PropertyType.Time time -> inputs.time(place);
            case PropertyType.Code(var list) -> code(place, catalog.codeList(list), control);
            case PropertyType.Codes(var list) -> codes(place, catalog.codeList(list));
            case PropertyType.Texts texts -> inputs.lines(place);
            case PropertyType.Reference(var to) -> reference(place, choices(place, to));
            case PropertyType.References(var table, var to) ->
                inputs.bind(
                        new ReferencesPicker(
                                choices(place, to), place.property().title()),
                        place,
                        this::chosen,
                        (Set<Choice> choices) -> Inputs.array(choices.stream()
                                .map(choice -> Inputs.string(choice.value()))
                                .toList()));
            case PropertyType.Attachment file -> file(place, file);
            case PropertyType.Json json -> inputs.area(place);
            case PropertyType.Group group -> throw new IllegalArgumentException("A repeating group has a table.");
            case PropertyType.Structure structure -> throw new IllegalArgumentException("A structure has fields.");
        };
    }

    /** A field for a cell, where one types: what is one of several is found by its first letters. */
    Editor<?> inCell(Place.Field place, @Nullable Control control) {
        return place.property().type() instanceof PropertyType.Code(var list)
                ? inputs.choice(
                        place,
                        named(catalog.codeList(list), offered(place, catalog.codeList(list))),
                        Inputs.Look.SEARCH)
                : of(place, control);
    }

    private Editor<?> text(Place.Field place, PropertyType.Text text, @Nullable Control control) {
        if (isMulti(control) || isLong(text) || hints(place, "multiline")) {
            return inputs.area(place);
        }
        var suggested = control == null ? null : control.options().get("suggestion");
        if (suggested != null) {
            return inputs.suggesting(
                    place,
                    StreamSupport.stream(suggested.spliterator(), false)
                            .map(JsonNode::asString)
                            .toList());
        }
        return switch (text.format() == null ? "" : text.format()) {
            case "email" -> inputs.line(place, "email");
            case "phone" ->
                inputs.bind(
                        new PhoneField(locale, place.property().title()), place, JsonNode::asString, Inputs::string);
            case "uri" -> inputs.line(place, "url");
            default -> inputs.line(place);
        };
    }

    private static boolean isMulti(@Nullable Control control) {
        return control != null && control.multi();
    }

    private static boolean slides(Place.Field place, @Nullable Control control) {
        return hints(place, "slider") || (control != null && control.is("slider"));
    }

    private Editor<?> file(Place.Field place, PropertyType.Attachment type) {
        var field = new FileField(form.model().context(), place.draft(), type, refused -> {
            place.complain(refused);
            form.refresh();
        });
        return inputs.bind(hints(place, "photo") ? field.taking() : field, place, json -> json, json -> json);
    }

    private Editor<?> reference(Place.Field place, Choices choices) {
        var title = place.property().title();
        return inputs.bind(
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

    /** Whether the definition's hint ({@code x-widget}) is this one; unknown hints are for others. */
    private static boolean hints(Place.Field place, String widget) {
        return widget.equals(place.property().widget());
    }

    private Editor<?> code(Place.Field place, CodeList list, @Nullable Control control) {
        var look = control != null && control.option("format").equals("radio")
                ? control.option("orientation").equals("vertical") ? Inputs.Look.RADIO_COLUMN : Inputs.Look.RADIO
                : hints(place, "radio")
                        ? Inputs.Look.RADIO
                        : hints(place, "list") ? Inputs.Look.LIST : Inputs.Look.FITTING;
        return inputs.choice(place, named(list, offered(place, list)), look);
    }

    /** Codes by their titles, with those above them where the list is a hierarchy. */
    private static List<Inputs.Choice> named(CodeList list, List<String> codes) {
        return codes.stream()
                .map(code -> new Inputs.Choice(JSON.stringNode(code), list.path(code)))
                .toList();
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
        return inputs.choices(
                place,
                named(list, list.offered().stream().map(CodeList.Code::code).toList()));
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
