package org.casewright.expression;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use and their types; of an entity its properties, inverses and system names. */
public interface Scope {
    /** Null if there is no such name. */
    @Nullable
    FeelType typeOf(String name);

    Collection<String> names();

    /** Whether a column holds it; what is computed at each reading is not stored and cannot be filtered by. */
    default boolean isStored(String name) {
        return true;
    }

    static Scope of(Map<String, FeelType> types) {
        Map<String, FeelType> copy = Map.copyOf(types);
        return new Scope() {
            @Override
            public @Nullable FeelType typeOf(String name) {
                return copy.get(name);
            }

            @Override
            public Collection<String> names() {
                return copy.keySet();
            }
        };
    }

    /** These names first, then the other scope's. */
    default Scope orElse(Scope other) {
        Scope first = this;
        return new Scope() {
            @Override
            public @Nullable FeelType typeOf(String name) {
                FeelType type = first.typeOf(name);
                return type != null ? type : other.typeOf(name);
            }

            @Override
            public Collection<String> names() {
                return List.copyOf(java.util.stream.Stream.concat(first.names().stream(), other.names().stream())
                        .distinct()
                        .toList());
            }

            @Override
            public boolean isStored(String name) {
                return first.typeOf(name) != null ? first.isStored(name) : other.isStored(name);
            }
        };
    }
}
