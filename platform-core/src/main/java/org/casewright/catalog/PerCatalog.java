package org.casewright.catalog;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out from a catalog and asked for again and again while it is served. It is kept for the catalog that was asked
 * about last, in each of its languages; what belonged to another goes with it. Thread-safe; several may work it out at once.
 */
public final class PerCatalog<T> {

    private final Function<Catalog, T> maker;
    private volatile @Nullable Kept<T> kept;

    public PerCatalog(Function<Catalog, T> maker) {
        this.maker = maker;
    }

    private record Kept<T>(Catalog original, Map<Catalog, T> values) {}

    /** What belongs to this catalog. */
    public T of(Catalog catalog) {
        var present = kept;
        if (present == null || present.original() != catalog.original()) {
            present = new Kept<>(catalog.original(), new ConcurrentHashMap<>());
            kept = present;
        }
        return present.values().computeIfAbsent(catalog, maker);
    }
}
