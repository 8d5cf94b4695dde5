package org.casewright.ui.part;

import static org.casewright.ui.part.Words.commas;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyType;
import org.casewright.matching.Phones;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How values read, in the language and time zone of whoever looks. Takes values as the API says them. */
public final class Values {

    private static final String PLATFORM = "platform/";

    /** As people type days into fields: months of three letters, without a comma. */
    private static final Map<String, DateTimeFormatter> ENGLISH = Map.of(
            "yMMMd", DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH),
            "MMMd", DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH),
            "yMMMMEEEEd", DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH));

    private final Catalog catalog;
    private final Locale locale;
    private final ZoneId zone;

    public Values(Catalog catalog, Locale locale, ZoneId zone) {
        this.catalog = catalog;
        this.locale = locale;
        this.zone = zone;
    }

    /** The value as a text; empty for none. References read as {@code titles} say. */
    public String text(PropertyType type, @Nullable JsonNode value, Map<UUID, String> titles) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "";
        }
        return switch (type) {
            case PropertyType.Text text ->
                "phone".equals(text.format()) ? Phones.shown(value.asString()) : value.asString();
            case PropertyType.Bool bool -> value.asBoolean() ? Words.text("Yes") : Words.text("No");
            case PropertyType.Whole whole -> number(value.decimalValue(), 0);
            case PropertyType.Decimal decimal -> number(value.decimalValue(), decimal.scale());
            case PropertyType.Date date -> date(LocalDate.parse(value.asString()));
            case PropertyType.DateTime moment -> moment(OffsetDateTime.parse(value.asString()));
            case PropertyType.Time time -> time(LocalTime.parse(value.asString()));
            case PropertyType.Code(var list) -> catalog.codeList(list).titleOf(value.asString());
            case PropertyType.Codes(var list) -> joined(value, catalog.codeList(list)::titleOf);
            case PropertyType.Texts texts -> joined(value, word -> word);
            case PropertyType.Reference reference -> title(value, titles);
            case PropertyType.References references -> title(value, titles);
            case PropertyType.Group group -> value.isEmpty() ? "" : number(BigDecimal.valueOf(value.size()), 0);
            case PropertyType.Structure structure ->
                structure.properties().stream()
                        .map(part -> text(part.type(), value.get(part.name()), titles))
                        .filter(word -> !word.isEmpty())
                        .collect(commas());
            case PropertyType.Attachment file -> value.path("name").asString("");
            case PropertyType.Json json -> value.toString();
        };
    }

    /** The value as it stands on a page: statuses with their look, references as links. */
    public Component show(PropertyType type, @Nullable JsonNode value, Map<UUID, String> titles) {
        var text = text(type, value, titles);
        if (text.isEmpty() || value == null) {
            return new Span();
        }
        if (type instanceof PropertyType.Code(var ref) && isStatus(catalog.codeList(ref))) {
            return Status.of(catalog.codeList(ref), value.asString());
        }
        if (type instanceof PropertyType.Reference(var to)
                && !to.entity().startsWith(PLATFORM)
                && value.isString()
                && titles.containsKey(idOf(value))) {
            return new Anchor(to.entity() + "/" + value.asString(), text);
        }
        var shown = new Span(text);
        shown.getElement().setAttribute("dir", "auto");
        return shown;
    }

    /** Whether the codes of a list are statuses: at least one says how it looks. */
    public static boolean isStatus(CodeList list) {
        return list.codes().values().stream().anyMatch(code -> code.shade() != null);
    }

    /** Whether a column of such values is set at its end. */
    public static boolean isNumeric(PropertyType type) {
        return type instanceof PropertyType.Whole
                || type instanceof PropertyType.Decimal
                || type instanceof PropertyType.Date
                || type instanceof PropertyType.DateTime
                || type instanceof PropertyType.Time
                || type instanceof PropertyType.Group;
    }

    /** In which language and in whose manner. */
    public Locale locale() {
        return locale;
    }

    /** A day, as the locale writes it. */
    public String date(LocalDate day) {
        return day.format(pattern("yMMMd"));
    }

    /** A moment in the asker's time zone. */
    public String moment(OffsetDateTime at) {
        var local = at.atZoneSameInstant(zone);
        return Words.text("{0}, {1}##day and time", date(local.toLocalDate()), time(local.toLocalTime()));
    }

    /** A moment as short as it can be told from others: the time of today, the day otherwise. */
    public String lately(OffsetDateTime at) {
        var day = dayOf(at);
        var today = LocalDate.now(zone);
        if (day.equals(today)) {
            return time(at.atZoneSameInstant(zone).toLocalTime());
        }
        return day.getYear() == today.getYear() ? day.format(pattern("MMMd")) : date(day);
    }

    /** The time of a moment in the asker's time zone. */
    public String timeOf(OffsetDateTime at) {
        return time(at.atZoneSameInstant(zone).toLocalTime());
    }

    /** A time of day. */
    public String time(LocalTime at) {
        return at.format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).localizedBy(locale));
    }

    /** A day with its name, as headings of a timeline have it. */
    public String dayName(LocalDate day) {
        return day.format(pattern("yMMMMEEEEd"));
    }

    private DateTimeFormatter pattern(String skeleton) {
        var english = isDayFirst() ? ENGLISH.get(skeleton) : null;
        return english == null ? DateTimeFormatter.ofLocalizedPattern(skeleton).localizedBy(locale) : english;
    }

    private boolean isDayFirst() {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) && !locale.equals(Locale.US);
    }

    /** The day in the asker's time zone. */
    public LocalDate dayOf(OffsetDateTime at) {
        return at.atZoneSameInstant(zone).toLocalDate();
    }

    /** The last day of what ends at a moment. */
    public String lastDay(OffsetDateTime end) {
        return date(dayOf(end.minusNanos(1)));
    }

    /** A count, as the locale writes it. */
    public String count(long many) {
        return NumberFormat.getIntegerInstance(locale).format(many);
    }

    /** How large something is, as people say it. */
    public String bytes(long many) {
        if (many < 1 << 10) {
            return Words.text("{0, plural, one{# byte} other{# bytes}}", many);
        }
        return many < 1 << 20
                ? Words.text("{0} KB", Math.round(many / 1024d))
                : Words.text("{0} MB", number(BigDecimal.valueOf(many / (1024d * 1024d)), 1));
    }

    private String number(BigDecimal value, int scale) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(scale);
        format.setMaximumFractionDigits(scale);
        return format.format(value);
    }

    private static String joined(JsonNode array, java.util.function.UnaryOperator<String> word) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .map(word)
                .collect(commas());
    }

    private static String title(JsonNode value, Map<UUID, String> titles) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(one -> title(one, titles))
                    .collect(commas());
        }
        if (!value.isString()) {
            return "";
        }
        var id = idOf(value);
        return id == null ? value.asString() : titles.getOrDefault(id, "");
    }

    /** The id that a reference's value holds; null when it is none, such as {@code "@name"}. */
    public static @Nullable UUID idOf(JsonNode value) {
        try {
            return UUID.fromString(value.asString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
