package org.casewright.loading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.WithNames;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.PeriodDefinition;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.loading.EntityParts.Part;
import org.casewright.loading.Feel.Wanted;
import org.casewright.loading.PropertyReader.Target;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code entities/*.schema.json}: one entity with its mixins merged. */
final class EntityReader {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final ModuleSource module;
    private final String name;
    private final JsonFile file;
    private final EntityParts parts;
    private final Target target;
    private final References references;
    private final Map<String, CodeList> codeLists;
    private final Feel feel;
    private final Problems problems;
    private final Map<String, PropertyDefinition> properties = new LinkedHashMap<>();
    private final Map<String, Location> places = new HashMap<>();
    private final ObjectNode plainProperties = JsonNodeFactory.instance.objectNode();

    EntityReader(
            ModuleSource module,
            String name,
            JsonFile file,
            References references,
            Map<String, CodeList> codeLists,
            Feel feel,
            Problems problems) {
        this.module = module;
        this.name = name;
        this.file = file;
        this.references = references;
        this.codeLists = codeLists;
        this.feel = feel;
        this.problems = problems;
        this.parts = EntityParts.of(module, file, references);
        this.target = new Target(module.name() + "/" + name, Names.physical(name));
    }

    EntityDefinition read() {
        Names.kebab(name).ifPresent(wrong -> problem("", wrong, "Rename the file."));
        parts.parts().forEach(this::readProperties);
        checkColumns();
        var entity = file.root().path("x-entity");
        var ownership = ownership(entity);
        return new EntityDefinition(
                module.name(),
                name,
                Names.physical(module.name()),
                target.table(),
                file.root().path("title").stringValue(),
                entity.path("plural").asString(file.root().path("title").stringValue()),
                entity.path("icon").asString(null),
                feel.template(file, "/x-entity/titleTemplate", wanted(null)),
                NumberPatterns.read(file, "/x-entity/number", problems),
                ownership,
                key(entity.path("key"), ownership),
                lifecycle(),
                unique(entity.path("unique")),
                rules(),
                periods(entity.path("periods")),
                new OperationReader(module, file, target.ref(), references, feel, problems).read(),
                searchFirst(entity.path("searchFirst")),
                new DuplicatesReader(module, file, target.ref(), references, feel, problems).read(),
                feel.expression(file, "/x-entity/rowClass", wanted(FeelType.text())),
                new GrantReader(file, references, feel, problems, wanted(null)).barred(ownership),
                new GrantReader(file, references, feel, problems, wanted(null)).grants(ownership),
                new BreakGlassReader(file, references, problems).read(ownership, properties.values()),
                LogReadsReader.read(file, ownership, properties.values(), problems),
                RevealReader.read(file, ownership, properties.values(), problems),
                renamedFrom(entity.path("renamedFrom").asString(null)),
                properties,
                required(),
                jsonSchema(),
                file.at(""));
    }

    private @Nullable String renamedFrom(@Nullable String former) {
        if (former != null) {
            Names.kebab(former).ifPresent(wrong -> problem("/x-entity/renamedFrom", wrong, null));
            if (former.equals(name)) {
                problem("/x-entity/renamedFrom", "“" + name + "” is the name it has.", "Name the former one.");
            }
        }
        return former;
    }

    private Wanted wanted(@Nullable FeelType type) {
        return new Wanted(module.name(), this::scope, catalog -> type);
    }

    private Scope scope(Catalog catalog) {
        return EntityScope.of(catalog, target.ref());
    }

    // --- properties

    private void readProperties(Part part) {
        var reader = new PropertyReader(part.module(), part.file(), target, references, feel, problems);
        var plain = new PlainSchema(part.module(), part.file(), references.quiet(), problems);
        part.file().root().path("properties").forEachEntry((propertyName, node) -> {
            var pointer = Pointer.child("/properties", propertyName);
            var first = places.putIfAbsent(propertyName, part.file().atName(pointer));
            if (first != null) {
                problems.add(Problem.in(
                        part.file().atName(pointer),
                        "“" + name + "” has a property “" + propertyName + "” already, in " + first.file() + ":"
                                + first.line() + ".",
                        "Leave it out of one of them."));
                return;
            }
            properties.put(propertyName, reader.read(pointer, propertyName, node));
            plainProperties.set(propertyName, plain.of(pointer, node));
        });
    }

    /** Two names may not become one column. */
    private void checkColumns() {
        var columns = new HashMap<String, String>();
        for (var property : properties.values()) {
            var place = places.getOrDefault(property.name(), file.at("/properties"));
            switch (property.type()) {
                case PropertyType.Group group -> {
                    var inner = new HashMap<String, String>();
                    inner.put("id", "id");
                    inner.put("parent_id", "parentId");
                    inner.put("position", "position");
                    group.properties().forEach(entry -> checkColumn(entry, inner, place));
                }
                case PropertyType.Structure structure ->
                    structure.properties().forEach(entry -> checkColumn(entry, columns, place));
                default -> checkColumn(property, columns, place);
            }
        }
    }

    private void checkColumn(PropertyDefinition property, Map<String, String> columns, Location place) {
        if (property.column().isEmpty()) {
            return;
        }
        var other = columns.putIfAbsent(property.column(), property.name());
        if (other != null) {
            problems.add(Problem.in(
                    place,
                    "“" + property.name() + "” and “" + other + "” would be the same column “" + property.column()
                            + "”.",
                    "Rename one of them."));
        } else if (columns.get("parent_id") == null && Names.COLUMNS.contains(property.column())) {
            problems.add(Problem.in(
                    place,
                    "“" + property.name() + "” would be the column “" + property.column()
                            + "”, which every record has.",
                    "Choose another name."));
        }
    }

    private List<String> required() {
        var required = new ArrayList<String>();
        for (var part : parts.parts()) {
            var list = part.file().root().path("required");
            for (var i = 0; i < list.size(); i++) {
                var property = list.get(i).stringValue();
                if (!properties.containsKey(property)) {
                    problems.add(Problem.in(
                            part.file().at("/required/" + i),
                            "There is no property “" + property + "”.",
                            Similar.advice(property, properties.keySet())));
                } else if (!required.contains(property)) {
                    required.add(property);
                }
            }
        }
        return required;
    }

    // --- x-entity

    private Ownership ownership(JsonNode entity) {
        var node = entity.path("ownership");
        if (node.isObject()) {
            var reference = node.path("parent").stringValue();
            var property = property(reference, "/x-entity/ownership/parent");
            if (property != null) {
                feel.later(catalog -> checkParent(catalog, property));
            }
            return new Ownership.Parent(reference);
        }
        return switch (node.asString("unit")) {
            case "unit" -> new Ownership.Unit();
            case "none" -> new Ownership.None();
            default -> {
                problem(
                        "/x-entity/ownership",
                        "“" + node.asString("") + "” is no ownership.",
                        "Write \"unit\", \"none\" or { \"parent\": \"reference\" }.");
                yield new Ownership.Unit();
            }
        };
    }

    private void checkParent(Catalog catalog, PropertyDefinition property) {
        var at = "/x-entity/ownership/parent";
        if (!(property.type() instanceof PropertyType.Reference(var to)) || References.PLATFORM.contains(to.entity())) {
            problem(
                    at,
                    "“" + property.name() + "” is no reference to a record that has a unit.",
                    "Name a reference property.");
            return;
        }
        var parent = catalog.findEntity(to.entity());
        if (parent.isPresent() && parent.get().ownership() instanceof Ownership.None) {
            problem(
                    at,
                    "“" + property.name() + "” leads to “" + to.entity() + "”, whose records have no unit.",
                    "Name a reference to an entity with ownership unit.");
        }
        var way = new ArrayList<>(List.of(target.ref()));
        for (var next = parent; next.isPresent(); next = parentOf(catalog, next.get())) {
            var ref = next.get().ref();
            way.add(ref);
            if (ref.equals(target.ref())) {
                problem(
                        at,
                        "Ownership goes in a circle: " + String.join(" -> ", way) + ".",
                        "Let one of them have ownership unit.");
                return;
            }
            if (way.indexOf(ref) < way.size() - 1) {
                return;
            }
        }
    }

    private static Optional<EntityDefinition> parentOf(Catalog catalog, EntityDefinition entity) {
        return entity.ownership() instanceof Ownership.Parent(var reference)
                ? entity.property(reference).flatMap(property -> target(catalog, property))
                : Optional.empty();
    }

    private static Optional<EntityDefinition> target(Catalog catalog, PropertyDefinition property) {
        return property.type() instanceof PropertyType.Reference(var to)
                ? catalog.findEntity(to.entity())
                : Optional.empty();
    }

    private List<String> key(JsonNode node, Ownership ownership) {
        var key = new ArrayList<String>();
        if (node.isString()) {
            keyPart(node.stringValue(), "/x-entity/key", key);
        }
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            keyPart(node.get(i).stringValue(), "/x-entity/key/" + i, key);
        }
        if (!key.isEmpty() && !(ownership instanceof Ownership.None)) {
            problem(
                    "/x-entity/key",
                    "Only reference data has a key.",
                    "Let “ownership” be \"none\", or write “unique”.");
        }
        return key;
    }

    private void keyPart(String propertyName, String pointer, List<String> key) {
        var property = property(propertyName, pointer);
        if (property == null) {
            return;
        }
        key.add(propertyName);
        if (!isKeyable(property)) {
            problem(
                    pointer,
                    "“" + propertyName + "” cannot be part of a key.",
                    "Name a stored property with one value.");
        } else if (!required().contains(propertyName)) {
            problem(pointer, "“" + propertyName + "” may be empty, and is part of the key.", "Add it to “required”.");
        }
    }

    private static boolean isKeyable(PropertyDefinition property) {
        return property.isColumn() && property.type().isSingle();
    }

    private List<UniqueKey> unique(JsonNode list) {
        var keys = new ArrayList<UniqueKey>();
        for (var i = 0; i < list.size(); i++) {
            var pointer = "/x-entity/unique/" + i;
            var names = strings(list.get(i).path("properties"));
            for (var j = 0; j < names.size(); j++) {
                var at = pointer + "/properties/" + j;
                var property = property(names.get(j), at);
                if (property != null && !isKeyable(property)) {
                    problem(
                            at,
                            "“" + names.get(j) + "” cannot be part of a key.",
                            "Name a stored property with one value.");
                }
            }
            var where = feel.filter(file, pointer + "/where", wanted(FeelType.bool()), Map.of());
            if (where != null && where.readsClock()) {
                problem(
                        pointer + "/where",
                        "`" + where.text() + "` changes with time; a key does not.",
                        "Leave today() and now() out.");
            }
            if (where != null && (where.readsActor() || !where.settings().isEmpty())) {
                problem(
                        pointer + "/where",
                        "`" + where.text() + "` depends on who asks; a key does not.",
                        "Use the record's own properties.");
            }
            if (where != null && where.paths().stream().anyMatch(path -> path.size() > 1)) {
                problem(
                        pointer + "/where",
                        "`" + where.text() + "` reads other records; a key does not.",
                        "Use the record's own properties.");
            }
            var during = strings(list.get(i).path("during"));
            checkDuring(pointer + "/during", during);
            var merges = list.get(i).has("onConflict");
            if (merges && !during.isEmpty()) {
                problem(
                        pointer + "/onConflict",
                        "Records whose times overlap are not merged.",
                        "Leave “onConflict” or “during” out.");
            }
            keys.add(new UniqueKey(
                    names, during, where, merges, list.get(i).path("message").asString(null)));
        }
        return keys;
    }

    private void checkDuring(String pointer, List<String> during) {
        var kinds = new LinkedHashSet<Class<?>>();
        for (var i = 0; i < during.size(); i++) {
            var at = pointer + "/" + i;
            var property = property(during.get(i), at);
            if (property == null) {
                continue;
            }
            var moment =
                    property.type() instanceof PropertyType.Date || property.type() instanceof PropertyType.DateTime;
            if (!moment || !property.isColumn()) {
                problem(
                        at,
                        "“" + during.get(i) + "” is no stored date or moment.",
                        "Name a property with \"format\": \"date\" or \"date-time\".");
            } else if (kinds.add(property.type().getClass()) && kinds.size() > 1) {
                problem(at, "One of “during” is a date and the other a moment.", "Let both be the same.");
            }
        }
    }

    private List<RuleDefinition> rules() {
        var rules = new LinkedHashMap<String, RuleDefinition>();
        for (var part : parts.parts()) {
            var list = part.entity().path("rules");
            for (var i = 0; i < list.size(); i++) {
                var rule = rule(part, "/x-entity/rules/" + i, list.get(i));
                if (rule != null && rules.putIfAbsent(rule.id(), rule) != null) {
                    problems.add(Problem.in(
                            part.file().at("/x-entity/rules/" + i + "/id"),
                            "There is a rule “" + rule.id() + "” in “" + name + "” already.",
                            "Give it another id."));
                }
            }
        }
        return List.copyOf(rules.values());
    }

    private @Nullable RuleDefinition rule(Part part, String pointer, JsonNode node) {
        var wanted = new Wanted(
                part.module().name(),
                catalog -> new WithNames(scope(catalog), Map.of("before", new FeelType.Reference(scope(catalog)))),
                catalog -> FeelType.bool());
        var asserts = feel.expression(part.file(), pointer + "/assert", wanted);
        var when = feel.expression(part.file(), pointer + "/when", wanted);
        var at = node.path("at").asString(null);
        if (at != null && !properties.containsKey(at)) {
            var place = part.file().at(pointer + "/at");
            feel.later(catalog -> {
                var names = scope(catalog).names();
                if (!names.contains(at)) {
                    problems.add(Problem.in(place, "There is no property “" + at + "”.", Similar.advice(at, names)));
                }
            });
        }
        return asserts == null
                ? null
                : new RuleDefinition(
                        node.path("id").stringValue(),
                        asserts,
                        at,
                        node.path("severity").asString("error").equals("warning"),
                        when,
                        node.path("message").stringValue());
    }

    private @Nullable Lifecycle lifecycle() {
        var having = parts.parts().stream()
                .filter(part -> part.entity().has("lifecycle"))
                .toList();
        having.stream()
                .skip(1)
                .forEach(part -> problems.add(Problem.in(
                        part.file().atName("/x-entity/lifecycle"),
                        "“" + name + "” has a lifecycle already, in "
                                + having.getFirst().file().label() + ".",
                        "There is one per entity: leave one out.")));
        if (having.isEmpty()) {
            return null;
        }
        var part = having.getFirst();
        return new LifecycleReader(
                        part,
                        new Wanted(part.module().name(), this::scope, catalog -> FeelType.bool()),
                        properties,
                        codeLists,
                        references,
                        feel,
                        problems)
                .read();
    }

    private List<PeriodDefinition> periods(JsonNode list) {
        var periods = new ArrayList<PeriodDefinition>();
        for (var i = 0; i < list.size(); i++) {
            var pointer = "/x-entity/periods/" + i;
            var node = list.get(i);
            var track = strings(node.path("track"));
            for (var j = 0; j < track.size(); j++) {
                property(track.get(j), pointer + "/track/" + j);
            }
            var period = new PeriodDefinition(
                    node.path("into").stringValue(),
                    track,
                    node.path("from").stringValue(),
                    node.path("to").stringValue());
            periods.add(period);
            feel.later(catalog -> checkPeriod(catalog, pointer, period));
        }
        return periods;
    }

    private void checkPeriod(Catalog catalog, String pointer, PeriodDefinition period) {
        var owner = catalog.findEntity(target.ref()).orElseThrow();
        var inverse = catalog.inverse(owner, period.inverse());
        if (inverse.isEmpty()) {
            problem(
                    pointer + "/into",
                    "“" + name + "” has no inverse list “" + period.inverse() + "”.",
                    Similar.advice(period.inverse(), catalog.inverses(owner).keySet()));
            return;
        }
        var rows = inverse.get().from();
        if (!inverse.get().isSingle()) {
            problem(
                    pointer + "/into",
                    "“" + period.inverse() + "” is made by more than one reference of a record.",
                    "Name the inverse of a single reference.");
            return;
        }
        for (var j = 0; j < period.track().size(); j++) {
            checkTracked(pointer + "/track/" + j, period.track().get(j), rows);
        }
        checkDate(pointer + "/from", period.from(), rows);
        checkDate(pointer + "/to", period.to(), rows);
    }

    private void checkTracked(String pointer, String tracked, EntityDefinition rows) {
        var here = properties.get(tracked);
        var there = rows.properties().get(tracked);
        if (there == null) {
            problem(
                    pointer,
                    "“" + rows.name() + "” has no property “" + tracked + "”.",
                    Similar.advice(tracked, rows.properties().keySet()));
        } else if (here != null && here.type() instanceof PropertyType.Attachment) {
            problem(pointer, "“" + tracked + "” is a file, which belongs to one record only.", "Leave it out.");
        } else if (here != null && !sameKind(here.type(), there.type())) {
            problem(
                    pointer,
                    "“" + tracked + "” has another type in “" + rows.name() + "”.",
                    "Give both the same type.");
        }
    }

    private static boolean sameKind(PropertyType here, PropertyType there) {
        if (here instanceof PropertyType.Reference(var a) && there instanceof PropertyType.Reference(var b)) {
            return a.entity().equals(b.entity());
        }
        if (here instanceof PropertyType.Code && there instanceof PropertyType.Code) {
            return here.equals(there);
        }
        return here.getClass() == there.getClass()
                && !(here instanceof PropertyType.Group)
                && !(here instanceof PropertyType.Attachment);
    }

    private void checkDate(String pointer, String date, EntityDefinition rows) {
        var property = rows.properties().get(date);
        if (property == null) {
            problem(
                    pointer,
                    "“" + rows.name() + "” has no property “" + date + "”.",
                    Similar.advice(date, rows.properties().keySet()));
        } else if (!(property.type() instanceof PropertyType.Date)) {
            problem(
                    pointer,
                    "“" + date + "” of “" + rows.name() + "” is no date.",
                    "Name a property with \"format\": \"date\".");
        }
    }

    private List<String> searchFirst(JsonNode list) {
        var names = strings(list);
        for (var i = 0; i < names.size(); i++) {
            var pointer = "/x-entity/searchFirst/" + i;
            var property = property(names.get(i), pointer);
            if (property != null && property.type() instanceof PropertyType.Text && property.search() == Search.NONE) {
                problem(pointer, "“" + names.get(i) + "” is not searchable.", "Give the property “x-search”.");
            } else if (property != null && !property.isColumn()) {
                problem(pointer, "“" + names.get(i) + "” is no stored value.", "Name another property.");
            }
        }
        return names;
    }

    private @Nullable PropertyDefinition property(String propertyName, String pointer) {
        var property = properties.get(propertyName);
        if (property == null) {
            problem(
                    pointer,
                    "There is no property “" + propertyName + "”.",
                    Similar.advice(propertyName, properties.keySet()));
        }
        return property;
    }

    private static List<String> strings(JsonNode list) {
        var strings = new ArrayList<String>();
        list.forEach(node -> strings.add(node.stringValue()));
        return strings;
    }

    // --- the schema that drafts are validated with

    private ObjectNode jsonSchema() {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", DIALECT);
        var plain = new PlainSchema(module, file, references, problems);
        file.root().forEachEntry((keyword, node) -> {
            switch (keyword) {
                case "title", "description", "type", "dependentRequired", "minProperties", "maxProperties" ->
                    schema.set(keyword, node);
                case "if", "then", "else", "anyOf", "oneOf", "not", "dependentSchemas" -> {
                    plain.checkPlain("", keyword, node);
                    schema.set(keyword, node);
                }
                case "allOf" -> allOf(schema, plain, node);
                default -> {}
            }
        });
        checkNames(file.root().path("dependentRequired"), "/dependentRequired");
        checkNames(file.root().path("dependentSchemas"), "/dependentSchemas");
        schema.set("properties", plainProperties);
        var required = schema.putArray("required");
        required().forEach(required::add);
        return schema;
    }

    private void checkNames(JsonNode byName, String pointer) {
        byName.forEachEntry((propertyName, value) -> {
            property(propertyName, Pointer.child(pointer, propertyName));
            for (var i = 0; value.isArray() && i < value.size(); i++) {
                property(value.get(i).asString(""), Pointer.child(pointer, propertyName) + "/" + i);
            }
        });
    }

    private static void allOf(ObjectNode schema, PlainSchema plain, JsonNode list) {
        var all = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < list.size(); i++) {
            if (!list.get(i).has("$ref")) {
                plain.check("/allOf/" + i);
                all.add(list.get(i));
            }
        }
        if (!all.isEmpty()) {
            schema.set("allOf", all);
        }
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
