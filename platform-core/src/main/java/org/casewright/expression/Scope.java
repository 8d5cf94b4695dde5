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

    /** What {@code decide("decision")} gives; anything where decisions are not known. */
    default FeelType decided(String decision) {
        return FeelType.any();
    }

    /** The place of a code in the ordered list that the property at this path takes its codes from, else null. */
    default @Nullable Integer rank(List<String> path, String code) {
        FeelType type = new FeelType.Context(this);
        for (String name : path) {
            FeelType found = step(type, name);
            if (found == null) {
                return null;
            }
            type = found;
        }
        while (type instanceof FeelType.ListOf list) {
            type = list.item();
        }
        if (!(type instanceof FeelType.Code list) || !list.ordered()) {
            return null;
        }
        int place = list.codes().indexOf(code);
        return place < 0 ? null : (Integer) place;
    }

    private static @Nullable FeelType step(FeelType type, String name) {
        return switch (type) {
            case FeelType.Context context -> context.scope().typeOf(name);
            case FeelType.Reference reference -> reference.scope().typeOf(name);
            case FeelType.ListOf list -> step(list.item(), name);
            default -> null;
        };
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
