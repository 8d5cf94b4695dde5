package org.casewright.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.casewright.TestPlatform;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.release.Provenance.Origin;
import org.casewright.release.Provenance.Overridden;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What is applied is what was planned, on what it was planned for, by those who may. */
class ProposalsTest {

    private static final Path MODULES = Path.of("src/test/resources/modules");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder = Path.of("");

    private TestPlatform platform;

    @BeforeEach
    void open() throws IOException {
        for (var module : List.of("desk", "club")) {
            FileSystemUtils.copyRecursively(MODULES.resolve(module), folder.resolve(module));
        }
        platform = TestPlatform.with(folder.resolve("desk"));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Releases releases() {
        return platform.bean(Releases.class);
    }

    private long newest() {
        return releases().newest().orElseThrow().number();
    }

    private Set<String> served() {
        return releases().files(newest()).orElseThrow().keySet();
    }

    private String served(String module, String path) {
        var files = releases().files(newest()).orElseThrow().get(module);
        return new String(files.get(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void change(String path, String before, String after) throws IOException {
        var text = Files.readString(folder.resolve(path));
        assertThat(text).contains(before);
        Files.writeString(folder.resolve(path), text.replace(before, after));
    }

    private static void assertRefused(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void whatAnotherReleaseBroughtMeanwhileIsNotUndone() throws IOException {
        change("desk/entities/visit.schema.json", "\"Remark\"", "\"Note\"");
        var proposal = releases().propose(List.of(folder.resolve("desk")), Set.of());
        releases().apply(List.of(folder.resolve("club")), "somebody");

        assertRefused(
                ErrorCode.STALE, () -> releases().apply(proposal, Provenance.of("test"), plan -> {}, sentence -> {}));

        assertThat(newest()).isEqualTo(2);
        assertThat(served()).containsExactly("club", "desk");
    }

    @Test
    void ofTwoAtOnceTheSecondLooksAgainAndBothCome() throws Exception {
        change("desk/entities/visit.schema.json", "\"Remark\"", "\"Note\"");
        var proposed = new CountDownLatch(1);
        var inside = new CountDownLatch(1);
        var rounds = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> releases().apply(List.of(folder.resolve("club")), "first", plan -> {
                inside.countDown();
                await(proposed);
            }));
            await(inside);
            var second = threads.submit(() -> Releases.unlessOvertaken(
                    () -> {
                        var proposal = releases().propose(List.of(folder.resolve("desk")), Set.of());
                        rounds.incrementAndGet();
                        proposed.countDown();
                        return releases().apply(proposal, Provenance.of("second"), plan -> {}, sentence -> {});
                    },
                    sentence -> {}));
            assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS).release().number())
                    .isEqualTo(2);
            assertThat(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).release().number())
                    .isEqualTo(3);
        }

        assertThat(rounds).hasValue(2);
        assertThat(served()).containsExactly("club", "desk");
        assertThat(served("desk", "entities/visit.schema.json")).contains("\"Note\"");
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
    void onePersonAloneDoesNotWidenAccessAndANewModuleDoesNotWidenIt() throws IOException {
        releases().apply(List.of(folder.resolve("club")), "test");
        change(
                "desk/access.json",
                "\"PORTER\": { \"visit\": [ { \"create\": \"unit\", \"read\": \"own\"",
                "\"PORTER\": { \"visit\": [ { \"create\": \"unit\", \"read\": \"all\"");

        assertThatThrownBy(() -> releases().apply(List.of(folder.resolve("desk")), "test"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_REQUIRED);
                    assertThat(refusal.sentence()).contains("PORTER may now read all desk/visit.");
                });
        assertRefused(ErrorCode.PRECONDITION_REQUIRED, () -> releases().open(List.of(folder.resolve("desk")), true));
        assertThat(newest()).isEqualTo(2);

        releases().apply(List.of(folder.resolve("desk")), "test", plan -> {});
        assertThat(newest()).isEqualTo(3);
        change("desk/access.json", "\"read\": \"all\", \"write\": \"own\"", "\"read\": \"own\", \"write\": \"own\"");
        releases().apply(List.of(folder.resolve("desk")), "test");
        assertThat(newest()).as("less needs nobody").isEqualTo(4);
        assertRefused(ErrorCode.PRECONDITION_REQUIRED, () -> {
            var back = releases().propose(3);
            releases().apply(back, Provenance.of("test"), Releases::refuseAlone, sentence -> {});
        });
    }

    @Test
    void whoAndWhatStandsBehindAReleaseIsKeptWithIt() {
        var origin = new Origin(7, "ab".repeat(32), "far away", OffsetDateTime.parse("2026-11-24T12:00:00Z"));
        var provenance = new Provenance("one", "two", origin, new Overridden("must be today", List.of("club/founded")));
        releases()
                .apply(
                        releases().propose(List.of(folder.resolve("club")), Set.of()),
                        provenance,
                        plan -> {},
                        sentence -> {});

        var kept = new KeptReleases(platform.database().application());
        assertThat(kept.provenance(2)).contains(provenance);
        assertThat(kept.provenance(1)).contains(Provenance.of("test"));
        assertThat(kept.provenance(3)).isEmpty();
    }

    @Test
    void aChangeConcernsItsModuleAndThoseThatNeedIt() throws IOException {
        module("base", "");
        module("middle", "\"needs\": { \"base\": \"^1\" }, ");
        module("top", "\"needs\": { \"middle\": \"^1\" }, ");
        module("apart", "");
        assertThat(affected()).containsExactly("apart", "base", "club", "middle", "top");
        releases().apply(List.of(folder), "test");
        assertThat(affected()).isEmpty();

        change("middle/module.json", "Called", "Named");
        assertThat(affected()).containsExactly("middle", "top");
        change("base/module.json", "Called", "Named");
        assertThat(affected()).containsExactly("base", "middle", "top");
    }

    private void module(String name, String needs) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(
                folder.resolve(name).resolve("module.json"),
                "{ \"name\": \"" + name + "\", \"version\": \"1.0.0\", " + needs + "\"title\": \"Called " + name
                        + "\" }");
    }

    private Set<String> affected() {
        return releases().affected(releases().propose(List.of(folder), Set.of()).next());
    }
}
