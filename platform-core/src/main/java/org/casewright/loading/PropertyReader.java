package org.casewright.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.WithNames;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Computed;
import org.casewright.definition.PropertyDefinition.Evolution;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.definition.ReferenceDefinition.OnRetire;
import org.casewright.definition.ReferenceDefinition.Pick;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.expression.Values;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the properties of one file, which is an entity's or a mixin's. */
final class PropertyReader {

    /** What needs an index or a number of its own, which entries of a repeating group do not have. */
    private static final Set<String> RECORD_ONLY = Set.of("x-sortable", "x-unique", "x-appendOnly", "x-number");

    /** The rest of what says something of a value means nothing where the value is a file, or is refused by its own words. */
    private static final Set<String> BESIDE_ATTACHMENT = Set.of(
            "$comment",
            "title",
            "description",
            "deprecated",
            "readOnly",
            "x-attachment",
            "x-relevant",
            "x-required",
            "x-writable",
            "x-sensitivity",
            "x-guidance",
            "x-widget",
            "x-renamedFrom",
            "x-backfill",
            "x-search",
            "x-sortable",
            "x-unique",
            "x-number",
            "x-appendOnly");

    /** Size of the largest file where {@code maxMegabytes} is absent. */
    private static final int ATTACHMENT_MEGABYTES = 10;

    /**
     * Whose property is read: the record's, or one inside a group or an object.
     *
     * @param within name of the group or object; empty for the record
     */
    private record Level(boolean entry, String within) {
        static final Level RECORD = new Level(false, "");

        boolean isRecord() {
            return within.isEmpty();
        }
    }

    /** The entity that takes the properties over. */
    record Target(String ref, String table) {}

    private final ModuleSource module;
    private final JsonFile file;
    private final Target target;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    PropertyReader(
            ModuleSource module, JsonFile file, Target target, References references, Feel feel, Problems problems) {
        this.module = module;
        this.file = file;
        this.target = target;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    /** A property of the record itself. */
    PropertyDefinition read(String pointer, String name, JsonNode node) {
        Names.property(name).ifPresent(wrong -> problemAtName(pointer, wrong, "Choose another name."));
        return read(pointer, name, node, Level.RECORD, Names.physical(name));
    }

    private PropertyDefinition inner(String pointer, String name, JsonNode node, Level level, String column) {
        Names.entry(name).ifPresent(wrong -> problemAtName(pointer, wrong, "Choose another name."));
        if (level.entry() && node.has("x-index")) {
            problemAtName(
                    Pointer.child(pointer, "x-index"),
                    "Entries of a repeating group have no index.",
                    "Leave it out, or make an entity of the group.");
        }
        for (var keyword : RECORD_ONLY) {
            if (node.has(keyword)) {
                problemAtName(
                        Pointer.child(pointer, keyword),
                        "“" + keyword + "” means nothing inside a repeating group or an object.",
                        "Leave it out, or make an entity of the group.");
            }
        }
        return read(pointer, name, node, level, column);
    }

    private PropertyDefinition read(String pointer, String name, JsonNode node, Level level, String column) {
        var type = type(pointer, name, node, level, column);
        var computed = computed(pointer, node, type, level);
        var property = new PropertyDefinition(
                name,
                node.path("title").asString(name),
                type,
                type instanceof PropertyType.Group || type instanceof PropertyType.References ? "" : column,
                node.path("readOnly").asBoolean(false) || node.has("x-number"),
                constant(pointer, node),
                defaultExpression(pointer, node, level, type),
                computed,
                condition(pointer, "x-relevant", level),
                condition(pointer, "x-required", level),
                condition(pointer, "x-writable", level),
                node.path("x-sensitivity").asString(null),
                search(node),
                node.path("x-sortable").asBoolean(false),
                node.path("x-index").asBoolean(false),
                node.path("x-unique").asBoolean(false) || node.has("x-number"),
                node.path("x-appendOnly").asBoolean(false),
                node.path("x-guidance").asString(null),
                node.path("x-widget").asString(null),
                NumberPatterns.read(file, pointer + "/x-number", problems),
                evolution(pointer, name, node, level, type));
        check(pointer, node, property);
        return property;
    }

    // --- types

    private PropertyType type(String pointer, String name, JsonNode node, Level level, String column) {
        if (node.has("x-attachment")) {
            return attachment(pointer, node);
        }
        if (node.has("x-reference")) {
            var to = reference(pointer, node);
            return to == null ? new PropertyType.Json() : new PropertyType.Reference(to);
        }
        if (node.has("$ref")) {
            return code(pointer, node);
        }
        return switch (node.path("type").asString("")) {
            case "string" -> text(node);
            case "boolean" -> new PropertyType.Bool();
            case "integer" -> whole(pointer, node);
            case "number" -> decimal(pointer, node);
            case "array" -> array(pointer, name, node, level);
            case "object" -> object(pointer, name, node, level, column);
            default -> {
                problem(
                        pointer,
                        "“" + name + "” has no type.",
                        "Give it \"type\", a code list by \"$ref\", \"x-reference\" or \"x-attachment\".");
                yield new PropertyType.Json();
            }
        };
    }

    private PropertyType attachment(String pointer, JsonNode node) {
        node.propertyNames().stream()
                .filter(keyword -> !BESIDE_ATTACHMENT.contains(keyword))
                .forEach(keyword -> problemAtName(
                        Pointer.child(pointer, keyword),
                        "“" + keyword + "” means nothing at a file.",
                        "Leave it out."));
        var said = node.path("x-attachment");
        var types = new ArrayList<String>();
        for (var i = 0; i < said.path("types").size(); i++) {
            var type = said.path("types").get(i).stringValue();
            var at = pointer + "/x-attachment/types/" + i;
            MediaTypes.wrong(type).ifPresent(wrong -> problem(at, wrong.message(), wrong.advice()));
            types.add(type);
        }
        return new PropertyType.Attachment(types, said.path("maxMegabytes").asInt(ATTACHMENT_MEGABYTES));
    }

    private @Nullable ReferenceDefinition reference(String pointer, JsonNode node) {
        var at = pointer + "/x-reference";
        if (node.has("type") && !node.path("type").asString("").equals("string")) {
            problem(pointer + "/type", "A reference has no such type.", "Leave “type” out.");
        }
        var reference = node.path("x-reference");
        var entity = references.entity(module, reference.path("entity").stringValue(), file.at(at + "/entity"));
        if (entity == null) {
            return null;
        }
        var inverse = reference.path("inverse").asString(null);
        if (inverse != null) {
            checkInverse(at + "/inverse", inverse, entity);
        }
        if (reference.path("pick").asString("").equals("cascade") && !reference.has("filter")) {
            feel.later(catalog -> checkHierarchy(catalog, at + "/pick", entity));
        }
        // The draft's names stand behind record; bare names are the candidate's.
        var filter = feel.filter(
                file,
                at + "/filter",
                new Wanted(
                        module.name(),
                        catalog -> new WithNames(
                                EntityScope.of(catalog, entity),
                                Map.of("record", new FeelType.Reference(EntityScope.of(catalog, target.ref())))),
                        catalog -> FeelType.bool()),
                Map.of("record", Values.NONE));
        return new ReferenceDefinition(
                entity,
                inverse,
                OnRetire.valueOf(reference.path("onRetire").asString("restrict").toUpperCase(Locale.ROOT)),
                filter,
                Pick.valueOf(reference.path("pick").asString("search").toUpperCase(Locale.ROOT)));
    }

    /** What is chosen step by step lies below one another. */
    private void checkHierarchy(Catalog catalog, String pointer, String entity) {
        var target = catalog.findEntity(entity);
        if (References.PLATFORM.contains(entity)
                || target.filter(found -> found.properties().values().stream()
                                .noneMatch(property -> property.type() instanceof PropertyType.Reference(var to)
                                        && to.entity().equals(entity)))
                        .isPresent()) {
            problem(
                    pointer,
                    "“" + entity + "” is no hierarchy: its records do not refer to one another.",
                    "Write \"search\" or \"select\", give it a reference to itself, or a “filter” by what is chosen before.");
        }
    }

    private void checkInverse(String pointer, String inverse, String entity) {
        Names.property(inverse).ifPresent(wrong -> problem(pointer, wrong, "Choose another name."));
        if (References.PLATFORM.contains(entity)) {
            problem(pointer, "“" + entity + "” has no inverse lists.", "Leave “inverse” out.");
        }
    }

    private PropertyType code(String pointer, JsonNode node) {
        if (node.has("type") && !node.path("type").asString("").equals("string")) {
            problem(pointer + "/type", "A code is a string.", "Leave “type” out.");
        }
        var list = references.codes(module, node.path("$ref").stringValue(), file.at(pointer + "/$ref"));
        return list == null ? new PropertyType.Json() : new PropertyType.Code(list.ref());
    }

    private static PropertyType text(JsonNode node) {
        return switch (node.path("format").asString("")) {
            case "date" -> new PropertyType.Date();
            case "date-time" -> new PropertyType.DateTime();
            case "time" -> new PropertyType.Time();
            default ->
                new PropertyType.Text(
                        node.path("minLength").asInt(0),
                        node.path("maxLength").asInt(PlainSchema.MAX_LENGTH),
                        node.path("pattern").asString(null),
                        node.path("format").asString(null));
        };
    }

    private PropertyType whole(String pointer, JsonNode node) {
        var minimum = bound(node, "minimum", "exclusiveMinimum", 1);
        var maximum = bound(node, "maximum", "exclusiveMaximum", -1);
        checkBounds(pointer, minimum, maximum);
        return new PropertyType.Whole(asLong(pointer, minimum), asLong(pointer, maximum));
    }

    private @Nullable Long asLong(String pointer, @Nullable BigDecimal bound) {
        if (bound == null) {
            return null;
        }
        try {
            return bound.longValueExact();
        } catch (ArithmeticException notWhole) {
            problem(pointer, "The bound " + bound.toPlainString() + " is no whole number of 64 bits.", null);
            return null;
        }
    }

    private PropertyType decimal(String pointer, JsonNode node) {
        var minimum = bound(node, "minimum", "exclusiveMinimum", 0);
        var maximum = bound(node, "maximum", "exclusiveMaximum", 0);
        checkBounds(pointer, minimum, maximum);
        var step = node.path("multipleOf");
        var scale = step.isNumber()
                ? Math.max(0, step.decimalValue().stripTrailingZeros().scale())
                : PlainSchema.SCALE;
        return new PropertyType.Decimal(scale, minimum, maximum);
    }

    /** The smallest or largest value that will do; {@code step} is what leads from an excluded bound to it. */
    private static @Nullable BigDecimal bound(JsonNode node, String included, String excluded, int step) {
        if (node.has(included)) {
            return node.path(included).decimalValue();
        }
        return node.has(excluded) ? node.path(excluded).decimalValue().add(BigDecimal.valueOf(step)) : null;
    }

    private void checkBounds(String pointer, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            problem(pointer, "The minimum is larger than the maximum.", null);
        }
    }

    private PropertyType array(String pointer, String name, JsonNode node, Level level) {
        var items = node.path("items");
        var at = pointer + "/items";
        if (items.has("x-reference")) {
            return references(pointer, name, items, level);
        }
        if (items.has("x-attachment")) {
            problemAtName(
                    at + "/x-attachment",
                    "A list of files is a repeating group, so that each can be told what it is.",
                    "Let “items” be an object with a property that has “x-attachment”.");
            return new PropertyType.Json();
        }
        if (items.has("$ref")) {
            return code(at, items) instanceof PropertyType.Code(var list)
                    ? new PropertyType.Codes(list)
                    : new PropertyType.Json();
        }
        var type = items.path("type").asString("");
        if (type.equals("object") && level.isRecord() && items.has("properties")) {
            var inner = properties(at, items, new Level(true, name), "");
            return new PropertyType.Group(Names.physical(target.table(), name), inner, required(at, items, inner));
        }
        refuseOwnWords(at, items);
        return type.equals("string") ? new PropertyType.Texts() : new PropertyType.Json();
    }

    private PropertyType references(String pointer, String name, JsonNode items, Level level) {
        var to = reference(pointer + "/items", items);
        if (!level.isRecord()) {
            problem(
                    pointer + "/items/x-reference",
                    "A list of references cannot stand so deep.",
                    "It is a table of its own and belongs to a record: make an entity of what is around it.");
            return new PropertyType.Json();
        }
        return to == null
                ? new PropertyType.Json()
                : new PropertyType.References(Names.physical(target.table(), name), to);
    }

    private PropertyType object(String pointer, String name, JsonNode node, Level level, String column) {
        if (level.isRecord() && node.has("properties")) {
            var inner = properties(pointer, node, new Level(false, name), column);
            return new PropertyType.Structure(inner, required(pointer, node, inner));
        }
        refuseInner(pointer, node);
        return new PropertyType.Json();
    }

    private List<PropertyDefinition> properties(String pointer, JsonNode node, Level level, String prefix) {
        var inner = new ArrayList<PropertyDefinition>();
        node.path("properties").forEachEntry((name, property) -> {
            var column = prefix.isEmpty() ? Names.physical(name) : Names.physical(prefix, name);
            inner.add(inner(Pointer.child(pointer + "/properties", name), name, property, level, column));
        });
        if (inner.isEmpty()) {
            problem(pointer + "/properties", "There are no properties in it.", "Give it at least one.");
        }
        return inner;
    }

    private List<String> required(String pointer, JsonNode node, List<PropertyDefinition> inner) {
        var names = inner.stream().map(PropertyDefinition::name).toList();
        var required = new ArrayList<String>();
        var list = node.path("required");
        for (var i = 0; i < list.size(); i++) {
            var name = list.get(i).stringValue();
            required.add(name);
            if (!names.contains(name)) {
                problem(
                        pointer + "/required/" + i,
                        "There is no property “" + name + "” here.",
                        Similar.advice(name, names));
            }
        }
        return required;
    }

    /** What is kept as JSON has neither columns nor places to look it up: only plain JSON Schema and codes stand in it. */
    private void refuseInner(String pointer, JsonNode node) {
        node.path("properties")
                .forEachEntry((name, inner) -> refuseOwnWords(Pointer.child(pointer + "/properties", name), inner));
        if (node.has("items")) {
            refuseOwnWords(pointer + "/items", node.path("items"));
        }
    }

    private void refuseOwnWords(String pointer, JsonNode node) {
        node.forEachEntry((keyword, value) -> {
            if (keyword.startsWith("x-") && !keyword.equals("x-guidance")) {
                problemAtName(
                        Pointer.child(pointer, keyword),
                        "“" + keyword + "” cannot stand so deep.",
                        "What has columns lies at most one level deep: make an entity of it.");
            } else if (keyword.equals("$ref")) {
                references.codes(module, value.asString(""), file.at(Pointer.child(pointer, keyword)));
            }
        });
        refuseInner(pointer, node);
    }

    // --- values and conditions

    private @Nullable JsonNode constant(String pointer, JsonNode node) {
        var value = node.path("default");
        if (value.isMissingNode() || PlainSchema.isFeel(value) || node.has("x-attachment")) {
            return null;
        }
        var schema = new PlainSchema(module, file, references.quiet(), new Problems()).of(pointer, node);
        MetaSchemas.errors(schema, value)
                .forEach(error ->
                        problem(pointer + "/default", "The default does not fit the property: " + error + ".", null));
        return value;
    }

    private @Nullable Expression defaultExpression(String pointer, JsonNode node, Level level, PropertyType type) {
        if (!PlainSchema.isFeel(node.path("default")) || type instanceof PropertyType.Attachment) {
            return null;
        }
        var text = node.path("default").stringValue().substring(1).strip();
        return feel.expression(text, file.at(pointer + "/default"), wanted(type, level));
    }

    private @Nullable Computed computed(String pointer, JsonNode node, PropertyType type, Level level) {
        var computed = node.path("x-computed");
        if (computed.isMissingNode() || type instanceof PropertyType.Attachment) {
            return null;
        }
        var at = pointer + "/x-computed" + (computed.isObject() ? "/feel" : "");
        if (type instanceof PropertyType.Group
                || type instanceof PropertyType.Structure
                || type instanceof PropertyType.References) {
            problem(
                    pointer + "/x-computed",
                    "A repeating group, an object or a list of references cannot be computed.",
                    "Compute one value.");
            return null;
        }
        if (node.has("default")) {
            problem(pointer + "/default", "A computed property has no default.", "Leave one of them out.");
        }
        var stored = computed.path("stored").asBoolean(true);
        var daily = computed.path("refresh").asString("").equals("daily");
        if (daily && !stored) {
            problem(at, "What is not stored is not refreshed.", "Leave “stored” or “refresh” out.");
        }
        if (!stored && !level.isRecord()) {
            problem(
                    pointer + "/x-computed",
                    "A value inside a repeating group or an object is stored with it.",
                    "Leave “stored” out.");
        }
        var expression = feel.expression(file, at, wanted(type, level));
        if (expression == null) {
            return null;
        }
        if (stored && !daily && expression.readsClock()) {
            problem(
                    at,
                    "`" + expression.text() + "` changes with time, and its value is stored.",
                    "Write { \"feel\": ..., \"stored\": false }, or \"refresh\": \"daily\".");
        }
        if (expression.readsActor()) {
            problem(
                    at,
                    "`" + expression.text() + "` depends on who asks.",
                    "A computed value is the same for everybody.");
        }
        return new Computed(expression, stored, daily);
    }

    private Wanted wanted(PropertyType type, Level level) {
        return new Wanted(
                module.name(), catalog -> scope(catalog, level), catalog -> EntityScope.typeOf(catalog, type));
    }

    /** Inside a group or an object its own names come first, then the record's. */
    private Scope scope(Catalog catalog, Level level) {
        return level.isRecord()
                ? EntityScope.of(catalog, target.ref())
                : EntityScope.within(catalog, target.ref(), level.within());
    }

    private @Nullable Expression condition(String pointer, String keyword, Level level) {
        return feel.expression(
                file,
                Pointer.child(pointer, keyword),
                new Wanted(module.name(), catalog -> scope(catalog, level), catalog -> FeelType.bool()));
    }

    // --- what was stored before

    private Evolution evolution(String pointer, String name, JsonNode node, Level level, PropertyType type) {
        var renamedFrom = node.path("x-renamedFrom").asString(null);
        if (renamedFrom != null) {
            Names.camel(renamedFrom).ifPresent(wrong -> problem(pointer + "/x-renamedFrom", wrong, null));
            if (renamedFrom.equals(name)) {
                problem(pointer + "/x-renamedFrom", "“" + name + "” is the name it has.", "Name the former one.");
            }
        }
        var movedFrom = node.path("x-movedFrom").asString(null);
        if (movedFrom != null && (type instanceof PropertyType.Group || type instanceof PropertyType.Structure)) {
            problem(
                    pointer + "/x-movedFrom",
                    "Values move one property at a time.",
                    "Write it at the properties within; a new name alone is x-renamedFrom.");
        }
        if (movedFrom != null && type instanceof PropertyType.References) {
            problem(
                    pointer + "/x-movedFrom",
                    "A list of references stays with its record.",
                    "A new name alone is x-renamedFrom.");
        }
        if (movedFrom != null && renamedFrom != null) {
            problem(pointer + "/x-movedFrom", "A value comes from one place.", "Leave one of the two out.");
        }
        return renamedFrom == null && movedFrom == null && !node.has("x-backfill")
                ? Evolution.NONE
                : new Evolution(renamedFrom, movedFrom, backfill(pointer, node, level, type));
    }

    private @Nullable Expression backfill(String pointer, JsonNode node, Level level, PropertyType type) {
        var at = pointer + "/x-backfill";
        if (!node.has("x-backfill")) {
            return null;
        }
        if (level.entry() || !type.isSingle()) {
            problem(at, "Only a property of the record that has one value is filled.", "Leave “x-backfill” out.");
            return null;
        }
        if (node.has("x-computed")) {
            problem(at, "A computed property is filled by its own expression.", "Leave “x-backfill” out.");
            return null;
        }
        return feel.value(file, at, wanted(type, level));
    }

    private static Search search(JsonNode node) {
        return Search.valueOf(node.path("x-search").asString("none").toUpperCase(Locale.ROOT));
    }

    private void check(String pointer, JsonNode node, PropertyDefinition property) {
        var type = property.type();
        if (property.search() != Search.NONE && !(type instanceof PropertyType.Text)) {
            problem(
                    pointer + "/x-search",
                    "Only a text is searched.",
                    "Leave “x-search” out; x-index makes filters fast.");
        }
        var scalar = type.isSingle();
        if (property.sortable() && (!scalar || type instanceof PropertyType.Reference)) {
            problem(pointer + "/x-sortable", "Lists cannot be sorted by this type.", "Leave “x-sortable” out.");
        }
        if (property.unique() && !scalar) {
            problem(pointer + "/x-unique", "A value of this type cannot be unique.", "Leave “x-unique” out.");
        }
        if ((property.sortable() || property.index() || property.unique()) && !property.isColumn() && scalar) {
            problem(pointer, "What is computed at each reading has no index.", "Store it, or leave the index out.");
        }
        if (property.number() != null) {
            checkNumber(pointer, node, type);
        }
        if (property.index()
                && (type instanceof PropertyType.Group
                        || type instanceof PropertyType.Structure
                        || type instanceof PropertyType.References)) {
            problem(
                    pointer + "/x-index",
                    "A repeating group, an object or a list of references takes no index.",
                    "Leave “x-index” out.");
        }
        if (property.appendOnly() && !(type instanceof PropertyType.Group)) {
            problem(pointer + "/x-appendOnly", "Only a repeating group is append-only.", "Leave “x-appendOnly” out.");
        }
        if (node.has("pattern")) {
            checkPattern(pointer + "/pattern", node.path("pattern").asString(""));
        }
    }

    private void checkNumber(String pointer, JsonNode node, PropertyType type) {
        if (!(type instanceof PropertyType.Text)) {
            problem(pointer + "/x-number", "Only a text is a number of this kind.", "Let “type” be \"string\".");
        }
        for (var other : List.of("x-computed", "default")) {
            if (node.has(other)) {
                problem(
                        Pointer.child(pointer, other),
                        "The platform numbers this property; it has no “" + other + "”.",
                        "Leave one of them out.");
            }
        }
    }

    private void checkPattern(String pointer, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            problem(pointer, "“" + pattern + "” is no regular expression: " + wrong.getDescription() + ".", null);
        }
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }

    private void problemAtName(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.atName(pointer), message, advice));
    }
}
