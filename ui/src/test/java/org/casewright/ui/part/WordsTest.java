package org.casewright.ui.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.casewright.text.SourceTexts;
import org.casewright.text.Translated;
import org.junit.jupiter.api.Test;

/** Whatever the application says can be read in each of its languages. The command line speaks English. */
class WordsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/casewright/ui");
    /** What is read by programs, or is a name in every language. */
    private static final List<String> NO_WORDS = List.of(
            "Casewright\"",
            " \"<",
            "light dark",
            "\"PgUp\"",
            "\"PgDn\"",
            "\"Del\"",
            "MMMd",
            "private, no-cache",
            "script, link[rel=modulepreload]",
            "const ",
            "document.",
            "\"Alt\"",
            "\"Ctrl\"",
            "\"Enter\"",
            "\"Esc\"",
            "\"Tab\"",
            "Agent.java:",
            "UiSchema.java:");

    private static final Path CORE = Path.of("../platform-core/src/main/resources/texts");

    @Test
    void everySentenceOfTheApplicationIsTranslated() throws IOException {
        var own = new TreeSet<>(sources().patterns());
        own.removeAll(Translated.read(CORE.resolve("fr.json")).keySet());
        Translated.check(own, Path.of("src/main/resources/texts"));
    }

    @Test
    void noSentenceIsPutTogether() throws IOException {
        assertThat(sources().putTogether()).isEmpty();
    }

    @Test
    void noWordIsSaidInOneLanguageOnly() throws IOException {
        assertThat(sources().prose())
                .filteredOn(words -> NO_WORDS.stream().noneMatch(words::contains))
                .isEmpty();
    }

    private static SourceTexts sources() throws IOException {
        return SourceTexts.below(SOURCES, path -> !path.startsWith(SOURCES.resolve("command")));
    }
}
