package org.casewright.ui.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.release.Provenance;
import org.casewright.release.Provenance.Origin;
import org.casewright.scenario.Trial;
import org.casewright.schema.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Option;

/** To what whoever gives the command has agreed, and who else has. */
final class Agreement {
    static final String APPLIERS_PASSWORD = "CASEWRIGHT_PASSWORD";
    static final String APPROVERS_PASSWORD = "CASEWRIGHT_APPROVER_PASSWORD";

    @Option(names = "--yes", description = "consents to what needs it")
    private boolean yes;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = {
                "the account in whose name it is applied; it needs the privilege deploy for what changes.",
                "Its password is asked for, or taken from " + APPLIERS_PASSWORD
            })
    private @Nullable String applier;

    @Option(
            names = "--approved-by",
            paramLabel = "NAME",
            description = {
                "the account of a second person who agrees, which a release that widens access needs.",
                "Its password is asked for, or taken from " + APPROVERS_PASSWORD
            })
    private @Nullable String approver;

    @Option(
            names = "--despite-scenarios",
            paramLabel = "REASON",
            description = "why it is applied although scenarios failed; kept with the release")
    private @Nullable String reason;

    /** What a plan needs and was not given, as sentences; empty when nothing is. */
    List<String> missing(Plan plan) {
        var missing = new ArrayList<String>();
        if (!plan.consents().isEmpty() && !yes) {
            missing.add("this needs consent; look at it, and add --yes");
        }
        if (!plan.widenings().isEmpty() && (applier == null || approver == null)) {
            missing.add("this widens access, which takes two people; add --as NAME for who applies it, and"
                    + " --approved-by NAME for who has looked at it");
        }
        return missing;
    }

    /** Whether failed scenarios stop nothing. */
    boolean overridesScenarios() {
        return reason != null && !reason.isBlank();
    }

    /** What a plan alone can say: a second person agrees when it is applied. */
    boolean isComplete(Plan plan) {
        return plan.widenings().isEmpty() && missing(plan).isEmpty();
    }

    /**
     * Who and what stands behind the release, once those who are named have proved that they are who they are.
     *
     * @param modules of which it changes something
     * @throws Refusal {@code PRECONDITION_REQUIRED} when somebody has not
     */
    Provenance sealed(ApplicationContext parts, Set<String> modules, Trial trial, @Nullable Origin origin) {
        var privileges = parts.getBean(PlatformPrivileges.class);
        if (approver != null && applier == null) {
            throw refused("who approves needs somebody who applies: add --as NAME");
        }
        if (applier != null && approver != null && privileges.isSame(applier, approver)) {
            throw refused(applier + " cannot be the second person beside " + applier);
        }
        var author = applier == null
                ? System.getProperty("user.name", "command line")
                : sign(privileges, applier, APPLIERS_PASSWORD, PlatformPrivilege.DEPLOY, modules);
        var second = approver == null
                ? null
                : sign(privileges, approver, APPROVERS_PASSWORD, PlatformPrivilege.DEPLOY, modules);
        if (second != null) {
            privileges.requireTwoHands(author, second);
        }
        return new Provenance(
                author, second, origin, trial.isPassed() ? null : trial.overridden(String.valueOf(reason)));
    }

    /** The account's name, once whoever it is has proved it by the password. */
    static String sign(
            PlatformPrivileges privileges,
            String name,
            String variable,
            PlatformPrivilege privilege,
            Set<String> modules) {
        var password = Optional.ofNullable(System.getenv(variable))
                .filter(given -> !given.isEmpty())
                .or(() -> asked(name))
                .orElseThrow(
                        () -> refused("no password was given for " + name + "; answer when asked, or set " + variable));
        return privileges.sign(name, password, privilege, modules);
    }

    private static Optional<String> asked(String name) {
        var typed = Optional.ofNullable(System.console())
                .map(console -> console.readPassword("Password of %s: ", name))
                .filter(password -> password.length > 0);
        var password = typed.map(String::new);
        typed.ifPresent(characters -> Arrays.fill(characters, ' '));
        return password;
    }

    static Refusal refused(String why) {
        return new Refusal(ErrorCode.PRECONDITION_REQUIRED, why);
    }
}
