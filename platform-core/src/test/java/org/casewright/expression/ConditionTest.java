package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.casewright.expression.Condition.All;
import org.casewright.expression.Condition.Any;
import org.casewright.expression.Condition.Other;
import org.casewright.expression.Condition.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters as people build them: read from FEEL, and written so that the same is asked. */
class ConditionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = \"a \\\"b\\\" \\\\ c\"",
                "starts with(name, \"A\")",
                "contains(reader.name, \"and or (\")",
                "state in (\"OUT\", \"LOST\")",
                "not(state in (\"OUT\"))",
                "list contains(marks, \"WET\")",
                "pieces >= -3",
                "weight between 1 and 2.50",
                "dueOn = null",
                "dueOn != null",
                "dueOn = today()",
                "dueOn between date(\"2026-03-01\") and date(\"2026-03-31\")",
                "dueOn between today() - duration(\"P6D\") and today()",
                "date(updatedAt) between today() and today() + duration(\"P1D\")",
                "date(updatedAt) < date(\"2026-03-01\")",
                "full = true",
                "shelf.id = \"00000000-0000-0000-0000-000000000000\"",
                "(a = 1) and ((b = 2) or (c between 1 and 2)) and (d in (1, 2))"
            })
    void isWrittenAsItWasRead(String feel) {
        var read = Condition.of(feel);
        assertThat(read.feel()).isEqualTo(feel);
        assertThat(others(read)).isEmpty();
        assertThat(Condition.of(read.feel())).isEqualTo(read);
    }

    @Test
    void groupsAreReadAsTheyBind() {
        assertThat(Condition.of("a = 1 or b = 2 and c between 1 and 2"))
                .isEqualTo(new Any(List.of(
                        is("a", 1),
                        new All(List.of(
                                is("b", 2),
                                new Condition.Test(
                                        List.of("c"),
                                        Relation.BETWEEN,
                                        false,
                                        List.of(BigDecimal.ONE, BigDecimal.TWO)))))));
        assertThat(Condition.of("((a = 1))")).isEqualTo(is("a", 1));
        assertThat(Condition.of("day between today() - duration(\"P6D\") and today()"))
                .isEqualTo(new Condition.Test(List.of("day"), Relation.LAST_DAYS, false, List.of(new BigDecimal("7"))));
        assertThat(Condition.of("day < date(\"2026-03-01\")"))
                .isEqualTo(new Condition.Test(List.of("day"), Relation.LESS, false, List.of(LocalDate.of(2026, 3, 1))));
        assertThat(Condition.of("true")).isEqualTo(Condition.none());
        assertThat(Condition.none().feel()).isEqualTo("true");
    }

    /** A word that takes in what follows it, another property, an unreadable text: as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if a then b else c and d",
                "some t in tags satisfies t = \"x\" and t = \"y\"",
                "a = b",
                "owner.id = actor.id",
                "day < today()",
                "matches(name, \"x.y\")",
                "count(tags) > 1",
                "not(a = 1)",
                "no FEEL ((",
                "a = 1 and"
            })
    void whatNobodyBuildsStaysItsText(String feel) {
        assertThat(Condition.of(feel)).isEqualTo(new Other(feel));
    }

    @Test
    void whatIsKnownBesideItIsRead() {
        assertThat(Condition.of("a = 1 and day < today()"))
                .isEqualTo(new All(List.of(is("a", 1), new Other("day < today()"))));
    }

    private static Condition is(String name, int value) {
        return new Condition.Test(List.of(name), Relation.IS, false, List.of(BigDecimal.valueOf(value)));
    }

    private static List<Condition> others(Condition condition) {
        return switch (condition) {
            case All(List<Condition> parts) ->
                parts.stream().flatMap(part -> others(part).stream()).toList();
            case Any(List<Condition> parts) ->
                parts.stream().flatMap(part -> others(part).stream()).toList();
            case Other other -> List.of(other);
            case Condition.Test test -> List.of();
        };
    }
}
