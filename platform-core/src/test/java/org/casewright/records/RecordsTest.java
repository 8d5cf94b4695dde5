package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.casewright.TestPlatform;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final String CLUB = "club/club";
    private static final String MEMBER = "club/member";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("club");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static String name() {
        return "Club " + NAMES.incrementAndGet();
    }

    private static EntityRecord club() {
        return platform.created("clerk.knf", CLUB, "{'name': '" + name() + "'}");
    }

    private static EntityRecord clubWith(String members) {
        return platform.created(
                "chief.kns", CLUB, "{'name': '" + name() + "', 'unit': 'KNF', 'members': " + members + "}");
    }

    private static EntityRecord fresh(EntityRecord record) {
        return platform.read("audit.hqg", record);
    }

    @Nested
    class Creating {

        @Test
        void givesNumberUnitOwnerDefaultsAndVersion() {
            var club = club();

            assertThat(club.system().number()).matches("KNF-\\d{2}-\\d{5}");
            assertThat(club.system().version()).isEqualTo(1);
            assertThat(club.system().owner())
                    .isEqualTo(platform.actor("clerk.knf").id());
            assertThat(club.value("founded")).isEqualTo(LocalDate.now(java.time.ZoneId.of("Africa/Nairobi")));
            assertThat(club.value("status")).isEqualTo("NEW");
            assertThat(club.value("memberCount")).isEqualTo(0L);
            assertThat(club.value("years")).isEqualTo(0L);
        }

        @Test
        void saysAllThatIsWrongAtItsPlace() {
            var outcome = platform.create("clerk.knf", CLUB, """
                    {'founded': '2026-02-31', 'fee': 1000.001, 'nonsense': 1, 'memberCount': 7, 'sponsored': true,
                     'phones': [{'number': '+25470000000'}, {'number': 'x', 'home': 'yes'}, {}], 'number': 'KNF-1'}""");

            assertThat(refused(outcome))
                    .containsOnly(
                            Map.entry("/name", "required"),
                            Map.entry("/founded", "format"),
                            Map.entry("/fee", "type"),
                            Map.entry("/nonsense", "unknown-property"),
                            Map.entry("/memberCount", "read-only"),
                            Map.entry("/sponsor", "required"),
                            Map.entry("/phones/1/number", "pattern"),
                            Map.entry("/phones/1/home", "type"),
                            Map.entry("/phones/2/number", "required"),
                            Map.entry("/number", "read-only"));
        }

        @Test
        void takesChildrenAlong() {
            var club = clubWith("[{'as': 'a', 'name': 'Ada', 'role': 'CHAIR', 'bornOn': '1980-01-01'},"
                    + " {'name': 'Ben', 'bornOn': '2020-01-01', 'guardian': '@a'}]");

            assertThat(fresh(club).value("memberCount")).isEqualTo(2L);
            assertThat(fresh(club).value("adults")).isEqualTo(1L);
            assertThat(fresh(club).value("status")).isEqualTo("OPEN");
            var members =
                    platform.records().find(Query.of(MEMBER).relatedTo("club", club.id()), platform.actor("audit.hqg"));
            assertThat(members.items())
                    .hasSize(2)
                    .allSatisfy(member -> assertThat(member.system().unit())
                            .isEqualTo(club.system().unit()));
        }

        @Test
        void placesProblemsOfChildrenAtTheChildren() {
            var outcome = platform.create(
                    "chief.kns",
                    CLUB,
                    "{'name': 'X', 'unit': 'KNF', 'members': [{'name': 'Ada'}, {'role': 'KING'}, {'name': 'Eve', 'guardian': '@nobody'}]}");

            assertThat(refused(outcome))
                    .containsOnly(
                            Map.entry("/members/1/name", "required"),
                            Map.entry("/members/1/role", "code"),
                            Map.entry("/members/2/guardian", "reference"));
        }

        @Test
        void refusesWhatIsNoLongerOffered() {
            assertThat(refused(platform.create(
                            "chief.kns",
                            CLUB,
                            "{'name': '" + name() + "', 'unit': 'KNF', 'members': [{'name': 'Ada', 'role': 'PAGE'}]}")))
                    .containsOnly(Map.entry("/members/0/role", "code"));
        }

        @Test
        void saysAtTheFieldThatAKeyIsTaken() {
            var first = club();

            var outcome = platform.create("clerk.knf", CLUB, "{'name': '" + first.value("name") + "'}");

            assertThat(refused(outcome)).containsOnly(Map.entry("/name", "unique"));
            assertThat(((Outcome.Rejected) outcome).problems().getFirst().message())
                    .isEqualTo("There is a club of this name.");
        }

        @Test
        void keepsEveryKindOfValueAsItWas() {
            var values = """
                    {'name': '%s', 'fee': 12.5, 'tags': ['b', 'a'], 'address': {'street': 'Râul 5', 'town': '北京'},
                     'phones': [{'number': '+254700', 'home': true}, {'number': '+254701'}]}""".formatted(name());
            var club = platform.created("clerk.knf", CLUB, values);

            var back = platform.records().json(fresh(club));
            assertThat(back.get("fee").decimalValue()).isEqualByComparingTo("12.50");
            assertThat(back.get("tags")).hasToString("[\"b\",\"a\"]");
            assertThat(back.get("address")).hasToString("{\"street\":\"Râul 5\",\"town\":\"北京\"}");
            assertThat(back.get("phones")).hasSize(2);
            assertThat(back.get("phones").get(0).get("home").booleanValue()).isTrue();
        }
    }

    @Nested
    class Changing {

        @Test
        void patchesOnlyWhatIsNamed() {
            var club = platform.created("clerk.knf", CLUB, "{'name': '" + name() + "', 'fee': 5, 'tags': ['x']}");

            var changed = saved(platform.update("clerk.knf", club, "{'fee': null}"));

            assertThat(changed.value("fee")).isNull();
            assertThat(changed.value("tags")).isEqualTo(List.of("x"));
            assertThat(changed.system().version()).isEqualTo(2);
        }

        @Test
        void matchesEntriesByTheirId() {
            var club = platform.created(
                    "clerk.knf",
                    CLUB,
                    "{'name': '" + name() + "', 'phones': [{'number': '+1111'}, {'number': '+2222'}]}");
            var phones = platform.records().json(club).get("phones");
            var first = phones.get(0).get("id").stringValue();
            var second = phones.get(1).get("id").stringValue();

            var changed = saved(platform.update(
                    "clerk.knf",
                    club,
                    "{'phones': [{'id': '" + second + "', 'home': true}, {'number': '+3333'}, {'id': '" + first
                            + "', 'retire': true}]}"));

            var after = platform.records().json(fresh(changed)).get("phones");
            assertThat(after).hasSize(2);
            assertThat(after.get(0).get("number").stringValue()).isEqualTo("+2222");
            assertThat(after.get(0).get("home").booleanValue()).isTrue();
            assertThat(after.get(1).get("number").stringValue()).isEqualTo("+3333");
        }

        @Test
        void neverChangesEntriesThatAreOnlyAppended() {
            var club = platform.created("clerk.knf", CLUB, "{'name': '" + name() + "', 'notes': [{'text': 'one'}]}");
            var id = platform.records().json(club).get("notes").get(0).get("id").stringValue();

            assertThat(refused(platform.update("clerk.knf", club, "{'notes': [{'id': '" + id + "', 'text': 'two'}]}")))
                    .containsOnly(Map.entry("/notes", "read-only"));
            assertThat(saved(platform.update("clerk.knf", club, "{'notes': [{'text': 'two'}]}"))
                            .value("notes"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(2);
        }

        @Test
        void clearsWhatIsNoLongerRelevant() {
            var club = platform.created(
                    "clerk.knf", CLUB, "{'name': '" + name() + "', 'sponsored': true, 'sponsor': 'Acme'}");

            var changed = saved(platform.update("clerk.knf", club, "{'sponsored': false}"));

            assertThat(changed.value("sponsor")).isNull();
            assertThat(platform.records()
                            .history(CLUB, club.id().toString(), platform.actor("clerk.knf"))
                            .getFirst()
                            .changes())
                    .hasEntrySatisfying(
                            "sponsor", change -> assertThat(change.old()).hasToString("\"Acme\""));
        }

        @Test
        void tellsTheSecondWriterWhatTheFirstChanged() {
            var club = club();
            saved(platform.update("clerk.knf", club, "{'fee': 3, 'tags': ['x']}"));

            var outcome = platform.update("chief.kns", club, "{'fee': 4}");

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Stale.class, stale -> {
                assertThat(stale.changed()).containsExactly("fee", "tags");
                assertThat(stale.by()).isEqualTo("Clerk of KNF");
                assertThat(stale.current().system().version()).isEqualTo(2);
            });
        }

        @Test
        void movesTheStatusOnlyAlongItsTransitions() {
            var club = clubWith("[{'name': 'Ada'}]");

            assertThat(refused(platform.update("clerk.knf", club, "{'status': 'CLOSED', 'statusReason': 'x'}")))
                    .containsOnly(Map.entry("/status", "transition"));
            assertThat(refused(platform.update("chief.kns", club, "{'status': 'CLOSED'}")))
                    .containsOnly(Map.entry("/statusReason", "required"));
            var closed = saved(platform.update("chief.kns", club, "{'status': 'CLOSED', 'statusReason': 'too late'}"));
            assertThat(closed.value("status")).isEqualTo("CLOSED");
            assertThat(closed.system().statusReason()).isEqualTo("too late");
            assertThat(refused(platform.update("chief.kns", closed, "{'status': 'NEW'}")))
                    .containsOnly(Map.entry("/status", "transition"));
        }

        @Test
        void keepsHistoryWithWhoWhenAndWhat() {
            var club = club();
            saved(platform.update("chief.kns", club, "{'fee': 7}"));

            var history = platform.records().history(CLUB, club.id().toString(), platform.actor("clerk.knf"));

            assertThat(history).hasSize(2);
            assertThat(history.getFirst().action()).isEqualTo("update");
            assertThat(history.getFirst().byTitle()).isEqualTo("Chief of KNS");
            assertThat(history.getFirst().changes())
                    .hasEntrySatisfying(
                            "fee", change -> assertThat(change.value()).hasToString("7.00"));
            assertThat(history.getLast().action()).isEqualTo("create");
        }
    }

    @Nested
    class RulesAndComputedValues {

        @Test
        void aRuleOverRelatedRecordsRefusesAtTheRoot() {
            var club = clubWith("[{'name': 'Ada', 'role': 'CHAIR'}]");

            assertThat(refused(platform.create(
                            "clerk.knf", MEMBER, "{'club': '" + club.id() + "', 'name': 'Ben', 'role': 'CHAIR'}")))
                    .containsOnly(Map.entry("", "rule chair"));
            assertThat(fresh(club).value("memberCount")).isEqualTo(1L);
        }

        @Test
        void aWarningWantsToBeAcknowledged() {
            var club = clubWith("[{'name': 'A'}, {'name': 'B'}, {'name': 'C'}]");
            var fourth = new Change.Create(MEMBER, null, json("{'club': '" + club.id() + "', 'name': 'D'}"));

            assertThat(refused(platform.apply("clerk.knf", fourth))).containsOnly(Map.entry("", "rule full"));
            saved(platform.acknowledging("clerk.knf", "full", fourth));
            assertThat(fresh(club).value("memberCount")).isEqualTo(4L);
        }

        @Test
        void anAcknowledgedWarningStandsOverTheRecordForWhoMayMendIt() {
            var club = clubWith("[{'name': 'A'}, {'name': 'B'}, {'name': 'C'}]");
            assertThat(warnings("clerk.knf", club)).isEmpty();

            saved(platform.acknowledging(
                    "clerk.knf",
                    "full",
                    new Change.Create(MEMBER, null, json("{'club': '" + club.id() + "', 'name': 'D'}"))));

            assertThat(warnings("clerk.knf", club)).containsExactly("full");
            assertThat(warnings("audit.hqg", club)).isEmpty();
            assertThat(fresh(club).system().version()).isEqualTo(club.system().version());
        }

        private static List<String> warnings(String as, EntityRecord record) {
            return platform.records().warnings(platform.read(as, record), platform.actor(as));
        }

        @Test
        void childrenDoNotRaiseTheVersionOfWhatTheyAreCountedIn() {
            var club = clubWith("[{'name': 'Ada'}]");
            var version = fresh(club).system().version();

            saved(platform.create("clerk.knf", MEMBER, "{'club': '" + club.id() + "', 'name': 'Ben'}"));

            assertThat(fresh(club).value("memberCount")).isEqualTo(2L);
            assertThat(fresh(club).system().version()).isEqualTo(version);
        }

        @Test
        void aMoveIsCountedOnBothSides() {
            var from = clubWith("[{'name': 'Ada'}, {'name': 'Ben'}]");
            var to = clubWith("[{'name': 'Cid'}]");
            var ada = platform.records()
                    .find(Query.of(MEMBER).relatedTo("club", from.id()), platform.actor("audit.hqg"))
                    .items()
                    .getFirst();

            saved(platform.update("clerk.knf", ada, "{'club': '" + to.id() + "'}"));

            assertThat(fresh(from).value("memberCount")).isEqualTo(1L);
            assertThat(fresh(to).value("memberCount")).isEqualTo(2L);
        }

        @Test
        void periodsFollowWhatTheyTrack() {
            var club = clubWith("[{'name': 'Ada'}]");
            var ada = platform.records()
                    .find(Query.of(MEMBER).relatedTo("club", club.id()), platform.actor("audit.hqg"))
                    .items()
                    .getFirst();

            saved(platform.update("clerk.knf", ada, "{'role': 'CHAIR'}"));

            var stays = platform.records()
                    .find(Query.of("club/stay").relatedTo("member", ada.id()), platform.actor("audit.hqg"))
                    .items();
            assertThat(stays).hasSize(2);
            assertThat(stays)
                    .filteredOn(stay -> stay.value("to") == null)
                    .singleElement()
                    .satisfies(stay -> assertThat(stay.value("role")).isEqualTo("CHAIR"));
        }

        @Test
        void ofTwoWhoBreakARuleTogetherOneIsRefused() throws Exception {
            for (int round = 0; round < 10; round++) {
                var club = clubWith("[{'name': 'Ada'}]");
                var start = new CountDownLatch(1);
                try (var pool = Executors.newFixedThreadPool(2)) {
                    var tries = List.of("Ben", "Cid").stream()
                            .map(name -> pool.submit(() -> {
                                start.await();
                                return platform.create(
                                        "clerk.knf",
                                        MEMBER,
                                        "{'club': '" + club.id() + "', 'name': '" + name + "', 'role': 'CHAIR'}");
                            }))
                            .toList();
                    start.countDown();
                    var outcomes = List.of(tries.get(0).get(), tries.get(1).get());
                    assertThat(outcomes)
                            .filteredOn(Outcome.Saved.class::isInstance)
                            .hasSize(1);
                    assertThat(outcomes)
                            .filteredOn(Outcome.Rejected.class::isInstance)
                            .hasSize(1);
                }
                assertThat(fresh(club).value("memberCount")).isEqualTo(2L);
            }
        }
    }

    @Nested
    class Retiring {

        @Test
        void isRefusedWhileSomethingStillNeedsIt() {
            var club = clubWith("[{'name': 'Ada'}]");

            assertThat(refused(platform.apply(
                            "chief.kns", new Change.Retire(CLUB, club.id().toString(), null))))
                    .containsOnly(Map.entry("", "conflict"));
        }

        @Test
        void takesOutOfListsKeysAndCountsAndCanBeUndone() {
            var club = clubWith("[{'as': 'a', 'name': 'Ada'}, {'name': 'Ben', 'guardian': '@a'}]");
            var members = platform.records()
                    .find(Query.of(MEMBER).relatedTo("club", club.id()), platform.actor("audit.hqg"))
                    .items();
            var ada = members.stream()
                    .filter(member -> "Ada".equals(member.value("name")))
                    .findFirst()
                    .orElseThrow();
            var ben = members.stream()
                    .filter(member -> "Ben".equals(member.value("name")))
                    .findFirst()
                    .orElseThrow();

            saved(platform.apply("clerk.knf", new Change.Retire(MEMBER, ada.id().toString(), null)));

            assertThat(fresh(club).value("memberCount")).isEqualTo(1L);
            assertThat(fresh(ben).value("guardian")).isNull();
            assertThat(platform.records()
                            .find(Query.of(MEMBER).relatedTo("club", club.id()), platform.actor("audit.hqg"))
                            .items())
                    .hasSize(1);
            saved(platform.apply(
                    "clerk.knf", new Change.Restore(MEMBER, ada.id().toString())));
            assertThat(fresh(club).value("memberCount")).isEqualTo(2L);
        }

        @Test
        void freesTheKeyAndRestoringFindsItTaken() {
            var first = club();
            saved(platform.apply("clerk.knf", new Change.Retire(CLUB, first.id().toString(), null)));
            platform.created("clerk.knf", CLUB, "{'name': '" + first.value("name") + "'}");

            assertThat(refused(platform.apply(
                            "clerk.knf", new Change.Restore(CLUB, first.id().toString()))))
                    .containsValue("unique");
        }
    }

    @Nested
    class Finding {

        @Test
        void pagesInOrderWithoutLosingOrDoubling() {
            var tag = "Page " + NAMES.incrementAndGet() + " ";
            for (int i = 0; i < 23; i++) {
                platform.created("clerk.knf", CLUB, "{'name': '" + tag + (char) ('a' + i) + "'}");
            }
            var actor = platform.actor("clerk.knf");
            var names = new java.util.ArrayList<Object>();
            var query = Query.of(CLUB)
                    .where(Expression.parse("starts with(name, \"" + tag + "\")"))
                    .sortedBy(List.of(new Sort("name", true)))
                    .limitedTo(5)
                    .counted(Query.Count.CAPPED);
            Page page;
            do {
                page = platform.records().find(query, actor);
                assertThat(page.count()).isEqualTo(23L);
                page.items().forEach(item -> names.add(item.value("name")));
                query = query.after(page.next());
            } while (page.next() != null);

            assertThat(names)
                    .hasSize(23)
                    .isSortedAccordingTo(
                            java.util.Comparator.comparing(Object::toString).reversed());
        }

        @Test
        void pagesLoseAndDoubleNothingWhereMuchIsAlikeOrMissing() {
            var tag = "Alike " + NAMES.incrementAndGet() + " ";
            for (int i = 0; i < 21; i++) {
                var founded = i % 3 == 0 ? "null" : "'2026-01-0" + (1 + i % 2) + "'";
                platform.created("clerk.knf", CLUB, "{'name': '" + tag + i + "', 'founded': " + founded + "}");
            }
            for (var descending : List.of(false, true)) {
                for (var sort : List.of(
                        List.of(new Sort("founded", descending)),
                        List.of(new Sort("founded", descending), new Sort("name", !descending)),
                        List.of(new Sort("updatedAt", descending)))) {
                    var query = Query.of(CLUB)
                            .where(Expression.parse("starts with(name, \"" + tag + "\")"))
                            .sortedBy(sort);
                    var whole = names(query.limitedTo(200));
                    assertThat(whole).hasSize(21);
                    assertThat(names(query.limitedTo(2))).as(sort.toString()).isEqualTo(whole);
                }
            }
        }

        @Test
        void theOneBesideIsThatOfTheListAlsoWhenTheRecordHasLeftItsPlace() {
            var tag = "Beside " + NAMES.incrementAndGet() + " ";
            for (int i = 0; i < 7; i++) {
                var founded = i % 3 == 0 ? "null" : "'2026-01-0" + (1 + i % 2) + "'";
                platform.created("clerk.knf", CLUB, "{'name': '" + tag + i + "', 'founded': " + founded + "}");
            }
            var actor = platform.actor("clerk.knf");
            for (var sort :
                    List.of(List.<Sort>of(), List.of(new Sort("founded", false)), List.of(new Sort("founded", true)))) {
                var query = Query.of(CLUB)
                        .where(Expression.parse("starts with(name, \"" + tag + "\")"))
                        .sortedBy(sort);
                var list = platform.records().find(query, actor).items();
                for (int i = 0; i < list.size(); i++) {
                    assertThat(platform.records().beside(query, list.get(i), false, actor))
                            .as("behind %s of %s", i, sort)
                            .isEqualTo(list.stream().skip(i + 1L).findFirst().map(EntityRecord::id));
                    assertThat(platform.records().beside(query, list.get(i), true, actor))
                            .as("before %s of %s", i, sort)
                            .isEqualTo(
                                    i == 0
                                            ? java.util.Optional.empty()
                                            : java.util.Optional.of(
                                                    list.get(i - 1).id()));
                }
                var third = list.get(2);
                saved(platform.update("clerk.knf", fresh(third), "{'founded': '2020-01-01'}"));
                assertThat(platform.records().beside(query, third, false, actor))
                        .as("where it stood")
                        .contains(list.get(3).id());
            }
        }

        /** All names, read page by page. */
        private List<Object> names(Query first) {
            var names = new java.util.ArrayList<Object>();
            for (var query = first; ; ) {
                var page = platform.records().find(query, platform.actor("clerk.knf"));
                page.items().forEach(item -> names.add(item.value("name")));
                if (page.next() == null) {
                    return names;
                }
                query = query.after(page.next());
            }
        }

        @Test
        void findsNamesByTheirSound() {
            platform.created("clerk.knf", CLUB, "{'name': 'Mohamed Chuwol'}");

            assertThat(platform.records()
                            .find(Query.of(CLUB).searching("muhammad"), platform.actor("clerk.knf"))
                            .items())
                    .extracting(item -> item.value("name"))
                    .contains("Mohamed Chuwol");
        }

        @Test
        void findsNamesFromTheirFirstSoundsOnWhereTheLastWordIsOnlyBegun() {
            platform.created("clerk.knf", CLUB, "{'name': 'Zechariah Karbulat'}");

            assertThat(sought("zechar*")).contains("Zechariah Karbulat");
            assertThat(sought("zechariah karb*")).contains("Zechariah Karbulat");
            assertThat(sought("karb*")).contains("Zechariah Karbulat");
            // Without the star it is a whole word; a word before the last always is.
            assertThat(sought("karb")).doesNotContain("Zechariah Karbulat");
            assertThat(sought("karb zechariah*")).doesNotContain("Zechariah Karbulat");
            assertThat(sought("z*")).doesNotContain("Zechariah Karbulat");
        }

        private List<String> sought(String words) {
            return platform
                    .records()
                    .find(Query.of(CLUB).searching(words).limitedTo(200), platform.actor("clerk.knf"))
                    .items()
                    .stream()
                    .map(item -> String.valueOf(item.value("name")))
                    .toList();
        }

        @Test
        void refusesToSortOrFilterByWhatIsNotDeclared() {
            var actor = platform.actor("clerk.knf");
            assertThatThrownBy(() ->
                            platform.records().find(Query.of(CLUB).sortedBy(List.of(new Sort("fee", false))), actor))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FILTER));
            assertThatThrownBy(() ->
                            platform.records().find(Query.of(CLUB).where(Expression.parse("secret = \"x\"")), actor))
                    .isInstanceOf(Refusal.class);
        }

        @Test
        void aCursorIsGoodForOneQuestionOfOneAsker() {
            clubWith("[]");
            clubWith("[]");
            var query = Query.of(CLUB).limitedTo(1);
            var next =
                    platform.records().find(query, platform.actor("clerk.knf")).next();

            assertThatThrownBy(() -> platform.records().find(query.after(next), platform.actor("chief.kns")))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(
                            () -> platform.records().find(query.after(next).ofRetired(), platform.actor("clerk.knf")))
                    .isInstanceOf(Refusal.class);
        }
    }
}
