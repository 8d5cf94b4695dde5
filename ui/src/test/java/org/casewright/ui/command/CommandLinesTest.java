package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What goes wrong around us is said in one line, before anything is started or made. */
class CommandLinesTest {
    @TempDir
    private Path directory;

    @Test
    void aPortInUseIsRefused() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            var ended = Ended.of("start", "--port", Integer.toString(taken.getLocalPort()), "--data", data());

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.errors())
                    .startsWith("casewright: cannot listen at 127.0.0.1 port " + taken.getLocalPort())
                    .hasLineCount(1);
            assertThat(Path.of(data())).doesNotExist();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedAndItsPasswordKept() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/x?user=me&password=hunter2";

        var ended = Ended.of("start", "--port", "0", "--database", url);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith("casewright: cannot reach database 127.0.0.1:" + port + "/x")
                .hasLineCount(1)
                .doesNotContain("hunter2");
    }

    @Test
    void aDataDirectoryThatCannotBeOneIsRefused() throws IOException {
        Files.writeString(directory.resolve("file"), "");

        var ended = Ended.of(
                "start", "--port", "0", "--data", directory.resolve("file").toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).startsWith("casewright: ").hasLineCount(1);
    }

    @Test
    void aFolderOfModulesThatIsNotThereIsRefused() {
        var ended = Ended.of("start", "--port", "0", "--data", data(), "--modules", "/no/such/folder");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("casewright: no such folder: /no/such/folder\n");
    }

    @Test
    void dataAndDatabaseExcludeEachOther() {
        var ended = Ended.of("start", "--port", "0", "--data", data(), "--database", "jdbc:postgresql://localhost/x");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("casewright: give --data or --database, not both\n");
    }

    @Test
    void brokenDefinitionFilesAreAllListed() throws IOException, InterruptedException {
        var module = directory.resolve("shop");
        Files.createDirectories(module.resolve("entities"));
        Files.writeString(module.resolve("module.json"), "{ \"name\": \"shop\", \"flavour\": 1 }");
        Files.writeString(module.resolve("entities/thing.schema.json"), "{ broken");

        var validated = Ended.of("validate", module.toString());
        assertThat(validated.exit()).isEqualTo(1);
        assertThat(validated.output()).contains("module.json").contains("thing.schema.json");

        var document = JsonMapper.shared()
                .readTree(Ended.of("validate", "--json", module.toString()).output());
        assertThat(document.path("sound").asBoolean(true)).isFalse();
        assertThat(document.path("problems").values())
                .allSatisfy(problem -> assertThat(problem.propertyNames())
                        .containsExactly("file", "line", "column", "pointer", "severity", "code", "message", "hint"))
                .anySatisfy(problem -> {
                    assertThat(problem.path("file").asString()).isEqualTo("module.json");
                    assertThat(problem.path("line").asInt()).isEqualTo(1);
                    assertThat(problem.path("column").asInt()).isEqualTo(19);
                    assertThat(problem.path("pointer").asString()).isEqualTo("/flavour");
                });

        var started = Ended.apart(Map.of(), "start", "--port", "0", "--data", data(), "--modules", module.toString());
        assertThat(started.exit()).as(started.errors()).isEqualTo(1);
        assertThat(started.errors())
                .contains("module.json")
                .contains("thing.schema.json")
                .doesNotContain("\tat ");
    }

    @Test
    void soundModulesAreNamed() {
        var modules = Path.of("../module-definitions");

        var validated = Ended.of("validate", "--json", modules.toString());

        assertThat(validated.exit()).isZero();
        var document = JsonMapper.shared().readTree(validated.output());
        assertThat(document.path("sound").asBoolean()).isTrue();
        assertThat(document.path("modules").findValuesAsString("name")).contains("common", "registration");
    }

    @Test
    void aDatabaseWithoutAReleaseSaysSo() {
        assertThat(Ended.of("releases", "--data", data()).output()).isEqualTo("There is no release yet.\n");
    }

    @Test
    void accountsAreMadeAndLetInAgainWithoutARunningApplication() throws IOException {
        var unknown = Ended.of("user", "add", "amara", "--unit", "NOWHERE", "--data", data());
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.errors()).isEqualTo("casewright: There is no unit NOWHERE.\n");

        assertThat(Ended.of("unit", "add", "HQ", "--name", "Headquarters", "--data", data())
                        .exit())
                .isZero();
        var added = Ended.of("user", "add", "amara", "--unit", "HQ", "--data", data());
        assertThat(added.exit()).isZero();
        assertThat(added.output()).startsWith("First password, to be changed at sign-in: ");
        assertThat(Ended.of("user", "reset", "amara", "--data", data()).output())
                .isNotEqualTo(added.output());
        assertThat(Ended.of("user", "token", "amara", "--scope", "read", "--module", "post", "--data", data())
                        .output())
                .startsWith("cw_");
        assertThat(Ended.of("user", "tokens", "amara", "--data", data()).output())
                .containsPattern("[0-9a-f-]{36}  read in post  until \\S+Z  never used  command line");
        assertThat(Ended.of("user", "tokens", "amara", "--end-all", "--data", data())
                        .output())
                .isEqualTo("1 token ended.\n");
        assertThat(Ended.of("user", "link", "amara", "4711", "--data", data()).errors())
                .contains("say which provider");
        assertThat(Ended.of("user", "link", "amara", "4711", "--issuer", "https://id.example.org", "--data", data())
                        .exit())
                .isZero();
        assertThat(Ended.of("user", "sessions", "amara", "--end-all", "--data", data())
                        .output())
                .isEqualTo("0 sessions ended.\n");

        assertThat(Ended.of("user", "unlock", "nobody", "--data", data()).exit())
                .isEqualTo(1);
        assertThat(Ended.of("user", "token", "nobody", "--data", data()).errors())
                .contains("there is no account nobody");
    }

    @Test
    void scenariosArePlayedAndTheirFailuresTold() throws IOException {
        var module = shop();

        var all = Ended.of("test-modules", module.toString());

        assertThat(all.exit()).as(all.errors()).isEqualTo(1);
        assertThat(all.output()).isEqualTo("""
                        tests/priced.test.json:3:104 /steps/0/expect/price: Expected “price” to be 4, but it is 3.
                        tests/stocked.test.json:1:1: Expected the records of the demonstration to be stored on 2026-03-02, but \
                        it was refused with 422 definition: /records/0/values/title length “Title must have at most 5 characters.”.
                        1 passed, 2 failed
                        """);
        assertThat(all.errors())
                .contains("FAILED shop/priced (")
                .contains("passed shop/sold (")
                .doesNotContain("\tat ");

        var one = Ended.of("test-modules", module.toString(), "--only", "shop/sold", "--json");

        assertThat(one.exit()).as(one.errors()).isZero();
        var document = JsonMapper.shared().readTree(one.output());
        assertThat(document.path("passed").asInt()).isEqualTo(1);
        assertThat(document.path("scenarios")).hasSize(1);
        assertThat(document.at("/scenarios/0/title").asString()).isEqualTo("Sold");
        assertThat(document.at("/scenarios/0/failure").isMissingNode()).isTrue();
    }

    @Test
    void scenariosThatCannotBePlayedAreSaidBeforeAnythingIsStarted() throws IOException {
        var module = shop();
        assertThat(Ended.of("test-modules", module.toString(), "--only", "bought")
                        .errors())
                .isEqualTo("casewright: no scenario is called bought\n");
        assertThat(Ended.of("test-modules", directory.resolve("nowhere").toString())
                        .exit())
                .isEqualTo(2);
        Files.writeString(
                module.resolve("tests/sold.test.json"),
                "{ \"title\": \"Sold\", \"today\": \"2026-03-02\", \"steps\": [ { \"clok\": \"P1D\" } ] }");

        var broken = Ended.of("test-modules", module.toString(), "--json");

        assertThat(broken.exit()).isEqualTo(1);
        var problem = JsonMapper.shared().readTree(broken.output()).at("/problems/0");
        assertThat(problem.path("file").asString()).isEqualTo("tests/sold.test.json");
        assertThat(problem.path("advice").asString()).isEqualTo("Did you mean “clock”?");
        assertThat(Ended.of("test-modules", module.toString()).output()).startsWith("tests/sold.test.json:1:");
    }

    /** A module with three scenarios: one passes, one does not, and one wants a demonstration that cannot be stored. */
    private Path shop() throws IOException {
        var module = directory.resolve("shop");
        var files = Map.of(
                "module.json",
                "{ 'name': 'shop', 'version': '1.0.0', 'title': 'Shop', 'roles': { 'CLERK': { 'title': 'Clerk' } } }",
                "entities/thing.schema.json",
                "{ 'title': 'Thing', 'type': 'object', 'x-entity': { 'ownership': 'unit' }, 'properties': {"
                        + " 'title': { 'title': 'Title', 'type': 'string', 'maxLength': 5 }, 'price': { 'type': 'integer' } } }",
                "access.json",
                "{ 'roles': { 'CLERK': { 'thing': [ { 'create': 'unit', 'read': 'unit' } ] } } }",
                "demo/demo.json",
                "{ 'units': [ { 'code': 'ONE', 'name': 'One' } ], 'users': [ { 'name': 'clerk', 'unit': 'ONE', 'roles': ['CLERK'] } ],"
                        + " 'records': [ { 'create': 'thing', 'values': { 'unit': 'ONE', 'title': 'Too long' } } ] }",
                "tests/sold.test.json",
                "{ 'title': 'Sold', 'today': '2026-03-02', 'steps': [ { 'as': 'clerk', 'create': 'thing', 'values': { 'title': 'Pen' } } ] }",
                "tests/priced.test.json",
                "{ 'title': 'Priced', 'today': '2026-03-02',\n  'steps': [\n"
                        + "    { 'as': 'clerk', 'create': 'thing', 'values': { 'title': 'Pen', 'price': 3 }, 'expect': { 'price': 4 } } ] }",
                "tests/stocked.test.json",
                "{ 'title': 'Stocked', 'today': '2026-03-02', 'demo': true, 'steps': [ { 'clock': 'P1D' } ] }");
        for (var file : files.entrySet()) {
            var path = module.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().replace('\'', '"'));
        }
        return module;
    }

    @Test
    void anUnknownOptionIsRefused() {
        var ended = Ended.of("start", "--prt", "1");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).contains("Unknown option", "--prt");
    }

    private String data() {
        return directory.resolve("data").toString();
    }
}
