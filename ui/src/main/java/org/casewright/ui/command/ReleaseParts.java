package org.casewright.ui.command;

import java.util.function.Function;
import org.casewright.release.KeptReleases;

/** The releases of a command's database, and nothing else: who looks at them should not wait for pages and processes. */
final class ReleaseParts {
    private ReleaseParts() {}

    /** Does something with the releases, beside a running application or without one. */
    static <T> T of(DatabaseOptions database, Function<KeptReleases, T> work) {
        try (var open = OpenDatabase.beside(database)) {
            return work.apply(new KeptReleases(open.databases().owner()));
        }
    }

    static RefusedException none(long number) {
        return new RefusedException("there is no release " + number);
    }
}
