package org.casewright.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.casewright.definition.ScenarioDefinition.Matcher;
import org.casewright.expression.TextPattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class MatchingTest {

    private static final JsonNode MISSING = MissingNode.getInstance();

    private final Matching matching = new Matching(UnaryOperator.identity());

    @Test
    void aValueIsTheSame() {
        assertThat(holds(equal("'OUT'"), "'OUT'")).isTrue();
        assertThat(holds(equal("'OUT'"), "'BACK'")).isFalse();
        assertThat(holds(equal("'1'"), "1")).isFalse();
        assertThat(holds(equal("true"), "true")).isTrue();
        assertThat(matching.holds(equal("'OUT'"), MISSING)).isFalse();
    }

    @Test
    void numbersAreComparedByTheirValue() {
        assertThat(holds(equal("12.5"), "12.50")).isTrue();
        assertThat(holds(equal("1"), "1.0")).isTrue();
        assertThat(holds(equal("[1, 2]"), "[1.0, 2.0]")).isTrue();
        assertThat(holds(equal("12.5"), "12.51")).isFalse();
    }

    @Test
    void listsKeepTheirOrder() {
        assertThat(holds(equal("['A', 'B']"), "['A', 'B']")).isTrue();
        assertThat(holds(equal("['A', 'B']"), "['B', 'A']")).isFalse();
        assertThat(holds(equal("['A']"), "['A', 'B']")).isFalse();
    }

    @Test
    void namesAreWhatTheyMean() {
        var named = new Matching(node -> json(node.toString().replace("@book", "7")));

        assertThat(named.holds(equal("'@book'"), json("'7'"))).isTrue();
        assertThat(named.holds(new Matcher.In(List.of(json("'@book'"))), json("'7'")))
                .isTrue();
        assertThat(named.holds(equal("'@book'"), json("'@book'"))).isFalse();
    }

    @Test
    void patternsAreFoundInTexts() {
        var pattern = new Matcher.Matches(TextPattern.parse("^LN-\\d{2}$"));

        assertThat(holds(pattern, "'LN-26'")).isTrue();
        assertThat(holds(pattern, "'LN-26x'")).isFalse();
        assertThat(holds(new Matcher.Matches(TextPattern.parse("2")), "26")).isFalse();
        assertThat(matching.holds(pattern, MISSING)).isFalse();
    }

    @Test
    void oneOfSeveral() {
        var in = new Matcher.In(List.of(json("1"), json("'A'")));

        assertThat(holds(in, "1.0")).isTrue();
        assertThat(holds(in, "'A'")).isTrue();
        assertThat(holds(in, "'B'")).isFalse();
    }

    @Test
    void noValueIsNullOrMissing() {
        assertThat(matching.holds(new Matcher.Empty(true), MISSING)).isTrue();
        assertThat(holds(new Matcher.Empty(true), "null")).isTrue();
        assertThat(holds(new Matcher.Empty(true), "0")).isFalse();
        assertThat(matching.holds(new Matcher.Empty(false), MISSING)).isFalse();
        assertThat(holds(new Matcher.Empty(false), "false")).isTrue();
    }

    @Test
    void listsAreCountedAndSearched() {
        assertThat(holds(new Matcher.Count(2), "[1, 2]")).isTrue();
        assertThat(holds(new Matcher.Count(1), "[1, 2]")).isFalse();
        assertThat(matching.holds(new Matcher.Count(0), MISSING)).isTrue();
        assertThat(holds(new Matcher.Count(0), "''")).isFalse();
        assertThat(holds(new Matcher.Contains(equal("2")), "[1, 2]")).isTrue();
        assertThat(holds(new Matcher.Contains(equal("3")), "[1, 2]")).isFalse();
        assertThat(holds(new Matcher.Contains(equal("2")), "2")).isFalse();
    }

    @Test
    void ofObjectsOnlyWhatIsNamedMatters() {
        var part = new Matcher.Parts(Map.of("page", equal("1"), "open", new Matcher.Empty(true)));

        assertThat(holds(part, "{'page': 1, 'what': 'Cover'}")).isTrue();
        assertThat(holds(part, "{'page': 1, 'open': true}")).isFalse();
        assertThat(holds(part, "{'what': 'Cover'}")).isFalse();
        assertThat(holds(new Matcher.Items(List.of(part)), "[{'page': 1}]")).isTrue();
        assertThat(holds(new Matcher.Items(List.of(part)), "[{'page': 1}, {'page': 2}]"))
                .isFalse();
        assertThat(holds(new Matcher.Items(List.of(part)), "[{'page': 2}]")).isFalse();
    }

    @Test
    void eachIsSaidInWords() {
        assertThat(Matching.words(equal("'OUT'"))).isEqualTo("\"OUT\"");
        assertThat(Matching.words(new Matcher.In(List.of(json("1"), json("'A'")))))
                .isEqualTo("one of 1, \"A\"");
        assertThat(Matching.words(new Matcher.Contains(new Matcher.Parts(Map.of("page", equal("1"))))))
                .isEqualTo("a list with {page: 1}");
        assertThat(Matching.words(new Matcher.Items(List.of(equal("1"))))).isEqualTo("[1]");
        assertThat(Matching.words(new Matcher.Empty(true))).isEqualTo(Matching.text(MISSING));
        assertThat(Matching.text(json("'" + "x".repeat(1_000) + "'"))).hasSize(303);
    }

    private boolean holds(Matcher matcher, String value) {
        return matching.holds(matcher, json(value));
    }

    private static Matcher equal(String value) {
        return new Matcher.Equal(json(value));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
