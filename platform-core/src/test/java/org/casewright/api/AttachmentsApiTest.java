package org.casewright.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.api.ApiServer.encoded;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.exchange.Attachments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of records: sent first, taken by a record, and read by whoever reads the value that names them. */
class AttachmentsApiTest {

    private static final String PICTURES = "/api/v1/album/picture";
    private static final byte[] PNG = file("\u0089PNG\r\n\u001a\n", 700);

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("album");
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    /** A file that begins so and goes on with anything, each time the same. */
    private static byte[] file(String begin, int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        var first = begin.getBytes(ISO_8859_1);
        System.arraycopy(first, 0, bytes, 0, first.length);
        return bytes;
    }

    private static byte[] pdf(int size) {
        return file("%PDF-1.7\n", size);
    }

    private static Reply send(String as, String name, byte[] content) {
        return api.ask(
                as,
                "POST",
                "/api/v1/attachments?name=" + encoded(name),
                content,
                "Content-Type",
                "application/octet-stream");
    }

    private static String sent(String as, String name, byte[] content) {
        var reply = send(as, name, content);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id");
    }

    private static Reply created(String json) {
        var reply = api.post("lib.knf", PICTURES, json.replace('\'', '"'));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private static Reply withPhoto(String id) {
        return created("{'title': 'Dune', 'photo': {'id': '" + id + "'}}");
    }

    private static String path(Reply record) {
        return Objects.requireNonNull(record.header("Location"));
    }

    private static Reply patch(Reply record, String json) {
        return api.patch("lib.knf", path(record), record.etag(), json.replace('\'', '"'));
    }

    // --- the way of a file

    @Test
    void isSentThenTakenThenReadByWhoeverReadsTheRecord() {
        var reply = send("lib.knf", "f\u00fcr Zo\u00eb.png", PNG);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/name")).isEqualTo("f\u00fcr Zo\u00eb.png");
        assertThat(reply.at("/type")).isEqualTo("image/png");
        assertThat(reply.json().path("size").asLong()).isEqualTo(PNG.length);
        assertThat(reply.at("/sha256")).hasSize(64);

        var record = withPhoto(reply.at("/id"));
        assertThat(record.json().path("photo")).isEqualTo(reply.json());
        assertThat(record.json().path("hasPhoto").asBoolean()).isTrue();
        for (var reader : List.of("lib.knf", "two.knf", "all.hqg")) {
            assertThat(api.get(reader, path(record)).json().path("photo")).isEqualTo(reply.json());
            var read = api.get(reader, path(record) + "/attachments/" + reply.at("/id"), "Accept", "image/*");
            assertThat(read.status()).as(reader).isEqualTo(200);
            assertThat(read.http().body()).isEqualTo(PNG);
        }
    }

    @Test
    void isGivenSoThatNothingInItRuns() {
        var id = sent("lib.knf", "a \"b\".png", PNG);
        var at = path(withPhoto(id)) + "/attachments/" + id;

        var read = api.get("lib.knf", at);

        assertThat(read.header("Content-Type")).isEqualTo("image/png");
        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(read.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''a%20_b_.png");
        assertThat(read.header("Content-Security-Policy")).contains("sandbox");
        assertThat(read.header("Cache-Control")).contains("private");
        assertThat(api.get("lib.knf", at, "If-None-Match", read.etag()).status())
                .isEqualTo(304);
    }

    @Test
    void isThereForNobodyWhoDoesNotSeeTheRecord() {
        var id = sent("lib.knf", "a.png", PNG);
        var record = withPhoto(id);
        var other = created("{'title': 'Other'}");
        var at = "/attachments/" + id;

        assertThat(api.get("lib.ugb", path(record) + at).status()).isEqualTo(404);
        assertThat(api.get("none.hqg", path(record) + at).status()).isEqualTo(404);
        assertThat(api.get("lib.knf", path(other) + at).status())
                .as("through another record")
                .isEqualTo(404);
        assertThat(api.get("lib.knf", path(record) + "/attachments/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(api.get("lib.knf", path(record) + "/attachments/x").status()).isEqualTo(404);
    }

    @Test
    void ofManyPiecesComesBackWhole() {
        var content = pdf((1 << 20) + 77_777);
        var id = sent("lib.knf", "long.pdf", content);
        var record = created("{'title': 'Long', 'scans': [{'what': 'All of it', 'file': {'id': '" + id + "'}}]}");

        assertThat(api.get("lib.knf", path(record) + "/attachments/" + id)
                        .http()
                        .body())
                .isEqualTo(content);
        assertThat(platform.owner()
                        .sql("select count(*) from platform.attachment_part where attachment_id = ?::uuid")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void staysWithTheRecordWhenItIsReplacedOrTakenAway() {
        var first = sent("lib.knf", "first.png", PNG);
        var second = sent("lib.knf", "second.png", file("\u0089PNG\r\n\u001a\n", 900));
        var record = withPhoto(first);

        var replaced = patch(record, "{'photo': {'id': '" + second + "'}}");
        assertThat(replaced.at("/photo/name")).isEqualTo("second.png");
        var gone = api.patch("lib.knf", path(record), replaced.etag(), "{\"photo\": null}");
        assertThat(gone.json().has("photo")).isFalse();
        assertThat(gone.json().path("hasPhoto").asBoolean()).isFalse();

        var history = api.get("lib.knf", path(record) + "/history");
        assertThat(history.at("/items/1/changes/photo/0/name")).isEqualTo("first.png");
        assertThat(history.at("/items/1/changes/photo/1/name")).isEqualTo("second.png");
        for (var id : List.of(first, second)) {
            assertThat(api.get("two.knf", path(record) + "/attachments/" + id).status())
                    .isEqualTo(200);
            assertThat(api.get("lib.ugb", path(record) + "/attachments/" + id).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void isNotTouchedByWhatIsOnlyGivenBackAsItWasRead() {
        var record = withPhoto(sent("lib.knf", "a.png", PNG));

        var same = patch(
                record,
                "{'title': 'Dune II', 'photo': " + record.json().path("photo").toString() + "}");

        assertThat(same.status()).as(same.text()).isEqualTo(200);
        assertThat(same.json().path("photo")).isEqualTo(record.json().path("photo"));
        assertThat(api.get("lib.knf", path(record) + "/history")
                        .json()
                        .at("/items/0/changes")
                        .has("photo"))
                .isFalse();
    }

    @Test
    void standsInEntriesAndObjectsToo() {
        var scan = sent("lib.knf", "scan.pdf", pdf(500));
        var bill = sent("lib.knf", "bill.pdf", pdf(600));
        var record = created("{'title': 'Framed', 'scans': [{'what': 'Front', 'file': {'id': '" + scan
                + "'}}], 'frame': {'maker': 'Oak', 'bill': {'id': '" + bill + "'}}}");
        var back = sent("lib.knf", "back.pdf", pdf(700));

        var more = patch(record, "{'scans': [{'what': 'Back', 'file': {'id': '" + back + "'}}]}");

        assertThat(more.at("/scans/0/file/name")).isEqualTo("scan.pdf");
        assertThat(more.at("/scans/1/file/name")).isEqualTo("back.pdf");
        assertThat(more.at("/frame/bill/name")).isEqualTo("bill.pdf");
        assertThat(api.get("two.knf", path(record) + "/attachments/" + bill).status())
                .isEqualTo(200);
        assertThat(api.get("two.knf", path(record) + "/attachments/" + back).status())
                .isEqualTo(200);
        var photo = sent("lib.knf", "a.png", PNG);
        var wrong = api.patch(
                "lib.knf",
                path(record),
                more.etag(),
                "{\"scans\": [{\"what\": \"Odd\", \"file\": {\"id\": \"" + photo + "\"}}]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/scans/0/file");
    }

    @Test
    void canBeAskedForInFilters() {
        var dune = withPhoto(sent("lib.knf", "needle.png", PNG));
        created("{'title': 'Bare'}");
        created("{'title': 'Copied', 'copyOf': '" + dune.at("/id") + "'}");
        var bill = sent("lib.knf", "needle-bill.pdf", pdf(600));
        var scan = sent("lib.knf", "needle-scan.pdf", pdf(601));
        created("{'title': 'Full', 'frame': {'bill': {'id': '" + bill + "'}}, 'scans': [{'what': 'A', 'file': {'id': '"
                + scan + "'}}]}");

        assertThat(titles("photo = null and title = \"Bare\"")).containsExactly("Bare");
        assertThat(titles("photo.name = \"needle.png\" and photo.size < 1000")).containsExactly("Dune");
        assertThat(titles("photo.type = \"image/jpeg\"")).isEmpty();
        assertThat(titles("photo.id = \"" + dune.at("/photo/id") + "\"")).containsExactly("Dune");
        assertThat(titles("copyOf.photo.name = \"needle.png\"")).containsExactly("Copied");
        assertThat(titles("frame.bill.name = \"needle-bill.pdf\"")).containsExactly("Full");
        assertThat(titles("some s in scans satisfies s.file.name = \"needle-scan.pdf\""))
                .containsExactly("Full");
        assertThat(api.get("lib.knf", PICTURES + "?sort=photo").status()).isEqualTo(422);
    }

    private static List<String> titles(String filter) {
        var reply = api.get("lib.knf", PICTURES + "?filter=" + encoded(filter));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json()
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }

    // --- what is not taken

    static List<Object[]> notWhatTheyAreCalled() {
        return List.of(
                new Object[] {"photo.png", "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(UTF_8)},
                new Object[] {"photo.png", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(UTF_8)},
                new Object[] {"photo.png", file("MZ\u0090", 900)},
                new Object[] {"photo.png", "only words".getBytes(UTF_8)},
                new Object[] {"bill.pdf", file("PK\u0003\u0004", 900)},
                new Object[] {"bill.pdf", new byte[900]},
                new Object[] {"photo.png", new byte[] {(byte) 0x89}});
    }

    @ParameterizedTest
    @MethodSource("notWhatTheyAreCalled")
    void isTakenForWhatItIsAndNotForWhatItIsCalled(String name, byte[] content) {
        assertThat(send("lib.knf", name, content).status()).isEqualTo(415);
    }

    @Test
    void isCalledByWhatItIs() {
        assertThat(send("lib.knf", "really.exe", PNG).at("/name")).isEqualTo("really.exe.png");
        assertThat(send("lib.knf", "../../photo.pdf", PNG).at("/name")).isEqualTo("photo.pdf.png");
    }

    @Test
    void isRefusedWhereTheTypeOrTheSizeDoesNotFit() {
        var scan = sent("lib.knf", "scan.pdf", pdf(500));
        var large = sent("lib.knf", "large.png", file("\u0089PNG\r\n\u001a\n", (1 << 20) + 1));

        var type = api.post("lib.knf", PICTURES, "{\"title\": \"T\", \"photo\": {\"id\": \"" + scan + "\"}}");
        var size = api.post("lib.knf", PICTURES, "{\"title\": \"T\", \"photo\": {\"id\": \"" + large + "\"}}");

        assertThat(type.status()).isEqualTo(422);
        assertThat(type.at("/errors/0/pointer")).isEqualTo("/photo");
        assertThat(type.at("/errors/0/code")).isEqualTo("format");
        assertThat(type.at("/errors/0/message"))
                .isEqualTo("Photo takes image/png, image/jpeg; this file is application/pdf.");
        assertThat(size.at("/errors/0/code")).isEqualTo("length");
        assertThat(size.at("/errors/0/message")).isEqualTo("Photo takes files of at most 1 MB.");
    }

    @Test
    void isRefusedWhenItIsLargerThanAnythingTakes() {
        var before = uploads();

        assertThat(api.postInPieces("lib.knf", "/api/v1/attachments?name=long.pdf", pdf((2 << 20) + 1))
                        .status())
                .isEqualTo(413);
        assertThat(api.raw("POST /api/v1/attachments HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + ApiServer.basic("lib.knf", TestPlatform.PASSWORD)
                        + "\r\nContent-Type: application/pdf\r\nContent-Length: 99999999\r\n\r\n"))
                .as("before a byte of it came")
                .startsWith("HTTP/1.1 413");
        assertThat(send("lib.knf", "none.pdf", new byte[0]).status()).isEqualTo(422);
        assertThat(uploads()).isEqualTo(before);
    }

    @Test
    void isRefusedWhileMuchOfTheSameSenderWaits() {
        var waiting = platform.owner()
                .sql("""
                        insert into platform.attachment (id, name, media_type, size, sha256, created_at, created_by)
                        values (gen_random_uuid(), 'a.pdf', 'application/pdf', 300 * 1048576, repeat('0', 64), now(), ?)
                        returning id""")
                .param(platform.actor("lib.knf").id())
                .query(UUID.class)
                .single();
        try {
            assertThat(send("lib.knf", "b.pdf", pdf(1_000)).status()).isEqualTo(429);
            assertThat(send("lib.ugb", "b.pdf", pdf(1_000)).status()).isEqualTo(201);
        } finally {
            platform.owner()
                    .sql("delete from platform.attachment where id = ?")
                    .param(waiting)
                    .update();
        }
    }

    private static long uploads() {
        return platform.owner()
                .sql("select count(*) from platform.attachment")
                .query(Long.class)
                .single();
    }

    @Test
    void isRefusedAsAFormOrCompressedOrFromWhoChangesNothing() {
        for (var type : List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded")) {
            assertThat(api.ask("lib.knf", "POST", "/api/v1/attachments?name=a", PNG, "Content-Type", type)
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(api.ask(
                                "lib.knf",
                                "POST",
                                "/api/v1/attachments",
                                PNG,
                                "Content-Type",
                                "image/png",
                                "Content-Encoding",
                                "gzip")
                        .status())
                .isEqualTo(415);
        assertThat(send("none.hqg", "a.png", PNG).status()).isEqualTo(403);
        assertThat(send("all.hqg", "a.png", PNG).status()).isEqualTo(403);
        assertThat(api.ask(null, "POST", "/api/v1/attachments", PNG, "Content-Type", "image/png")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void belongsToWhoSentItAndToOneRecordOnly() {
        var others = sent("two.knf", "a.png", PNG);
        var mine = sent("lib.knf", "a.png", PNG);
        withPhoto(mine);
        var twice = sent("lib.knf", "scan.pdf", pdf(500));

        for (var id : List.of(others, mine, UUID.randomUUID().toString())) {
            var refused = api.post("lib.knf", PICTURES, "{\"title\": \"T\", \"photo\": {\"id\": \"" + id + "\"}}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("/errors/0/pointer")).isEqualTo("/photo");
            assertThat(refused.at("/errors/0/message"))
                    .as("the same for all, so that nothing is learnt")
                    .isEqualTo("There is no such file that you sent and no record has.");
        }
        var both = api.post(
                "lib.knf",
                PICTURES,
                ("{'title': 'T', 'scans': [{'what': 'A', 'file': {'id': '" + twice + "'}},"
                                + " {'what': 'B', 'file': {'id': '" + twice + "'}}]}")
                        .replace('\'', '"'));
        assertThat(both.at("/errors/0/pointer")).isEqualTo("/scans/1/file");
    }

    @Test
    void isNamedByAnObjectWithItsIdAndNothingElse() {
        for (var wrong : List.of("'x'", "true", "{}", "{'id': 7}", "{'id': 'x'}", "[]")) {
            var refused = api.post("lib.knf", PICTURES, ("{'title': 'T', 'photo': " + wrong + "}").replace('\'', '"'));
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.at("/errors/0/pointer")).as(wrong).isEqualTo("/photo");
        }
        var id = sent("lib.knf", "a.png", PNG);
        var more = api.post(
                "lib.knf",
                PICTURES,
                ("{'title': 'T', 'photo': {'id': '" + id + "', 'path': '/etc'}}").replace('\'', '"'));
        assertThat(more.at("/errors/0/pointer")).isEqualTo("/photo/path");
    }

    @Test
    void ofAFieldClassIsUnknownToWhoeverHasIt() {
        var record = created("{'title': 'Secret'}");
        var id = sent("lib.knf", "a.pdf", pdf(400));
        var unknown = patch(record, "{'appraisal': {'id': '" + id + "'}}");
        assertThat(unknown.at("/errors/0/code")).isEqualTo("unknown-property");

        // As the engine might have put it there.
        platform.owner()
                .sql("update platform.attachment set record_id = ?::uuid, table_ref = 'album.picture',"
                        + " column_name = 'appraisal', bound_at = now() where id = ?::uuid")
                .params(record.at("/id"), id)
                .update();
        platform.owner()
                .sql("update album.picture set appraisal = jsonb_build_object('id', ?, 'name', 'a.pdf', 'type',"
                        + " 'application/pdf', 'size', 400, 'sha256', 'x') where id = ?::uuid")
                .params(id, record.at("/id"))
                .update();

        assertThat(api.get("lib.knf", path(record)).json().has("appraisal")).isFalse();
        assertThat(api.get("lib.knf", path(record) + "/attachments/" + id).status())
                .isEqualTo(404);
    }

    // --- what the database itself holds

    @Test
    void isShutByTheDatabaseToWhoeverDoesNotSayWhoAsks() {
        var waiting = sent("lib.knf", "a.png", PNG);
        withPhoto(sent("lib.knf", "b.png", PNG));
        var nobody = JdbcClient.create(platform.database().application());

        assertThat(nobody.sql("select count(*) from platform.attachment")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(nobody.sql("select count(*) from platform.attachment_part")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(nobody.sql("delete from platform.attachment").update()).isZero();
        assertThat(seenBy("two.knf", waiting)).isZero();
        assertThat(seenBy("lib.knf", waiting)).isOne();
    }

    private static long seenBy(String name, String id) {
        var application = platform.bean(DataSource.class);
        return new TransactionTemplate(platform.bean(PlatformTransactionManager.class)).execute(status -> {
            var sql = JdbcClient.create(application);
            sql.sql("select set_config('casewright.user', ?, true)")
                    .param(platform.actor(name).id().toString())
                    .query()
                    .singleValue();
            return sql.sql("select count(*) from platform.attachment where id = ?::uuid")
                    .param(id)
                    .query(Long.class)
                    .single();
        });
    }

    @Test
    void isForgottenAfterADayUnlessARecordTookIt() {
        var waiting = sent("lib.knf", "a.png", PNG);
        var fresh = sent("lib.knf", "b.png", PNG);
        var taken = sent("lib.knf", "c.png", PNG);
        var record = withPhoto(taken);
        for (var old : List.of(waiting, taken)) {
            platform.owner()
                    .sql("update platform.attachment set created_at = now() - interval '25 hours' where id = ?::uuid")
                    .param(old)
                    .update();
        }

        platform.bean(Attachments.class).forget();

        assertThat(there(waiting)).isFalse();
        assertThat(there(fresh)).isTrue();
        assertThat(api.get("lib.knf", path(record) + "/attachments/" + taken).status())
                .isEqualTo(200);
    }

    private static boolean there(String id) {
        return platform.owner()
                        .sql("select count(*) from platform.attachment_part where attachment_id = ?::uuid")
                        .param(id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Test
    void isDescribed() {
        var document = api.get("lib.knf", "/api/v1/openapi.json").json();

        assertThat(document.path("paths").propertyNames())
                .contains("/api/v1/attachments", PICTURES + "/{id}/attachments/{attachment}");
        assertThat(document.at("/components/schemas/album.picture/properties/photo/description")
                        .asString())
                .isEqualTo("A file of at most 1 MB: image/png, image/jpeg");
        assertThat(document.at("/components/schemas/album.picture/properties/photo/type")
                        .asString())
                .isEqualTo("object");
    }
}
