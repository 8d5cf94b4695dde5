package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.definition.AccessDefinition.Privilege.CREATE;
import static org.casewright.definition.AccessDefinition.Privilege.READ;
import static org.casewright.definition.AccessDefinition.Privilege.WRITE;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.casewright.TestPlatform;
import org.casewright.access.Entitlement.Field;
import org.casewright.access.Entitlement.Glass;
import org.casewright.access.Reasons.EntityRule;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.identity.Accounts;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Reach;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Entitlements.OfEntity;
import org.casewright.records.Entitlements.Sharing;
import org.casewright.records.Entitlements.Summary;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.With;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What somebody may do, and by which rule, as it is told to whoever administers; and no more than rules. */
class EntitlementsTest {

    private static Summary told(TestPlatform platform, String about, String to) {
        return platform.bean(Entitlements.class).of(about, platform.actor(to));
    }

    private static OfEntity of(Summary summary, String entity) {
        return summary.entities().stream()
                .filter(each -> each.rules().entity().ref().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fields(OfEntity of, Predicate<Field> which) {
        return of.rules().fields().stream().filter(which).map(Field::name).toList();
    }

    private static void administers(TestPlatform platform, String name) {
        platform.bean(PlatformPrivileges.class).grant(name, PlatformPrivilege.ADMINISTER);
    }

    @Nested
    class Rules {

        private static TestPlatform platform;

        @BeforeAll
        static void open() {
            platform = TestPlatform.with("archive");
            administers(platform, "stranger.far");
        }

        @AfterAll
        static void close() {
            platform.close();
        }

        @Test
        void areToldWithTheirRolesClassesAndDepths() {
            var accounts = platform.bean(Accounts.class);
            var directory = platform.bean(Directory.class);
            var keeper = platform.actor("keeper.low").id();
            var until = OffsetDateTime.parse("2099-01-01T00:00:00Z");
            accounts.lend(keeper, directory.unit("FAR").orElseThrow().number(), until);
            accounts.grant(keeper, "HEAD");
            platform.bean(PlatformPrivileges.class).grant("keeper.low", PlatformPrivilege.MOVE, Set.of("archive"));

            var summary = told(platform, "keeper.low", "stranger.far");

            assertThat(summary.comesIn()).isTrue();
            assertThat(summary.person().roles()).containsExactlyInAnyOrder("KEEPER", "HEAD");
            assertThat(summary.lent()).hasSize(1);
            assertThat(summary.platform())
                    .isEqualTo(Map.of(PlatformPrivilege.MOVE, new Reach(false, Set.of("archive"))));
            var folder = of(summary, "archive/folder");
            assertThat(folder.rules().hidden()).isTrue();
            var read = folder.rules().decision(READ);
            assertThat(read.may()).isTrue();
            assertThat(read.rules())
                    .containsExactly(
                            new EntityRule("HEAD", Depth.UNIT, Set.of("NORMAL")),
                            new EntityRule("KEEPER", Depth.UNIT, Set.of("NORMAL")),
                            new EntityRule("KEEPER", Depth.UNIT, Set.of("SECRET")));
            assertThat(folder.rules().decision(CREATE).rules())
                    .contains(new EntityRule("KEEPER", Depth.ALL, Set.of("SECRET")));
            assertThat(fields(folder, field -> field.reads() && field.writes()))
                    .contains("subject", "note", "finding", "visits.said");
            assertThat(folder.rules().glass()).isEqualTo(new Glass(24, Set.of("inner")));
            assertThat(folder.rules().barring()).extracting(each -> each.ref()).containsExactly("archive/folder");
        }

        @Test
        void sayWhatIsDeniedWhateverElseIsGranted() {
            var folder = of(told(platform, "banned.low", "stranger.far"), "archive/folder");
            var read = folder.rules().decision(READ);
            assertThat(read.may()).isFalse();
            assertThat(read.denials()).containsExactly("BANNED");
            assertThat(read.rules()).extracting(EntityRule::role).contains("HEAD");
        }

        @Test
        void sayWhichFieldsAreOpen() {
            var visitor = of(told(platform, "visitor.far", "stranger.far"), "archive/folder");
            assertThat(fields(visitor, Field::reads)).containsExactly("subject");
            assertThat(fields(visitor, Field::writes)).isEmpty();
            var clerk = of(told(platform, "clerk.low", "stranger.far"), "archive/folder");
            assertThat(fields(clerk, Field::reads)).containsExactly("subject", "secret", "kin", "visits");
        }

        @Test
        void areToldOfAPartnersPeopleAsFarAsTheyReach() {
            platform.bean(Partners.class).add("OUT", "Outside", LocalDate.of(2020, 1, 1), null);
            platform.bean(Partners.class).belong("head.far", "OUT");
            var head = of(told(platform, "head.far", "stranger.far"), "archive/folder");
            assertThat(head.rules().decision(READ).rules())
                    .containsExactly(new EntityRule("HEAD", Depth.OWN, Set.of("NORMAL")));

            platform.bean(Partners.class).agree("OUT", LocalDate.of(2020, 1, 1), LocalDate.of(2020, 1, 2));
            var over = told(platform, "head.far", "stranger.far");
            assertThat(over.comesIn()).isFalse();
            assertThat(over.entities()).isEmpty();
        }

        @Test
        void tellNoSharesOfWhatIsHidden() {
            var second = platform.actor("second.low").id();
            for (var entity : List.of("archive/folder", "archive/letter")) {
                platform.owner()
                        .sql(
                                "insert into platform.share (id, entity, record_id, grantee, privileges, purpose, shared_at, shared_by)"
                                        + " values (gen_random_uuid(), :entity, gen_random_uuid(), :to, '{read}', 'x', now(), :by)")
                        .param("entity", entity)
                        .param("to", second.toString())
                        .param("by", second)
                        .update();
            }
            var summary = told(platform, "second.low", "stranger.far");
            assertThat(of(summary, "archive/letter").shares()).hasSize(1);
            assertThat(of(summary, "archive/folder").shares()).isEmpty();
        }

        @Test
        void areToldToNobodyElse() {
            platform.bean(PlatformPrivileges.class).grant("head.low", PlatformPrivilege.AUDIT);
            for (var other : List.of("head.low", "keeper.low")) {
                for (var about : List.of("keeper.low", "nobody")) {
                    assertThatThrownBy(() -> told(platform, about, other))
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
                }
            }
            assertThatThrownBy(() -> told(platform, "nobody", "stranger.far"))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    /** How many records are shared and by whom, and nothing of which. */
    @Test
    void sharesAreCounted() {
        try (var platform = TestPlatform.with("surgery")) {
            administers(platform, "cleaner.far");
            var one = platform.created("surgeon.low", "surgery/file", "{'subject': 'Secret subject'}");
            var other = platform.created("surgeon.low", "surgery/file", "{'subject': 'Another'}");
            for (var with : List.of(
                    Map.entry(one, new With(With.Kind.USER, "nurse.far")),
                    Map.entry(one, new With(With.Kind.UNIT, "FAR")),
                    Map.entry(other, new With(With.Kind.UNIT, "FAR")),
                    Map.entry(other, new With(With.Kind.USER, "helper.far")))) {
                platform.bean(Shares.class)
                        .share(
                                "surgery/file",
                                with.getKey().id().toString(),
                                new NewShare(with.getValue(), Set.of(), null, "Care", null, null),
                                platform.actor("surgeon.top"));
            }

            var nurse = told(platform, "nurse.far", "cleaner.far");

            assertThat(of(nurse, "surgery/file").shares())
                    .containsExactly(new Sharing("surgeon.top", "Surgeon of all", 2));
            assertThat(of(told(platform, "nurse.low", "cleaner.far"), "surgery/file")
                            .shares())
                    .isEmpty();
            assertThat(nurse.toString())
                    .doesNotContain("Secret subject", one.id().toString());
            assertThat(of(nurse, "surgery/file").rules().decision(WRITE).may()).isFalse();
        }
    }
}
