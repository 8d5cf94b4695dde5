package org.casewright.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What expressions see of a record: its properties, the inverse lists, the system names. References and inverses are
 * followed when asked for, so that circles among entities do no harm.
 */
public final class EntityScope implements Scope {

    private static final Scope UNKNOWN = new Scope() {
        @Override
        public FeelType typeOf(String name) {
            return FeelType.any();
        }

        @Override
        public Collection<String> names() {
            return List.of();
        }
    };

    /** What expressions see of {@code platform/user}. */
    public static final Scope USER = Scope.of(Map.of(
            "id", FeelType.text(),
            "name", FeelType.text(),
            "title", FeelType.text()));

    /** What expressions see of {@code platform/unit}. */
    public static final Scope UNIT = Scope.of(Map.of(
            "id", FeelType.text(),
            "code", FeelType.text(),
            "name", FeelType.text(),
            "number", FeelType.numeric()));

    /** What expressions see of {@code platform/team}. */
    public static final Scope TEAM = Scope.of(Map.of(
            "id", FeelType.text(),
            "name", FeelType.text(),
            "title", FeelType.text()));

    /** What expressions see of {@code platform/partner}. */
    public static final Scope PARTNER = Scope.of(Map.of(
            "id", FeelType.text(),
            "code", FeelType.text(),
            "title", FeelType.text()));

    private static final Scope ATTACHMENT = Scope.of(Map.of(
            "id", FeelType.text(),
            "name", FeelType.text(),
            "type", FeelType.text(),
            "size", FeelType.numeric(),
            "sha256", FeelType.text()));

    private static final Map<String, FeelType> SYSTEM = Map.ofEntries(
            Map.entry("id", FeelType.text()),
            Map.entry("number", FeelType.text()),
            Map.entry("unit", new FeelType.Reference(UNIT)),
            Map.entry("owner", new FeelType.Reference(USER)),
            Map.entry("version", FeelType.numeric()),
            Map.entry("createdAt", FeelType.dateTime()),
            Map.entry("createdBy", new FeelType.Reference(USER)),
            Map.entry("updatedAt", FeelType.dateTime()),
            Map.entry("updatedBy", new FeelType.Reference(USER)),
            Map.entry("retired", FeelType.bool()));

    private static final Map<String, FeelType> LIFECYCLE =
            Map.of("statusReason", FeelType.text(), "statusDate", FeelType.dateTime());

    private final Catalog catalog;
    private final EntityDefinition entity;

    private EntityScope(Catalog catalog, EntityDefinition entity) {
        this.catalog = catalog;
        this.entity = entity;
    }

    /** The scope of an entity. */
    public static EntityScope of(Catalog catalog, EntityDefinition entity) {
        return new EntityScope(catalog, entity);
    }

    /**
     * The scope of {@code module/entity} or of what the platform keeps; of an entity that the catalog
     * does not know, a scope in which every name may be anything.
     */
    public static Scope of(Catalog catalog, String ref) {
        return PlatformEntity.of(ref)
                .map(EntityScope::of)
                .orElseGet(() -> catalog.findEntity(ref)
                        .<Scope>map(found -> of(catalog, found))
                        .orElse(UNKNOWN));
    }

    /** What expressions see of what the platform keeps. */
    public static Scope of(PlatformEntity entity) {
        return switch (entity) {
            case USER -> USER;
            case TEAM -> TEAM;
            case UNIT -> UNIT;
            case PARTNER -> PARTNER;
        };
    }

    /** The names inside a repeating group or an object of an entity, and behind them those of the record. */
    public static Scope within(Catalog catalog, String ref, String property) {
        var record = of(catalog, ref);
        var parts = catalog.findEntity(ref)
                .flatMap(entity -> entity.property(property))
                .map(found -> switch (found.type()) {
                    case PropertyType.Group group -> types(catalog, group.properties(), true);
                    case PropertyType.Structure structure -> types(catalog, structure.properties(), false);
                    default -> Map.<String, FeelType>of();
                })
                .orElse(Map.of());
        return new WithNames(record, parts);
    }

    /** The entity whose names these are. */
    public EntityDefinition entity() {
        return entity;
    }

    @Override
    public @Nullable FeelType typeOf(String name) {
        var property = entity.properties().get(name);
        if (property != null) {
            return typeOf(catalog, property);
        }
        var inverse = catalog.inverse(entity, name);
        if (inverse.isPresent()) {
            return FeelType.listOf(
                    new FeelType.Reference(of(catalog, inverse.get().from())));
        }
        var system = SYSTEM.get(name);
        return system == null && entity.lifecycle() != null ? LIFECYCLE.get(name) : system;
    }

    @Override
    public Collection<String> names() {
        var names = new LinkedHashSet<>(entity.properties().keySet());
        names.addAll(catalog.inverses(entity).keySet());
        names.addAll(SYSTEM.keySet());
        if (entity.lifecycle() != null) {
            names.addAll(LIFECYCLE.keySet());
        }
        return new ArrayList<>(names);
    }

    @Override
    public boolean isStored(String name) {
        var property = entity.properties().get(name);
        return property == null
                || property.computed() == null
                || property.computed().stored();
    }

    /** What a property's value is to an expression. */
    public static FeelType typeOf(Catalog catalog, PropertyDefinition property) {
        return property.type() instanceof PropertyType.Text
                ? new FeelType.Text(search(property.search()))
                : typeOf(catalog, property.type());
    }

    /** What a value of a type is to an expression; a text is not searchable. */
    public static FeelType typeOf(Catalog catalog, PropertyType type) {
        return switch (type) {
            case PropertyType.Text text -> FeelType.text();
            case PropertyType.Bool bool -> FeelType.bool();
            case PropertyType.Whole whole -> FeelType.numeric();
            case PropertyType.Decimal decimal -> FeelType.numeric();
            case PropertyType.Date date -> FeelType.date();
            case PropertyType.DateTime moment -> FeelType.dateTime();
            case PropertyType.Time time -> FeelType.time();
            case PropertyType.Code code -> code(catalog, code.codeList());
            case PropertyType.Codes codes -> FeelType.listOf(code(catalog, codes.codeList()));
            case PropertyType.Texts texts -> FeelType.listOf(FeelType.text());
            case PropertyType.Reference reference ->
                new FeelType.Reference(of(catalog, reference.to().entity()));
            case PropertyType.References references ->
                FeelType.listOf(
                        new FeelType.Reference(of(catalog, references.to().entity())));
            case PropertyType.Group group ->
                FeelType.listOf(new FeelType.Context(entries(catalog, group.properties(), true)));
            case PropertyType.Structure structure ->
                new FeelType.Context(entries(catalog, structure.properties(), false));
            case PropertyType.Attachment attachment -> new FeelType.Context(ATTACHMENT);
            case PropertyType.Json json -> FeelType.any();
        };
    }

    /** The names inside an entry of a repeating group, which has an id, or inside an object. */
    private static Scope entries(Catalog catalog, List<PropertyDefinition> properties, boolean withId) {
        return Scope.of(types(catalog, properties, withId));
    }

    private static Map<String, FeelType> types(Catalog catalog, List<PropertyDefinition> properties, boolean withId) {
        var types = new LinkedHashMap<String, FeelType>();
        if (withId) {
            types.put("id", FeelType.text());
        }
        properties.forEach(property -> types.put(property.name(), typeOf(catalog, property)));
        return types;
    }

    static FeelType code(Catalog catalog, String ref) {
        var list = catalog.codeList(ref);
        return new FeelType.Code(List.copyOf(list.codes().keySet()), list.ordered());
    }

    private static FeelType.Search search(PropertyDefinition.Search search) {
        return switch (search) {
            case NONE -> FeelType.Search.NONE;
            case NAME -> FeelType.Search.NAME;
            case TEXT -> FeelType.Search.TEXT;
            case EXACT -> FeelType.Search.EXACT;
            case PREFIX -> FeelType.Search.PREFIX;
        };
    }
}
