package org.casewright.ui.administration;

import java.util.Map;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ModuleDefinition;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.Reach;

/** Privileges over the platform, as people say them. */
final class PlatformWords {

    private static final Map<PlatformPrivilege, String> TITLES = Map.of(
            PlatformPrivilege.CONFIGURE, "Configure",
            PlatformPrivilege.DEPLOY, "Deploy",
            PlatformPrivilege.MIGRATE, "Migrate processes",
            PlatformPrivilege.MOVE, "Move processes",
            PlatformPrivilege.ADMINISTER, "Administer",
            PlatformPrivilege.AUDIT, "Audit");

    private static final Map<PlatformPrivilege, String> DEEDS = Map.of(
            PlatformPrivilege.CONFIGURE, "Plans releases, and learns what they would do.",
            PlatformPrivilege.DEPLOY, "Applies releases, and agrees to those that widen access.",
            PlatformPrivilege.MIGRATE, "Brings running processes over to another version of their workflow.",
            PlatformPrivilege.MOVE, "Moves a running process to another place in its workflow.",
            PlatformPrivilege.ADMINISTER, "Units, people, teams and partners, and whoever is signed in.",
            PlatformPrivilege.AUDIT,
                    "Sees who has seen and changed which record; for all modules, also who has administered what.");

    private PlatformWords() {}

    static String title(PlatformPrivilege privilege) {
        return TITLES.getOrDefault(privilege, privilege.code());
    }

    /** The same by its code; the code itself where there is none of the kind any more. */
    static String title(String code) {
        for (var privilege : PlatformPrivilege.values()) {
            if (privilege.code().equals(code)) {
                return title(privilege);
            }
        }
        return code;
    }

    static String deed(PlatformPrivilege privilege) {
        return DEEDS.getOrDefault(privilege, "");
    }

    static String where(PlatformPrivilege privilege, Reach reach, Catalog catalog) {
        if (!privilege.isOfModules()) {
            return "for the whole platform";
        }
        return reach.everywhere()
                ? "for all modules"
                : reach.modules().stream()
                        .map(module -> module(module, catalog))
                        .sorted()
                        .collect(Collectors.joining(", ", "for ", ""));
    }

    static String module(String name, Catalog catalog) {
        return catalog.module(name).map(ModuleDefinition::title).orElse(name + " (not there)");
    }
}
