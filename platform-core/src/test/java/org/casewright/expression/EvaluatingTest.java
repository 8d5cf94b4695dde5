package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatingTest {
    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-00000000abcd");

    private static Map<String, @Nullable Object> loan() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("whole", 7L);
        values.put("small", 7);
        values.put("big", BigInteger.TEN);
        values.put("decimal", new BigDecimal("7.00"));
        values.put("absent", null);
        values.put("yes", true);
        values.put("no", false);
        values.put("text", "Dune");
        values.put("day", LocalDate.of(2026, 1, 31));
        values.put("moment", OffsetDateTime.parse("2026-03-02T22:30:00Z"));
        values.put("instant", Instant.parse("2026-03-02T22:30:00Z"));
        values.put("time", LocalTime.of(14, 30));
        values.put("ref", Values.of(Map.of("id", ID, "name", "Ada", "born", LocalDate.of(2008, 2, 29))));
        values.put("refId", ID);
        values.put("idText", ID.toString().toUpperCase(java.util.Locale.ROOT));
        values.put("numbers", List.of(3L, new BigDecimal("1.5"), 2));
        values.put("gaps", Arrays.asList("A", null, "B"));
        values.put("none", List.of());
        values.put("nested", List.of(List.of("A"), List.of("B", "C")));
        values.put("status", "ROOT");
        values.put(
                "members",
                List.of(
                        Map.of("name", "Ada", "age", 41L, "status", "ACT", "needs", List.of(Map.of("open", true))),
                        Map.of("name", "Ben", "age", 12L, "status", "HLD", "needs", List.of()),
                        Map.of("name", "Cai", "age", 7L)));
        return values;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 + 2 * 3                                   | 7
            10 / 4                                      | 2.5
            1 / 3                                       | 0.3333333333333333333333333333333333
            0.1 + 0.2                                   | 0.3
            2 ** 10 - -1                                | 1025
            8 - 2 - 1                                   | 5
            1 / 0                                       | null
            2 ** 0.5                                    | null
            whole + small + big + decimal               | 31.00
            whole = decimal and decimal = small         | true
            whole + absent                              | null
            whole + text                                | null
            text + " and " + text                       | Dune and Dune
            round(2.5) + round(-2.345, 2)               | 0.65
            floor(-1.5) + ceiling(1.2) + abs(-3)        | 3
            max(0, whole, 3) + min(numbers)             | 8.5
            sum(numbers)                                | 6.5
            mean(1, 2)                                  | 1.5
            """)
    void numbersAreDecimals(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            absent = 1                                  | null
            absent != 1                                 | null
            absent = absent                             | null
            absent < 1                                  | null
            absent = null                               | true
            absent != null                              | false
            text = null                                 | false
            null = null                                 | true
            unknown.path.further                        | null
            not(absent)                                 | null
            absent and no                               | false
            no and absent                               | false
            absent and yes                              | null
            absent or yes                               | true
            absent or no                                | null
            text and no                                 | false
            text and yes                                | null
            absent in ("A", "B")                        | null
            absent in (null, "B")                       | true
            text in (absent, "Dune")                    | true
            text in (absent, "B")                       | null
            text in gaps                                | null
            "B" in gaps                                 | true
            whole in none                               | false
            absent between 1 and 2                      | null
            whole between absent and 6                  | false
            if absent then 1 else 2                     | 2
            count(absent)                               | 0
            absent[x = 1]                               | []
            some x in absent satisfies x                | false
            every x in absent satisfies x               | true
            every m in members satisfies m.status = "ACT" | false
            some m in members satisfies m.unknown > 1   | false
            sum(none)                                   | null
            sum(1, absent)                              | null
            max(1, absent)                              | null
            list contains(gaps, null)                   | true
            list contains(absent, "A")                  | false
            starts with(absent, "a")                    | null
            string length(absent)                       | null
            "1" = 1                                     | null
            text < 1                                    | null
            yes < no                                    | null
            """)
    void whatIsNotThereIsNull(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            today()                                     | 2026-03-02
            now()                                       | 2026-03-02T12:00+03:00
            day + duration("P1M")                       | 2026-02-28
            day + duration("P1D") * 21                  | 2026-02-21
            day - duration("P1Y")                       | 2025-01-31
            duration("P1D") + day                       | 2026-02-01
            day + duration("PT36H")                     | 2026-02-01
            today() - day                               | PT720H
            (today() - day).days                        | 30
            today() - day > duration("P29D")            | true
            days(day, today())                          | 30
            days(today(), day)                          | -30
            days(day, absent)                           | null
            years(ref.born, date("2026-02-28"))         | 17
            years(ref.born, date("2026-03-01"))         | 18
            years and months duration(ref.born, day)    | P17Y11M
            duration("P1Y") / duration("P6M")           | 2
            duration("P1Y6M") = duration("P18M")        | true
            duration("P30D") = duration("PT720H")       | true
            moment + duration("PT90M")                  | 2026-03-03T00:00Z
            date(moment)                                | 2026-03-03
            moment = instant                            | true
            moment.hour                                 | 1
            date and time(day, time)                    | 2026-01-31T14:30+03:00
            date and time("2026-03-02T12:00:00") = now() | true
            date and time("2026-03-02T09:00:00Z") = now() | true
            day.year * 100 + day.month                  | 202601
            day.weekday                                 | 6
            day of week(day)                            | Saturday
            month of year(day)                          | January
            week of year(day)                           | 5
            time + duration("PT10H")                    | 00:30
            time("14:30:00") = time                     | true
            day = moment                                | null
            day < @"2026-02-01"                         | true
            date(2026, 2, 30)                           | null
            date("nonsense" + "")                       | null
            day + duration("P1D") * 9999999999          | null
            deadline("followUp", "URGENT", now())       | 2026-03-04T12:00+03:00
            deadline("followUp", absent, day)           | 2026-02-20T00:00+03:00
            day + duration("P1D") * setting("loanDays") | 2026-02-21
            """)
    void timeIsCountedInTheZoneOfTheUnit(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            count(members[status = "ACT" or status = "HLD"]) | 2
            members[status = "ACT"].name                | [Ada]
            members[1].name                             | Ada
            members[-1].name                            | Cai
            members[4].name                             | null
            members.age                                 | [41, 12, 7]
            members[age >= 12][2].name                  | Ben
            members[item.age < 10].name                 | [Cai]
            numbers[item > 1.5]                         | [3, 2]
            members[some n in needs satisfies n.open].name | [Ada]
            some m in members satisfies m.age < 18      | true
            every m in members satisfies m.age < 18     | false
            for m in members return m.age + 1           | [42, 13, 8]
            for m in members[age < 18] return m.name    | [Ben, Cai]
            for a in [1, 2], b in [10, 20] return a * b | [10, 20, 20, 40]
            list contains(numbers, 1.50)                | true
            append(numbers, 4, 5)                       | [3, 1.5, 2, 4, 5]
            concatenate([1], numbers)                   | [1, 3, 1.5, 2]
            flatten(nested)                             | [A, B, C]
            distinct values([1, 1.0, "a", "a", null, null]) | [1, a, null]
            sort(numbers)                               | [1.5, 2, 3]
            sort(gaps)                                  | null
            string join(gaps, ", ")                     | A, B
            string join(["a", "b"])                     | ab
            whole in [1..7]                             | true
            whole in [1..7)                             | false
            whole in ]7..9]                             | false
            whole in (1..9)                             | true
            whole in (> 9, < 8)                         | true
            whole in (1, [2, 3], 7)                     | true
            whole in numbers                            | false
            text in ["Dune", "Emma"]                    | true
            [1, 2] = [1, 2.0]                           | true
            {a: 1, b: {c: "x"}}.b.c                     | x
            decide("fee").amount                        | 12
            list contains(actor.roles, "LIB")           | true
            """)
    void listsAreFilteredAndFollowed(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            string length("📖b")                        | 2
            upper case(text) + lower case(text)         | DUNEdune
            substring("📖book", 2)                      | book
            substring("foobar", 3, 3)                   | oba
            substring("foobar", -2)                     | ar
            substring("foobar", 9)                      | ``
            substring("foobar", 0)                      | null
            starts with(text, "Du") and ends with(text, "ne") and contains(text, "un") | true
            matches("+254700000000", "^\\+\\d{8,15}$")    | true
            matches("Ada Lovelace", "lov")              | false
            matches("Ada Lovelace", "lov", "i")         | true
            matches("N'Diaye", "^[\\p{L}\\p{M} '’.-]+$") | true
            matches(text, "(")                          | null
            replace("abracadabra", "a.", "x")           | xrxxxra
            replace("2026-03", "(\\d+)-(\\d+)", "$2/$1") | 03/2026
            replace("a", "a", "$9")                     | null
            "Z" < "a"                                   | true
            "\\uffee" < "📖"                             | true
            """)
    void textsAreCharacters(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ref = refId", "ref = idText", "refId = idText", "ref.id = ref", "ref in [refId]", "ref = ref"})
    void aRecordEqualsItsId(String text) {
        assertThat(shown(text)).isEqualTo("true");
    }

    @Test
    void aRecordIsNotAnother() {
        assertThat(shown("ref = members[1]")).isEqualTo("false");
        assertThat(shown("ref = \"x\"")).isEqualTo("false");
        assertThat(shown("ref = 1")).isEqualTo("null");
        assertThat(shown("ref = absent")).isEqualTo("null");
    }

    @Test
    void insideAFilterABareNameIsTheEntrysEvenWhenTheEntryHasNoSuchValue() {
        assertThat(shown("members[status = \"ROOT\"]")).isEqualTo("[]");
        assertThat(shown("members[status = null].name")).isEqualTo("[Cai]");
    }

    @Test
    void aCodeThatIsWrittenOutIsRankedInTheListOfTheOtherSide() {
        assertThat(Library.evaluate("rank(level) >= rank(\"MIDDLE\")", Map.of("level", "HIGH")))
                .isEqualTo(true);
        assertThat(Library.evaluate("rank(\"MIDDLE\") > rank(level)", Map.of("level", "HIGH")))
                .isEqualTo(false);
        assertThat(Library.evaluate("rank(level)", Map.of("level", "NONE"))).isNull();
    }

    @Test
    void momentsOfAllKindsBecomeOne() {
        OffsetDateTime noon = OffsetDateTime.ofInstant(Library.NOON, Library.ZONE);
        for (Object moment : List.of(
                Library.NOON,
                noon,
                ZonedDateTime.ofInstant(Library.NOON, Library.ZONE),
                LocalDateTime.of(2026, 3, 2, 12, 0))) {
            assertThat(Library.evaluate("moment", Map.of("moment", moment))).isEqualTo(noon);
        }
    }

    @Test
    void aNullConditionIsFalseAndANullAssertionPasses() {
        Expression comparison = Expression.parse("absent < 1");
        assertThat(Evaluator.isTrue(comparison, Values.NONE, Library.ENVIRONMENT))
                .isFalse();
        assertThat(Evaluator.isFalse(comparison, Values.NONE, Library.ENVIRONMENT))
                .isFalse();
    }

    @Nested
    class Laziness {
        private final AtomicInteger asked = new AtomicInteger();
        private final Values counting = name -> {
            asked.incrementAndGet();
            return name.equals("dear") ? true : false;
        };

        @Test
        void onlyWhatDecidesIsRead() {
            Evaluator.evaluate(Expression.parse("no and dear"), counting, Library.ENVIRONMENT);
            Evaluator.evaluate(Expression.parse("if no then dear else 1"), counting, Library.ENVIRONMENT);
            Evaluator.evaluate(Expression.parse("dear or no"), counting, Library.ENVIRONMENT);
            assertThat(asked).hasValue(3);
        }
    }

    private static String shown(String text) {
        return shown(Library.evaluate(text, loan()));
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case BigDecimal number -> number.toPlainString();
            case List<?> list ->
                list.stream().map(EvaluatingTest::shown).toList().toString();
            default -> value.toString();
        };
    }
}
