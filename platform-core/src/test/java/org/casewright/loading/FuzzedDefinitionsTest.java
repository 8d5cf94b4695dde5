package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.casewright.fuzz.Fuzz;
import org.casewright.problem.Problem;
import org.casewright.problem.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever stands in a file, it is loaded, or problems say what is wrong in words of ours, each with its place. */
class FuzzedDefinitionsTest {

    /** What has a language of its own; the others are read by the same reader of plain JSON and CSV. */
    private static final Set<FileKind> PARSED = EnumSet.of(
            FileKind.ACCESS, FileKind.ENTITY, FileKind.FORM, FileKind.WORKFLOW, FileKind.DECISION, FileKind.SCENARIO);

    private static final int ROUNDS = 250;
    private static final int LONGEST = 1_200;
    /** What a library says to programmers. */
    private static final String FOREIGN =
            "(Exception|java\\.|tools\\.jackson|networknt|org\\.casewright\\.([a-z]+\\.)*[A-Z])";

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOTES")
    void isLoadedOrExplained(FileKind kind) {
        var modules = FuzzedModules.of(kind);
        var name = kind.name().toLowerCase(Locale.ROOT);
        if (PARSED.contains(kind)) {
            Fuzz.parse(name, modules::changed, FuzzedModules.Changed::content, FuzzedDefinitionsTest::read);
        } else {
            Fuzz.run(name, ROUNDS, modules::changed, FuzzedModules.Changed::content, FuzzedDefinitionsTest::read);
        }
    }

    private static void read(FuzzedModules.Changed changed) {
        var loaded = changed.load();
        var broken = loaded.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        assertThat(loaded.catalog() == null).as("a catalog or errors").isEqualTo(broken);
        var lines = 1;
        for (var each : changed.content()) {
            lines += each == '\n' || each == '\r' ? 1 : 0;
        }
        for (var problem : loaded.problems()) {
            isExplained(problem);
            var place = Objects.requireNonNull(problem.location());
            if (place.file().equals(changed.toString())) {
                assertThat(place.line()).as("%s", problem).isBetween(0, lines);
            }
        }
    }

    private static void isExplained(Problem problem) {
        var place = problem.location();
        assertThat(place).as("%s", problem).isNotNull();
        assertThat(place.file()).as("%s", problem).isNotEmpty();
        assertThat(place.column()).as("%s", problem).isGreaterThanOrEqualTo(0);
        assertThat(place.pointer()).as("%s", problem).matches("(?s)|[/#].*");
        assertThat(problem.message()).hasSizeLessThan(LONGEST).doesNotContainPattern(FOREIGN);
        assertThat(String.valueOf(problem.advice())).hasSizeLessThan(LONGEST).doesNotContainPattern(FOREIGN);
    }
}
