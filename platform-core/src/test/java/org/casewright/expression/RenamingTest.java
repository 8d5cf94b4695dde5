package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression reads goes by other names; all else in its text stays. */
class RenamingTest {

    private static final Map<List<String>, List<String>> NOW =
            Map.of(List.of("ward"), List.of("place"), List.of("file", "ward"), List.of("folder", "place"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ward = "ward"                                     | place = "ward"
            file . ward = "A" and ward!=null                  | folder . place = "A" and place!=null
            not(ward in ("A", "ward"))                        | not(place in ("A", "ward"))
            starts with(ward, "w") // ward                    | starts with(place, "w") // ward
            some ward in list satisfies ward = "A"            | some ward in list satisfies ward = "A"
            other.ward = 1 or wards = 2                       | other.ward = 1 or wards = 2
            ((ward                                            | ((ward
            """)
    void onlyWhatIsReadIsCalledOtherwise(String before, String after) {
        assertThat(Expression.renamed(before, path -> NOW.getOrDefault(path, path)))
                .isEqualTo(after);
    }
}
