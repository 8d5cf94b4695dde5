package org.casewright.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What was worked out last, up to so many; the longest unused is forgotten first. Thread-safe. */
public final class Remembered<K, V> {

    private final Map<K, V> values;

    /** Remembers at most so many. */
    public Remembered(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The value for the key, worked out by the maker when it is not remembered; several may do so at once. */
    public V get(K key, Function<K, V> maker) {
        synchronized (values) {
            var known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        var made = maker.apply(key);
        synchronized (values) {
            values.put(key, made);
        }
        return made;
    }
}
