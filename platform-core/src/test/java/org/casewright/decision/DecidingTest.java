package org.casewright.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.casewright.definition.DecisionDefinition;
import org.casewright.expression.Effort;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.TimeOnly;
import org.casewright.expression.Values;
import org.casewright.loading.ModuleLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tables say about a record, by the hit policy; the files are read as those of a module are. */
class DecidingTest {

    private static final List<String> DAYS = List.of("days");
    private static final List<String> AMOUNT = List.of("amount integer");

    private static DecisionDefinition read(String dmn) {
        var files = new HashMap<String, byte[]>();
        files.put("module.json", bytes("{ \"name\": \"house\", \"version\": \"1.0.0\", \"title\": \"House\" }"));
        files.put("entities/loan.schema.json", bytes("""
                        { "title": "Loan", "type": "object", "properties": {
                            "days": { "type": "integer" }, "kind": { "type": "string" }, "paid": { "type": "boolean" },
                            "on": { "type": "string", "format": "date" }, "price": { "type": "number" },
                            "tags": { "type": "array", "items": { "type": "string" } } } }
                        """));
        files.put("decisions/fee.dmn", bytes(dmn));
        var loaded = ModuleLoader.load(Map.of("house", files));
        assertThat(loaded.problems()).isEmpty();
        return java.util.Objects.requireNonNull(loaded.catalog())
                .decision("house", "fee")
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object decide(String dmn, Map<String, ? extends @Nullable Object> record) {
        return Deciding.decide(read(dmn), Values.of(record), new TimeOnly(ZoneOffset.UTC), new Effort());
    }

    private static Map<String, ? extends @Nullable Object> one(
            String dmn, Map<String, ? extends @Nullable Object> record) {
        return ((Values) decide(dmn, record)).entries();
    }

    private static List<Object> amounts(String dmn, Map<String, ? extends @Nullable Object> record) {
        return ((List<?>) decide(dmn, record))
                .stream()
                        .map(row -> java.util.Objects.requireNonNull(((Values) row).get("amount")))
                        .toList();
    }

    private static Map<String, Object> days(int days) {
        return Map.of("days", days);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    @Test
    void uniqueTakesTheRuleThatHits() {
        var table = Dmn.table("fee", "", DAYS, AMOUNT, "<= 10 | 0", "[11..30] | 5", "> 30 | 20");

        assertThat(one(table, days(10))).isEqualTo(Map.of("amount", number("0")));
        assertThat(one(table, days(11))).isEqualTo(Map.of("amount", number("5")));
        assertThat(one(table, days(31))).isEqualTo(Map.of("amount", number("20")));
    }

    @Test
    void uniqueRefusesTwoThatHitAndNamesThem() {
        var table = Dmn.table("fee", "hitPolicy=\"UNIQUE\"", DAYS, AMOUNT, "< 5 | 0", "> 10 | 5", "> 20 | 9");

        assertThat(one(table, days(15))).isEqualTo(Map.of("amount", number("5")));
        assertThatThrownBy(() -> decide(table, days(21)))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("The decision house/fee: rules 2 and 3 both hit, and its hit policy UNIQUE allows one.");
    }

    @Test
    void firstTakesTheFirst() {
        var table = Dmn.table("fee", "hitPolicy=\"FIRST\"", DAYS, AMOUNT, "> 30 | 20", "> 10 | 5", "- | 0");

        assertThat(one(table, days(31))).isEqualTo(Map.of("amount", number("20")));
        assertThat(one(table, days(11))).isEqualTo(Map.of("amount", number("5")));
        assertThat(one(table, days(1))).isEqualTo(Map.of("amount", number("0")));
    }

    @Test
    void anyNeedsAllThatHitToAgree() {
        var table = Dmn.table("fee", "hitPolicy=\"ANY\"", DAYS, AMOUNT, "> 10 | 5", "> 20 | 5.0", "> 30 | 6");

        assertThat(one(table, days(21))).isEqualTo(Map.of("amount", number("5")));
        assertThatThrownBy(() -> decide(table, days(31)))
                .hasMessage(
                        "The decision house/fee: rules 1 and 3 both hit and say different things, and its hit policy is ANY.");
    }

    @Test
    void priorityGoesByTheOrderOfTheOutputsValues() {
        var table = Dmn.table(
                "fee",
                "hitPolicy=\"PRIORITY\"",
                DAYS,
                List.of("level string \"HIGH\", \"LOW\"", "amount integer 1, 2"),
                "> 10 | \"LOW\" | 1",
                "> 20 | \"HIGH\" | 2",
                "> 20 | \"HIGH\" | 1");

        assertThat(one(table, days(15))).isEqualTo(Map.of("level", "LOW", "amount", number("1")));
        assertThat(one(table, days(25))).isEqualTo(Map.of("level", "HIGH", "amount", number("1")));
    }

    @Test
    void outputOrderSortsAllByIt() {
        var table = Dmn.table(
                "fee",
                "hitPolicy=\"OUTPUT ORDER\"",
                DAYS,
                List.of("amount integer 9, 5, 1"),
                "> 10 | 1",
                "> 20 | 9",
                "> 15 | 5");

        assertThat(amounts(table, days(25))).containsExactly(number("9"), number("5"), number("1"));
    }

    @Test
    void ruleOrderAndCollectGiveAllThatHit() {
        for (var policy : List.of("RULE ORDER", "COLLECT")) {
            var table =
                    Dmn.table("fee", "hitPolicy=\"" + policy + "\"", DAYS, AMOUNT, "> 10 | 1", "> 20 | 9", "> 15 | 5");

            assertThat(amounts(table, days(16))).containsExactly(number("1"), number("5"));
            assertThat(amounts(table, days(1))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"SUM, 6, ", "MIN, 1, ", "MAX, 5, ", "COUNT, 2, 0"})
    void collectPutsTogether(String aggregation, BigDecimal ofTwo, @Nullable BigDecimal ofNone) {
        var table = Dmn.table(
                "fee",
                "hitPolicy=\"COLLECT\" aggregation=\"" + aggregation + "\"",
                DAYS,
                AMOUNT,
                "> 10 | 1",
                "> 20 | 9",
                "> 15 | 5");

        assertThat(one(table, days(16)).get("amount")).isEqualTo(ofTwo);
        assertThat(one(table, days(1)).get("amount")).isEqualTo(ofNone);
    }

    @Test
    void whereNoRuleHitsTheOutputsAreNullOrWhatTheTableSays() {
        var table = Dmn.table("fee", "", DAYS, AMOUNT, "> 10 | 5");

        assertThat(one(table, days(1)).get("amount")).isNull();
        assertThat(one(
                                table.replace(
                                        "</output>",
                                        "<defaultOutputEntry><text>days * 2</text></defaultOutputEntry></output>"),
                                days(1))
                        .get("amount"))
                .isEqualTo(number("2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -                                 | 5    | true
            ``                                | 5    | true
            5                                 | 5    | true
            5, 7                              | 7    | true
            5, 7                              | 6    | false
            < 5, > 10                         | 11   | true
            ]5..10]                           | 5    | false
            (5..10]                           | 10   | true
            [5..10)                           | 10   | false
            not(5, 7)                         | 6    | true
            not(5, 7)                         | 7    | false
            not(5)                            |      | false
            null                              |      | true
            null                              | 5    | false
            not(null)                         | 5    | true
            != 5                              | 6    | true
            price * 2                         | 20   | true
            ? > 5 and ? < price               | 6    | true
            ? > 5 and ? < price               | 11   | false
            ? / 2 = 3, 1                      | 6    | true
            ? / 2 = 3, 1                      | 1    | true
            -5                                | -5   | true
            < record.price                    | 9    | true
            """)
    void aCellIsHeldAgainstTheInput(String cell, @Nullable Integer input, boolean hits) {
        var table = Dmn.table("fee", "", DAYS, AMOUNT, cell + " | 1");
        var record = new HashMap<String, @Nullable Object>();
        record.put("days", input);
        record.put("price", number("10"));

        assertThat(one(table, record).get("amount")).isEqualTo(hits ? number("1") : null);
    }

    @Test
    void textsListsDatesAndConditionsAreInputsToo() {
        var table = Dmn.table(
                "fee",
                "hitPolicy=\"FIRST\"",
                List.of("kind", "tags", "on", "paid", "price > 10"),
                List.of("amount integer"),
                "starts with(?, \"B\") | - | - | - | - | 1",
                "- | list contains(?, \"old\") | - | - | - | 2",
                "- | - | >= date(\"2026-03-01\") | - | - | 3",
                "- | - | - | true | - | 4",
                "- | - | - | - | true | 5");
        var record = new HashMap<String, @Nullable Object>();

        record.put("price", number("11"));
        assertThat(one(table, record).get("amount")).isEqualTo(number("5"));
        record.put("paid", true);
        assertThat(one(table, record).get("amount")).isEqualTo(number("4"));
        record.put("on", LocalDate.of(2026, 3, 1));
        assertThat(one(table, record).get("amount")).isEqualTo(number("3"));
        record.put("tags", List.of("old"));
        assertThat(one(table, record).get("amount")).isEqualTo(number("2"));
        record.put("kind", "Book");
        assertThat(one(table, record).get("amount")).isEqualTo(number("1"));
    }

    @ParameterizedTest
    @CsvSource({"integer, 2.5, 2", "integer, 3.5, 4", "long, 20000000000.4, 20000000000", "double, 2.50, 2.50"})
    void outputsHaveTheirType(String type, String price, BigDecimal amount) {
        var table = Dmn.table("fee", "", List.of(), List.of("amount " + type), "price");

        assertThat(one(table, Map.of("price", number(price))).get("amount")).isEqualTo(amount);
    }

    @Test
    void aWholeNumberBeyondItsTypeIsNoSilentOther() {
        var table = Dmn.table("fee", "", List.of(), AMOUNT, "price * 3000000000");

        assertThatThrownBy(() -> decide(table, Map.of("price", number("1"))))
                .hasMessage("The decision house/fee: “amount” is `price * 3000000000`, which gives no integer.");
    }

    @Test
    void anExpressionIsADecisionToo() {
        var literal = Dmn.literal("fee", "due", "date", "on + duration(\"P1D\") * days");

        assertThat(one(literal, Map.of("on", LocalDate.of(2026, 2, 27), "days", 2)))
                .isEqualTo(Map.of("due", LocalDate.of(2026, 3, 1)));
    }

    /** Each cell costs little; the table as a whole is bounded as one expression is. */
    @Test
    void aTableThatCostsTooMuchIsStopped() {
        var rules = IntStream.range(0, 2_000)
                .mapToObj(i -> "count(for a in tags, b in tags return 1) = -1 and ? = " + i + " | 1")
                .toArray(String[]::new);
        var table = Dmn.table("fee", "", DAYS, AMOUNT, rules);
        var tags = IntStream.range(0, 50).mapToObj(i -> "tag " + i).toList();

        assertThatThrownBy(() -> decide(table, Map.of("days", 1, "tags", tags)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("the evaluation takes");
    }
}
