package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.definition.ProcessDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Problem;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps, their buttons and what they find wrong are said to each in the own language, whoever took or moved them. */
class WordingTest {

    private static final Path GARDEN = Path.of("src", "test", "resources", "modules", "garden");
    private static final String PLANT = "garden/plant";

    @TempDir
    static Path folder;

    private static TestPlatform platform;
    private static Operations operations;

    @BeforeAll
    static void open() throws IOException {
        platform = TestPlatform.with(garden());
        operations = platform.bean(Operations.class);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    /** The garden with buttons, with a rule that pruning can break, and in French. */
    private static Path garden() throws IOException {
        try (var files = Files.walk(GARDEN)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("garden").resolve(GARDEN.relativize(file).toString()));
            }
        }
        var garden = folder.resolve("garden");
        replace(garden.resolve("workflows/garden_prune.bpmn"), "camunda:candidateGroups=\"GARD\" />", """
                camunda:candidateGroups="GARD"><bpmn:extensionElements><camunda:properties>
                <camunda:property name="outcomes" value="fine=Fine, again=Once more!" />
                </camunda:properties></bpmn:extensionElements></bpmn:userTask>""");
        replace(
                garden.resolve("entities/plant.schema.json"),
                "\"rules\": [",
                "\"rules\": [ { \"id\": \"stump\", \"assert\": \"height >= 5\", \"message\": \"Something is left of a plant.\" },");
        Files.createDirectory(garden.resolve("i18n"));
        Files.writeString(garden.resolve("i18n/fr.json"), """
                { "entities.plant.operations.prune.title": "Tailler",
                  "entities.plant.rules.stump.message": "Il reste quelque chose d’une plante.",
                  "workflows.garden_prune.title": "Taille",
                  "workflows.garden_prune.steps.cut.title": "Couper",
                  "workflows.garden_prune.steps.look.title": "Regarder",
                  "workflows.garden_prune.steps.look.outcomes.fine.title": "Bien",
                  "workflows.garden_prune.steps.look.outcomes.again.title": "Encore, s’il le faut" }
                """);
        return garden;
    }

    private static void replace(Path file, String old, String changed) throws IOException {
        assertThat(Files.readString(file)).containsOnlyOnce(old);
        Files.writeString(file, Files.readString(file).replace(old, changed));
    }

    private static Actor gardener(String language) {
        return platform.actor("gard.knf").speaking(language);
    }

    private static EntityRecord grown() {
        var plant = platform.created("gard.knf", PLANT, "{'name': 'Rose', 'height': 40}");
        return saved(platform.update("gard.knf", plant, "{'state': 'GROWN'}"));
    }

    private static Outcome prune(EntityRecord plant, int cut, Actor actor) {
        return operations.run(
                PLANT, plant.id().toString(), null, "prune", json("{'cut': " + cut + "}"), Set.of(), actor);
    }

    private static Task look(EntityRecord pruning, String language) {
        return platform.tasks().of(pruning.id(), gardener(language)).getFirst();
    }

    private static List<String> steps(EntityRecord record, String language) {
        return platform.records().history(record.entity().ref(), record.id().toString(), gardener(language)).stream()
                .filter(entry -> entry.step() != null)
                .map(HistoryEntry::step)
                .toList();
    }

    @Test
    void tasksAndTheirButtonsAreSaidInTheLanguageOfWhoLooks() {
        var pruning = saved(prune(grown(), 10, gardener("")));

        assertThat(look(pruning, "fr").name()).isEqualTo("Regarder");
        assertThat(look(pruning, "fr").outcomes())
                .extracting(ProcessDefinition.Outcome::name, ProcessDefinition.Outcome::title)
                .containsExactly(tuple("fine", "Bien"), tuple("again", "Encore, s’il le faut"));
        assertThat(look(pruning, "").name()).isEqualTo("Look at it");
        var id = look(pruning, "").id();
        assertThat(platform.tasks().find(id, gardener("fr")).orElseThrow().name())
                .isEqualTo("Regarder");
        assertThat(platform.tasks().claim(id, gardener("fr")).name()).isEqualTo("Regarder");
        assertThat(platform.tasks().release(id, gardener("fr")).name()).isEqualTo("Regarder");
        assertThat(platform.tasks().list(Tasks.View.TEAM, null, 10, gardener("fr")))
                .extracting(Task::name)
                .containsOnly("Regarder");
        assertThat(platform.tasks().queues(10, gardener("fr")))
                .extracting(Queue::name)
                .containsExactly("Regarder");
        assertThat(platform.tasks().stages(pruning.id(), gardener("fr")))
                .extracting(Stage::name)
                .containsExactly("Regarder");
    }

    @Test
    void whatWasDoneInOneLanguageIsReadInAnother() {
        var plant = grown();
        var pruning = saved(prune(plant, 10, gardener("fr")));
        saved(platform.tasks().complete(look(pruning, "fr").id(), "fine", json("{}"), null, gardener("fr")));

        assertThat(platform.tasks().steps(pruning.id(), gardener("")))
                .extracting(StepEntry::name, StepEntry::outcome)
                .contains(tuple("Prune", null), tuple("Look at it", "Fine"));
        assertThat(platform.tasks().steps(pruning.id(), gardener("fr")))
                .extracting(StepEntry::name, StepEntry::outcome)
                .contains(tuple("Taille", null), tuple("Regarder", "Bien"));
        assertThat(steps(plant, "")).containsExactly("Prune", "Cut");
        assertThat(steps(plant, "fr")).containsExactly("Tailler", "Couper");
        assertThat(steps(pruning, "")).as("the input was made by the operation").containsExactly("Note it", "Prune");
    }

    @Test
    void whatAStepFindsWrongIsSaidInTheLanguageOfWhoMovedTheProcess() {
        var plant = grown();

        assertThat(((Outcome.Rejected) prune(plant, 38, gardener(""))).problems())
                .extracting(Problem::message)
                .containsExactly("Cut: Something is left of a plant.");
        assertThat(((Outcome.Rejected) prune(plant, 38, gardener("fr"))).problems())
                .extracting(problem -> problem.messageIn(Locale.FRENCH))
                .containsExactly("Couper\u00a0: Il reste quelque chose d’une plante.");
    }
}
