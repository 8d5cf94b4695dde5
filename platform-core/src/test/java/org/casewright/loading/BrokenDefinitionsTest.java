package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.casewright.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is broken in modules that are right otherwise; exactly that is said, at its place, and nothing else. */
class BrokenDefinitionsTest {

    /** Modules with a defect, and all that is said of it. */
    record Defect(String name, GoodModules modules, List<String> said) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void theModulesAreRightBeforeSomethingIsBroken() {
        var loaded = new GoodModules().load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.catalog()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void isRefusedWithItsPlace(Defect defect) {
        var loaded = defect.modules().load();

        assertThat(loaded.problems().stream().map(Problem::toString)).containsExactlyElementsOf(defect.said());
        assertThat(loaded.catalog()).as("nothing starts half").isNull();
    }

    static Stream<Defect> defects() {
        return Stream.of(
                        Defects.json(),
                        Defects.names(),
                        Defects.references(),
                        Defects.entities(),
                        EvolutionDefects.all(),
                        AttachmentDefects.all(),
                        Defects.feel(),
                        Defects.surface(),
                        Defects.workflows(),
                        DecisionDefects.all(),
                        MessageDefects.all(),
                        OpeningDefects.all(),
                        ElementDefects.all(),
                        OperationDefects.all(),
                        BreakGlassDefects.all(),
                        LogReadsDefects.all(),
                        RevealDefects.all(),
                        DeskDefects.all(),
                        DuplicateDefects.all(),
                        Defects.scenarios(),
                        Defects.modules())
                .flatMap(List::stream);
    }

    @Test
    void allProblemsAreSaidAtOnceInTheOrderOfFilesAndLines() {
        var modules = new GoodModules()
                .but("library", "entities/loan.schema.json", "\"x-sortable\": true", "\"x-sorted\": true")
                .but("library", "entities/reader.schema.json", "<= 5", "<= name")
                .but("library", "views/loan.views.json", "\"-lentOn\"", "\"note\"");

        var files = new ArrayList<String>();
        for (var problem : modules.load().problems()) {
            var location = problem.location();
            files.add(location == null ? "" : location.file() + ":" + location.line());
        }

        assertThat(files)
                .containsExactly(
                        "library/entities/loan.schema.json:26",
                        "library/entities/reader.schema.json:4",
                        "library/views/loan.views.json:5");
    }
}
