package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who has seen which record, over HTTP. */
class AuditApiTest {

    private static final String RECORDS = "/api/v1/audit/records";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("vault");
        api = new ApiServer(platform);
        platform.bean(PlatformPrivileges.class).grant("officer.off", PlatformPrivilege.AUDIT);
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    @Test
    void isToldToWhoHoldsThePrivilegeAndDescribedToNobodyElse() {
        var made = api.post("clerk.off", "/api/v1/vault/person", "{\"name\": \"Ada\", \"strict\": true}");
        api.get("other.off", "/api/v1/vault/person/" + made.at("/id"));
        api.get("other.off", "/api/v1/vault/person/" + made.at("/id") + "/history");

        var found = api.get("officer.off", RECORDS + "?find=" + made.at("/number"));
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.at("/items/0/id")).isEqualTo(made.at("/id"));
        assertThat(found.at("/items/0/readings")).isEqualTo("some");
        assertThat(found.text()).doesNotContain("Ada");
        var first = api.get("officer.off", RECORDS + "/" + made.at("/id") + "?limit=2");
        assertThat(first.at("/items/0/action") + first.at("/items/0/door") + first.at("/items/0/by"))
                .isEqualTo("readhistoryother.off");
        assertThat(first.at("/items/1/door") + first.at("/items/1/byTitle")).isEqualTo("recordBo Other");
        var second = api.get("officer.off", RECORDS + "/" + made.at("/id") + "?cursor=" + first.at("/next"));
        assertThat(second.text()).contains("\"create\"").doesNotContain("Ada\"");

        for (var path : List.of(
                RECORDS + "?find=" + made.at("/number"),
                RECORDS + "?wrong",
                RECORDS + "/" + made.at("/id"),
                RECORDS + "/" + UUID.randomUUID(),
                RECORDS + "/nothing")) {
            assertThat(api.get("clerk.off", path).status()).as(path).isEqualTo(403);
            assertThat(api.get("clerk.off", path).at("/detail")).isEqualTo("This needs the privilege audit.");
        }
        var described = api.get("officer.off", "/api/v1/openapi.json").text();
        assertThat(described).contains(RECORDS + "/{id}", "AuditPage");
        assertThat(api.get("clerk.off", "/api/v1/openapi.json").text()).doesNotContain("udit");
        assertThat(api.get("officer.off", "/api/v1/me").text()).contains("\"platform\":[\"audit\"]");
    }

    @Test
    void whoAnswersForAnotherModuleFindsNothingOfThisOne() {
        var made = api.post("clerk.off", "/api/v1/vault/person", "{\"name\": \"Cy\", \"strict\": true}");
        platform.bean(PlatformPrivileges.class).grant("second.off", PlatformPrivilege.AUDIT, Set.of("post"));
        var paths = List.of(RECORDS + "?find=" + made.at("/number"), RECORDS + "/" + made.at("/id"));
        assertThat(api.get("second.off", paths.getFirst()).text()).isEqualTo("{\"items\":[]}");
        assertThat(api.get("second.off", paths.getLast()).status()).isEqualTo(404);
        assertThat(api.get("second.off", "/api/v1/me").text())
                .contains("\"platform\":[\"audit\"],\"platformModules\":{\"audit\":[\"post\"]}");

        platform.bean(PlatformPrivileges.class).grant("second.off", PlatformPrivilege.AUDIT, Set.of("vault"));
        assertThat(api.get("second.off", paths.getFirst()).at("/items/0/id")).isEqualTo(made.at("/id"));
        assertThat(api.get("second.off", paths.getLast()).status()).isEqualTo(200);
        platform.bean(PlatformPrivileges.class).revoke("second.off", PlatformPrivilege.AUDIT);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        var made = api.post("clerk.off", "/api/v1/vault/hearing", "{\"subject\": \"Tuesday\"}");
        var other = api.post("clerk.off", "/api/v1/vault/hearing", "{\"subject\": \"Wednesday\"}");
        var next = api.get("officer.off", RECORDS + "/" + made.at("/id") + "?limit=1")
                .at("/next");
        assertThat(next).isNotEmpty();
        for (var path : List.of(
                RECORDS,
                RECORDS + "?find=",
                RECORDS + "/" + made.at("/id") + "?limit=201",
                RECORDS + "/" + made.at("/id") + "?cursor=x",
                RECORDS + "/" + other.at("/id") + "?cursor=" + next)) {
            assertThat(api.get("officer.off", path).status()).as(path).isEqualTo(400);
        }
        for (var path : List.of(RECORDS + "/" + UUID.randomUUID(), RECORDS + "/nothing")) {
            assertThat(api.get("officer.off", path).status()).as(path).isEqualTo(404);
        }
        assertThat(api.get("officer.off", RECORDS + "?find=nothing").text()).isEqualTo("{\"items\":[]}");
    }
}
