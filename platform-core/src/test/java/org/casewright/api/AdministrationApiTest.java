package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.casewright.TestPlatform;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an account may do and what was administered, over HTTP. */
class AdministrationApiTest {

    private static final String SORTER = "/api/v1/administration/people/sorter.knf/access";
    private static final String DEEDS = "/api/v1/audit/deeds";

    private static TestPlatform platform;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post");
        api = new ApiServer(platform);
        var privileges = platform.bean(PlatformPrivileges.class);
        privileges.grant("head.hqg", PlatformPrivilege.ADMINISTER);
        privileges.grant("second.knf", PlatformPrivilege.AUDIT);
        privileges.grant("sorter.knf", PlatformPrivilege.DEPLOY, Set.of("post"));
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    @Test
    void whoAdministersLearnsByWhichRulesSomebodyMay() {
        api.post("sorter.knf", "/api/v1/post/letter", "{\"subject\": \"Told to nobody\"}");
        var told = api.get("head.hqg", SORTER);
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.json().at("/roles").toString()).isEqualTo("[\"SORTER\"]");
        assertThat(told.json().at("/platformModules/deploy").toString()).isEqualTo("[\"post\"]");
        var letter = told.json().path("entities").path("post/letter");
        assertThat(letter.at("/privileges/read").toString())
                .isEqualTo("{\"may\":true,\"open\":false,\"rules\":[{\"role\":\"SORTER\",\"depth\":\"unit\","
                        + "\"rowClasses\":[]}],\"deniedTo\":[]}");
        assertThat(letter.at("/privileges/export/may").booleanValue()).isFalse();
        assertThat(letter.at("/fields/written").toString()).contains("\"subject\"");
        assertThat(told.text()).doesNotContain("Told to nobody");

        var one = api.get("head.hqg", SORTER + "?entity=post/page").json().path("entities");
        assertThat(one.propertyNames()).containsExactly("post/page");
        assertThat(api.get("head.hqg", SORTER + "?entity=post/nothing").status())
                .isEqualTo(400);
        assertThat(api.get("head.hqg", SORTER.replace("sorter.knf", "nobody")).status())
                .isEqualTo(404);
        assertThat(api.get("head.hqg", "/api/v1/openapi.json").text()).contains("/administration/people/{name}/access");
    }

    @Test
    void everybodyElseIsRefusedAlike() {
        for (var path : List.of(SORTER, SORTER.replace("sorter.knf", "nobody"), SORTER + "?wrong=1")) {
            for (var name : List.of("sorter.knf", "second.knf")) {
                assertThat(api.get(name, path).status()).as(name + " " + path).isEqualTo(403);
            }
        }
        for (var path : List.of(DEEDS, DEEDS + "?wrong=1")) {
            for (var name : List.of("sorter.knf", "head.hqg")) {
                assertThat(api.get(name, path).status()).as(name + " " + path).isEqualTo(403);
            }
        }
        assertThat(api.get("sorter.knf", "/api/v1/openapi.json").text()).doesNotContain("/administration/", DEEDS);
    }

    @Test
    void whoAuditsLearnsWhatWasAdministered() {
        var told = api.get("second.knf", DEEDS + "?about=sorter.knf&limit=1");
        assertThat(told.status()).as(told.text()).isEqualTo(200);
        assertThat(told.at("/items/0/action") + " " + told.at("/items/0/kind") + " " + told.at("/items/0/by"))
                .isEqualTo("privilege account engine");
        assertThat(told.json().at("/items/0/changes").toString())
                .isEqualTo("{\"module\":[null,\"post\"],\"privilege\":[null,\"deploy\"]}");
        var next = api.get("second.knf", DEEDS + "?about=sorter.knf&limit=1&cursor=" + told.at("/next"));
        assertThat(next.at("/items/0/action")).isNotEqualTo("privilege");
        assertThat(api.get("second.knf", DEEDS + "?limit=1&cursor=" + told.at("/next"))
                        .status())
                .isEqualTo(400);
        assertThat(api.get("second.knf", "/api/v1/openapi.json").text()).contains(DEEDS, "DeedPage");
    }
}
