package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/feel.md} names every function and no other, and its examples can be read. */
class FeelReferenceTest {

    private static final Pattern FUNCTION = Pattern.compile("`([a-z ]+)\\([^`]*\\)`");
    private static final Pattern EXAMPLES = Pattern.compile("```feel\\n(.*?)```", Pattern.DOTALL);

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/feel.md"));
    }

    @Test
    void namesEveryFunction() throws IOException {
        var table = page().substring(page().indexOf("## Functions"), page().indexOf("## What SQL answers"));

        assertThat(FUNCTION.matcher(table)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(() -> new TreeSet<String>())))
                .isEqualTo(new TreeSet<>(Functions.names()));
    }

    @Test
    void showsExamplesThatCanBeRead() throws IOException {
        var examples = EXAMPLES.matcher(page());
        assertThat(examples.find()).isTrue();

        assertThat(Arrays.asList(examples.group(1).strip().split("\n")))
                .hasSizeGreaterThan(5)
                .allSatisfy(text -> assertThat(Expression.parse(text).text()).isEqualTo(text));
    }
}
