package org.casewright.ui.command;

import java.util.function.Function;
import javax.sql.DataSource;
import org.casewright.catalog.Catalog;
import org.casewright.loading.ModuleLoader;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.release.KeptReleases;
import org.casewright.release.Release;

/** The releases of a command's database, and nothing else: who looks at them should not wait for pages and processes. */
final class ReleaseParts {
    private ReleaseParts() {}

    /** Does something with the releases, beside a running application or without one. */
    static <T> T of(DatabaseOptions database, Function<KeptReleases, T> work) {
        try (var open = OpenDatabase.beside(database)) {
            return work.apply(new KeptReleases(open.databases().owner()));
        }
    }

    /** The definitions of the newest release. */
    static Catalog newest(DataSource owner) {
        var kept = new KeptReleases(owner);
        var number = kept.list().stream()
                .map(Release::number)
                .findFirst()
                .orElseThrow(() -> new RefusedException("there is no release yet"));
        var loaded = ModuleLoader.load(
                kept.find(number).orElseThrow(() -> none(number)).modules());
        var catalog = loaded.catalog();
        if (catalog == null) {
            throw new Refusal(ErrorCode.DEFINITION, "Release " + number + " cannot be read.", loaded.problems());
        }
        return catalog;
    }

    static RefusedException none(long number) {
        return new RefusedException("there is no release " + number);
    }
}
