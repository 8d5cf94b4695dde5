package org.casewright.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How like two values are, and by which keys those that agree are found. */
class SimilarityTest {

    @ParameterizedTest
    @CsvSource({
        // Winkler's own examples
        "MARTHA, MARHTA, 0.961",
        "DIXON, DICKSONX, 0.813",
        "JELLYFISH, SMELLYFISH, 0.896",
        "Mohamed Ali, mohamed ALI, 1",
        "Zoë-Anne, zoe anne, 1",
        "Ali Mohamed, Mohamed Ali, 1",
        "Ali, Umur, 0",
        "-, -, 0",
        "'', Ali, 0"
    })
    void namesAreMeasuredWithoutCaseMarksAndOrder(String one, String other, double likeness) {
        assertThat(Similarity.jaroWinkler(one, other)).isCloseTo(likeness, within(0.001));
        assertThat(Similarity.jaroWinkler(other, one)).isEqualTo(Similarity.jaroWinkler(one, other));
    }

    @Test
    void textsAreTheSameWhateverTheirPunctuationAndNothingIsNobodys() {
        assertThat(Similarity.same("+254 700-111", "254 700 111")).isTrue();
        assertThat(Similarity.same("Ali", "Aly")).isFalse();
        assertThat(Similarity.same("-", "-")).isFalse();
    }

    @Test
    void soundsAreSharedByTheirPart() {
        assertThat(Similarity.phonetic("Fatuma Ali", "Faadumo Cali")).isBetween(0.3, 1.0);
        assertThat(Similarity.phonetic("Mohamed", "Muhammad")).isEqualTo(1);
        assertThat(Similarity.phonetic("Mohamed", "")).isZero();
    }

    @Test
    void daysAndYearsLieBetweenInEitherOrder() {
        var one = LocalDate.of(1990, 1, 1);
        var other = LocalDate.of(1991, 1, 1);

        assertThat(Similarity.days(one, other)).isEqualTo(365).isEqualTo(Similarity.days(other, one));
        assertThat(Similarity.years(one, other)).isEqualTo(1).isEqualTo(Similarity.years(other, one));
        assertThat(Similarity.years(one, other.minusDays(1))).isZero();
    }

    @Test
    void aKeyIsOfItsBlockAndOfAllItsParts() {
        var keys = BlockKeys.of("name,born", List.of(Set.of("ml", "mhmt"), Set.of("1990-01-01")));

        assertThat(keys).hasSize(2);
        assertThat(BlockKeys.of("name,born", List.of(Set.of("mhmt", "xx"), Set.of("1990-01-01"))))
                .containsAnyElementsOf(keys);
        assertThat(BlockKeys.of("name,seen", List.of(Set.of("mhmt"), Set.of("1990-01-01"))))
                .doesNotContainAnyElementsOf(keys);
        assertThat(BlockKeys.of("name,born", List.of(Set.of("mhmt"), Set.of())))
                .as("what has no value agrees with nothing")
                .isEmpty();
    }

    @Test
    void noNameMakesKeysWithoutEnd() {
        var words = IntStream.range(0, 200).mapToObj(Integer::toString).toList();

        assertThat(BlockKeys.of("a,b,c", List.of(words, words, words))).hasSize(64);
    }
}
