package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ModuleDefinition;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.Reach;

/** Privileges over the platform, as people say them. */
final class PlatformWords {

    private static final Map<PlatformPrivilege, String> TITLES = Map.of(
            PlatformPrivilege.CONFIGURE, key("Configure"),
            PlatformPrivilege.DEPLOY, key("Deploy"),
            PlatformPrivilege.MIGRATE, key("Migrate processes"),
            PlatformPrivilege.MOVE, key("Move processes"),
            PlatformPrivilege.ADMINISTER, key("Administer"),
            PlatformPrivilege.AUDIT, key("Audit"));

    private static final Map<PlatformPrivilege, String> DEEDS = Map.of(
            PlatformPrivilege.CONFIGURE, key("Plans releases, and learns what they would do."),
            PlatformPrivilege.DEPLOY, key("Applies releases, and agrees to those that widen access."),
            PlatformPrivilege.MIGRATE, key("Brings running processes over to another version of their workflow."),
            PlatformPrivilege.MOVE, key("Moves a running process to another place in its workflow."),
            PlatformPrivilege.ADMINISTER, key("Units, people, teams and partners, and whoever is signed in."),
            PlatformPrivilege.AUDIT,
                    key(
                            "Sees who has seen and changed which record; for all modules, also who has administered what."));

    private PlatformWords() {}

    static String title(PlatformPrivilege privilege) {
        return text(TITLES.getOrDefault(privilege, privilege.code()));
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
        return text(DEEDS.getOrDefault(privilege, ""));
    }

    static String where(PlatformPrivilege privilege, Reach reach, Catalog catalog) {
        if (!privilege.isOfModules()) {
            return text("for the whole platform");
        }
        return reach.everywhere()
                ? text("for all modules")
                : text(
                        "for {0}",
                        reach.modules().stream()
                                .map(module -> module(module, catalog))
                                .sorted()
                                .collect(commas()));
    }

    static String module(String name, Catalog catalog) {
        return catalog.module(name).map(ModuleDefinition::title).orElse(text("{0} (not there)", name));
    }
}
