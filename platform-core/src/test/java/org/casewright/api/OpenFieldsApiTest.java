package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What of records the API tells, and says that there is, by profiles, field classes, grants and bars. */
class OpenFieldsApiTest {

    private static final String VISITS = "/api/v1/clinic/visit";

    private static TestPlatform platform;
    private static ApiServer api;
    private static EntityRecord visit;
    private static EntityRecord barred;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("clinic");
        api = new ApiServer(platform);
        visit = platform.created(
                "doctor.top", "clinic/visit", "{'unit': 'LOW', 'subject': 'Cough', 'ward': 'A', 'finding': 'Cold'}");
        var patient = platform.created(
                "doctor.top",
                "clinic/person",
                "{'unit': 'LOW', 'name': 'Kin', 'kin': ['"
                        + platform.actor("nurse.low").id() + "']}");
        barred = platform.created(
                "doctor.top",
                "clinic/visit",
                "{'unit': 'LOW', 'subject': 'Secret', 'ward': 'A', 'patient': '" + patient.id() + "'}");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    private static JsonNode schema(String as, String name) {
        return api.get(as, "/api/v1/openapi.json")
                .json()
                .path("components")
                .path("schemas")
                .path("clinic.visit" + name);
    }

    @Test
    void theDescriptionSaysOnlyWhatTheAskerMayKnow() {
        assertThat(schema("porter.low", "").path("properties").propertyNames())
                .contains("ward", "follows", "number")
                .doesNotContain("subject", "finding", "state", "doses", "patient");
        assertThat(schema("porter.low", ".Patch").path("properties").propertyNames())
                .contains("ward")
                .doesNotContain("subject", "finding");
        assertThat(schema("doctor.top", "").path("properties").propertyNames()).contains("subject", "finding");
        assertThat(api.get("porter.low", "/api/v1/openapi.json").text()).doesNotContain("Finding", "Subject");
        assertThat(api.get("porter.low", "/api/v1/catalog").text()).doesNotContain("finding", "subject");
    }

    @Test
    void whatIsOnlyReadIsNotWrittenAndWhatIsOnlyWrittenNotRead() {
        assertThat(schema("nurse.low", ".Patch").path("properties").propertyNames())
                .contains("subject")
                .doesNotContain("finding");
        assertThat(schema("clerk.low", ".Patch").path("properties").propertyNames())
                .contains("finding");
        assertThat(schema("clerk.low", "")
                        .path("properties")
                        .path("finding")
                        .path("writeOnly")
                        .asBoolean(false))
                .isTrue();
        assertThat(api.get("clerk.low", VISITS + "?fields=finding").status()).isEqualTo(400);
        assertThat(api.get("nurse.low", VISITS + "?fields=finding").status()).isEqualTo(200);
    }

    @Test
    void aPropertyThatIsNotOpenIsAnsweredAsOneThatIsNotThere() {
        var path = VISITS + "/" + visit.id();
        var closed = api.patch("porter.low", path, "\"1\"", "{\"subject\": \"x\"}");
        var nothing = api.patch("porter.low", path, "\"1\"", "{\"sobject\": \"x\"}");
        assertThat(closed.status()).isEqualTo(422);
        assertThat(closed.text().replace("subject", "sobject")).isEqualTo(nothing.text());
        assertThat(api.get("porter.low", path).json().propertyNames())
                .contains("ward")
                .doesNotContain("subject", "finding", "state");
    }

    @Test
    void whoIsBarredIsAnsweredAsByNothing() {
        var there = VISITS + "/" + barred.id();
        var nowhere = VISITS + "/" + "00000000-0000-7000-8000-000000000001";
        for (var below : new String[] {"", "/history"}) {
            var closed = api.get("nurse.low", there + below);
            var nothing = api.get("nurse.low", nowhere + below);
            assertThat(closed.status()).isEqualTo(404);
            assertThat(closed.status()).isEqualTo(nothing.status());
        }
        assertThat(api.get("nurse.low", VISITS + "?count=exact").text())
                .doesNotContain(barred.id().toString());
        assertThat(api.get("clerk.low", there).status()).isEqualTo(200);
    }
}
