package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilteringTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            state = "OUT"                                   | state = OUT
            "OUT" != state                                  | state != OUT
            5 < fee                                         | fee > 5
            paid                                            | paid = true
            not(paid)                                       | not(paid = true)
            not(not(paid))                                  | paid = true
            state = "OUT" and dueOn < today()               | (state = OUT and dueOn < 2026-03-02)
            paid and (fee > 1 and (fee < 9 or state = "OUT")) | (paid = true and fee > 1 and (fee < 9 or state = OUT))
            fee between 1 and 5                             | (fee >= 1 and fee <= 5)
            fee in [1..5)                                   | (fee >= 1 and fee < 5)
            fee in (1, 2, > 9)                              | (fee in (1, 2) or fee > 9)
            state in ("OUT", "BACK")                        | state in (OUT, BACK)
            state in ["OUT"]                                | state in (OUT)
            state in (null, "OUT")                          | (state in (OUT) or state is null)
            state in []                                     | false
            today() in [lentOn..dueOn]                      | (lentOn <= 2026-03-02 and dueOn >= 2026-03-02)
            note = null                                     | note is null
            null != note                                    | not(note is null)
            lentOn < dueOn                                  | lentOn < dueOn
            reader.name = "Ada"                             | reader.name = Ada
            reader = null                                   | reader is null
            reader = otherReader                            | reader = otherReader
            reader.id = otherReader.id                      | reader = otherReader
            address.city = "Garissa"                        | address.city = Garissa
            starts with(title, "Du")                        | title starts with Du
            starts with(title, lower case("DU"))            | title starts with du
            contains(note, "torn")                          | note contains torn
            matches(note, "t.rn")                           | note matches t.rn
            lentOn > today() - duration("P1D") * setting("loanDays") | lentOn > 2026-02-09
            date(lentAt) = today()                          | (lentAt >= 2026-03-02T00:00+03:00 and lentAt < 2026-03-03T00:00+03:00)
            date(lentAt) <= today()                         | lentAt < 2026-03-03T00:00+03:00
            date(lentAt) > today()                          | lentAt >= 2026-03-03T00:00+03:00
            title = actor.unit                              | title = KNF
            list contains(actor.roles, "LIB") and paid      | paid = true
            list contains(actor.roles, "HQ") and paid       | false
            if list contains(actor.roles, "LIB") then paid else true | paid = true
            some d in damages satisfies d.open              | some damages (.open = true)
            some d in damages[page > 3] satisfies d.open    | some damages (.page > 3 and .open = true)
            some c in copies satisfies c.reader.name = title | some copies (.reader.name = title)
            some c in copies satisfies c = otherReader      | some copies (.id = otherReader)
            every d in damages satisfies d.page > 3         | every damages (.page > 3)
            count(copies[state = "OUT"]) <= 5               | count copies (.state = OUT) <= 5
            0 < count(copies)                               | count copies (true) > 0
            list contains(languages, "fr")                  | some languages (. = fr)
            some l in languages satisfies l in ("fr", "en") | some languages (. in (fr, en))
            languages[item = "fr"] = null                   | ``
            fee = 1 / 0                                     | unknown
            fee = setting("none")                           | unknown
            not(fee = setting("none"))                      | unknown
            title = setting("loanDays")                     | unknown
            true                                            | true
            1 = 2 or paid                                   | paid = true
            """)
    void whatSqlCanDoIsTranslated(String text, String expected) {
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> translate(text)).isInstanceOf(ExpressionException.class);
        } else {
            assertThat(shown(translate(text))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            daysOverdue > 5                          | computed at each reading; to filter by it, declare it stored
            years(reader.born, today()) < 18         | declare a stored x-computed
            dueOn + duration("P1D") < today()        | move the calculation to the other side
            fee * 2 > 5                              | move the calculation to the other side
            upper case(title) = "X"                  | declare a stored x-computed
            ends with(title, "x")                    | a filter has no ends with over properties
            contains(title, "x")                     | title cannot be searched; declare "x-search"
            matches(title, "x")                      | title cannot be searched
            matches(note, "x", "i")                  | write (?i) into the pattern
            starts with(title, note)                 | what is known beforehand
            reader.branch.code = "X"                 | one reference, not two
            lentOn.year = 2026                       | a filter compares whole values
            "fr" in languages                        | list contains
            languages = ["fr"]                       | a filter asks lists with
            if paid then fee > 1 else true           | a filter cannot do this
            copies[1].price > 3                      | a filter compares properties
            copies.price = 3                         | never compared
            some c in copies satisfies (some d in c.damages satisfies d.open) | one list, not into lists of its entries
            some a in copies, b in damages satisfies a.price = b.page         | one list
            every d in damages[open] satisfies d.page > 1 | put this condition behind satisfies
            decide("fee").amount > fee               | a filter cannot ask a decision
            fee                                      | it gives a number where yes or no is wanted
            stat = "OUT"                             | did you mean state?
            rank(level) > 1                          | compares properties
            """)
    void whatSqlCannotDoIsRefusedWithWhatToDeclare(String text, String reason) {
        assertThatThrownBy(() -> translate(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("`" + text + "`")
                .hasMessageContaining(reason);
    }

    @Test
    void theDraftOfAReferencesFilterIsKnown() {
        Values draft = Values.of(Map.of("title", "Dune", "reader", Values.of(Map.of("id", ID))));
        Criterion criterion = SqlFilter.translate(
                Expression.parse("title = record.title and reader = record.reader and fee = record.fee"),
                Library.LOAN,
                Library.ENVIRONMENT,
                Map.of("record", draft));
        assertThat(shown(criterion)).isEqualTo("(title = Dune and reader = " + ID + " and unknown)");
    }

    @Test
    void idsAreUuids() {
        assertThat(translate("reader = \"" + ID + "\""))
                .isEqualTo(new Criterion.Compare(Criterion.Path.of("reader"), Operator.EQUAL, ID));
        assertThat(translate("id = \"" + ID + "\""))
                .isEqualTo(new Criterion.Compare(Criterion.Path.of("id"), Operator.EQUAL, ID));
    }

    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-00000000abcd");

    private static Criterion translate(String text) {
        return SqlFilter.translate(Expression.parse(text), Library.LOAN, Library.ENVIRONMENT);
    }

    private static String shown(Criterion criterion) {
        return switch (criterion) {
            case Criterion.And(var parts) ->
                "("
                        + String.join(
                                " and ",
                                parts.stream().map(FilteringTest::shown).toList()) + ")";
            case Criterion.Or(var parts) ->
                "("
                        + String.join(
                                " or ", parts.stream().map(FilteringTest::shown).toList()) + ")";
            case Criterion.Not(var of) -> "not(" + bare(of) + ")";
            case Criterion.Constant(var value) -> value == null ? "unknown" : value.toString();
            case Criterion.Compare(var path, var operator, var value) ->
                shown(path) + " " + operator.sign() + " " + value;
            case Criterion.ComparePaths(var left, var operator, var right) ->
                shown(left) + " " + operator.sign() + " " + shown(right);
            case Criterion.In(var path, var values) ->
                shown(path) + " in ("
                        + String.join(
                                ", ", values.stream().map(Object::toString).toList()) + ")";
            case Criterion.IsNull(var path) -> shown(path) + " is null";
            case Criterion.StartsWith(var path, var text) -> shown(path) + " starts with " + text;
            case Criterion.Contains(var path, var text) -> shown(path) + " contains " + text;
            case Criterion.Matches(var path, var pattern) -> shown(path) + " matches " + pattern;
            case Criterion.Some(var list, var where) -> "some " + shown(list) + " (" + bare(where) + ")";
            case Criterion.Every(var list, var holds) -> "every " + shown(list) + " (" + bare(holds) + ")";
            case Criterion.Count(var list, var where, var operator, var number) ->
                "count " + shown(list) + " (" + bare(where) + ") " + operator.sign() + " " + number;
        };
    }

    private static String bare(Criterion criterion) {
        String shown = shown(criterion);
        return shown.startsWith("(") ? shown.substring(1, shown.length() - 1) : shown;
    }

    private static String shown(Criterion.Path path) {
        return (path.origin() == Criterion.Origin.ENTRY ? "." : "") + String.join(".", path.names());
    }
}
