package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Files that others wrote: hostile JSON, and workflows that want Java. Where they are not at hand the test is skipped. */
class OutsideFilesTest {

    /** RFC 8259 lets names stand twice; a definition file does not. */
    private static final Set<String> TWICE =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    private static final Pattern CODE =
            Pattern.compile("camunda:(class|delegateExpression|expression)=|<(?:\\w+:)?(scriptTask)\\b");

    @TestFactory
    List<DynamicTest> json() throws IOException {
        return tests("json-parsing", ".json", OutsideFilesTest::json);
    }

    private static void json(Path file) throws IOException {
        var problems = new Problems();
        var read = JsonReading.read(name(file), Files.readAllBytes(file), problems);
        var first = name(file).charAt(0);
        if (first == 'y' && !TWICE.contains(name(file))) {
            assertThat(problems.list()).isEmpty();
            assertThat(read).isNotNull();
        } else if (first != 'i') {
            assertThat(problems.hasErrors()).isTrue();
        }
    }

    @TestFactory
    List<DynamicTest> workflows() throws IOException {
        return tests("camunda-examples", ".bpmn", OutsideFilesTest::workflow);
    }

    private static void workflow(Path file) throws IOException {
        var content = Files.readAllBytes(file);
        var loaded = new GoodModules()
                .with("library", "workflows/other.bpmn", content)
                .load();

        assertThat(loaded.problems())
                .allSatisfy(problem ->
                        assertThat(String.valueOf(problem.location())).contains("workflows/other.bpmn"))
                .as("an element is named")
                .anySatisfy(problem -> assertThat(problem.pointer()).startsWith("#"));
        var said = loaded.problems().stream().map(Problem::message).toList();
        var code = CODE.matcher(Files.readString(file));
        while (code.find()) {
            var word = code.group(1) == null ? code.group(2) : code.group(1);
            assertThat(said).anySatisfy(sentence -> assertThat(sentence).contains(word));
        }
    }

    private static List<DynamicTest> tests(String folder, String ending, ThrowingConsumer<Path> test)
            throws IOException {
        var outside = Path.of(System.getProperty("casewright.testdata", "../../shared/testdata"))
                .resolve(folder);
        if (!Files.isDirectory(outside)) {
            return List.of(DynamicTest.dynamicTest(
                    folder, () -> assumeTrue(false, "Skipped: the outside test data " + folder + " is not there.")));
        }
        try (var files = Files.list(outside)) {
            return files.filter(file -> name(file).endsWith(ending))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(name(file), () -> test.accept(file)))
                    .toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
