package org.casewright.storage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Which values an asker may know of some rows only: a statement that asks for one asks it of these rows, and of the others as
 * if they had none. What is not named may be known of every row that the asker sees.
 *
 * @param byEntity {@code module/entity} -> property, or {@link #TITLE} -> of which rows
 */
public record Masks(Map<String, Map<String, Mask>> byEntity) {

    /** A record's title. */
    public static final String TITLE = "";

    /** Everything may be known of every row. */
    public static final Masks NONE = new Masks(Map.of());

    public Masks {
        byEntity = Map.copyOf(byEntity);
    }

    /**
     * The rows of which something may be known.
     *
     * @param keys access keys; the bare class for every unit, negative ones for what these own
     * @param gates through which rows are granted, by one of the profiles; empty where none is
     */
    public record Mask(List<Integer> keys, List<UUID> owners, List<String> gates, List<String> profiles) {
        public Mask {
            keys = List.copyOf(keys);
            owners = List.copyOf(owners);
            gates = List.copyOf(gates);
            profiles = List.copyOf(profiles);
        }

        /** That a row, its table or alias given, is one of them. */
        Condition of(Name row) {
            var reached = keys.isEmpty() ? DSL.falseCondition() : reached(row);
            return gates.isEmpty() ? reached : reached.or(granted(row));
        }

        private Condition granted(Name row) {
            return DSL.exists(DSL.selectOne()
                    .from(RecordAccess.GRANT)
                    .where(RecordAccess.RECORD.eq(in(row, TableMap.ID)))
                    .and(RecordAccess.PROFILE.eq(DSL.any(profiles.toArray(String[]::new))))
                    .and(RecordAccess.reading(gates)));
        }

        private Condition reached(Name row) {
            var any = DSL.any(keys.toArray(Integer[]::new));
            var rowClass = in(row, TableMap.ROW_CLASS).cast(Integer.class);
            return in(row, TableMap.ACCESS_KEY)
                    .eq(any)
                    .or(rowClass.eq(any))
                    .or(in(row, TableMap.OWNER)
                            .eq(DSL.any(owners.toArray(UUID[]::new)))
                            .and(DSL.inline(-1).minus(rowClass).eq(any)));
        }

        private static <T> Field<T> in(Name row, Field<T> field) {
            return DSL.field(row.append(field.getName()), field.getDataType());
        }
    }

    Optional<Mask> of(EntityDefinition entity, String property) {
        return Optional.ofNullable(byEntity.getOrDefault(entity.ref(), Map.of()).get(property));
    }

    /** That something of a row may be known. */
    Condition open(EntityDefinition entity, String property, Name row) {
        return of(entity, property).map(mask -> mask.of(row)).orElse(DSL.noCondition());
    }

    /** A value, or null where it may not be known. */
    <T> Field<T> masked(EntityDefinition entity, String property, Name row, Field<T> value) {
        return of(entity, property)
                .<Field<T>>map(mask -> DSL.when(mask.of(row), value))
                .orElse(value);
    }

    /** The title of a row of the registry, whatever its entity; null where it may not be known. */
    Field<String> title() {
        var title = Storage.TITLE;
        for (var entity : byEntity.entrySet()) {
            var mask = entity.getValue().get(TITLE);
            if (mask != null) {
                var other = DSL.field(Storage.REGISTRY_NAME.append("entity"), SQLDataType.CLOB)
                        .ne(entity.getKey());
                title = DSL.when(other.or(mask.of(Storage.REGISTRY_NAME)), title);
            }
        }
        return title;
    }

    /** What the system values of a row are known with; empty for what is always known. */
    static String knownWith(EntityDefinition entity, String systemName) {
        var lifecycle = entity.lifecycle();
        return lifecycle != null && List.of("statusReason", "statusDate").contains(systemName)
                ? Objects.requireNonNull(lifecycle).property()
                : "";
    }
}
