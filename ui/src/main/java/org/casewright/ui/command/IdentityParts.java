package org.casewright.ui.command;

import java.util.function.Function;
import org.springframework.context.ApplicationContext;

/** Identity and nothing else: who makes an account should not wait for pages and processes. */
final class IdentityParts {
    private IdentityParts() {}

    /** Does something with identity's parts on a command's database, beside a running application or without one. */
    static String of(DatabaseOptions database, Function<ApplicationContext, String> work) {
        try (var open = OpenDatabase.beside(database)) {
            return open.with(parts -> parts.scan("org.casewright.identity"), work);
        }
    }
}
