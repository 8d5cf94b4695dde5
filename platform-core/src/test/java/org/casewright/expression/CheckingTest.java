package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = \"OUT\" and dueOn < today()",
                "dueOn + duration(\"P1D\") * setting(\"loanDays\")",
                "max(0, days(dueOn, today()))",
                "some d in damages satisfies d.open and d.page > 3",
                "count(copies[state = \"OUT\" and price > 10]) <= 5",
                "copies[damages[open][1].page = 2][1].reader.name",
                "rank(level) >= rank(\"MIDDLE\")",
                "if paid then null else fee * 2",
                "list contains(languages, \"fr\") and count(distinct values(languages)) > 1",
                "actor.id = reader or list contains(actor.roles, \"LIB\")",
                "reader = otherReader and reader.id = otherReader.id",
                "sum(for c in copies return c.price) / count(copies)",
                "string join(for d in damages return d.what, \", \")",
                "date(lentAt) = lentOn and lentAt < now()",
                "lentOn in [date(\"2026-01-01\")..today()]",
                "decide(\"fee\").amount + 1",
                "matches(title, \"^[A-Z]\")",
                "(if paid then [] else languages)[1]",
                "deadline(\"followUp\", level, now())",
                "flatten(copies.damages)[open].page",
                "{a: fee, b: dueOn}.b.year = 2026",
            })
    void whatFitsPasses(String text) {
        assertThat(Library.problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stat = "OUT"                         | 1  | there is no stat; did you mean state?
            reader.nam                           | 1  | there is no nam; did you mean name?
            xyz                                  | 1  | there is no xyz.
            copies[stat = "OUT"]                 | 8  | there is no stat; did you mean state?
            copies[dueOn < today()]              | 8  | there is no dueOn among the entries; the record's own is record.dueOn.
            cuont(copies)                        | 1  | there is no function cuont; did you mean count?
            string(fee)                          | 1  | there is no function string
            state = "OUTT"                       | 9  | there is no code "OUTT"; did you mean OUT?
            state in ("OUT", "GONE")             | 18 | there is no code "GONE"
            dueOn < 5                            | 7  | a date is never compared with a number.
            dueOn = lentAt                       | 7  | Take date(...) of the one with a time.
            paid > true                          | 6  | yes or no has no order; only = and != compare it.
            reader < otherReader                 | 8  | a record has no order
            languages = "fr"                     | 11 | a list is never compared with a text
            dueOn + 30                           | 9  | to a date belongs a duration, as in + duration("P30D"), not a number.
            title + fee                          | 9  | there is no a text + a number.
            fee * dueOn                          | 7  | there is no a number * a date.
            -title                               | 1  | a minus stands before a number or a duration, not a text.
            fee and paid                         | 1  | and joins conditions, not a number.
            if fee then 1 else 2                 | 4  | if asks a condition, not a number.
            not(fee)                             | 5  | not takes yes or no here, not a number.
            count(fee)                           | 7  | count takes a list here, not a number.
            count(copies, 1)                     | 1  | count takes 1 argument, not 2.
            substring(title)                     | 1  | substring takes 2 to 3 arguments, not 1.
            max()                                | 1  | max takes at least 1 arguments, not 0.
            upper case(fee)                      | 12 | upper case takes a text here, not a number.
            days(dueOn, fee)                     | 13 | days takes a date, or a date and time here, not a number.
            sum(languages)                       | 1  | sum adds numbers or durations, not a text.
            sort(copies)                         | 1  | sort needs values that have an order, not a record.
            list contains(languages, 1)          | 1  | the list holds a text, never a number.
            list contains(copies.damages, "x")   | 1  | flatten(...) takes lists out of a list.
            matches(title, "(")                  | 16 | the pattern cannot be read
            setting(title)                       | 9  | setting takes a text in quotation marks here, not a text.
            rank(state) > 1                      | 6  | rank takes a code of an ordered list here, not a code.
            rank(title) > 1                      | 6  | rank takes a code of an ordered list here, not a text.
            some f in fee satisfies true         | 11 | a loop needs a list, not a number.
            some c in copies satisfies c.price   | 28 | satisfies asks a condition, not a number.
            for i in 1..9 return i               | 10 | loops run over properties and lists, never over a range of numbers.
            [1..3]                               | 1  | a range stands only behind in
            fee[1]                               | 1  | a place in brackets needs a list, not a number.
            copies[0]                            | 7  | places in a list are whole numbers from 1
            copies[price]                        | 8  | a filter is a condition or a written number, not a number.
            reader.born.hour                     | 1  | a date has no hour.
            fee.amount                           | 1  | a number has no amount.
            for a in copies, b in copies, c in copies return 1   | 36 | at most 2 deep
            some a in copies satisfies some b in a.damages satisfies count(for c in copies return c) > 1 | 73 | at most 2 deep
            """)
    void whatDoesNotFitIsSaid(String text, int column, String reason) {
        assertThat(Library.problems(text))
                .singleElement()
                .asString()
                .startsWith("In `" + text + "` at column " + column + ": ")
                .contains(reason);
    }

    @Test
    void allProblemsAreSaidAtOnceAndEachOnce() {
        assertThat(Library.problems("stat = 1 and ttile = 2 and cuont(copies) > 1 and paid > true"))
                .hasSize(4);
        assertThat(Library.problems("upper case(fee) = title")).hasSize(1);
    }

    @Test
    void aWantedTypeIsWanted() {
        List<String> problems = new ArrayList<>();
        Checker.check(Expression.parse("fee + 1"), Library.LOAN, FeelType.bool(), problems::add);
        Checker.check(Expression.parse("state"), Library.LOAN, FeelType.text(), problems::add);
        Checker.check(Expression.parse("null"), Library.LOAN, FeelType.date(), problems::add);
        Checker.check(Expression.parse("setting(\"x\")"), Library.LOAN, FeelType.date(), problems::add);
        Checker.check(Expression.parse("copies"), Library.LOAN, FeelType.listOf(FeelType.text()), problems::add);
        assertThat(problems).containsExactly("In `fee + 1` at column 1: it gives a number where yes or no is wanted.");
    }

    @Test
    void theTypeIsFound() {
        assertThat(typeOf("dueOn - lentOn")).isEqualTo(FeelType.days());
        assertThat(typeOf("if paid then fee else null")).isEqualTo(FeelType.numeric());
        assertThat(typeOf("copies[1].damages.page")).isEqualTo(FeelType.listOf(FeelType.numeric()));
        assertThat(typeOf("min(for d in damages return d.seenOn)")).isEqualTo(FeelType.date());
    }

    @Test
    void aScopeKnowsTheRankOfACode() {
        Scope scope =
                Scope.of(Map.of("before", new FeelType.Reference(Library.LOAN))).orElse(Library.LOAN);
        assertThat(scope.rank(List.of("level"), "HIGH")).isEqualTo(2);
        assertThat(scope.rank(List.of("before", "level"), "LOW")).isEqualTo(0);
        assertThat(scope.rank(List.of("level"), "HIGHEST")).isNull();
        assertThat(scope.rank(List.of("state"), "OUT"))
                .as("not an ordered list")
                .isNull();
        assertThat(scope.rank(List.of("nothing"), "OUT")).isNull();
    }

    @Test
    void whatSomebodyTypedIsReadAndCheckedInOneGo() {
        List<String> problems = new ArrayList<>();
        assertThat(Checker.condition("paid and fee > 1", Library.LOAN, problems::add))
                .isNotNull();
        assertThat(problems).isEmpty();
        assertThat(Checker.condition("paid and", Library.LOAN, problems::add)).isNull();
        assertThat(Checker.condition("fee", Library.LOAN, problems::add)).isNull();
        assertThat(problems).hasSize(2);
    }

    private static FeelType typeOf(String text) {
        return Checker.check(Expression.parse(text), Library.LOAN, null, problem -> {});
    }
}
