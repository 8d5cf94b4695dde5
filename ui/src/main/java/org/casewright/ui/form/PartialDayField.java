package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.ValidationResult;
import com.vaadin.flow.data.binder.Validator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.ui.part.Days;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A day of which perhaps only the month or the year is known, or an estimate: {@code 14 Mar 1984}, {@code Mar 1984}, {@code 1984} or
 * {@code ~1984}. It is kept as a day, as the form says, and a second property says how exact it is.
 */
final class PartialDayField extends TextField {

    private static final long serialVersionUID = 1L;

    static final String OPTION = "x-partial";

    private static final Pattern YEAR = Pattern.compile("(~?)\\s*(\\d{4})");
    private static final List<String> DAYS =
            List.of("d MMM uuuu", "d MMMM uuuu", "uuuu-M-d", "d.M.uuuu", "d/M/uuuu", "d-M-uuuu", "d M uuuu");
    private static final List<String> MONTHS =
            List.of("MMM uuuu", "MMMM uuuu", "uuuu-M", "M.uuuu", "M/uuuu", "M-uuuu", "M uuuu");

    private final Locale locale;
    private final transient JsonNode manner;
    private final transient Place.Field precision;

    /**
     * A field.
     *
     * @param manner which codes say how exact the day is, and which day stands for a month, a year or an estimate
     * @param precision where that is said
     */
    private PartialDayField(Locale locale, JsonNode manner, Place.Field precision) {
        this.locale = locale;
        this.manner = manner;
        this.precision = precision;
        addValueChangeListener(event -> {
            if (event.isFromClient() && isEmpty()) {
                // As it was before anything was entered: no day is of no exactness, but for what every record begins
                // with.
                precision.set(
                        precision.draft().stored().get(precision.property().name()));
            }
        });
    }

    /** Where the control asks for it: the field for a day and its exactness. */
    static Optional<Editor<?>> of(Inputs inputs, Locale locale, Place.Field place, @Nullable Control control) {
        var manner = control == null ? null : control.options().get(OPTION);
        var property = manner == null
                ? null
                : place.draft()
                        .entity()
                        .properties()
                        .get(manner.path("precision").asString(""));
        if (manner == null
                || property == null
                || !place.isTop()
                || !place.draft().isEditable(property)) {
            return Optional.empty();
        }
        var precision = new Place.Field(place.draft(), place.owner(), property, "/" + property.name());
        var field = new PartialDayField(locale, manner, precision);
        return Optional.of(inputs.bind(field, place, field::read, field::write));
    }

    private String read(JsonNode json) {
        var day = Inputs.day(json);
        if (day == null) {
            return json.asString("");
        }
        var code = precision.value();
        var said = code == null ? "" : code.asString("");
        if (said.equals(code("year"))) {
            return String.valueOf(day.getYear());
        }
        if (said.equals(code("estimated"))) {
            return "~" + day.getYear();
        }
        return day.format(DateTimeFormatter.ofPattern(
                said.equals(code("month")) ? Days.mannerOfMonths(locale) : Days.manner(locale), locale));
    }

    private String code(String exactness) {
        var code = manner.path(exactness);
        return code.isObject() ? code.path("code").asString("") : code.asString("");
    }

    /** What cannot be read stays as it was written, so that it can be mended. */
    private JsonNode write(String words) {
        var known = parse(words.strip());
        known.ifPresent(is -> {
            precision.set(JsonNodeFactory.instance.stringNode(code(is.exactness())));
            precision.forgive();
        });
        return Inputs.string(known.<Object>map(Known::day).orElse(words));
    }

    private record Known(String exactness, LocalDate day) {}

    private Optional<Known> parse(String written) {
        var year = YEAR.matcher(written);
        if (year.matches()) {
            var exactness = year.group(1).isEmpty() ? "year" : "estimated";
            var as = MonthDay.parse("--" + manner.path(exactness).path("as").asString("01-01"));
            return manner.has(exactness)
                    ? Optional.of(new Known(exactness, Year.parse(year.group(2)).atMonthDay(as)))
                    : Optional.empty();
        }
        var as = manner.path("month").path("as").asInt(1);
        return first(DAYS, written, LocalDate::from)
                .map(day -> new Known("day", day))
                .or(() -> first(MONTHS, written, YearMonth::from).map(month -> new Known("month", month.atDay(as))));
    }

    private <T> Optional<T> first(List<String> patterns, String written, Function<TemporalAccessor, T> from) {
        for (var pattern : patterns) {
            for (var language : List.of(locale, Locale.ENGLISH)) {
                try {
                    return Optional.of(from.apply(new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(pattern)
                            .toFormatter(language)
                            .withResolverStyle(ResolverStyle.STRICT)
                            .parse(written)));
                } catch (DateTimeException other) {
                    // the next one perhaps
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Validator<String> getDefaultValidator() {
        return (value, context) ->
                value == null || value.isEmpty() || parse(value.strip()).isPresent()
                        ? ValidationResult.ok()
                        : ValidationResult.error(text(
                                "There is no such day. Write it like {0}; {1} where only the month is known, {2} where only the year is, {3} for an estimate.",
                                example(Days.manner(locale)), example(Days.mannerOfMonths(locale)), "1984", "~1984"));
    }

    private String example(String pattern) {
        return LocalDate.of(1984, 3, 14).format(DateTimeFormatter.ofPattern(pattern, locale));
    }
}
