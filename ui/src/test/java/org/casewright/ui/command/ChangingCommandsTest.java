package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Definitions are planned, applied, rolled back and purged by the command line, beside an application that is running. */
class ChangingCommandsTest {

    private static final Path MODULES = Path.of("../platform-core/src/test/resources/modules");
    private static final String CODE = "\"code\": ";
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    private Path folder = Path.of("");
    private TestPlatform platform;

    @BeforeEach
    void open() throws IOException {
        folder = directory.resolve("desk");
        FileSystemUtils.copyRecursively(MODULES.resolve("desk"), folder);
        platform = TestPlatform.with(folder);
        JdbcClient.create(platform.database().owner()).sql("""
                        insert into desk.visit (id, unit_no, access_key, version, created_at, created_by, updated_at, updated_by,
                            name, code, state)
                        values (gen_random_uuid(), 1, 64, 1, now(), gen_random_uuid(), now(), gen_random_uuid(), 'Ada', 'A7',
                            'OPEN')""").update();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
        change(
                "\"remark\":",
                "\"colour\": { \"title\": \"Colour\", \"type\": \"string\", \"x-sortable\": true }, \"remark\":");

        var plan = run("plan", folder.toString());

        assertThat(plan.exit()).isZero();
        assertThat(plan.output())
                .contains(
                        "Release 2 would change:",
                        "+ desk/visit.colour is new: text.",
                        "Prepare, while the old release is served:")
                .doesNotContain("alter table");
        assertThat(run("plan", "--sql", folder.toString()).output())
                .contains("alter table \"desk\".\"visit\" add column \"colour\"");
        var json = run("plan", "--json", folder.toString()).json();
        assertThat(json.path("differences").path(0).path("kind").asString()).isEqualTo("field-added");
        assertThat(json.path("needsConsent").asBoolean()).isFalse();
        assertThat(platform.bean(Releases.class).newest().orElseThrow().number())
                .isEqualTo(1);
    }

    @Test
    void whatIsTakenAwayNeedsConsentAndComesBackByRollingBack() throws IOException {
        change(visitsCode(), "");

        assertThat(run("plan", folder.toString()).exit()).isEqualTo(3);
        assertThat(run("apply", folder.toString()).exit()).isEqualTo(3);
        assertThat(platform.bean(Releases.class).newest().orElseThrow().number())
                .isEqualTo(1);

        var applied = run("apply", "--yes", "--json", folder.toString());

        assertThat(applied.exit()).isZero();
        assertThat(applied.json().path("release").asLong()).isEqualTo(2);
        assertThat(applied.json().path("changed").asBoolean()).isTrue();
        assertThat(run("apply", "--json", folder.toString())
                        .json()
                        .path("changed")
                        .asBoolean())
                .as("the same files again")
                .isFalse();
        platform.bean(Releases.class).open(List.of(folder), false);
        assertThat(properties()).doesNotContain("code");

        assertThat(run("rollback", "1", "--plan").output()).contains("desk/visit.code comes back with its values.");
        assertThat(run("rollback", "1").output()).contains("Release 3 is served.");
        platform.bean(Releases.class).open(List.of(folder), false);
        assertThat(properties()).contains("code");
        assertThat(codes()).containsExactly("A7");
        assertThat(run("rollback", "9").exit()).isEqualTo(1);
    }

    @Test
    void whatStoredRecordsWouldBreakIsRefusedWithTheirNumber() throws IOException {
        change("\"maxLength\": 60", "\"maxLength\": 1");

        assertThat(run("plan", folder.toString()).output()).contains("In the way:", "1 stored row has a value");
        assertThat(run("plan", folder.toString()).exit()).isEqualTo(1);
        assertThat(run("apply", "--yes", folder.toString()).exit()).isEqualTo(1);
        assertThat(platform.bean(Releases.class).newest().orElseThrow().number())
                .isEqualTo(1);
    }

    @Test
    void onlyWhatIsRetiredIsPurgedAndOnlyWhenItIsMeantTwice() throws IOException {
        var files = directory.resolve("purged");
        var purge = new String[] {"purge", "desk/visit.code", "--export", files.toString(), "--yes", "--yes"};
        assertThat(run(purge).exit()).isEqualTo(1);
        change(visitsCode(), "");
        run("apply", "--yes", folder.toString());

        assertThat(run("purge", "desk/visit.code", "--export", files.toString(), "--yes")
                        .exit())
                .isEqualTo(3);
        assertThat(codes()).containsExactly("A7");
        var file = files.resolve("desk.visit.code.csv");
        Files.createDirectories(files);
        Files.writeString(file, "somebody's");
        var refused = run(purge);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errors())
                .isEqualTo("casewright: nothing was purged: cannot write " + file + ": it is there already\n");
        assertThat(codes()).containsExactly("A7");
        Files.delete(file);
        assertThat(run(purge).exit()).isZero();

        assertThat(file).content().contains("A7");
        assertThat(JdbcClient.create(platform.database().owner())
                        .sql("select count(*) from information_schema.columns where table_schema = 'desk'"
                                + " and table_name = 'visit' and column_name = 'code'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aReleaseThatCameWhileOneWasPlannedIsNotUndone() throws Exception {
        change("\"title\": \"Remark\"", "\"title\": \"Note\"");
        var inside = new CountDownLatch(1);
        var waited = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var other = threads.submit(() -> platform.bean(Releases.class)
                    .apply(List.of(MODULES.resolve("club")), "somebody else", plan -> {
                        inside.countDown();
                        await(waited);
                    }));
            await(inside);
            var command = threads.submit(() -> run("apply", folder.toString()));
            while (waitingForTheLock() == 0) {
                assertThat(command.isDone()).isFalse();
            }
            waited.countDown();
            other.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            var applied = command.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(applied.exit()).as(applied.errors()).isZero();
            assertThat(applied.errors()).contains("Release 2 was applied meanwhile. Looks again.");
            assertThat(applied.output()).isEqualTo("Release 3 is served.\n");
        }
        assertThat(platform.bean(Releases.class).files(3).orElseThrow()).containsOnlyKeys("club", "desk");
    }

    private int waitingForTheLock() {
        return JdbcClient.create(platform.database().owner())
                .sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void wrongUseIsSaidInOneLine() {
        assertThat(run("plan").exit()).isEqualTo(2);
        assertThat(run("apply", directory.resolve("nowhere").toString()).exit()).isEqualTo(2);
        assertThat(run("apply", "--remove", "nobody").exit()).isEqualTo(1);
    }

    private String visitsCode() throws IOException {
        return Files.readAllLines(visit()).stream()
                .filter(line -> line.strip().startsWith(CODE))
                .findFirst()
                .orElseThrow();
    }

    private Path visit() {
        return folder.resolve("entities/visit.schema.json");
    }

    private void change(String before, String after) throws IOException {
        var text = Files.readString(visit());
        assertThat(text).contains(before);
        Files.writeString(visit(), text.replace(before, after));
    }

    private List<String> properties() {
        return List.copyOf(platform.bean(Catalogs.class)
                .current()
                .entity("desk/visit")
                .properties()
                .keySet());
    }

    private List<String> codes() {
        return JdbcClient.create(platform.database().owner())
                .sql("select code from desk.visit where code is not null")
                .query((row, line) -> row.getString(1))
                .list();
    }

    private Ended run(String... arguments) {
        return Ended.on(platform.database().address(), arguments);
    }
}
