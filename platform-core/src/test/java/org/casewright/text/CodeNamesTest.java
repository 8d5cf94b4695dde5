package org.casewright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeNamesTest {

    @Test
    void areThoseOfTheReadersLanguage() {
        assertThat(CodeNames.COUNTRY.of("SSD", "fr")).contains("Soudan du Sud");
        assertThat(CodeNames.COUNTRY.of("SS", "fr")).contains("Soudan du Sud");
        assertThat(CodeNames.COUNTRY.of("SSD", "ar")).contains("جنوب السودان");
        assertThat(CodeNames.LANGUAGE.of("swa", "fr")).contains("Swahili");
        assertThat(CodeNames.LANGUAGE.of("ara", "en")).contains("Arabic");
    }

    @Test
    void areNoneForWhatIsNoCode() {
        assertThat(CodeNames.COUNTRY.of("QQQ", "fr")).isEmpty();
        assertThat(CodeNames.LANGUAGE.of("qqq", "fr")).isEmpty();
    }

    @Test
    void standInTheOrderOfTheLanguage() {
        assertThat(List.of("Zambie", "Éthiopie", "France").stream().sorted(CodeNames.order("fr")))
                .containsExactly("Éthiopie", "France", "Zambie");
    }
}
