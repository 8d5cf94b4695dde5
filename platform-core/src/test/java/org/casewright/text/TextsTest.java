package org.casewright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the platform says can be read in each of its languages. */
class TextsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/casewright");

    /** What only those read who write definition files or programs, or run the server: in English. */
    private static final Set<String> ENGLISH = Set.of(
            "loading", "schema", "release", "postgres", "scenario", "definition", "expression", "decision", "history");

    @Test
    void everySentenceOfTheCoreIsTranslated() throws IOException {
        Translated.check(sources().patterns(), Path.of("src/main/resources/texts"));
    }

    @Test
    void noSentenceIsPutTogether() throws IOException {
        assertThat(sources().putTogether()).isEmpty();
    }

    @Test
    void numbersDecideWordsByTheRulesOfTheLanguage() {
        var pattern = "{0, plural, one{# day} other{# days}}";
        assertThat(Texts.in(Locale.UK, pattern, 1)).isEqualTo("1 day");
        assertThat(Texts.in(Locale.UK, pattern, 1_234)).isEqualTo("1,234 days");
        assertThat(Texts.in(Locale.GERMANY, pattern, 0))
                .as("no language of the platform")
                .isEqualTo("0 days");
    }

    @Test
    void aNoteForTranslatorsIsNotShown() {
        assertThat(Texts.in(Locale.UK, "Open##to open")).isEqualTo("Open");
    }

    @Test
    void whatAPersonWroteIsNoPattern() {
        assertThat(Texts.in(Locale.UK, "About {0}.", "{0} '{' #")).isEqualTo("About {0} '{' #.");
        assertThat(Message.plain("{0}").in(Locale.UK)).isEqualTo("{0}");
        assertThat(Message.of("{0}: {1}", "Step", Message.of("About {0}.", "it"))
                        .toString())
                .isEqualTo("Step: About it.");
    }

    @Test
    void whoWantsAnotherLanguageIsGivenEnglish() {
        assertThat(Texts.spoken(Locale.CANADA_FRENCH)).isEqualTo(Locale.FRENCH);
        assertThat(Texts.spoken(Locale.GERMANY)).isEqualTo(Locale.ENGLISH);
    }

    private static SourceTexts sources() throws IOException {
        return SourceTexts.below(
                SOURCES,
                path -> !ENGLISH.contains(SOURCES.relativize(path).getName(0).toString()));
    }
}
