package org.casewright.catalog;

import java.util.concurrent.atomic.AtomicReference;

/** Holds the catalog that is served now. Thread-safe. */
public final class Catalogs {

    private final AtomicReference<Catalog> current = new AtomicReference<>(Catalog.EMPTY);

    /** The catalog that new requests use. */
    public Catalog current() {
        return current.get();
    }

    /** The same with its texts in a language, where there are such. */
    public Catalog current(String language) {
        return current.get().in(language);
    }

    /** Serves another catalog from now on; requests under way keep theirs. */
    public void switchTo(Catalog next) {
        current.set(next);
    }
}
