package org.casewright.ui.part;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import java.text.DateFormatSymbols;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Fields for days, in the language of whoever looks: the calendar's words, and the manners of writing a day that are understood. */
public final class Days {

    private Days() {}

    /** A field for a day. */
    public static DatePicker picker(Locale locale) {
        var picker = new DatePicker();
        picker.setLocale(locale);
        picker.setI18n(words(locale));
        picker.setAutoOpen(false);
        return picker;
    }

    /** A field for a moment. */
    public static DateTimePicker momentPicker(Locale locale) {
        var picker = new DateTimePicker();
        picker.setLocale(locale);
        picker.setDatePickerI18n(words(locale));
        picker.setAutoOpen(false);
        return picker;
    }

    private static DatePickerI18n words(Locale locale) {
        // Months are those of a date; some languages have others for a month that stands alone.
        var symbols = new DateFormatSymbols(locale);
        return new DatePickerI18n()
                .setMonthNames(Arrays.stream(symbols.getMonths()).limit(12).toList())
                .setWeekdays(weekdays(locale, TextStyle.FULL_STANDALONE))
                .setWeekdaysShort(weekdays(locale, TextStyle.SHORT_STANDALONE))
                .setFirstDayOfWeek(WeekFields.of(locale).getFirstDayOfWeek().getValue() % 7)
                .setToday(text("Today"))
                .setCancel(text("Cancel"))
                .setDateFormats(manner(locale), "yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy", "d M yyyy", "d MMM yyyy")
                .setBadInputErrorMessage(text(
                        "There is no such day. Write it like {0} or 2026-03-14.",
                        LocalDate.of(2026, 3, 14).format(DateTimeFormatter.ofPattern(manner(locale), locale))));
    }

    /** How months of a year are shown in fields. */
    public static String mannerOfMonths(Locale locale) {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? "MMM yyyy" : "MM/yyyy";
    }

    /** How days are shown in fields: the browser knows the short names of months in English only. */
    public static String manner(Locale locale) {
        if (locale.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
            return "d MMM yyyy";
        }
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale)
                .replaceAll("[^-dMy./ ]", "")
                .replaceAll("y+", "yyyy");
    }

    /** From Sunday on, as the calendar counts. */
    private static List<String> weekdays(Locale locale, TextStyle style) {
        return Stream.concat(
                        Stream.of(DayOfWeek.SUNDAY),
                        Arrays.stream(DayOfWeek.values()).limit(6))
                .map(day -> day.getDisplayName(style, locale))
                .toList();
    }
}
