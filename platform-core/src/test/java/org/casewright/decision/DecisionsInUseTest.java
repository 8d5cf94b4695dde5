package org.casewright.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.loading.ModuleLoader;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.HistoryEntry;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Decisions of a module at work: in a process, in computed values, over releases. */
class DecisionsInUseTest {

    private static final Path FOLDER = Path.of("src/test/resources/modules/toll");
    private static final String PASSAGE = "toll/passage";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("toll");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private EntityRecord vehicle(int axles) {
        return platform.created("gate.top", "toll/vehicle", "{'plate': 'KBC 123', 'axles': " + axles + "}");
    }

    private Outcome pass(EntityRecord vehicle, String more) {
        return platform.create(
                "gate.top", PASSAGE, "{'vehicle': '" + vehicle.id() + "', 'distance': 10.5" + more + "}");
    }

    private EntityRecord passed(EntityRecord vehicle, String more) {
        return fresh(TestPlatform.saved(pass(vehicle, more)));
    }

    private EntityRecord fresh(EntityRecord record) {
        return platform.read("gate.top", record);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static long passages() {
        return platform.owner()
                .sql("select count(*) from toll.passage")
                .query(Long.class)
                .single();
    }

    @Test
    void aBusinessRuleTaskSetsFieldsWhenTheProcessComesToIt() {
        var passage = passed(vehicle(3), "");

        // 0.25 * 10.5 = 2.625, as the multiple of 0.05 that is next; stamps are whole.
        assertThat((BigDecimal) passage.value("fee")).isEqualByComparingTo("2.60");
        assertThat(passage.value("stamps")).isEqualTo(3L);
        assertThat(passage.value("currency")).isEqualTo("KES");
        assertThat(passage.value("chargedOn")).isNotNull();
        assertThat(passed(vehicle(2), "").value("chargedOn"))
                .as("the decision says null")
                .isNull();
    }

    @Test
    void itWritesAsTheModulesProcessAndSaysAtWhichStep() {
        var passage = passed(vehicle(3), "");

        assertThat(platform.records().history(PASSAGE, passage.id().toString(), platform.actor("gate.top")))
                .extracting(HistoryEntry::step)
                .contains("Charge");
    }

    @Test
    void whatItMayNotWriteUndoesAllAndIsSaidToWhoeverBegan() {
        var vehicle = vehicle(3);
        var before = passages();

        assertThatThrownBy(() ->
                        platform.create("gate.top", PASSAGE, "{'vehicle': '" + vehicle.id() + "', 'distance': 9000}"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(refusal.problems().getFirst().message()).startsWith("Charge: ");
                });
        assertThat(passages()).isEqualTo(before);
    }

    @Test
    void rulesThatContradictEachOtherAreTheModulesFaultAndNothingIsStored() {
        var vehicle = vehicle(9);
        var before = passages();

        assertThatThrownBy(() -> pass(vehicle, "")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_FAILED);
            assertThat(refusal).hasMessageContaining("toll/rate: rules 2 and 4 both hit");
        });
        assertThat(passages()).isEqualTo(before);
    }

    @Test
    void aStoredComputedValueAsksADecision() {
        assertThat(passed(vehicle(3), "").value("rate")).isEqualTo(number("0.25"));
        assertThat(passed(vehicle(3), ", 'night': true").value("rate")).isEqualTo(number("0.75"));
        assertThat(passed(vehicle(1), "").value("rate")).isEqualTo(number("0.10"));
    }

    @Test
    void itIsWorkedOutAgainWhenAnotherRecordChangesThatTheDecisionReads() {
        var vehicle = vehicle(2);
        var passage = passed(vehicle, "");

        TestPlatform.saved(platform.update("gate.top", vehicle, "{'axles': 4}"));

        assertThat(fresh(passage).value("rate")).isEqualTo(number("0.25"));
        assertThat(platform.owner()
                        .sql("select rate from toll.passage where id = ?")
                        .param(passage.id())
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0.25");
    }

    @Test
    void aValueThatIsNotStoredAsksAtEachReading() {
        var vehicle = vehicle(2);
        var passage = passed(vehicle, "");
        assertThat(passage.value("band")).isEqualTo("LIGHT");

        TestPlatform.saved(platform.update("gate.top", vehicle, "{'axles': 4}"));

        assertThat(fresh(passage).value("band")).isEqualTo("HEAVY");
    }

    @Test
    void aFilterMayNotAskADecision() {
        var query = Query.of(PASSAGE).where(Expression.parse("decide(\"rate\").amount > 1"));

        assertThatThrownBy(() -> platform.records().find(query, platform.actor("gate.top")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems().getFirst().message())
                                .contains("a filter cannot ask a decision"));
    }

    @Test
    void aReleaseBringsItsDecisionsAndKeepsTheirFiles() throws IOException {
        var vehicle = vehicle(3);
        assertThat(passed(vehicle, "").value("rate")).isEqualTo(number("0.25"));

        apply("<text>0.25</text>", "<text>0.30</text>");
        try {
            assertThat(passed(vehicle, "").value("rate")).isEqualTo(number("0.30"));
            var releases = platform.bean(Releases.class);
            var newest = releases.newest().orElseThrow().number();
            var kept = releases.files(newest).orElseThrow().getOrDefault("toll", Map.of());
            assertThat(new String(kept.getOrDefault("decisions/rate.dmn", new byte[0]), StandardCharsets.UTF_8))
                    .contains("0.30");
        } finally {
            apply("", "");
        }
        assertThat(passed(vehicle, "").value("rate")).isEqualTo(number("0.25"));
    }

    private void apply(String old, String changed) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(FOLDER)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        var rate = new String(Objects.requireNonNull(files.get("decisions/rate.dmn")), StandardCharsets.UTF_8);
        files.put("decisions/rate.dmn", rate.replace(old, changed).getBytes(StandardCharsets.UTF_8));
        var loaded = ModuleLoader.load(Map.of("toll", files));
        assertThat(loaded.problems()).isEmpty();
        platform.bean(Releases.class).apply(Objects.requireNonNull(loaded.catalog()), "test");
    }
}
