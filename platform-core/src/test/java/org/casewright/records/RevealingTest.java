package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.exchange.CsvExport;
import org.casewright.expression.Expression;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Values that are told only to who asks for them: by no door before, and each time with a line in the history. */
class RevealingTest {

    private static final String PATIENT = "ward/patient";
    private static final String WHY = "She asks for her papers";

    private static TestPlatform platform;
    private static Records records;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("ward");
        records = platform.records();
        platform.bean(PlatformPrivileges.class).grant("officer.off", PlatformPrivilege.AUDIT);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord patient(String diagnosis) {
        return platform.created(
                "nurse.off",
                PATIENT,
                "{'name': 'Ada', 'mother': 'Grace', 'room': 4, 'diagnosis': '" + diagnosis + "'}");
    }

    private static Actor nurse() {
        return platform.actor("nurse.off");
    }

    private static EntityRecord revealed(String as, EntityRecord record, @Nullable String purpose, String... names) {
        return records.reveal(PATIENT, record.id().toString(), Set.of(names), purpose, platform.actor(as));
    }

    private static Refusal refused(String as, EntityRecord record, @Nullable String purpose, String name) {
        try {
            throw new AssertionError("told: " + revealed(as, record, purpose, name));
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    @Nested
    class Withheld {

        @Test
        void onTheRecordAndInLists() {
            var made = patient("Malaria");
            var read = platform.read("nurse.off", made);
            var listed = records.find(Query.of(PATIENT).limitedTo(200), nurse()).items().stream()
                    .filter(each -> each.id().equals(made.id()))
                    .findFirst()
                    .orElseThrow();
            for (var seen : List.of(made, read, listed)) {
                assertThat(seen.values()).containsOnlyKeys("name", "room");
                assertThat(seen.withheld()).containsExactly("diagnosis", "mother", "letters");
                assertThat(records.json(seen).path("withheld").toString())
                        .isEqualTo("[\"diagnosis\",\"mother\",\"letters\"]");
            }
        }

        @Test
        void onlyWhereThereIsAValueAndTheAskerMayKnowIt() {
            var without = platform.created("nurse.off", PATIENT, "{'name': 'Bo'}");
            assertThat(without.withheld()).isEmpty();
            assertThat(records.json(without).has("withheld")).isFalse();
            var made = patient("Malaria");
            assertThat(platform.read("reader.off", made).withheld()).containsExactly("diagnosis", "letters");
            assertThat(platform.read("desk.off", made).withheld()).isEmpty();
        }

        @Test
        void notFromTheEngine() {
            var made = patient("Malaria");
            var read = records.get(PATIENT, made.id().toString(), Actor.ENGINE).orElseThrow();
            assertThat(read.value("diagnosis")).isEqualTo("Malaria");
            assertThat(read.withheld()).isEmpty();
        }

        @Test
        void fromFiltersOrdersAndSearches() {
            var made = patient("Quinsy");
            assertThatThrownBy(() ->
                            records.find(Query.of(PATIENT).where(Expression.parse("diagnosis = \"Quinsy\"")), nurse()))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() ->
                            records.find(Query.of(PATIENT).sortedBy(List.of(new Sort("diagnosis", false))), nurse()))
                    .isInstanceOf(Refusal.class);
            assertThat(records.find(Query.of(PATIENT).searching("Quinsy"), nurse())
                            .items())
                    .isEmpty();
            assertThat(records.find(Query.of(PATIENT).searching(made.system().number()), nurse())
                            .items())
                    .hasSize(1);
        }

        @Test
        void fromFormsAndFiles() throws IOException {
            var made = patient("Scurvy");
            var preview = records.preview(PATIENT, made.id().toString(), json("{'room': 5}"), nurse());
            assertThat(preview.values().propertyNames()).containsExactly("name", "room");
            var file = new ByteArrayOutputStream();
            platform.bean(CsvExport.class)
                    .begin(Query.of(PATIENT), List.of(new CsvExport.Column("Name", List.of("name"))), nurse())
                    .writeTo(file);
            assertThat(file.toString(StandardCharsets.UTF_8)).contains("Ada").doesNotContain("Scurvy");
            var column = new CsvExport.Column("Diagnosis", List.of("diagnosis"));
            assertThatThrownBy(() -> platform.bean(CsvExport.class).begin(Query.of(PATIENT), List.of(column), nurse()))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void fromTheHistoryWhichTellsThatItChanged() {
            var made = patient("Gout");
            platform.update("nurse.off", made, "{'diagnosis': 'Rickets', 'room': 5}");
            var history = records.history(PATIENT, made.id().toString(), nurse());
            assertThat(history).hasSize(2);
            assertThat(history.getFirst().changes()).containsOnlyKeys("room");
            assertThat(history.getFirst().withheld()).containsExactly("diagnosis");
            assertThat(history.toString()).doesNotContain("Gout").doesNotContain("Rickets");
            var desk = records.history(PATIENT, made.id().toString(), platform.actor("desk.off"));
            assertThat(desk.getFirst().withheld()).isEmpty();
        }

        @Test
        void alsoFromWhoGuesses() {
            var made = patient("Mumps");
            for (var guess : List.of("Mumps", "Measles")) {
                var outcome = platform.apply(
                        "reader.off", Change.update(PATIENT, made.id(), null, json("{'diagnosis': '" + guess + "'}")));
                assertThat(((Outcome.Rejected) outcome).problems())
                        .extracting(Problem::pointer)
                        .containsExactly("/diagnosis");
            }
        }

        @Test
        void butWrittenAsEver() {
            var made = patient("Mumps");
            platform.update("nurse.off", made, "{'diagnosis': 'Measles'}");
            assertThat(revealed("nurse.off", made, WHY, "diagnosis").value("diagnosis"))
                    .isEqualTo("Measles");
        }
    }

    @Nested
    class Told {

        @Test
        void whatIsAskedForAndNothingElse() {
            var told = revealed("nurse.off", patient("Malaria"), WHY, "diagnosis");
            assertThat(told.values()).containsOnlyKeys("name", "diagnosis", "room");
            assertThat(told.withheld()).containsExactly("mother", "letters");
        }

        @Test
        void withAPurposeWhereTheFieldClassAsksForOne() {
            var made = patient("Malaria");
            for (var purpose : new @Nullable String[] {null, " ", "x".repeat(2_001)}) {
                var refusal = refused("nurse.off", made, purpose, "diagnosis");
                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(refusal.problems()).extracting(Problem::pointer).containsExactly("/purpose");
            }
            assertThat(revealed("nurse.off", made, null, "mother").value("mother"))
                    .isEqualTo("Grace");
        }

        @Test
        void toWhomItIsOpenOnly() {
            var made = patient("Malaria");
            assertThat(refused("desk.off", made, WHY, "diagnosis").code()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(refused("reader.off", made, WHY, "mother").code()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(refused("nurse.off", made, WHY, "room").code()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(refused("nurse.off", made, WHY, "nothing").code()).isEqualTo(ErrorCode.MALFORMED);
            assertThat(refused("officer.off", made, WHY, "diagnosis").code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(revealed("reader.off", made, WHY, "diagnosis").value("diagnosis"))
                    .isEqualTo("Malaria");
        }

        @Test
        void eachTimeWithALineInTheRecordsHistory() {
            var made = patient("Malaria");
            revealed("nurse.off", made, WHY, "diagnosis", "mother");
            revealed("nurse.off", made, null, "mother");
            refused("nurse.off", made, null, "diagnosis");

            var history = records.history(PATIENT, made.id().toString(), nurse());
            assertThat(history).extracting(HistoryEntry::action).containsExactly("reveal", "reveal", "create");
            assertThat(history.get(1).reason()).isEqualTo(WHY);
            assertThat(history.get(1).withheld()).containsExactlyInAnyOrder("diagnosis", "mother");
            assertThat(history.getFirst().withheld()).containsExactly("mother");
            // Who may not know of a field class hears nothing of it.
            assertThat(records.history(PATIENT, made.id().toString(), platform.actor("desk.off")))
                    .extracting(HistoryEntry::action)
                    .containsExactly("create");
        }

        @Test
        void asWhoeverAnswersForDataSees() {
            var made = patient("Malaria");
            revealed("reader.off", made, WHY, "diagnosis");
            var steps = platform.bean(AccessLog.class).steps(made.id(), null, 10, platform.actor("officer.off"));
            var step = steps.items().stream()
                    .filter(each -> each.action().equals("reveal"))
                    .toList();
            assertThat(step).hasSize(1);
            assertThat(step.getFirst().by()).isEqualTo("reader.off");
            assertThat(step.getFirst().reason()).isEqualTo(WHY);
        }

        @Test
        void withoutBeingTakenForAChange() {
            var made = patient("Malaria");
            platform.update("nurse.off", made, "{'room': 7}");
            revealed("nurse.off", made, WHY, "diagnosis");
            var outcome = platform.apply("nurse.off", Change.update(PATIENT, made.id(), 1L, json("{'name': 'Eve'}")));
            assertThat(((Outcome.Stale) outcome).changed()).containsExactly("room");

            platform.apply("nurse.off", Change.update(PATIENT, made.id(), null, json("{'diagnosis': 'Measles'}")));
            outcome = platform.apply("nurse.off", Change.update(PATIENT, made.id(), 2L, json("{'name': 'Eve'}")));
            assertThat(((Outcome.Stale) outcome).changed()).containsExactly("diagnosis");
            assertThat(((Outcome.Stale) outcome).current().values()).doesNotContainKey("diagnosis");
        }
    }
}
