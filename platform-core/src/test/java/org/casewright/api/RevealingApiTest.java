package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.casewright.TestPlatform;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that are told only to who asks for them, over HTTP. */
class RevealingApiTest {

    private static final String PATIENTS = "/api/v1/ward/patient";
    private static final String PURPOSE =
            "&purpose=" + URLEncoder.encode("She asks for her papers", StandardCharsets.UTF_8);

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("ward");
        api = new ApiServer(platform);
        platform.bean(PlatformPrivileges.class).grant("officer.off", PlatformPrivilege.AUDIT);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static String patient() {
        var made = api.post(
                "nurse.off", PATIENTS, "{\"name\": \"Ada\", \"mother\": \"Grace\", \"diagnosis\": \"Malaria\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text())
                .contains("\"withheld\":[\"diagnosis\",\"mother\",\"letters\"]")
                .doesNotContain("Malaria");
        return PATIENTS + "/" + made.at("/id");
    }

    @Test
    void namesThemAndTellsNoneUnlessItIsAsked() {
        var record = patient();
        for (var path : new String[] {record, record + "?expand=", PATIENTS + "?limit=200", record + "/history"}) {
            assertThat(api.get("nurse.off", path).text())
                    .as(path)
                    .contains("\"withheld\":[")
                    .doesNotContain("Malaria");
        }
        assertThat(api.get("nurse.off", record + "?fields=name,withheld").text())
                .contains("withheld")
                .doesNotContain("room");
        assertThat(api.get("desk.off", record).text())
                .doesNotContain("withheld")
                .doesNotContain("diagnosis");
        assertThat(api.get("desk.off", record + "?fields=withheld").status()).isEqualTo(400);
    }

    @Test
    void tellsThemByTheParameterWithWhatFor() {
        var record = patient();
        var told = api.get("nurse.off", record + "?reveal=diagnosis,mother" + PURPOSE);
        assertThat(told.at("/diagnosis") + told.at("/mother") + told.at("/withheld/0"))
                .isEqualTo("MalariaGraceletters");
        var part = api.get("nurse.off", record + "?reveal=diagnosis&fields=diagnosis" + PURPOSE);
        assertThat(part.at("/diagnosis")).isEqualTo("Malaria");

        var without = api.get("nurse.off", record + "?reveal=diagnosis");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.at("/errors/0/pointer")).isEqualTo("/purpose");
        assertThat(without.text()).doesNotContain("Malaria");
        assertThat(api.get("nurse.off", record + "?reveal=name" + PURPOSE).status())
                .isEqualTo(400);
        assertThat(api.get("desk.off", record + "?reveal=diagnosis" + PURPOSE).text())
                .isEqualTo(api.get("desk.off", record + "?reveal=diagnosis" + PURPOSE)
                        .text())
                .contains("There is nothing to reveal under diagnosis.");
        assertThat(api.get("officer.off", record + "?reveal=diagnosis" + PURPOSE)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepsEachTime() {
        var record = patient();
        var tag = api.get("nurse.off", record).etag();
        for (var i = 0; i < 2; i++) {
            var told = api.get("nurse.off", record + "?reveal=mother", "If-None-Match", tag);
            assertThat(told.at("/mother")).isEqualTo("Grace");
        }
        api.get("nurse.off", record + "?reveal=diagnosis" + PURPOSE);

        var history = api.get("nurse.off", record + "/history");
        assertThat(history.at("/items/0/action") + history.at("/items/0/reason") + history.at("/items/0/withheld/0"))
                .isEqualTo("revealShe asks for her papersdiagnosis");
        assertThat(history.at("/items/1/action") + history.at("/items/2/action"))
                .isEqualTo("revealreveal");
        var seen = api.get("officer.off", "/api/v1/audit/records/" + record.substring(PATIENTS.length() + 1));
        assertThat(seen.at("/items/0/action") + seen.at("/items/0/reason")).isEqualTo("revealShe asks for her papers");
    }

    @Test
    void describesThemToWhomTheyAreTold() {
        assertThat(api.get("nurse.off", "/api/v1/openapi.json").text()).contains("parameters/reveal", "\"withheld\"");
        assertThat(api.get("desk.off", "/api/v1/openapi.json").text())
                .doesNotContain("parameters/reveal\"}")
                .doesNotContain("diagnosis");
    }

    @Test
    void takesNoneOfTheirNamesBack() {
        var record = patient();
        var tag = api.get("nurse.off", record).etag();
        var refused = api.patch("nurse.off", record, tag, "{\"withheld\": []}");
        assertThat(refused.at("/errors/0/message")).isEqualTo("withheld is kept by the platform.");
    }
}
