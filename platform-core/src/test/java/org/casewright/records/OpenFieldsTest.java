package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What of a record somebody may know and write: profiles and field classes, each entry of a role for itself. */
class OpenFieldsTest {

    private static final String VISIT = "clinic/visit";
    private static final String PERSON = "clinic/person";

    private static TestPlatform platform;
    private static EntityRecord patient;
    private static EntityRecord top;
    private static EntityRecord low;
    private static EntityRecord secret;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("clinic");
        patient = platform.created("doctor.top", PERSON, "{'unit': 'TOP', 'name': 'Amal'}");
        top = platform.created("doctor.top", VISIT, visit("TOP", "Fever", false));
        low = platform.created("doctor.top", VISIT, visit("LOW", "Cough", false));
        secret = platform.created("doctor.top", VISIT, visit("LOW", "Wound", true));
        TestPlatform.saved(platform.apply(
                "doctor.top",
                Change.update(
                        VISIT,
                        low.id(),
                        1L,
                        json("{'state': 'OVER', 'statusReason': 'went home', 'ward': 'B', 'follows': '" + top.id()
                                + "'}"))));
    }

    private static String visit(String unit, String subject, boolean secret) {
        return ("{'unit': '%s', 'subject': '%s', 'secret': %s, 'patient': '%s', 'ward': 'A', 'finding': 'F-%s',"
                        + " 'doses': [{'drug': 'X', 'amount': 3}]}")
                .formatted(unit, subject, secret, patient.id(), subject);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static Set<String> names(String as, EntityRecord record) {
        return platform.records()
                .json(platform.read(as, record))
                .propertyStream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> record.entity().properties().containsKey(name))
                .collect(java.util.stream.Collectors.toSet());
    }

    private static List<UUID> found(String as, Query query) {
        var page = platform.records().find(query.counted(Query.Count.EXACT), platform.actor(as));
        assertThat(page.count()).isEqualTo(page.items().size());
        return page.items().stream().map(EntityRecord::id).toList();
    }

    private static List<UUID> filtered(String as, String filter) {
        return found(as, Query.of(VISIT).where(Expression.parse(filter)));
    }

    private static List<String> problems(Outcome outcome) {
        return outcome instanceof Outcome.Rejected(var problems)
                ? problems.stream().map(OpenFieldsTest::said).toList()
                : List.of(outcome.toString());
    }

    private static String said(Problem problem) {
        return problem.pointer() + " " + problem.code().name();
    }

    @Nested
    class Profiles {

        @Test
        void whoReachesARecordByAProfileSeesOnlyWhatItLists() {
            assertThat(names("porter.low", low)).containsExactlyInAnyOrder("ward", "follows");
            assertThat(names("doctor.top", low))
                    .containsExactlyInAnyOrder(
                            "subject", "patient", "state", "secret", "ward", "finding", "follows", "doses");
            var listed = platform.records().find(Query.of(VISIT), platform.actor("porter.low"));
            assertThat(listed.items())
                    .filteredOn(item -> Set.of(low.id(), secret.id()).contains(item.id()))
                    .hasSize(2)
                    .allSatisfy(item -> assertThat(item.values())
                            .containsOnlyKeys(
                                    item.id().equals(low.id())
                                            ? new String[] {"ward", "follows"}
                                            : new String[] {"ward"}));
        }

        @Test
        void eachEntryStandsAlone() {
            // Wholly in the nurse's own unit; by the list below it, where the class of the secret ones is reached too.
            assertThat(names("nurse.top", top)).contains("subject", "finding", "doses");
            assertThat(names("nurse.top", low)).containsExactlyInAnyOrder("ward", "follows");
            assertThat(names("nurse.low", low)).contains("subject", "finding");
            assertThat(names("nurse.low", secret)).containsExactly("ward");
        }

        @Test
        void whyARecordCameToItsStatusIsKnownWithTheStatus() {
            assertThat(platform.read("doctor.top", low).system().statusReason()).isEqualTo("went home");
            assertThat(platform.read("porter.low", low).system().statusReason()).isNull();
            assertThat(platform.read("porter.low", low).system().statusDate()).isNull();
            assertThat(platform.records().history(VISIT, low.id().toString(), platform.actor("porter.low")))
                    .allSatisfy(line -> assertThat(line.reason()).isNull());
        }

        @Test
        void filtersAnswerAsIfTheRestWereEmpty() {
            assertThat(filtered("nurse.top", "subject != null")).containsExactly(top.id());
            assertThat(filtered("nurse.top", "subject = \"Cough\"")).isEmpty();
            assertThat(filtered("nurse.top", "subject = null")).containsExactlyInAnyOrder(low.id(), secret.id());
            assertThat(filtered("nurse.top", "not(subject = \"Fever\")")).isEmpty();
            assertThat(filtered("nurse.top", "state = \"OVER\"")).isEmpty();
            assertThat(filtered("nurse.top", "statusReason = \"went home\"")).isEmpty();
            assertThat(filtered("nurse.top", "ward in (\"A\", \"B\")")).hasSize(3);
            assertThat(filtered("nurse.top", "follows.subject = \"Fever\"")).containsExactly(low.id());
            assertThat(filtered("nurse.top", "some d in doses satisfies d.drug = \"X\""))
                    .containsExactly(top.id());
            assertThat(filtered("nurse.top", "some v in followedBy satisfies v.subject = \"Cough\""))
                    .isEmpty();
            assertThat(filtered("doctor.top", "some v in followedBy satisfies v.subject = \"Cough\""))
                    .containsExactly(top.id());
            assertThat(filtered("nurse.low", "subject = \"Wound\"")).isEmpty();
        }

        @Test
        void whatIsNotListedIsUnknownToTheFilter() {
            for (var filter :
                    List.of("subject = \"Cough\"", "state = \"OPEN\"", "count(doses) > 0", "finding = null")) {
                assertThatThrownBy(() -> filtered("porter.low", filter))
                        .as(filter)
                        .isInstanceOf(Refusal.class);
            }
        }

        @Test
        void nothingIsPutInOrderOrGroupedByWhatIsNotOpenInAllOfIt() {
            for (var as : List.of("porter.low", "nurse.top", "nurse.low")) {
                assertThatThrownBy(() -> found(as, Query.of(VISIT).sortedBy(List.of(new Sort("subject", false)))))
                        .as(as)
                        .isInstanceOf(Refusal.class);
                assertThatThrownBy(() -> platform.records()
                                .groups(Query.of(VISIT), "state", java.util.Map.of(), platform.actor(as)))
                        .as(as)
                        .isInstanceOf(Refusal.class);
            }
            assertThat(found("nurse.top", Query.of(VISIT).sortedBy(List.of(new Sort("ward", true)))))
                    .first()
                    .isEqualTo(low.id());
            assertThat(found("doctor.top", Query.of(VISIT).sortedBy(List.of(new Sort("subject", false)))))
                    .containsExactly(low.id(), top.id(), secret.id());
        }

        @Test
        void searchLooksOnlyWhereItMay() {
            assertThat(found("nurse.top", Query.of(VISIT).searching("fever"))).containsExactly(top.id());
            assertThat(found("nurse.top", Query.of(VISIT).searching("cough"))).isEmpty();
            assertThat(found("porter.low", Query.of(VISIT).searching("cough"))).isEmpty();
            assertThat(found("doctor.top", Query.of(VISIT).searching("cough"))).containsExactly(low.id());
            assertThat(found("doctor.top", Query.of(VISIT).searching("F-Cough")))
                    .containsExactly(low.id());
            assertThat(found("clerk.low", Query.of(VISIT).searching("F-Cough"))).isEmpty();
        }

        @Test
        void aTitleMadeOfTheRestIsNotShown() {
            var porter = platform.actor("porter.low");
            var number = low.system().number();
            assertThat(platform.records().title(low, platform.actor("doctor.top")))
                    .isEqualTo("Cough");
            assertThat(platform.records().title(low, porter)).isEqualTo(number);
            var nurse = platform.actor("nurse.low");
            platform.created("nurse.low", VISIT, "{'subject': 'After', 'follows': '" + secret.id() + "'}");
            var page = platform.records().find(Query.of(VISIT), nurse);
            assertThat(page.titles()).containsEntry(secret.id(), secret.system().number());
        }

        @Test
        void aListByAReferenceIsForWhoMayKnowTheReference() {
            assertThat(found("doctor.top", Query.of(VISIT).relatedTo("patient", patient.id())))
                    .contains(low.id(), top.id());
            assertThat(found("nurse.top", Query.of(VISIT).relatedTo("patient", patient.id())))
                    .containsExactly(top.id());
            assertThatThrownBy(() -> found("porter.low", Query.of(VISIT).relatedTo("patient", patient.id())))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void historyTellsNoMoreThanTheRecord() {
            var lines = platform.records().history(VISIT, low.id().toString(), platform.actor("porter.low"));
            assertThat(lines)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.changes().keySet()).isSubsetOf("ward", "follows"));
            assertThat(platform.records().history(VISIT, low.id().toString(), platform.actor("doctor.top")))
                    .anySatisfy(line -> assertThat(line.changes()).containsKey("finding"))
                    .anySatisfy(line -> assertThat(line.changes()).containsKey("state"));
        }

        @Test
        void onlyWhatIsListedIsWritten() {
            assertThat(problems(platform.update("porter.low", platform.read("porter.low", low), "{'subject': 'Mine'}")))
                    .containsExactly("/subject UNKNOWN_PROPERTY");
            var changed = TestPlatform.saved(
                    platform.update("porter.low", platform.read("porter.low", low), "{'ward': 'B'}"));
            assertThat(changed.values()).containsOnlyKeys("ward", "follows");
        }

        @Test
        void viewsThatAskForTheRestAreNotOffered() {
            assertThat(views("doctor.top"))
                    .containsExactly("open [number, subject, state]", "all [number, ward, subject]");
            assertThat(views("porter.low")).containsExactly("all [number, ward]");
            assertThat(offered("porter.low").getFirst().sort()).isEmpty();
        }

        private static List<ViewDefinition> offered(String as) {
            var catalog = platform.bean(Catalogs.class).current();
            return OfferedViews.of(catalog, catalog.entity(VISIT), platform.actor(as));
        }

        private static List<String> views(String as) {
            return offered(as).stream()
                    .map(view -> view.name() + " "
                            + view.columns().stream()
                                    .map(column -> String.join(".", column.path()))
                                    .toList())
                    .toList();
        }

        @Test
        void aFormShowsAndAsksForNoMore() {
            var preview =
                    platform.records().preview(VISIT, low.id().toString(), json("{}"), platform.actor("porter.low"));
            assertThat(preview.values().propertyNames()).containsExactlyInAnyOrder("ward", "follows");
        }
    }

    @Nested
    class FieldClasses {

        @Test
        void readShowsAndDoesNotWrite() {
            assertThat(platform.read("nurse.low", low).value("finding")).isEqualTo("F-Cough");
            var seen = platform.read("nurse.low", low);
            assertThat(problems(platform.update("nurse.low", seen, "{'finding': 'Mine'}")))
                    .containsExactly("/finding READ_ONLY");
            TestPlatform.saved(platform.update("nurse.low", seen, "{'finding': 'F-Cough'}"));
            assertThat(problems(platform.create("nurse.low", VISIT, "{'subject': 'New', 'finding': 'Mine'}")))
                    .containsExactly("/finding READ_ONLY");
        }

        @Test
        void whereANewRecordBelongsDecidesWhatMayBeEntered() {
            assertThat(problems(platform.create("nurse.low", VISIT, "{'subject': 'New', 'secret': true}")))
                    .containsExactlyInAnyOrder("/subject READ_ONLY", "/secret READ_ONLY");
            platform.created("nurse.low", VISIT, "{'subject': 'New', 'secret': false}");
        }

        @Test
        void writeOnlyWritesAndDoesNotShow() {
            var made = platform.created("clerk.low", VISIT, "{'subject': 'Blind', 'finding': 'written'}");

            assertThat(made.values()).doesNotContainKey("finding");
            assertThat(platform.read("clerk.low", made).values()).doesNotContainKey("finding");
            assertThat(platform.read("doctor.top", made).value("finding")).isEqualTo("written");
            TestPlatform.saved(platform.update("clerk.low", made, "{'finding': 'again'}"));
            assertThat(platform.read("doctor.top", made).value("finding")).isEqualTo("again");
            assertThat(platform.records().history(VISIT, made.id().toString(), platform.actor("clerk.low")))
                    .allSatisfy(line -> assertThat(line.changes()).doesNotContainKey("finding"));
            assertThatThrownBy(() -> filtered("clerk.low", "finding = \"again\""))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void partsOfEntriesHaveClassesToo() {
            var seen = platform.read("clerk.low", low);
            assertThat(String.valueOf(seen.value("doses"))).contains("drug=X").doesNotContain("amount");
            var entry = ((org.casewright.entity.Entry)
                            ((List<?>) java.util.Objects.requireNonNull(seen.value("doses"))).getFirst())
                    .id();
            TestPlatform.saved(platform.update("clerk.low", seen, "{'doses': [{'id': '" + entry + "', 'drug': 'Y'}]}"));
            assertThat(String.valueOf(platform.read("doctor.top", low).value("doses")))
                    .contains("drug=Y")
                    .contains("amount=3");
            var nurse = platform.read("nurse.low", low);
            assertThat(problems(
                            platform.update("nurse.low", nurse, "{'doses': [{'id': '" + entry + "', 'amount': 4}]}")))
                    .containsExactly("/doses/0/amount READ_ONLY");
            assertThat(platform.records()
                            .history(VISIT, low.id().toString(), platform.actor("clerk.low"))
                            .toString())
                    .contains("drug")
                    .doesNotContain("amount");
            assertThatThrownBy(() -> filtered("clerk.low", "some d in doses satisfies d.amount = 3"))
                    .isInstanceOf(Refusal.class);
            assertThat(filtered("doctor.top", "some d in doses satisfies d.amount = 3"))
                    .isNotEmpty();
        }

        @Test
        void whoeverWasFasterIsToldOfOnlyWhatMayBeKnown() {
            var made = platform.created("doctor.top", VISIT, "{'unit': 'LOW', 'subject': 'Race', 'ward': 'A'}");
            TestPlatform.saved(platform.update("doctor.top", made, "{'finding': 'new', 'ward': 'C'}"));

            var late = platform.apply("porter.low", Change.update(VISIT, made.id(), 1L, json("{'ward': 'D'}")));

            assertThat(late).isInstanceOfSatisfying(Outcome.Stale.class, stale -> {
                assertThat(stale.changed()).containsExactly("ward");
                assertThat(stale.current().values()).containsOnlyKeys("ward");
            });
        }
    }
}
