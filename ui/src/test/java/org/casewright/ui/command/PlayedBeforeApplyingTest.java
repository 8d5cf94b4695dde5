package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.casewright.TestPlatform;
import org.casewright.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of what changes are played before it does; one that fails stops it, unless somebody says why not. */
class PlayedBeforeApplyingTest {

    private static final Path CLUB = Path.of("../platform-core/src/test/resources/modules/club");
    private static final String RED =
            "tests/priced.test.json:3:93 /steps/0/expect/price: Expected “price” to be 4, but it is 5.";

    @TempDir
    private Path directory;

    private Path shop = Path.of("");
    private TestPlatform platform;

    @BeforeEach
    void open() throws IOException {
        shop = directory.resolve("shop");
        Map.of(
                        "module.json",
                        "{ 'name': 'shop', 'version': '1.0.0', 'title': 'Shop', 'roles': { 'SELLER': { 'title': 'Seller' } } }",
                        "entities/thing.schema.json",
                        "{ 'title': 'Thing', 'type': 'object', 'x-entity': { 'ownership': 'unit' }, 'properties': {"
                                + " 'title': { 'title': 'Title', 'type': 'string', 'maxLength': 50 },"
                                + " 'price': { 'title': 'Price', 'type': 'integer', 'default': 4 } } }",
                        "access.json",
                        "{ 'roles': { 'SELLER': { 'thing': [ { 'create': 'unit', 'read': 'unit' } ] } } }",
                        "demo/demo.json",
                        "{ 'units': [ { 'code': 'ONE', 'name': 'One' } ], 'users': [ { 'name': 'seller', 'unit': 'ONE', 'roles': ['SELLER'] } ] }",
                        "tests/sold.test.json",
                        "{ 'title': 'Sold', 'today': '2026-03-02', 'steps': [ { 'as': 'seller', 'create': 'thing', 'values': { 'title': 'Pen' } } ] }",
                        "tests/priced.test.json",
                        "{ 'title': 'Priced', 'today': '2026-03-02',\n  'steps': [\n"
                                + "    { 'as': 'seller', 'create': 'thing', 'values': { 'title': 'Pen' }, 'expect': { 'price': 4 } } ] }")
                .forEach(this::write);
        platform = TestPlatform.with(CLUB);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private void write(String path, String content) {
        try {
            var file = shop.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content.replace('\'', '"'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void raisePrice() throws IOException {
        var file = shop.resolve("entities/thing.schema.json");
        Files.writeString(file, Files.readString(file).replace("\"default\": 4", "\"default\": 5"));
    }

    private long newest() {
        return platform.bean(Releases.class).newest().orElseThrow().number();
    }

    @Test
    void aFailedScenarioStopsTheReleaseUnlessSomebodySaysWhyItShallBeDoneAllTheSame() throws IOException {
        var first = run("apply", shop.toString());
        assertThat(first.exit()).as(first.errors()).isZero();
        assertThat(first.errors())
                .contains("Playing 2 scenarios of shop in a database that is thrown away", "passed shop/priced (");
        raisePrice();

        var plan = run("plan", shop.toString());
        assertThat(plan.exit()).isEqualTo(1);
        assertThat(plan.output()).contains("Scenarios of what changes: 1 passed, 1 failed\n  " + RED + "\n");
        assertThat(plan.errors()).contains("FAILED shop/priced (", "passed shop/sold (");

        var refused = run("apply", "--json", shop.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.errors()).contains("casewright: nothing was done: scenarios failed;");
        var scenarios = refused.json().path("scenarios");
        assertThat(scenarios.path("passed").asInt()).isEqualTo(1);
        assertThat(scenarios.path("failed").asInt()).isEqualTo(1);
        assertThat(scenarios.at("/scenarios/0/failure/line").asInt()).isEqualTo(3);
        assertThat(scenarios.at("/scenarios/0/failure/message").asString())
                .isEqualTo("Expected “price” to be 4, but it is 5.");
        assertThat(newest()).isEqualTo(2);
        assertThat(run("apply", "--despite-scenarios", " ", shop.toString()).exit())
                .as("a reason has words")
                .isEqualTo(1);

        var applied = run("apply", "--despite-scenarios", "the price rose today", shop.toString());
        assertThat(applied.exit()).as(applied.errors()).isZero();
        assertThat(newest()).isEqualTo(3);
        assertThat(run("releases", "show", "3").output())
                .contains("Despite failed scenarios shop/priced: the price rose today\n");
        assertThat(run("releases", "show", "3", "--json")
                        .json()
                        .at("/despiteScenarios/failed/0")
                        .asString())
                .isEqualTo("shop/priced");
        assertThat(run("releases", "show", "2").output()).doesNotContain("Despite");
    }

    @Test
    void onlyWhatChangesIsPlayed() {
        assertThat(run("apply", shop.toString()).exit()).isZero();

        var again = run("apply", shop.toString());
        assertThat(again.output()).isEqualTo("Release 2 is served already.\n");
        assertThat(again.errors()).doesNotContain("Playing");
        assertThat(run("plan", "--json", shop.toString())
                        .json()
                        .at("/scenarios/scenarios")
                        .isEmpty())
                .isTrue();

        var other = run("plan", "--remove", "club");
        assertThat(other.exit()).isEqualTo(3);
        assertThat(other.errors()).doesNotContain("Playing");
        assertThat(run("rollback", "1", "--plan").errors())
                .as("without the shop nothing of it changes any more")
                .doesNotContain("Playing");
    }

    private Ended run(String... arguments) {
        return Ended.on(platform.database().address(), arguments);
    }
}
