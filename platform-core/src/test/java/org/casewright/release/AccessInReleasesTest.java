package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalog;
import org.casewright.entity.EntityRecord;
import org.casewright.loading.ModuleLoader;
import org.casewright.schema.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grants and bars that come, change and go with a release: who is told to gain and lose, and what becomes of stored records. */
class AccessInReleasesTest {

    private static final Path CLINIC = Path.of("src/test/resources/modules/clinic");
    private static final String VISIT = "entities/visit.schema.json";
    private static final Pattern ACCESS = Pattern.compile("(?s)\"barred\": .*?(?=\"rowClass\")");

    @TempDir
    Path folder;

    private Path clinic(boolean granted) throws IOException {
        var copy = Files.createDirectories(
                folder.resolve(granted ? "with" : "without").resolve("clinic"));
        try (var files = Files.walk(CLINIC)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(CLINIC.relativize(file).toString());
                Files.createDirectories(to.getParent());
                var text = Files.readString(file);
                Files.writeString(
                        to,
                        granted || !file.endsWith(VISIT)
                                ? text
                                : ACCESS.matcher(text).replaceFirst(""));
            }
        }
        return copy;
    }

    private Catalog load(boolean granted) throws IOException {
        var loaded = ModuleLoader.load(List.of(clinic(granted)));
        assertThat(loaded.catalog()).as(loaded.problems().toString()).isNotNull();
        return java.util.Objects.requireNonNull(loaded.catalog());
    }

    private static boolean sees(TestPlatform platform, String as, EntityRecord record) {
        return platform.records()
                .get("clinic/visit", record.id().toString(), platform.actor(as))
                .isPresent();
    }

    @Test
    void storedRecordsFollow() throws IOException {
        try (var platform = TestPlatform.with(clinic(false))) {
            var patient = platform.created(
                    "doctor.top",
                    "clinic/person",
                    "{'unit': 'TOP', 'name': 'A', 'account': '"
                            + platform.actor("patient.far").id() + "', 'kin': ['"
                            + platform.actor("doctor.far").id() + "']}");
            var visit = platform.created(
                    "doctor.top",
                    "clinic/visit",
                    "{'unit': 'TOP', 'subject': 'B', 'dueOn': '2999-01-01', 'patient': '" + patient.id() + "'}");
            assertThat(sees(platform, "patient.far", visit)).isFalse();
            assertThat(sees(platform, "doctor.far", visit)).isTrue();
            var releases = platform.bean(Releases.class);

            var plan = releases.plan(load(true));
            assertThat(plan.differences().stream().map(Difference::sentence))
                    .contains(
                            "PATIENT may now read clinic/visit where patient.account names them, until dueOn, by profile"
                                    + " MINE.",
                            "Everybody may no longer reach clinic/visit where `patient.kin` names them.");
            assertThat(plan.steps())
                    .anySatisfy(step -> assertThat(step.sentence()).contains("to whom Visits are granted"));
            releases.apply(load(true), "test");

            assertThat(sees(platform, "patient.far", visit)).isTrue();
            assertThat(sees(platform, "doctor.far", visit)).isFalse();
            assertThat(sees(platform, "doctor.top", visit)).isTrue();

            releases.apply(load(false), "test");

            assertThat(sees(platform, "patient.far", visit)).isFalse();
            assertThat(sees(platform, "doctor.far", visit)).isTrue();
            assertThat(platform.owner()
                            .sql("select count(*) from platform.record_grant")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(platform.owner()
                            .sql("select count(*) from platform.record_bar")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private Path lab(String folderName, boolean opening) throws IOException {
        var lab = Path.of("src/test/resources/modules/lab");
        var copy = Files.createDirectories(folder.resolve(folderName).resolve("lab"));
        try (var files = Files.walk(lab)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = copy.resolve(lab.relativize(file).toString());
                Files.createDirectories(to.getParent());
                var text = Files.readString(file);
                if (opening || !file.endsWith("lab_sale.bpmn")) {
                    Files.writeString(
                            to, opening ? text : text.replaceAll("<camunda:property name=\"partnerTeam\"[^>]*>", ""));
                }
            }
        }
        return copy;
    }

    private static Catalog loaded(Path module) {
        var loaded = ModuleLoader.load(List.of(module));
        assertThat(loaded.catalog()).as(loaded.problems().toString()).isNotNull();
        return java.util.Objects.requireNonNull(loaded.catalog());
    }

    @Test
    void whatStepsOpenToOthersIsNamed() throws IOException {
        var closed = lab("closed", false);
        var open = loaded(lab("open", true));
        try (var platform = TestPlatform.with(closed)) {
            var releases = platform.bean(Releases.class);

            var plan = releases.plan(open);

            assertThat(plan.differences().stream().map(Difference::sentence))
                    .contains(
                            "process:lab may now let a partner's team read of lab/sample what the form lab/analysis shows, in"
                                    + " the step “Analyse”.",
                            "process:lab may now share lab/sample (read, append) by profile OFFER in the step “Show it to the"
                                    + " buyer”.");
            releases.apply(open, "test");
            assertThat(releases.plan(loaded(closed)).differences().stream().map(Difference::sentence))
                    .contains(
                            "process:lab may no longer let a partner's team read of lab/sample what the form lab/analysis"
                                    + " shows, in the step “Analyse”.");
        }
    }
}
