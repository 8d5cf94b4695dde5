package org.casewright.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field for a day speaks the language of whoever looks. */
class DaysTest {

    @ParameterizedTest
    @CsvSource({
        "en-GB, January, Sunday, 1, d MMM yyyy",
        "fr-FR, janvier, dimanche, 1, dd/MM/yyyy",
        "ar-EG, يناير, الأحد, 6, d/M/yyyy",
        "de-DE, Januar, Sonntag, 1, dd.MM.yyyy",
    })
    void itsCalendarAndItsMannerAreThoseOfTheLanguage(
            String language, String january, String sunday, int first, String manner) {
        var words = Days.picker(Locale.forLanguageTag(language)).getI18n();

        assertThat(words.getMonthNames()).hasSize(12).startsWith(january);
        assertThat(words.getWeekdays()).hasSize(7).startsWith(sunday);
        assertThat(words.getWeekdaysShort()).hasSize(7);
        assertThat(words.getFirstDayOfWeek()).isEqualTo(first);
        assertThat(words.getDateFormats()).contains(manner, "yyyy-MM-dd").startsWith(manner);
    }

    @Test
    void whoWritesNoDayIsToldHowOneIsWritten() {
        assertThat(Days.picker(Locale.UK).getI18n().getBadInputErrorMessage())
                .isEqualTo("There is no such day. Write it like 14 Mar 2026 or 2026-03-14.");
        assertThat(Days.momentPicker(Locale.FRANCE).getDatePickerI18n().getBadInputErrorMessage())
                .isEqualTo("There is no such day. Write it like 14/03/2026 or 2026-03-14.");
    }
}
