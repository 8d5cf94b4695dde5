package org.casewright.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.loading.ModuleLoader;
import org.springframework.stereotype.Component;

/**
 * The words and forms of releases that are not served any more, for what was entered under them. They say nothing about where
 * anything is stored now, and nobody's rights come from them.
 */
@Component
public final class EarlierCatalogs {

    private static final int MOST_REMEMBERED = 3;

    private final KeptReleases releases;
    private final Map<Long, Catalog> remembered = new LinkedHashMap<>(MOST_REMEMBERED, 1, true);

    EarlierCatalogs(KeptReleases releases) {
        this.releases = releases;
    }

    /** The catalog of a release; empty when there is none, or when this version cannot read it any more. */
    public synchronized Optional<Catalog> of(long number) {
        var known = remembered.get(number);
        if (known != null) {
            return Optional.of(known);
        }
        var catalog = releases.find(number)
                .flatMap(release ->
                        Optional.ofNullable(ModuleLoader.load(release.modules()).catalog()));
        catalog.ifPresent(read -> {
            remembered.put(number, read);
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        });
        return catalog;
    }
}
