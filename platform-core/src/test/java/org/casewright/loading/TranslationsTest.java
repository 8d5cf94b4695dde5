package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.casewright.catalog.Catalog;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.problem.Problem;
import org.casewright.problem.Severity;
import org.junit.jupiter.api.Test;

/** A module's texts in other languages stand beside it, by key. */
class TranslationsTest {

    private static GoodModules french(String texts) {
        return new GoodModules().with("library", "i18n/fr.json", texts);
    }

    private static Catalog catalog() {
        return Objects.requireNonNull(french("""
                { "$schema": "https://casewright.org/schema/v1/texts.json",
                  "module.title": "Bibliothèque",
                  "roles.LIB.title": "Bibliothécaire",
                  "settings.loanDays.title": "Jours de prêt",
                  "entities.loan.title": "Prêt",
                  "entities.loan.plural": "Prêts",
                  "entities.loan.properties.book.title": "Livre",
                  "entities.loan.unique.0.message": "Ce livre est déjà sorti.",
                  "entities.reader.rules.max5.message": "Cinq livres au plus.",
                  "codes.loan-state.title": "État",
                  "codes.loan-state.OUT.title": "Sorti",
                  "forms.reader.Loans": "Prêts",
                  "workflows.lend.title": "Prêter",
                  "workflows.lend.steps.follow_up.title": "Relancer",
                  "workflows.lend.steps.follow_up.outcomes.back.title": "Rendu, ou presque",
                  "views.loan.overdue.title": "En retard",
                  "views.loan.overdue.columns.reader.name.title": "Lecteur" }
                """).load().catalog());
    }

    @Test
    void areReadInTheLanguageThatIsAskedFor() {
        var french = catalog().in("fr-CA");
        var loan = french.entity("library/loan");

        assertThat(french.language()).isEqualTo("fr");
        assertThat(french.module("library").orElseThrow().title()).isEqualTo("Bibliothèque");
        assertThat(french.roles()).containsEntry("LIB", "Bibliothécaire");
        assertThat(french.setting("library", "loanDays").orElseThrow().title()).isEqualTo("Jours de prêt");
        assertThat(loan.title()).isEqualTo("Prêt");
        assertThat(loan.plural()).isEqualTo("Prêts");
        assertThat(loan.property("book").orElseThrow().title()).isEqualTo("Livre");
        assertThat(loan.property("reader").orElseThrow().title())
                .as("not translated")
                .isEqualTo("Reader");
        assertThat(loan.jsonSchema().at("/properties/book/title").asString()).isEqualTo("Livre");
        assertThat(loan.unique().getFirst().message()).isEqualTo("Ce livre est déjà sorti.");
        assertThat(french.entity("library/reader").rules().getFirst().message()).isEqualTo("Cinq livres au plus.");
        assertThat(french.codeList("library/loan-state").titleOf("OUT")).isEqualTo("Sorti");
        assertThat(french.views(loan).getFirst().title()).isEqualTo("En retard");
        assertThat(french.views(loan).getFirst().columns().get(1).title()).isEqualTo("Lecteur");
        assertThat(((Layout) french.form("library/reader").orElseThrow().root()).elements())
                .extracting(element -> ((Layout) element).label())
                .containsExactly("Reader", "Prêts");
    }

    @Test
    void nameProcessesWithTheirStepsAndButtons() {
        var french = catalog().in("fr");
        var lend = french.process("lend").orElseThrow();
        var followUp = Objects.requireNonNull(lend.userTasks().get("follow_up"));

        assertThat(lend.name()).isEqualTo("Prêter");
        assertThat(followUp.name()).isEqualTo("Relancer");
        assertThat(followUp.outcomes()).extracting(Outcome::title).containsExactly("Rendu, ou presque", "Lost");
        assertThat(french.step("lend", "follow_up", "Follow up")).isEqualTo("Relancer");
        assertThat(french.step("lend", "follow_up", "Remind"))
                .as("as an earlier release called it")
                .isEqualTo("Remind");
        assertThat(french.said("Follow up")).isEqualTo("Relancer");
        assertThat(french.said("Lend")).isEqualTo("Prêter");
        assertThat(french.said("Whatever")).isEqualTo("Whatever");
        assertThat(catalog().step("lend", "follow_up", "Follow up")).isEqualTo("Follow up");
    }

    @Test
    void ofAProcessThatCannotBeReadAreNotCalledUnknown() {
        var loaded = french("{ \"workflows.lend.title\": \"Prêter\", \"workflows.land.title\": \"Terre\" }")
                .but("library", "workflows/lend.bpmn", "isExecutable=\"true\"", "isExecutable=\"true\" =")
                .load();

        assertThat(loaded.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Problem::toString))
                .filteredOn(problem -> problem.contains("i18n/fr.json"))
                .singleElement()
                .asString()
                .contains("workflows.land.title");
    }

    @Test
    void stayAsTheFilesHaveThemOtherwise() {
        var catalog = catalog();

        assertThat(catalog.in("de")).isSameAs(catalog);
        assertThat(catalog.in("fr")).as("made once").isSameAs(catalog.in("fr-FR"));
        assertThat(catalog.in("fr").in("de").language()).isEqualTo("fr");
        assertThat(catalog.asRelease(7, java.util.Map.of()).in("fr").release()).isEqualTo(7);
        assertThat(catalog.choose(List.of("de", "fr-ch", "en"))).isEqualTo("fr");
        assertThat(catalog.choose(List.of("en-gb", "fr"))).isEmpty();
        assertThat(catalog.choose(List.of())).isEmpty();
    }

    @Test
    void thatAreMissingAreWarnedOfAndThatAreUnknownRefused() {
        var loaded = french("{ \"entities.loan.title\": \"Prêt\" }").load();

        assertThat(loaded.catalog()).isNotNull();
        assertThat(loaded.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Severity.WARNING));
        assertThat(loaded.problems().getFirst().toString())
                .startsWith(
                        "library/i18n/fr.json:1:1 /codes.loan-reason.FIRE.title: “codes.loan-reason.FIRE.title” is not translated: “Fire”.");

        assertThat(french("{ \"entities.loan.titel\": \"Prêt\" }").load().problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(Problem::toString))
                .singleElement()
                .asString()
                .contains("The module has no text “entities.loan.titel”.", "entities.loan.title");
        assertThat(french("{ \"entities.loan.title\": 7 }").load().catalog()).isNull();
        assertThat(new GoodModules()
                        .with("library", "i18n/French.json", "{}")
                        .load()
                        .catalog())
                .isNull();
    }
}
