package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Values LOAN = Values.of(Map.of(
            "book", Values.of(Map.of("title", "Dune")),
            "day", LocalDate.of(2026, 3, 2),
            "fee", new BigDecimal("1E+2"),
            "tags", List.of("new", "red")));

    @Test
    void pathsAreFilledIn() {
        assertThat(Template.parse("{book.title} on {day}, {fee}: {tags}").render(LOAN))
                .isEqualTo("Dune on 2026-03-02, 100: new, red");
    }

    @Test
    void whatIsMissingLeavesNoGap() {
        assertThat(Template.parse("{book.author} {book.title} {reader.name}").render(LOAN))
                .isEqualTo("Dune");
        assertThat(Template.parse("A {reader} B").render(LOAN)).isEqualTo("A B");
    }

    @Test
    void theCallerMayWordTheValues() {
        assertThat(Template.parse("{day}").render(LOAN, value -> value instanceof LocalDate ? "today" : "?"))
                .isEqualTo("today");
    }

    @Test
    void twoBracesAreOne() {
        assertThat(Template.parse("{{{book.title}}}").render(LOAN)).isEqualTo("{Dune}");
    }

    @Test
    void pathsAreTold() {
        assertThat(Template.parse("{book.title} to {day}").paths())
                .containsExactly(List.of("book", "title"), List.of("day"));
        assertThat(Template.parse("plain").paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{book.title", "{}", "{book.}", "{.title}", "{a b}", "{a + b}", "{a()}"})
    void whatIsNoPathIsQuoted(String text) {
        assertThatThrownBy(() -> Template.parse(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("In `" + text + "` at column 1: ");
    }

    @Test
    void unknownPathsAreProblems() {
        List<String> problems = new ArrayList<>();
        Template.parse("{title}: {reader.nam}").check(Library.LOAN, problems::add);
        assertThat(problems)
                .containsExactly("In `{title}: {reader.nam}` at column 10: there is no nam; did you mean name?");
    }

    @Test
    void aTextBeyondAllMeasureIsRefused() {
        assertThatThrownBy(() -> Template.parse("{title}".repeat(100_000)))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("a text has at most 10000 characters")
                .message()
                .hasSizeLessThan(1_000);
    }
}
