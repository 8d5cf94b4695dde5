package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.BulkJobs;
import org.casewright.records.BulkJobs.Chosen;
import org.casewright.records.Notices;
import org.casewright.records.Query;
import org.casewright.records.SavedView.Audience;
import org.casewright.records.SavedViews;
import org.casewright.records.SavedViews.Wanted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists as people arrange and share them, and the same change to many records. */
class ListsApiTest {

    private static final String FILES = "/api/v1/surgery/file";
    private static final String VIEWS = FILES + "/views";
    private static final String BULK = FILES + "/bulk";
    private static final String FILE = "surgery/file";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("surgery");
        api = new ApiServer(platform);
        var team = platform.bean(Teams.class).add("night", "Night team", "FAR");
        platform.bean(Teams.class).join(team, platform.actor("nurse.far").id(), null);
        platform.bean(Teams.class).join(team, platform.actor("surgeon.low").id(), null);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    // Views ---------------------------------------------------------------------------------------------------------

    private static Reply kept(String as, String json) {
        var made = api.post(as, VIEWS, json);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private static Reply patched(String as, String view, String json) {
        return api.ask(
                as,
                "PATCH",
                VIEWS + "/" + view,
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "Content-Type",
                "application/merge-patch+json");
    }

    @Test
    void aViewIsKeptChangedOpenedFirstAndRemoved() {
        var made = kept("nurse.far", """
                {"title": "Mine", "columns": ["number", {"path": "subject", "width": 240}], "filter": "ward = \\"A\\"",
                 "sort": "-subject", "first": true}""");
        var id = made.at("/id");
        assertThat(made.header("Location")).isEqualTo(VIEWS + "/" + id);
        assertThat(made.at("/columns/1/width") + made.at("/sort") + made.at("/mine"))
                .isEqualTo("240-subjecttrue");
        assertThat(api.get("nurse.far", VIEWS).at("/first")).isEqualTo(id);
        assertThat(api.get("second.far", VIEWS).text()).doesNotContain(id).doesNotContain("Mine");

        assertThat(api.post("nurse.far", VIEWS, "{\"title\": \"Mine\"}").at("/errors/0/pointer"))
                .isEqualTo("/title");
        var changed = patched("nurse.far", id, "{\"title\": \"Ours\", \"filter\": null}");
        assertThat(changed.at("/title") + changed.at("/columns/1/path")).isEqualTo("Ourssubject");
        assertThat(changed.at("/filter")).isIn("", "null");

        platform.created("surgeon.top", FILE, "{'subject': 'Seen by view', 'ward': 'A'}");
        assertThat(api.get("nurse.far", FILES + "?view=" + id).status()).isEqualTo(200);
        assertThat(api.get("second.far", FILES + "?view=" + id).status()).isEqualTo(400);

        assertThat(patched("second.far", id, "{\"title\": \"Theirs\"}").status())
                .isEqualTo(404);
        assertThat(api.delete("second.far", VIEWS + "/" + id).status()).isEqualTo(404);
        assertThat(api.delete("nurse.far", VIEWS + "/" + id).status()).isEqualTo(204);
        assertThat(api.get("nurse.far", VIEWS).text()).doesNotContain(id);
        assertThat(api.get("cleaner.far", VIEWS).status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeAnsweredIsNotKept() {
        assertThat(api.post("nurse.far", VIEWS, """
                        {"title": "", "columns": ["none", "kin.name.x"], "sort": "kin", "filter": "contains(ward, \\"a\\")"}""").text())
                .contains("\"/title\"", "\"/columns/0\"", "\"/columns/1\"", "\"/sort\"", "x-search");
        assertThat(api.post("nurse.far", VIEWS, "{\"title\": \"F\", \"filter\": \"((\"}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/filter");
        assertThat(api.post("nurse.far", VIEWS, "{\"title\": \"F\", \"columns\": [\"finding\"]}")
                        .at("/errors/0/code"))
                .as("what may not be known is what is not there")
                .isEqualTo(api.post("nurse.far", VIEWS, "{\"title\": \"F\", \"columns\": [\"fondong\"]}")
                        .at("/errors/0/code"));
    }

    @Test
    void aViewIsSeenByThoseWithWhomItIsShared() {
        for (var share : List.of(
                Map.entry("{\"unit\": \"LOW\"}", Set.of("nurse.low")),
                Map.entry("{\"team\": \"night\"}", Set.of("nurse.far")),
                Map.entry("{\"role\": \"NURSE\"}", Set.of("nurse.low", "nurse.far", "second.far")),
                Map.entry("{\"everybody\": true}", Set.of("nurse.low", "nurse.far", "second.far", "helper.far")))) {
            var id = kept("surgeon.low", "{\"title\": \"Shared\", \"with\": " + share.getKey() + "}")
                    .at("/id");
            for (var other : List.of("nurse.low", "nurse.far", "second.far", "helper.far")) {
                var seen = api.get(other, VIEWS).text();
                assertThat(seen.contains(id))
                        .as(other + share)
                        .isEqualTo(share.getValue().contains(other));
                assertThat(patched(other, id, "{\"title\": \"Taken\"}").status())
                        .isEqualTo(share.getValue().contains(other) ? 403 : 404);
            }
            var reader = share.getValue().iterator().next();
            assertThat(patched(reader, id, "{\"first\": true}").status()).isEqualTo(204);
            assertThat(patched("surgeon.low", id, "{\"with\": null}").status()).isEqualTo(200);
            assertThat(api.get(reader, VIEWS).text()).doesNotContain("Shared");
            api.delete("surgeon.low", VIEWS + "/" + id);
        }
    }

    @Test
    void whoMayNotShareRecordsSharesViewsWithTheirOwnOnly() {
        assertThat(kept("nurse.far", "{\"title\": \"U\", \"with\": {\"unit\": \"FAR\"}}")
                        .at("/with/unit"))
                .isEqualTo("FAR");
        assertThat(kept("nurse.far", "{\"title\": \"T\", \"with\": {\"team\": \"night\"}}")
                        .at("/with/team"))
                .isEqualTo("night");
        for (var with : List.of(
                "{\"unit\": \"TOP\"}", "{\"unit\": \"LOW\"}", "{\"role\": \"NURSE\"}", "{\"everybody\": true}")) {
            assertThat(api.post("nurse.far", VIEWS, "{\"title\": \"N\", \"with\": " + with + "}")
                            .at("/errors/0/pointer"))
                    .as(with)
                    .isEqualTo("/with");
        }
        assertThat(api.post("second.far", VIEWS, "{\"title\": \"N\", \"with\": {\"team\": \"night\"}}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/with");
    }

    @Test
    void aPartnersPeopleShareWithTheirTeamsAlone() {
        var partners = platform.bean(Partners.class);
        partners.add("AID", "Aid", LocalDate.of(2020, 1, 1), null);
        var team = platform.bean(Teams.class).add("aiders", "Aiders", "FAR");
        var partner = platform.actor("other.far").id();
        var views = platform.bean(SavedViews.class);
        assertThat(views.audiences(FILE, platform.actor("other.far")))
                .contains(new Audience(Audience.Kind.UNIT, "FAR"));

        partners.belong("other.far", "AID");
        partners.belong("aiders", "AID");
        platform.bean(Teams.class).join(team, partner, null);

        var actor = platform.actor("other.far");
        assertThat(views.audiences(FILE, actor)).containsExactly(new Audience(Audience.Kind.TEAM, "aiders"));
        for (var with : List.of(new Audience(Audience.Kind.UNIT, "FAR"), Audience.EVERYBODY)) {
            assertThatThrownBy(() -> views.add(FILE, new Wanted("Theirs " + with.kind(), null, with), actor))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.problems())
                                    .extracting(Problem::pointer)
                                    .containsExactly("/with"));
        }
        assertThat(views.add(FILE, new Wanted("Theirs", null, new Audience(Audience.Kind.TEAM, "aiders")), actor)
                        .with())
                .isEqualTo(new Audience(Audience.Kind.TEAM, "aiders"));
        partners.belong("other.far", null);
    }

    @Test
    void aSharedViewTellsNothingOfWhatItsReaderMayNotKnow() {
        var file =
                platform.created("surgeon.low", FILE, "{'subject': 'Knee', 'ward': 'Q', 'finding': 'Torn meniscus'}");
        platform.created("surgeon.low", FILE, "{'subject': 'Elbow', 'ward': 'Q', 'finding': 'Nothing'}");
        var made = kept("surgeon.low", """
                {"title": "Found", "columns": ["subject", "finding"], "sort": "subject", "with": {"unit": "LOW"},
                 "filter": "ward = \\"Q\\" and (finding = \\"Torn meniscus\\" or subject = \\"none\\")"}""");
        var id = made.at("/id");
        assertThat(api.get("surgeon.low", FILES + "?view=" + id).at("/items/0/id"))
                .isEqualTo(file.id().toString());
        assertThat(api.get("surgeon.low", FILES + "?view=" + id).at("/items/1/id"))
                .isEmpty();

        var seen = api.get("nurse.low", VIEWS);
        assertThat(seen.text()).contains(id).doesNotContain("finding").doesNotContain("meniscus");
        assertThat(seen.text()).contains("\"columns\":1,\"conditions\":1,\"sorts\":0");
        assertThat(api.get("nurse.low", FILES + "?view=" + id).at("/items/1/subject"))
                .as("the hidden condition selects nothing")
                .isEqualTo("Knee");
        var own = kept("nurse.low", "{\"title\": \"Own\", \"columns\": [\"subject\"]}")
                .at("/id");
        gone(own);
        assertThat(api.get("nurse.low", VIEWS).text())
                .as("what is gone is told as what is hidden, its name to who wrote it")
                .contains("{\"columns\":1,\"conditions\":1,\"sorts\":0,\"names\":[\"gone\",\"gone = 1\"]}");
        assertThat(api.get("nurse.low", FILES + "?view=" + own).status()).isEqualTo(200);
        assertThat(api.delete("nurse.low", VIEWS + "/" + own).status()).isEqualTo(204);
        gone(id);
        assertThat(api.get("nurse.low", VIEWS).text())
                .contains("\"lost\":{\"columns\":1,\"conditions\":1,\"sorts\":0}")
                .doesNotContain("gone");
    }

    /** As if a release had taken a property away. */
    private static void gone(String view) {
        platform.owner()
                .sql("update platform.saved_view set content = cast(:content as jsonb) where id = cast(:id as uuid)")
                .param(
                        "content",
                        "{\"columns\": [{\"path\": \"subject\"}, {\"path\": \"gone\"}], \"filter\": \"gone = 1\", \"sort\": []}")
                .param("id", view)
                .update();
    }

    @Test
    void theDatabaseHoldsToThat() {
        var id = kept("surgeon.low", "{\"title\": \"Policies\", \"with\": {\"role\": \"NURSE\"}}")
                .at("/id");
        var view = "select id from platform.saved_view where id = '" + id + "'";
        var owner = platform.actor("surgeon.low").id().toString();
        var nurse = platform.actor("nurse.low").id().toString();
        assertThat(platform.rows(Map.of(), view)).isEmpty();
        assertThat(platform.rows(Map.of("casewright.engine", "on"), view)).isEmpty();
        assertThat(platform.rows(Map.of("casewright.user", owner), view)).hasSize(1);
        assertThat(platform.rows(Map.of("casewright.user", nurse), view)).isEmpty();
        var reader = Map.of("casewright.user", nurse, "casewright.audiences", "{role:NURSE}");
        assertThat(platform.rows(reader, view)).hasSize(1);
        for (var change : List.of(
                "with x as (update platform.saved_view set title = 'x' where id = '" + id
                        + "' returning id) select id from x",
                "with x as (delete from platform.saved_view where id = '" + id + "' returning id) select id from x")) {
            assertThat(platform.rows(reader, change)).as(change).isEmpty();
        }
        assertThatThrownBy(() -> platform.rows(
                        reader,
                        "insert into platform.saved_view (id, entity, owner_id, title, content, updated_at)"
                                + " values (gen_random_uuid(), 'x/y', '" + owner + "', 't', '{}', now()) returning id"))
                .hasMessageContaining("row-level security");
    }

    // Many records --------------------------------------------------------------------------------------------------

    private static List<EntityRecord> files(int many, String ward) {
        return IntStream.range(0, many)
                .mapToObj(n -> platform.created(
                        "surgeon.low", FILE, "{'subject': '" + ward + " " + n + "', 'ward': '" + ward + "'}"))
                .toList();
    }

    private static String quoted(List<EntityRecord> files) {
        return String.join(
                ",", files.stream().map(file -> "\"" + file.id() + "\"").toList());
    }

    private static Reply ended(String as, String job) {
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            var reply = api.get(as, BULK + "/" + job);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            if (!reply.at("/state").equals("running")) {
                return reply;
            }
            assertThat(System.nanoTime()).as(reply.text()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void manyAreChangedByOneJobAndWhatIsRefusedIsToldByRow() {
        var files = files(12, "Bulk");
        var elsewhere = platform.created("surgeon.top", FILE, "{'subject': 'Not of LOW', 'ward': 'Bulk'}");
        var ids = "{\"select\": {\"ids\": [" + quoted(files) + ", \"" + elsewhere.id() + "\"]}, ";
        var values = "\"values\": {\"ward\": \"B2\"}, \"reason\": \"Moved\"";
        var estimate = api.post("surgeon.low", BULK, ids + values + ", \"estimate\": true}");
        assertThat(estimate.text())
                .as("what is not open to the asker is not there")
                .isEqualTo("{\"records\":12,\"change\":12,\"same\":0,\"refused\":0}");

        var job = new TransactionTemplate(platform.bean(PlatformTransactionManager.class)).execute(status -> {
            var begun = platform.bean(BulkJobs.class)
                    .begin(
                            FILE,
                            new Chosen.Some(files.stream().map(EntityRecord::id).toList()),
                            TestPlatform.json("{'ward': 'B2'}"),
                            "Moved",
                            platform.actor("surgeon.low"));
            // Before it begins somebody else is faster with one of them.
            TestPlatform.saved(platform.update("surgeon.top", files.get(3), "{'subject': 'Faster'}"));
            return begun.id().toString();
        });
        var ended = ended("surgeon.low", job);
        assertThat(ended.at("/state") + ended.at("/records") + "/" + ended.at("/changed") + "/" + ended.at("/failed"))
                .isEqualTo("done12/11/1");
        assertThat(ended.at("/failures/0/title")).isEqualTo("Faster");
        assertThat(ended.at("/failures/0/errors/0/code") + ": " + ended.at("/failures/0/errors/0/message"))
                .isEqualTo("stale: Surgeon of all changed it meanwhile.");
        assertThat(api.get("surgeon.low", FILES + "?filter=" + encoded("ward = \"B2\"") + "&count=exact")
                        .at("/count"))
                .isEqualTo("11");
        assertThat(api.get("surgeon.low", FILES + "/" + files.getFirst().id() + "/history")
                        .at("/items/0/reason"))
                .isEqualTo("Moved");
        assertThat(platform.bean(Notices.class).list(true, null, 1, platform.actor("surgeon.low")))
                .singleElement()
                .satisfies(told -> assertThat(told.arguments()).containsEntry("changed", "11"));
        assertThat(api.get("surgeon.top", BULK + "/" + job).status())
                .as("a job is its asker's")
                .isEqualTo(404);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void allThatFitAreChangedAndTheModulesRulesHold() {
        files(3, "Fit");
        var all = "{\"select\": {\"filter\": \"ward = \\\"Fit\\\"\"}, \"values\": {\"ward\": \"CLOSED\"}}";
        var begun = api.post("surgeon.low", BULK, all, "Idempotency-Key", "once");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(api.post("surgeon.low", BULK, all, "Idempotency-Key", "once").at("/id"))
                .isEqualTo(begun.at("/id"));
        var ended = ended("surgeon.low", begun.at("/id"));
        assertThat(ended.at("/changed") + ended.at("/failed")).isEqualTo("03");
        assertThat(ended.at("/failures/2/errors/0/message")).isEqualTo("This ward is closed.");
    }

    @Test
    void onlyWhatIsTheAskersToWriteIsChanged() {
        var mine = platform.created("helper.far", FILE, "{'subject': 'Own', 'ward': 'H'}");
        var other = platform.created("surgeon.top", FILE, "{'subject': 'Not own', 'ward': 'H'}");
        platform.apply(
                "surgeon.top",
                new org.casewright.records.Change.Assign(FILE, other.id().toString(), null, "FAR", null));
        var ids = "{\"select\": {\"ids\": [" + quoted(List.of(mine, other)) + "]}, \"values\": ";
        assertThat(api.post("helper.far", BULK, ids + "{\"ward\": \"I\"}, \"estimate\": true}")
                        .text())
                .isEqualTo("{\"records\":2,\"change\":1,\"same\":0,\"refused\":1}");
        var ended = ended(
                "helper.far",
                api.post("helper.far", BULK, ids + "{\"ward\": \"I\"}}").at("/id"));
        assertThat(ended.at("/changed") + ended.at("/failed") + ended.at("/failures/0/errors/0/code"))
                .isEqualTo("11forbidden");
        for (var hidden : List.of("finding", "fondong", "number", "kin")) {
            var refused = api.post("helper.far", BULK, ids + "{\"" + hidden + "\": \"x\"}}");
            assertThat(refused.at("/errors/0/code") + refused.at("/errors/0/message"))
                    .isEqualTo("read-onlyThis is nothing that you can set alike in many records.");
        }
        assertThat(api.post("nurse.far", BULK, ids + "{\"ward\": \"I\"}}").status())
                .isEqualTo(403);
        assertThat(api.post("helper.far", BULK, "{\"select\": {}, \"values\": {\"ward\": \"I\"}}")
                        .at("/errors/0/pointer"))
                .isEqualTo("/select");
    }

    @Test
    void aJobSaysWhichRecordsSoThatNobodyChangesAllByAnEmptyCondition() {
        var values = ", \"values\": {\"ward\": \"I\"}, \"estimate\": true}";
        for (var select : List.of(
                "{\"filter\": \"\"}",
                "{\"filter\": \"  \", \"q\": \"\"}",
                "{\"all\": false}",
                "{\"all\": \"yes\"}",
                "{\"all\": true, \"filter\": \"ward = \\\"A\\\"\"}",
                "{\"all\": true, \"ids\": []}")) {
            var refused = api.post("surgeon.low", BULK, "{\"select\": " + select + values);
            assertThat(refused.at("/errors/0/pointer")).as(select).isEqualTo("/select");
        }
        assertThat(api.post("surgeon.low", BULK, "{\"select\": {\"all\": true}" + values)
                        .status())
                .isEqualTo(200);
        assertThat(api.post("surgeon.low", BULK, "{\"select\": {\"all\": true}" + values.replace("true", "\"true\""))
                        .at("/errors/0/pointer"))
                .isEqualTo("/estimate");
    }

    @Test
    void nobodyHasMoreThanThreeJobsAtATime() {
        var mine = platform.created("helper.far", FILE, "{'subject': 'Fourth', 'ward': 'H'}");
        var ids = "{\"select\": {\"ids\": [" + quoted(List.of(mine)) + "]}, \"values\": {\"ward\": \"J\"}}";
        var running = IntStream.range(0, 3)
                .mapToObj(n -> platform.owner()
                        .sql("""
                                insert into platform.bulk_job (id, account_id, entity, content, language, extent, modules, state,
                                    records, begun_at, touched_at)
                                values (gen_random_uuid(), ?, ?, '{}', 'en', 'ALL', '{}', 'RUNNING', 1, now(), now() + interval '1 day')
                                returning id""")
                        .params(platform.actor("helper.far").id(), FILE)
                        .query(UUID.class)
                        .single())
                .toList();

        var refused = api.post("helper.far", BULK, ids);
        assertThat(refused.status() + refused.at("/detail")).startsWith("409").contains("still running");

        assertThat(api.delete("helper.far", BULK + "/" + running.getFirst()).at("/state"))
                .isEqualTo("cancelled");
        var begun = api.post("helper.far", BULK, ids);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(ended("helper.far", begun.at("/id")).at("/changed")).isEqualTo("1");
        platform.owner()
                .sql("delete from platform.bulk_job where touched_at > now()")
                .update();
    }

    @Test
    void aJobThatWasKilledGoesOnAndChangesNothingTwice() {
        var files = files(60, "Kill");
        var jobs = platform.bean(BulkJobs.class);
        var actor = platform.actor("surgeon.low");
        var job = jobs.begin(
                        FILE,
                        new Chosen.Some(files.stream().map(EntityRecord::id).toList()),
                        TestPlatform.json("{'ward': 'K2'}"),
                        null,
                        actor)
                .id();
        while (jobs.find(job, actor).orElseThrow().changed() < 5) {
            Thread.onSpinWait();
        }
        // Every connection of the application ends, with whatever it was at.
        var killed = JdbcClient.create(platform.database().application())
                .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = current_user"
                        + " and datname = current_database() and pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
        assertThat(killed).isPositive();
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (standing(job) < 60 && System.nanoTime() < deadline) {
            platform.owner()
                    .sql("update platform.bulk_job set touched_at = touched_at - interval '1 hour' where id = ?")
                    .param(job)
                    .update();
            try {
                jobs.takeUp();
            } catch (RuntimeException stillCutOff) {
                assertThat(stillCutOff).isNotNull();
            }
        }
        // What was cut off and not used since would meet whoever asks next.
        if (platform.database().application() instanceof HikariDataSource pool) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        var ended = jobs.find(job, actor).orElseThrow();
        assertThat(ended.changed()).as(ended.toString()).isEqualTo(60);
        assertThat(platform.owner()
                        .sql("select count(*) from platform.history where action = 'update' and record_id in (:ids)")
                        .param("ids", files.stream().map(EntityRecord::id).toList())
                        .query(Long.class)
                        .single())
                .isEqualTo(60);
        assertThat(platform.records().find(Query.of(FILE).limitedTo(200), actor).items().stream()
                        .filter(file -> "K2".equals(file.value("ward")))
                        .allMatch(file -> file.system().version() == 2))
                .isTrue();
    }

    private static long standing(UUID job) {
        return platform.owner()
                .sql("select count(*) from platform.bulk_row where job_id = ? and state <> 'WAITING'")
                .param(job)
                .query(Long.class)
                .single();
    }

    @Test
    void aJobIsCancelled() {
        var files = files(60, "Cancel");
        var job = api.post(
                        "surgeon.low",
                        BULK,
                        "{\"select\": {\"ids\": [" + quoted(files) + "]}, \"values\": {\"ward\": \"C2\"}}")
                .at("/id");
        var cancelled = api.delete("surgeon.low", BULK + "/" + job);
        assertThat(cancelled.at("/state")).isEqualTo("cancelled");
        assertThat(api.delete("nurse.low", BULK + "/" + job).status()).isEqualTo(404);
        // One job after the other: when the next has ended, nobody works at this one any more.
        var next = api.post(
                "surgeon.low",
                BULK,
                "{\"select\": {\"ids\": [" + quoted(files.subList(59, 60)) + "]}, \"values\": {\"ward\": \"C3\"}}");
        ended("surgeon.low", next.at("/id"));
        assertThat(standing(UUID.fromString(job))).as("what was done before").isLessThan(60);
        var jobs = "select id from platform.bulk_job where id = '" + job + "'";
        assertThat(platform.rows(Map.of(), jobs)).isEmpty();
        assertThat(platform.rows(
                        Map.of(
                                "casewright.user",
                                platform.actor("nurse.low").id().toString()),
                        "select record_id from platform.bulk_row where job_id = '" + job + "'"))
                .isEmpty();
    }
}
