package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Units, people, teams, partners and roles, by somebody who administers and by somebody who does not. */
@ExtendWith(RunningApplication.Shared.class)
class AdministrationIT {

    private static final List<String> PAGES = List.of("units", "people", "teams", "partners", "roles");
    private static final String CHOICE = "vaadin-menu-bar-list-box vaadin-menu-bar-item";

    private final RunningApplication application;
    private Browser browser;

    AdministrationIT(RunningApplication application) {
        this.application = application;
    }

    @BeforeEach
    void open() {
        privilege("insert into platform.account_privilege (account_id, privilege)"
                + " select id, 'administer' from platform.account where name = 'configurator' on conflict do nothing");
        browser = new Browser(application.address());
    }

    @AfterEach
    void close() {
        browser.close();
        privilege("delete from platform.account_privilege where privilege in ('administer', 'audit', 'deploy')"
                + " and account_id in (select id from platform.account where name in ('configurator', 'recep.knf'))");
    }

    @Test
    void whoAdministersMakesAUnitAPartnerAPersonAndATeam() {
        browser.signIn("sysadmin");
        for (var page : PAGES) {
            browser.open("/administration/" + page);
            browser.reads("This page is not open to you");
        }
        assertThat(browser.text()).doesNotContain("Administration");

        browser.signIn("configurator");
        browser.menu("Units");
        browser.reads("Western field office");
        looksAt("units");
        unit();
        browser.menu("Partners");
        partner();
        browser.menu("People");
        person();
        browser.menu("Teams");
        team();
        browser.menu("Roles");
        roles();
        browser.menu("People");
        rights();
        log();
        taken();
    }

    /** What somebody may do, and by which rule; and nothing of what there is. */
    private void rights() {
        browser.typeInto("vaadin-text-field.find input", "recep.knf");
        browser.readsNoMore("Adichu Lorchuru");
        browser.click("vaadin-grid-cell-content a[href='administration/people/recep.knf']");
        browser.reads("What this account may do with records");
        browser.reads("By Reception clerk");
        assertThat(browser.count(".matrix [aria-label='Create: own unit']")).isPositive();
        assertThat(browser.text()).doesNotContain("RGA-KNF", "REG-KNF");
        looksAt("person");
        browser.rightToLeft();
        browser.picture("admin-person-rtl");
        browser.open(browser.path());
        browser.click(".matrix th vaadin-button");
        browser.reads("By Reception clerk: records of its unit");
        browser.reads("no role of this account grants it");
        browser.settle();
        browser.picture("admin-person-why");
        browser.dark();
        browser.picture("admin-person-why-dark");
        browser.light();
        browser.press("Close");
        privileges();
    }

    private void privileges() {
        browser.press("Give a privilege…");
        browser.fill("/privilege", "Audit");
        browser.press("Give it");
        browser.reads("You can give the privilege audit only as far as you have it yourself.");
        browser.picture("admin-privilege-dialog");
        browser.fill("/privilege", "Administer");
        browser.press("Give it");
        browser.reads("has the privilege");
        browser.reads("for the whole platform");
        privilege("insert into platform.account_privilege (account_id, privilege, module)"
                + " select id, 'deploy', m from platform.account, unnest(array['registration', 'library']) m"
                + " where name = 'recep.knf'");
        browser.open(browser.path());
        browser.reads("for Library, Registration");
        looksAt("person-privileges");
        browser.click("vaadin-button[aria-label='Take away: Administer']");
        browser.press("Take it away");
        browser.readsNoMore("for the whole platform");
        // The dialog before has a button of the same words, as long as it is seen.
        browser.readsNoMore("Take “Administer” from");
        browser.click("vaadin-button[aria-label='Take away: Deploy']");
        browser.reads("Take “Deploy” from");
        browser.press("Take it away");
        browser.readsNoMore("for Library, Registration");
    }

    /** What was done above, as whoever audits finds it. */
    private void log() {
        browser.open("/administration-log");
        browser.reads("This page is not open to you");
        privilege("insert into platform.account_privilege (account_id, privilege)"
                + " select id, 'audit' from platform.account where name = 'configurator' on conflict do nothing");
        browser.open("/administration-log?about=esho");
        browser.reads("Configurator made the account Esho Tamlin (esho)");
        browser.reads("gave the role Reception clerk to the account Esho Tamlin (esho)");
        browser.reads("Status: open → closed");
        browser.open("/administration-log?by=configurator");
        browser.reads("took the privilege “Deploy” for Library from the account");
        looksAt("log");
        browser.rightToLeft();
        browser.picture("admin-log-rtl");
        browser.open("/administration-log?about=nobody-at-all");
        browser.reads("Nothing of that was done");
    }

    private void unit() {
        deed("Uganda operation", "Add a unit below");
        browser.fill("/title", "Eastern field office");
        browser.fill("/code", "eaf");
        browser.press("Add unit");
        browser.reads("A unit’s code has two to eight capitals and digits");
        browser.picture("admin-unit-dialog");
        browser.fill("/code", "EAF");
        browser.press("Add unit");
        browser.reads("Eastern field office");
        deed("Eastern field office", "Make read-only");
        browser.reads("Its records are read, and given to other units");
        browser.press("Make read-only");
        browser.reads("Read only");
        deed("Eastern field office", "Move under another");
        browser.fill("/parent", "Kenya");
        browser.press("Move");
        browser.reads("Eastern field office is moved");
    }

    private void partner() {
        browser.reads("No partners yet");
        looksAt("partners-empty");
        browser.press("New partner");
        browser.fill("/title", "Red Hand");
        browser.fill("/code", "REDHAND");
        browser.press("Add partner");
        browser.reads("Stands");
        looksAt("partners");
    }

    private void person() {
        browser.reads("Adichu Lorchuru");
        looksAt("people");
        browser.press("New account");
        browser.fill("/title", "Esho Tamlin");
        browser.fill("/name", "recep.knf");
        browser.fill("/unit", "Western");
        browser.press("Make account");
        assertThat(wrongly("/name")).isEqualTo("There is already an account named recep.knf.");
        browser.fill("/name", "esho");
        browser.press("Make account");
        browser.reads("It is shown this once");
        assertThat(browser.texts("code.secret").getFirst()).matches("\\w{4}(-\\w{4}){3}");
        browser.picture("admin-password");
        browser.press("I have noted it");
        browser.typeInto("vaadin-text-field.find input", "esho");
        browser.readsNoMore("Adichu Lorchuru");
        browser.reads("First password");
        deed("Esho Tamlin", "Roles");
        browser.fill("/roles", "Reception");
        browser.picture("admin-roles-dialog");
        browser.press("Save roles");
        browser.readsNoMore("No roles");
        deed("Esho Tamlin", "Partner");
        browser.fill("/partner", "Red Hand");
        browser.press("Save");
        browser.reads("The partner of Esho Tamlin is changed");
        deed("Esho Tamlin", "Close account");
        browser.press("Close account");
        browser.reads("Closed");
        browser.open("/administration/people");
        browser.typeInto("vaadin-text-field.find input", "configurator");
        browser.readsNoMore("Adichu Lorchuru");
        deed("Configurator", "This is you");
        browser.reads("Nobody administers their own account");
        browser.press("Close");
    }

    private String wrongly(String pointer) {
        browser.reads("There is already an account");
        return browser.wrong(pointer);
    }

    private void team() {
        browser.press("New team");
        browser.fill("/title", "Mobile team");
        browser.fill("/name", "mobile");
        browser.fill("/unit", "Western");
        browser.press("Add team");
        browser.reads("Mobile team");
        looksAt("teams");
        deed("Mobile team", "Take somebody in");
        browser.fill("/account", "Esho");
        browser.press("Take in");
        browser.reads("is of another organisation than the team");
        browser.fill("/account", "Shalu Bimbeki");
        browser.press("Take in");
        browser.reads("The team has one more");
        deed("Mobile team", "Its people");
        browser.reads("Shalu Bimbeki, without end");
        browser.picture("admin-members");
        browser.press("Take out");
        browser.reads("Nobody is in this team.");
        browser.press("Close");
    }

    private void roles() {
        browser.fill("/role", "Reception clerk (RECEP)");
        browser.reads("Only the fields");
        assertThat(browser.count(".matrix [aria-label='Create: own unit']")).isPositive();
        assertThat(browser.count(".matrix [aria-label='Export: none']")).isPositive();
        looksAt("roles");
    }

    /** An open page does nothing more once the privilege is gone. */
    private void taken() {
        browser.menu("Teams");
        browser.press("New team");
        browser.fill("/title", "Too late");
        browser.fill("/name", "late");
        browser.fill("/unit", "Western");
        privilege("delete from platform.account_privilege where privilege = 'administer'");
        browser.press("Add team");
        browser.reads("is not open to you");
        assertThat(application
                        .tables()
                        .sql("select count(*) from platform.account where name = 'late'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void deed(String who, String what) {
        browser.click(
                "vaadin-menu-bar-button[aria-label='What to do with %1$s'], vaadin-menu-bar-item[aria-label='What to do with %1$s']"
                        .formatted(who));
        browser.click(CHOICE, what);
    }

    /** Pictures of a page, light, dark and as wide as a phone, where nothing may stand out. */
    private void looksAt(String name) {
        browser.picture("admin-" + name);
        browser.dark();
        browser.picture("admin-" + name + "-dark");
        browser.light();
        var path = browser.path();
        browser.phone();
        browser.open(path);
        browser.picture("admin-" + name + "-phone");
        assertThat(browser.overflow()).as(name).isZero();
        browser.light();
        browser.open(path);
    }

    private void privilege(String change) {
        application.tables().sql(change).update();
    }
}
