package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 2 * 3 - -4 ** 2",
                "a.b.c[1][-1].d",
                "loans[state = \"OUT\" and not(paid)]",
                "if a then b else if c then d else e",
                "some d in damages, p in d.pages satisfies p.open",
                "every d in damages satisfies (some p in d.pages satisfies p.open)",
                "for d in damages return {page: d.page, \"who is it\": d.who}",
                "x between 1 and 5 and y between (2) and (3)",
                "x in (1, > 5, [7..9], ]9..12[)",
                "x in [1..5)",
                "x in (1..5)",
                "x in [\"A\", \"B\"]",
                "x in []",
                "date(\"2026-03-31\") + duration(\"P1DT2H\") - @\"P1Y2M\"",
                "date and time(\"2026-03-31T10:00:00+03:00\")",
                "years and months duration(a, b)",
                "list contains(distinct values(x), \"caf\\u00e9 \\\"au lait\\\"\")",
                "a /* why */ = 1 // and so",
                "größe_1 > .5",
                "orderedOn = null and nullable != true and android and ifs and format and intern",
                "decide(\"fee\").amount",
                "matches(phone, \"^\\+\\d{8,15}$\")",
                "{}",
                "{a: 1}.a",
                "((((1))))",
            })
    void whatIsWrittenSoIsRead(String text) {
        assertThat(Expression.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | 1  | is empty
            1 +                         | 4  | it ends here where a value is expected
            days overdue                | 6  | overdue stands here where an operator or the end is expected
            a = b = c                   | 7  | comparisons do not chain
            1 < a < 5                   | 7  | comparisons do not chain
            a and                       | 6  | it ends here
            (a                          | 3  | it ends here where ) is expected
            a]                          | 2  | ] stands here
            if a then b                 | 12 | the word else is expected
            some x satisfies y          | 8  | the word in is expected
            some if in y satisfies z    | 6  | if stands here where a name for the entries
            not a                       | 5  | a stands here
            "never closed               | 1  | no closing quotation mark
            a /* never closed           | 3  | comment
            a # b                       | 3  | the character # means nothing here
            a ? b                       | 3  | the character ? means nothing here
            function(x) x               | 1  | functions cannot be defined
            a.b()                       | 3  | functions stand alone
            a instance of string        | 3  | instance stands here
            substring(string: "a")      | 11 | arguments have no names here
            date("2026-02-30")          | 1  | is not a date such as 2026-03-31
            duration("P1M2D")           | 1  | months and days do not mix
            @"tomorrow"                 | 1  | is not a date, time or duration
            time("25:00:00")            | 1  | is not a time
            {a: 1, a: 2}                | 8  | stands here twice
            "\\u12"                      | 2  | four hexadecimal digits
            x in [1..                   | 10 | it ends here
            a or some b in c satisfies b | 6 | some needs parentheses around it
            1 + if a then b else c      | 5  | if needs parentheses around it
            then                        | 1  | the word then cannot stand here
            12345678901234567890123456789012345 | 1 | at most 34 digits
            """)
    void whatCannotBeReadIsQuotedWithItsColumn(String text, int column, String reason) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOfSatisfying(ExpressionException.class, problem -> {
                    assertThat(problem.column()).isEqualTo(column);
                    assertThat(problem.expression()).isEqualTo(text);
                })
                .hasMessageContaining("`" + text + "`")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            count(members[status = "ACT"])                              | members, members.status
            some m in group.members satisfies m.age < limit             | group, group.members, group.members.age, limit
            for m in members[open] return m.name                        | members, members.open, members.name
            members[open].name                                          | members, members.open, members.name
            members[1].name                                             | members, members.name
            sort(concatenate(a, b))[x = 1].y                            | a, b, a.x, b.x, a.y, b.y
            (if c then a else b).name                                   | c, a, b, a.name, b.name
            members[item.age > record.limit]                            | members, members.age, record, record.limit
            members[some n in needs satisfies n.open]                   | members, members.needs, members.needs.open
            for g in groups return count(members[kind = g.kind])        | groups, members, members.kind, groups.kind
            setting("loanDays") + days(dueOn, today())                  | dueOn
            actor.unit = unit                                           | unit
            before.level                                                | before, before.level
            decide("fee").amount                                        | ``
            """)
    void pathsAreFollowedToTheRoot(String text, String paths) {
        Set<List<String>> found = Expression.parse(text).paths();
        assertThat(found.stream().map(path -> String.join(".", path)))
                .containsExactlyInAnyOrder(paths.isEmpty() ? new String[0] : paths.split(", "));
    }

    @Test
    void whatElseIsReadIsTold() {
        Expression expression = Expression.parse(
                "deadline(\"followUp\", priority, now()) > lentAt + setting(\"grace\") and decide(\"x\")");
        assertThat(expression.settings()).containsExactlyInAnyOrder("followUp", "grace");
        assertThat(expression.decisions()).containsExactly("x");
        assertThat(expression.readsClock()).isTrue();
        assertThat(expression.readsActor()).isFalse();
        assertThat(Expression.parse("owner = actor.id").readsActor()).isTrue();
        assertThat(Expression.parse("dueOn").readsClock()).isFalse();
    }

    @Test
    void twoConditionsBecomeOneEvenBehindAComment() {
        Expression both = Expression.parse("a or b // why").and(Expression.parse("c or d"));
        assertThat(Library.evaluate(both.text(), java.util.Map.of("a", true, "d", true)))
                .isEqualTo(true);
        assertThat(Library.evaluate(both.text(), java.util.Map.of("a", true, "c", false, "d", false)))
                .isEqualTo(false);
    }
}
