package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.entity.KeptDraft;
import org.casewright.history.Erasing;
import org.casewright.history.Sealing;
import org.casewright.history.Verification;
import org.casewright.records.Drafts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people write beside the values of records: notes, over HTTP, and what they have not saved yet. */
class NotesApiTest {

    private static final String FILES = "/api/v1/surgery/file";
    private static final String TORN = "{\"text\": \"The second page is torn.\"}";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("surgery");
        api = new ApiServer(platform);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static String file() {
        var made = api.post("surgeon.low", FILES, "{\"subject\": \"Appendix\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return FILES + "/" + made.at("/id");
    }

    private static Reply written(String file) {
        var made = api.post("surgeon.low", file + "/notes", TORN);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static Reply change(String as, String note, String text) {
        return api.ask(
                as, "PATCH", note, ApiServer.bytes("{\"text\": \"" + text + "\"}"), "Content-Type", "application/json");
    }

    private static Reply strike(String as, String note) {
        return api.ask(as, "DELETE", note, null);
    }

    @Nested
    class ANote {

        @Test
        void isReadByWhoReadsTheRecordAndWrittenByWhoMayAppendToIt() {
            var file = file();
            written(file);

            var read = api.get("nurse.low", file + "/notes");
            assertThat(read.at("/items/0/text")).isEqualTo("The second page is torn.");
            assertThat(read.at("/items/0/byTitle")).isEqualTo("Surgeon of LOW");
            assertThat(read.at("/items/0/changeable") + read.at("/items/0/strikable"))
                    .isEqualTo("falsefalse");
            assertThat(api.post("nurse.low", file + "/notes", TORN).status()).isEqualTo(403);
            assertThat(api.get("nurse.far", file + "/notes").status()).isEqualTo(404);
            assertThat(api.post("nurse.far", file + "/notes", TORN).status()).isEqualTo(404);
            var all = "select id from platform.note where record_id = '" + file.substring(FILES.length() + 1) + "'";
            assertThat(platform.rows(platform.settings("nurse.low"), all)).hasSize(1);
            assertThat(platform.rows(platform.settings("nurse.far"), all)).isEmpty();
        }

        @Test
        void isChangedForSomeMinutesByItsAuthorAloneAndNothingOfItIsLost() {
            var file = file();
            var note = file + "/notes/" + written(file).at("/id");

            assertThat(change("surgeon.top", note, "Nothing is torn.").status()).isEqualTo(403);
            var changed = change("surgeon.low", note, "The third page is torn.");
            assertThat(changed.at("/text")).as(changed.text()).isEqualTo("The third page is torn.");
            assertThat(changed.at("/changedAt")).isNotEmpty();
            assertThat(texts(note)).containsExactly("The second page is torn.", "The third page is torn.");

            platform.owner()
                    .sql("update platform.note set written_at = written_at - interval '16 minutes' where id = ?")
                    .param(id(note))
                    .update();
            assertThat(change("surgeon.low", note, "No page is torn.").status()).isEqualTo(409);
            assertThat(strike("surgeon.top", note).at("/struckByTitle")).isEqualTo("Surgeon of all");
            assertThat(strike("surgeon.low", note).at("/struckByTitle"))
                    .as("once")
                    .isEqualTo("Surgeon of all");
            assertThat(api.get("nurse.low", file + "/notes").at("/items/0/text"))
                    .isEqualTo("The third page is torn.");
        }

        @Test
        void goesWithAllElseThatTheLawTakesAwayAndNoSealBreaks() {
            var file = file();
            var note = file + "/notes/" + written(file).at("/id");
            change("surgeon.low", note, "The third page is torn.");

            platform.bean(Erasing.class).erase(order(id(file), Set.of("subject")));
            assertThat(texts(note)).as("a property alone").hasSize(2);

            assertThat(platform.bean(Erasing.class)
                            .planned(order(id(file), Set.of()))
                            .notes())
                    .isEqualTo(1);
            var erased = platform.bean(Erasing.class).erase(order(id(file), Set.of()));

            assertThat(erased.notes()).isEqualTo(1);
            assertThat(texts(note)).isEmpty();
            assertThat(api.get("surgeon.low", file + "/notes").json().path("items"))
                    .isEmpty();
            assertThat(api.get("surgeon.low", file + "/history").at("/items/0/action"))
                    .isEqualTo("erase");
            platform.bean(Sealing.class).seal();
            assertThat(platform.bean(Verification.class)
                            .verify(Map.of(), count -> {})
                            .wrong())
                    .isNull();
            assertThat(platform.bean(Erasing.class)
                            .erase(order(id(file), Set.of()))
                            .isNothing())
                    .as("once")
                    .isTrue();
        }

        private static Erasing.Order order(UUID record, Set<String> properties) {
            var officer = platform.actor("surgeon.top");
            return new Erasing.Order(
                    record,
                    properties,
                    officer.id(),
                    officer.name(),
                    "surgeon.low",
                    "Asked by the person.",
                    "Article 17");
        }

        private static UUID id(String note) {
            return UUID.fromString(note.substring(note.lastIndexOf('/') + 1));
        }

        private static List<String> texts(String note) {
            return platform
                    .owner()
                    .sql("select words from platform.note_text where note_id = ? order by number")
                    .param(id(note))
                    .query(String.class)
                    .list()
                    .stream()
                    .map(String::valueOf)
                    .toList();
        }

        @Test
        void isToldOfByTheHistoryWhichDoesNotSayWhatItSays() {
            var file = file();
            var note = file + "/notes/" + written(file).at("/id");
            change("surgeon.low", note, "The third page is torn.");
            strike("surgeon.low", note);

            var history = api.get("surgeon.low", file + "/history");
            assertThat(history.json()
                            .path("items")
                            .valueStream()
                            .map(line -> line.path("action").asString("")))
                    .containsExactly("strikeNote", "changeNote", "note", "create");
            assertThat(history.text()).doesNotContain("torn");
            assertThat(platform.owner()
                            .sql("select count(*) from platform.history_values where texts::text like '%torn%'")
                            .query(Long.class)
                            .single())
                    .isZero();
        }

        @Test
        void isNothingForWhomOnlySomeFieldsAreOpen() {
            var file = file();
            written(file);
            var shared = api.post(
                    "surgeon.low",
                    file + "/shares",
                    "{\"with\": {\"user\": \"nurse.far\"}, \"privileges\": [\"append\"], \"profile\": \"COVER\","
                            + " \"purpose\": \"They look after the wound\"}");
            assertThat(shared.status()).as(shared.text()).isEqualTo(201);

            assertThat(api.get("nurse.far", file).at("/subject")).isEqualTo("Appendix");
            assertThat(api.get("nurse.far", file + "/notes").json().path("items"))
                    .isEmpty();
            assertThat(api.get("nurse.far", file + "/history").text()).doesNotContain("\"note\"");
            assertThat(api.post("nurse.far", file + "/notes", TORN).status()).isEqualTo(403);
        }

        @Test
        void hasWordsAndALivingRecord() {
            var file = file();
            var empty = api.post("surgeon.low", file + "/notes", "{\"text\": \"  \"}");
            assertThat(empty.status()).isEqualTo(422);
            assertThat(empty.at("/errors/0/pointer")).isEqualTo("/text");
            assertThat(api.post("surgeon.low", file + "/notes", "{\"words\": \"x\"}")
                            .status())
                    .isEqualTo(422);
            assertThat(change("surgeon.low", file + "/notes/" + UUID.randomUUID(), "x")
                            .status())
                    .isEqualTo(404);

            assertThat(api.ask("surgeon.low", "DELETE", file, null, "If-Match", "\"1\"")
                            .status())
                    .isLessThan(300);
            assertThat(api.post("surgeon.low", file + "/notes", TORN).status()).isEqualTo(409);
        }
    }

    @Nested
    class ADraft {

        private static final String PLACE = "surgery/file/new";

        private static UUID kept(String as, String subject) {
            var id = UUID.randomUUID();
            keep(as, id, subject);
            return id;
        }

        private static void keep(String as, UUID id, String subject) {
            assertThat(drafts().keep(
                                    id,
                                    new Drafts.Place(PLACE, "surgery/file", null, null),
                                    TestPlatform.json("{'values': {'subject': '" + subject + "'}}"),
                                    platform.actor(as)))
                    .isTrue();
        }

        private static Drafts drafts() {
            return platform.bean(Drafts.class);
        }

        @Test
        void isItsAuthorsAloneNotEvenTheEngines() {
            var id = kept("nurse.low", "Half a word");

            assertThat(drafts().at(PLACE, platform.actor("nurse.low")))
                    .extracting(draft -> draft.content().at("/values/subject").asString(""))
                    .containsExactly("Half a word");
            assertThat(drafts().of(platform.actor("surgeon.top"))).isEmpty();
            drafts().discard(id, platform.actor("surgeon.top"));
            var all = "select id from platform.draft";
            assertThat(platform.rows(platform.settings("nurse.low"), all)).containsExactly(id);
            assertThat(platform.rows(platform.settings("surgeon.top"), all)).isEmpty();
            assertThat(platform.rows(Map.of("casewright.engine", "on"), all)).isEmpty();
            drafts().discard(id, platform.actor("nurse.low"));
            assertThat(drafts().of(platform.actor("nurse.low"))).isEmpty();
        }

        @Test
        void isOneHoweverOftenItIsKeptAndKnowsWhenItWasBegun() {
            var id = kept("nurse.far", "Half");
            var begun = drafts().of(platform.actor("nurse.far")).getFirst().begunAt();

            keep("nurse.far", id, "Half a word");

            assertThat(drafts().of(platform.actor("nurse.far")))
                    .singleElement()
                    .extracting(KeptDraft::begunAt)
                    .isEqualTo(begun);
        }

        @Test
        void isForgottenWhenNobodyGoesOnWithIt() {
            var id = kept("second.far", "Half a word");
            platform.owner()
                    .sql("update platform.draft set saved_at = saved_at - make_interval(days => ?) where id = ?")
                    .params(Drafts.DAYS + 1, id)
                    .update();

            assertThat(drafts().of(platform.actor("second.far"))).isEmpty();
            assertThat(drafts().forget()).isEqualTo(1);
            assertThat(platform.owner()
                            .sql("select id from platform.draft where id = ?")
                            .param(id)
                            .query(UUID.class)
                            .set())
                    .isEqualTo(Set.of());
        }
    }
}
