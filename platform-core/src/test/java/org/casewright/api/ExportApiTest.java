package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.casewright.TestPlatform;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists as CSV, over HTTP. */
class ExportApiTest {

    private static final String CRATES = "/api/v1/cargo/crate";
    private static final String EXPORT = CRATES + "/export";
    private static final String SHIPS = "/api/v1/cargo/ship";

    private TestPlatform platform;
    private ApiServer api;

    @BeforeEach
    void open() {
        platform = TestPlatform.with("cargo");
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
        platform.bean(PlatformPrivileges.class).grant("officer", PlatformPrivilege.AUDIT);
    }

    @AfterEach
    void close() {
        api.close();
        platform.close();
    }

    private List<String> lines(String as, String path) {
        var answer = api.get(as, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Arrays.asList(answer.text().split("\r\n"));
    }

    @Test
    void isTheListAsSpreadsheetsOpenIt() {
        var ship = api.post("porter", SHIPS, "{\"name\": \"Ada, the \\\"fast\\\"\", \"port\": \"Oslo\"}");
        api.post("porter", CRATES, """
                {"label": "Tea", "kind": "DRY", "marks": ["north", "up"], "weight": 12.5, "loaded": "2026-11-30",
                 "sealed": true, "ship": "%s"}""".formatted(ship.at("/id")));
        api.post("porter", CRATES, "{\"label\": \"Ale\\nbrown\", \"weight\": -1}");

        var answer = api.get(
                "master",
                EXPORT + "?columns=number,label,kind,marks,weight,loaded,sealed,ship,ship.port,unit&sort=-label");
        assertThat(answer.text()).isEqualTo("""
                \uFEFFnumber,label,kind,marks,weight,loaded,sealed,ship,ship.port,unit\r
                CR-0001,Tea,Dry goods,north; up,12.50,2026-11-30,true,"Ada, the ""fast""\",Oslo,HAR\r
                CR-0002,"Ale
                brown",,,-1.00,,,,,HAR\r
                """);
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;header=present;charset=UTF-8");
        assertThat(answer.header("Content-Disposition")).contains("attachment", "crate.csv");
        assertThat(lines("master", EXPORT + "?filter=" + ApiServer.encoded("sealed = true") + "&columns=label"))
                .containsExactly("\uFEFFlabel", "Tea");
    }

    @Test
    void holdsNoFormulas() {
        for (var label : List.of("=1+1", "+1", "-1", "@sum", "\\t=1", "harmless = 1")) {
            api.post("porter", CRATES, "{\"label\": \"" + label + "\", \"kind\": \"WET\", \"marks\": [\"=2\"]}");
        }
        var cells = lines("master", EXPORT + "?columns=label,kind,marks&sort=number").stream()
                .skip(1)
                .toList();
        assertThat(cells)
                .containsExactly(
                        "'=1+1,'=Wet goods,'=2",
                        "'+1,'=Wet goods,'=2",
                        "'-1,'=Wet goods,'=2",
                        "'@sum,'=Wet goods,'=2",
                        "'\t=1,'=Wet goods,'=2",
                        "harmless = 1,'=Wet goods,'=2");
    }

    @Test
    void goesOverManyPages() {
        var made = IntStream.range(0, 450).mapToObj(n -> "%03d".formatted(n)).toList();
        made.forEach(n -> platform.created("porter", "cargo/crate", "{\"label\": \"Crate " + n + "\"}"));
        assertThat(lines("master", EXPORT + "?columns=label&sort=label").stream()
                        .skip(1))
                .containsExactlyElementsOf(made.stream().map(n -> "Crate " + n).toList());
    }

    @Test
    void takesAwayOnlyWhatMayBeExported() {
        api.post("porter", CRATES, "{\"label\": \"Here\", \"worth\": 500}");
        api.post("porter.pier", CRATES, "{\"label\": \"There\"}");

        assertThat(api.get("porter", CRATES + "?sort=label").text()).contains("Here", "There", "500");
        // One entry exports the unit's crates, another one reads what they are worth.
        assertThat(lines("porter", EXPORT + "?columns=label,worth")).containsExactly("\uFEFFlabel,worth", "Here,");
        assertThat(lines("master", EXPORT + "?columns=label,worth&sort=label"))
                .containsExactly("\uFEFFlabel,worth", "Here,500", "There,");
        assertThat(lines("master", EXPORT).getFirst())
                .isEqualTo("\uFEFFnumber,label,kind,marks,weight,layers,loaded,sealed,ship,worth");
    }

    @Test
    void followsReferencesAsFarAsThoseMayBeExported() {
        var ship = api.post("porter", SHIPS, "{\"name\": \"Ada\", \"port\": \"Oslo\"}");
        api.post("porter", CRATES, "{\"label\": \"Tea\", \"ship\": \"" + ship.at("/id") + "\"}");
        assertThat(lines("porter", EXPORT + "?columns=label,ship,ship.port")).contains("Tea,Ada,");
        assertThat(lines("master", EXPORT + "?columns=label,ship,ship.port")).contains("Tea,Ada,Oslo");
    }

    @Test
    void isKeptInTheHistoryOfEachRecord() {
        var made = api.post("porter", CRATES, "{\"label\": \"Here\"}");
        var other = api.post("porter.pier", CRATES, "{\"label\": \"There\"}");
        api.get("porter", EXPORT);
        var log = "/api/v1/audit/records/";
        var last = api.get("officer", log + made.at("/id"));
        assertThat(last.at("/items/0/door") + " by " + last.at("/items/0/by")).isEqualTo("export by porter");
        assertThat(api.get("officer", log + other.at("/id")).text()).doesNotContain("export");
    }

    @Test
    void numbersOfAListMayBeLargerThanAnyLong() {
        var made = api.post("porter", CRATES, "{\"label\": \"High\", \"layers\": [1e40, 2.0, 3]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(lines("master", EXPORT + "?columns=layers")).contains("\"[1" + "0".repeat(40) + ",2,3]\"");
        assertThat(api.post("porter", CRATES, "{\"label\": \"Low\", \"layers\": [-1e400]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void isRefusedBeforeItBegins() {
        assertThat(api.get("guest", EXPORT).status()).isEqualTo(403);
        assertThat(api.get("guest", EXPORT).at("/detail")).isEqualTo("You may not export Crates.");
        assertThat(api.get("guest", SHIPS + "/export").status()).isEqualTo(404);
        assertThat(api.get("master", "/api/v1/cargo/stowaway/export").status()).isEqualTo(404);
        for (var wrong : List.of("columns=nothing", "columns=ship.nothing", "columns=a.b.c", "limit=1")) {
            assertThat(api.get("master", EXPORT + "?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(api.get("master", EXPORT + "?sort=kind.x").status()).isEqualTo(422);
        assertThat(api.get("guest", EXPORT + "?columns=worth").status()).isEqualTo(400);
    }
}
