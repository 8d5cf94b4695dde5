package org.casewright.ui.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.casewright.access.Actor;
import org.casewright.access.Entitlement;
import org.casewright.access.Reasons;
import org.casewright.access.Reasons.EntityDecision;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.Reach;
import org.jspecify.annotations.Nullable;

/** What an account is and may do, as lines of text. */
final class AccountWords {

    private AccountWords() {}

    /**
     * Who it is.
     *
     * @param actor null when nobody comes in by it
     */
    static List<String> who(
            Directory.Account account, @Nullable Actor actor, Map<PlatformPrivilege, Reach> held, Directory directory) {
        var lines = new ArrayList<String>();
        lines.add(account.name() + "  " + account.title());
        lines.add("unit        " + unit(account.unit(), directory));
        if (actor == null) {
            lines.add("nobody comes in by it: it is closed, or its unit or its partner's agreement is");
        } else {
            add(
                    lines,
                    "acts for    ",
                    actor.units().stream().map(unit -> unit(unit, directory)).toList());
            add(lines, "roles       ", actor.roles());
            add(
                    lines,
                    "teams       ",
                    actor.teams().stream().map(team -> name(team, directory)).toList());
            var partner = actor.partner();
            if (partner != null) {
                lines.add("partner     "
                        + directory
                                .partner(partner)
                                .map(Directory.Partner::code)
                                .orElse("?"));
            }
        }
        add(
                lines,
                "privileges  ",
                held.entrySet().stream()
                        .map(each -> each.getKey().code() + each.getValue().words())
                        .toList());
        return lines;
    }

    private static void add(List<String> lines, String title, Collection<String> texts) {
        lines.add(title + (texts.isEmpty() ? "none" : texts.stream().sorted().collect(Collectors.joining(", "))));
    }

    private static String unit(int number, Directory directory) {
        return directory.unit(number).map(Directory.Unit::code).orElse("?");
    }

    private static String name(UUID account, Directory directory) {
        return directory.account(account).map(Directory.Account::name).orElse("?");
    }

    /** What it may do with an entity's records, and by which rules; {@code only} one privilege, or null for all. */
    static List<String> why(Entitlement rules, @Nullable Privilege only) {
        var lines = new ArrayList<String>();
        for (var privilege : Privilege.values()) {
            if (only == null || only == privilege) {
                var decision = rules.decision(privilege);
                lines.add(String.format("%-8s%s", Reasons.name(privilege), decision.may() ? "yes" : "no"));
                reasons(decision).forEach(reason -> lines.add("        " + reason));
            }
        }
        if (only == null) {
            add(lines, "reads and changes         ", fields(rules, field -> field.reads() && field.writes()));
            add(lines, "reads                     ", fields(rules, field -> field.reads() && !field.writes()));
            add(lines, "enters, and does not read ", fields(rules, field -> !field.reads() && field.writes()));
            add(lines, "neither                   ", fields(rules, field -> !field.reads() && !field.writes()));
        }
        return lines;
    }

    private static List<String> reasons(EntityDecision decision) {
        var reasons = new ArrayList<String>();
        decision.denials().forEach(role -> reasons.add("denied to " + role + ", whatever else is granted"));
        if (decision.open()) {
            reasons.add("everybody reads it");
        }
        decision.rules()
                .forEach(rule -> reasons.add(rule.role() + ": "
                        + rule.depth().name().toLowerCase(Locale.ROOT)
                        + (rule.rowClasses().isEmpty()
                                ? ""
                                : ", of class "
                                        + rule.rowClasses().stream().sorted().collect(Collectors.joining(" or ")))));
        return reasons;
    }

    private static List<String> fields(Entitlement rules, Predicate<Entitlement.Field> which) {
        return rules.fields().stream()
                .filter(which)
                .map(field -> field.name() + (field.fieldClass() == null ? "" : " (" + field.fieldClass() + ")"))
                .toList();
    }
}
