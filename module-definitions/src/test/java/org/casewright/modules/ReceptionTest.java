package org.casewright.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.saved;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.process.Task;
import org.casewright.records.Outcome;
import org.casewright.records.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/** The shipped registration module: a party of five comes to the desk and is registered, with one return for correction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceptionTest {

    private static final String PARTY = """
            {'group': {
              'registrationLevel': 'IBR', 'countryOfOrigin': 'SSD', 'preferredLanguage': 'nus', 'focalPoint': '@talani',
              'addresses': [{'as': 'coa', 'addressType': 'COA', 'country': 'KEN', 'level1': 'KE023', 'level2': 'KE023125', 'validFrom': '2026-03-02'}],
              'members': [
                {'as': 'talani', 'givenName': 'Talani', 'familyName': 'Moru', 'sex': 'F', 'dateOfBirth': '1991-05-14', 'relationshipToFocalPoint': 'PA', 'maritalStatus': 'WD', 'educationLevel': '08', 'biometricStatus': 'ENR'},
                {'as': 'deng', 'givenName': 'Deng', 'familyName': 'Moru', 'sex': 'M', 'dateOfBirth': '2010-08-01', 'relationshipToFocalPoint': 'SON', 'educationLevel': '05', 'biometricStatus': 'ENR'},
                {'as': 'ayen', 'givenName': 'Ayen', 'familyName': 'Moru', 'sex': 'F', 'dateOfBirth': '2014-11-20', 'relationshipToFocalPoint': 'DAU', 'educationLevel': '03', 'biometricStatus': 'ENR'},
                {'as': 'koro', 'givenName': 'Koro', 'familyName': 'Moru', 'sex': 'M', 'dateOfBirth': '2022-01-09', 'relationshipToFocalPoint': 'SON'}],
              'hostedGroups': [{'as': 'hosted', 'registrationLevel': 'IBR', 'countryOfOrigin': 'SSD', 'preferredLanguage': 'nus', 'focalPoint': '@nyara',
                'members': [{'as': 'nyara', 'givenName': 'Nyara', 'familyName': 'Lado', 'sex': 'F', 'dateOfBirth': '2012-06-30', 'relationshipToFocalPoint': 'PA', 'unaccompaniedFlag': 'UNA', 'educationLevel': '02', 'biometricStatus': 'ENR'}]}]}}""";

    private TestPlatform platform;

    @BeforeAll
    void open() {
        var modules = Path.of(Objects.requireNonNullElse(System.getProperty("casewright.modules"), "."));
        platform = TestPlatform.with(modules);
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @Test
    void aPartyOfFiveIsRegistered() {
        var reception = platform.created(
                "recep.knf",
                "registration/reception",
                "{'purpose': 'NEW', 'contactName': 'Talani Moru', 'partySize': 5, 'countryOfOrigin': 'SSD', 'visibleUrgency': ['UAC']}");
        complete("recep.knf", reception, "Reception triage", null, "{}", null);
        complete("reg_ast.knf", reception, "Registration interview", null, PARTY, null);
        assertThat(stages(reception))
                .containsExactly("Reception triage DONE", "Registration interview DONE", "Quality check CURRENT");

        complete("reg_off.knf", reception, "Quality check", "return", "{}", "Ayen is older.");
        var back = task("reg_ast.knf", reception);
        assertThat(back.comment()).isEqualTo("Ayen is older.");
        var group = (UUID)
                Objects.requireNonNull(platform.read("reg_ast.knf", reception).value("group"));
        var ayen = members(group)
                .filter(member -> "Ayen".equals(member.value("givenName")))
                .findFirst()
                .orElseThrow();
        complete(
                "reg_ast.knf",
                reception,
                "Registration interview",
                null,
                "{'group': {'members': [{'id': '%s', 'dateOfBirth': '2013-11-20'}]}}".formatted(ayen.id()),
                null);
        complete("reg_off.knf", reception, "Quality check", "activate", "{}", null);

        assertThat(platform.owner()
                        .sql(
                                "select number from registration.individual where unit_no = (select unit_no from registration.reception where id = ?) and created_at > ?")
                        .params(reception.id(), reception.system().createdAt())
                        .query(String.class)
                        .list())
                .hasSize(5)
                .allMatch(number -> number.matches("KNF-\\d{8}"));
        assertThat(members(group).map(member -> member.value("status")))
                .hasSize(4)
                .containsOnly("ACT");
        var household = platform.records()
                .get("registration/registration-group", group.toString(), platform.actor("reg_off.knf"))
                .orElseThrow();
        assertThat(household.value("groupSize")).isEqualTo(4L);
        assertThat(household.value("groupStatus")).isEqualTo("ACT");
        assertThat(platform.read("recep.knf", reception).value("status")).isEqualTo("DONE");
        assertThat(platform.tasks().of(reception.id(), Actor.ENGINE)).isEmpty();
        assertThat(stages(reception))
                .containsExactly("Reception triage DONE", "Registration interview DONE", "Quality check DONE");
    }

    private void complete(
            String who,
            EntityRecord reception,
            String step,
            @Nullable String outcome,
            String values,
            @Nullable String comment) {
        var task = task(who, reception);
        assertThat(task.name()).isEqualTo(step);
        ObjectNode given = json(values);
        Outcome result = platform.tasks().complete(task.id(), outcome, given, comment, platform.actor(who));
        saved(result);
    }

    private Task task(String who, EntityRecord reception) {
        var open = platform.tasks().of(reception.id(), platform.actor(who));
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private Stream<EntityRecord> members(UUID group) {
        return platform
                .records()
                .find(Query.of("registration/individual").relatedTo("group", group), platform.actor("reg_off.knf"))
                .items()
                .stream();
    }

    private Stream<String> stages(EntityRecord reception) {
        return platform.tasks().stages(reception.id(), platform.actor("reg_off.knf")).stream()
                .map(stage -> stage.name() + " " + stage.state());
    }
}
