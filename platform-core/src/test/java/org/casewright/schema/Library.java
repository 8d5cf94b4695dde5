package org.casewright.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** A lending library, as a module might define it: every kind of column, index and policy is in it. */
public final class Library {

    private Library() {}

    public static Catalog catalog() {
        return catalog(loan(UnaryOperator.identity()), reader(), book(), language());
    }

    static Catalog catalog(EntityDefinition... entities) {
        return catalog(Map.of(), Map.of(), Set.of("NORMAL", "CHILD"), entities);
    }

    /** The library as a module of these files, processes and row classes. */
    public static Catalog catalog(
            Map<String, byte[]> files,
            Map<String, ProcessDefinition> processes,
            Set<String> rowClasses,
            EntityDefinition... entities) {
        var byName = List.of(entities).stream().collect(Collectors.toMap(EntityDefinition::name, entity -> entity));
        var access = new AccessDefinition(
                Map.of(
                        "LIB",
                        Map.of("library/loan", List.of(entry(Depth.UNIT, rowClasses))),
                        "READER",
                        Map.of("library/loan", List.of(entry(Depth.OWN, Set.of())))),
                List.of(),
                Set.of(),
                Map.of());
        var module = new ModuleDefinition(
                "library",
                "1.0.0",
                "Library",
                null,
                40,
                Map.of(),
                List.of(),
                Map.of("LIB", "Librarian", "READER", "Reader"),
                Map.of(),
                new java.util.TreeMap<>(byName),
                Map.of(),
                Map.of(),
                List.of(),
                processes,
                Map.of(),
                Map.of(),
                access,
                Map.of(),
                null,
                List.of(),
                files);
        return new Catalog(0, List.of(module), Map.of());
    }

    private static Entry entry(Depth read, Set<String> rowClasses) {
        return new Entry(Map.of(Privilege.READ, read), rowClasses, Map.of());
    }

    /** The loan, after a change of its properties. */
    public static EntityDefinition loan(UnaryOperator<List<PropertyDefinition>> change) {
        var properties = new ArrayList<>(List.of(
                reference("book", "library/book"),
                reference("reader", "library/reader"),
                reference("lentBy", "platform/user"),
                property("state", "state", new PropertyType.Code("library/loan-state")),
                sortable(property("lentOn", "lent_on", new PropertyType.Date())),
                property("returnedAt", "returned_at", new PropertyType.DateTime()),
                property("days", "days", new PropertyType.Whole(0L, 365L)),
                property("fee", "fee", new PropertyType.Decimal(2, BigDecimal.ZERO, null)),
                property("lost", "lost", new PropertyType.Bool()),
                property("at", "at", new PropertyType.Time()),
                property("extra", "extra", new PropertyType.Json()),
                property(
                        "pickUp",
                        "",
                        new PropertyType.Structure(List.of(property("desk", "pick_up_desk", text(40))), List.of())),
                property(
                        "damages",
                        "",
                        new PropertyType.Group(
                                "loan_damages",
                                List.of(
                                        property("page", "page", new PropertyType.Whole(1L, null)),
                                        property("what", "what", text(200)),
                                        reference("seenBy", "library/reader")),
                                List.of("what")))));
        return entity(
                "loan",
                new Ownership.Unit(),
                List.of(),
                new Lifecycle("state", "OUT", null, List.of()),
                List.of(
                        new UniqueKey(List.of("book", "lentOn"), null, "One loan a book and day."),
                        new UniqueKey(
                                List.of("book"),
                                feel("state in (\"OUT\", \"HELD\") and returnedAt = null and pickUp.desk != \"it's\""),
                                "This book is already out.")),
                change.apply(properties));
    }

    public static EntityDefinition reader() {
        return reader("name");
    }

    /** The reader, whose column {@code name} goes by a name of its own. */
    public static EntityDefinition reader(String name) {
        return entity(
                "reader",
                new Ownership.Unit(),
                List.of(),
                null,
                List.of(),
                List.of(
                        sortable(searched(property(name, "name", text(100)), Search.NAME)),
                        unique(property("card", "card", new PropertyType.Text(4, 12, "^[A-Z0-9]+$", null))),
                        property("languages", "languages", new PropertyType.Codes("library/languages")),
                        property("nicknames", "nicknames", new PropertyType.Texts())));
    }

    public static EntityDefinition book() {
        return entity(
                "book",
                new Ownership.Unit(),
                List.of(),
                null,
                List.of(),
                List.of(
                        property("title", "title", text(Integer.MAX_VALUE)),
                        reference("language", "library/language")));
    }

    public static EntityDefinition language() {
        return entity(
                "language",
                new Ownership.None(),
                List.of("code"),
                null,
                List.of(),
                List.of(property("code", "code", text(3)), property("title", "title", text(80))));
    }

    static Expression feel(String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static PropertyType.Text text(int maxLength) {
        return new PropertyType.Text(0, maxLength, null, null);
    }

    static PropertyDefinition reference(String name, String entity) {
        return property(
                name,
                name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT),
                new PropertyType.Reference(new ReferenceDefinition(
                        entity, null, ReferenceDefinition.OnRetire.RESTRICT, null, ReferenceDefinition.Pick.SEARCH)));
    }

    public static PropertyDefinition property(String name, String column, PropertyType type) {
        return property(name, column, type, Search.NONE, false, false);
    }

    static PropertyDefinition sortable(PropertyDefinition of) {
        return property(of.name(), of.column(), of.type(), of.search(), true, of.unique());
    }

    static PropertyDefinition searched(PropertyDefinition of, Search search) {
        return property(of.name(), of.column(), of.type(), search, of.sortable(), of.unique());
    }

    public static PropertyDefinition unique(PropertyDefinition of) {
        return property(of.name(), of.column(), of.type(), of.search(), of.sortable(), true);
    }

    private static PropertyDefinition property(
            String name, String column, PropertyType type, Search search, boolean sortable, boolean unique) {
        return new PropertyDefinition(
                name,
                name,
                type,
                column,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                search,
                sortable,
                false,
                unique,
                false,
                null,
                null,
                null,
                PropertyDefinition.Evolution.NONE);
    }

    public static EntityDefinition entity(
            String name,
            Ownership ownership,
            List<String> key,
            @Nullable Lifecycle lifecycle,
            List<UniqueKey> unique,
            List<PropertyDefinition> properties) {
        var byName = new java.util.LinkedHashMap<String, PropertyDefinition>();
        properties.forEach(property -> byName.put(property.name(), property));
        return new EntityDefinition(
                "library",
                name,
                "library",
                name,
                name,
                name + "s",
                null,
                null,
                null,
                ownership,
                key,
                lifecycle,
                unique,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                byName,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                Location.of("library/entities/" + name + ".schema.json"));
    }
}
