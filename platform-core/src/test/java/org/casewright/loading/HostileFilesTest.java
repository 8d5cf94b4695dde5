package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import org.casewright.problem.Problem;
import org.junit.jupiter.api.Test;

/** What was found by changing files by chance, one by one. */
class HostileFilesTest {

    private static final String LEND = "workflows/lend.bpmn";

    @Test
    void aNumberBeyondAllCountingIsRefusedAtItsPlace() {
        said(
                new GoodModules()
                        .but("library", "entities/book.schema.json", "\"minimum\": 0", "\"minimum\": 1E99999999999"),
                "library/entities/book.schema.json:7:65 /properties/price/minimum: This number is too large or too fine.");
    }

    @Test
    void aNumberThatIsNoLongIsOneAllTheSame() {
        for (var number : java.util.List.of("1e308", "12345678901234567890")) {
            var loaded = new GoodModules()
                    .but(
                            "library",
                            "entities/book.schema.json",
                            "\"minimum\": 0",
                            "\"minimum\": 0, \"minLength\": " + number)
                    .load();
            assertThat(loaded.problems())
                    .isNotEmpty()
                    .allSatisfy(problem ->
                            assertThat(String.valueOf(problem.location())).contains("book.schema.json"));
        }
    }

    @Test
    void aMillionCharactersAreNotSaidAgain() {
        var modules = new GoodModules()
                .but("library", "forms/return.form.json", "/reader/properties/name", "/" + "x".repeat(900_000));

        assertThat(modules.load().problems())
                .hasSize(1)
                .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(1_100));
    }

    @Test
    void whatIsNotBpmnIsSaidBeforeTheEngineSaysIt() {
        said(
                new GoodModules().but("library", LEND, " xsi:type=\"tFormalExpression\"", ""),
                "library/workflows/lend.bpmn:33:44: This is not BPMN 2.0: Attribute 'language' is not allowed to appear in"
                        + " element 'conditionExpression'. Draw it with a BPMN 2.0 modeler.");
    }

    @Test
    void aFlowThatLeadsOutOfItsProcessIsRefused() {
        said(
                new GoodModules()
                        .but("library", LEND, "targetRef=\"write_off\"", "targetRef=\"late_timer\"")
                        .but("library", LEND, "<timerEventDefinition>", "<timerEventDefinition id=\"late_timer\">"),
                "library/workflows/lend.bpmn:32:5 #to_write_off: targetRef leads to “late_timer”, which is not in the same"
                        + " process or sub-process. Join steps of the same process or sub-process.");
    }

    @Test
    void aDefaultThatBeginsElsewhereIsRefused() {
        said(
                new GoodModules().but("library", LEND, "default=\"to_end\"", "default=\"to_which\""),
                "library/workflows/lend.bpmn:21:5 #which: The default “to_which” is no flow that begins here. Name one that"
                        + " does.");
    }

    @Test
    void whatIsSaidTwiceIsRefused() {
        said(
                new GoodModules()
                        .but(
                                "library",
                                LEND,
                                "<timerEventDefinition>",
                                "<timerEventDefinition><timeDate>= today()</timeDate></timerEventDefinition><timerEventDefinition>"),
                "library/workflows/lend.bpmn:18:5 #late: This event waits for several things. Draw an event for each.");
        said(
                new GoodModules()
                        .but("library", LEND, "<camunda:inputOutput>", "<camunda:inputOutput/><camunda:inputOutput>"),
                "library/workflows/lend.bpmn:22:5 #write_off: camunda:inputOutput stands twice here. Put all into one.");
    }

    @Test
    void aRowWithAnOpenQuotationMarkIsSaidInOurWords() {
        said(
                new GoodModules().but("library", "data/language.csv", "eng,", "\"eng,"),
                "library/data/language.csv:3: This is not CSV: EOF reached before encapsulated token finished. Write it as"
                        + " RFC 4180 says.");
    }

    private static void said(GoodModules modules, String... problems) {
        assertThat(modules.load().problems().stream().map(Problem::toString)).containsExactly(problems);
    }
}
