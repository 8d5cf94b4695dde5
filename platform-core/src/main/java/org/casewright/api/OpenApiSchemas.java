package org.casewright.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.records.BreakGlass;
import org.casewright.records.Notes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The entities' JSON Schemas as components of an OpenAPI document, without what the actor may not know. */
final class OpenApiSchemas {

    private static final String SCHEMAS = "#/components/schemas/";

    /** Of our own keywords only these help who calls the API; the others say how the module works inside. */
    private static final Set<String> OUR_WORDS = Set.of("x-reference", "x-search", "x-sortable", "x-unique");

    private final Knowledge knowledge;

    OpenApiSchemas(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** {@code module.entity}: what a component may be called. */
    static String name(EntityDefinition entity) {
        return entity.module() + "." + entity.name();
    }

    ObjectNode all(List<EntityDefinition> known, boolean audits) {
        var all = Json.object();
        for (var entity : known) {
            var name = name(entity);
            all.set(name, record(entity));
            if (knowledge.may(Privilege.READ, entity)) {
                all.set(name + ".Page", page(name));
            }
            if (knowledge.may(Privilege.CREATE, entity)) {
                all.set(name + ".Create", create(entity));
            }
            if (DuplicatesController.answersFor(knowledge, entity)) {
                all.set(name + ".Duplicates", duplicates(name));
            }
            if (knowledge.may(Privilege.WRITE, entity)) {
                all.set(name + ".Patch", patch(entity));
            }
        }
        addFixed(all);
        if (audits) {
            addAudit(all);
        }
        return all;
    }

    private ObjectNode record(EntityDefinition entity) {
        var schema = Json.object();
        schema.put("title", entity.title());
        schema.put("type", "object");
        var properties = schema.putObject("properties");
        system(properties, "id").put("type", "string").put("format", "uuid");
        nullable(system(properties, "number"), "string");
        nullable(system(properties, "unit"), "string");
        nullable(system(properties, "owner"), "string");
        system(properties, "version").put("type", "integer");
        system(properties, "createdAt").put("type", "string").put("format", "date-time");
        nullable(system(properties, "createdBy"), "string");
        system(properties, "updatedAt").put("type", "string").put("format", "date-time");
        nullable(system(properties, "updatedBy"), "string");
        system(properties, "retired").put("type", "boolean");
        if (entity.lifecycle() != null) {
            nullable(properties.putObject("statusReason"), "string");
            nullable(system(properties, "statusDate"), "string").put("format", "date-time");
        }
        for (var property : knowledge.properties(entity)) {
            properties.set(property.name(), property(entity, property));
        }
        if (knowledge.reveals(entity)) {
            var withheld = system(properties, EntityDefinition.WITHHELD);
            withheld.put(
                    "description",
                    "Properties with a value that is told only to who asks for it by the parameter reveal");
            withheld.put("type", "array").putObject("items").put("type", "string");
        }
        var required = schema.putArray("required");
        List.of("id", "version").forEach(required::add);
        if (entity.jsonSchema().get("$defs") instanceof ObjectNode definitions) {
            addUsedDefinitions(schema, definitions, entity);
        }
        return schema;
    }

    /** Only definitions that known properties use: others may belong to what the actor must not know. */
    private static void addUsedDefinitions(ObjectNode schema, ObjectNode definitions, EntityDefinition entity) {
        var used = Json.object();
        var before = -1;
        while (used.size() > before) {
            before = used.size();
            var text = schema.toString() + used;
            for (var definition : definitions.properties()) {
                if (!used.has(definition.getKey())
                        && text.contains("/$defs/" + Texts.escapePointer(definition.getKey()) + "\"")) {
                    used.set(definition.getKey(), cleaned(definition.getValue(), base(entity)));
                }
            }
        }
        if (!used.isEmpty()) {
            schema.set("$defs", used);
        }
    }

    private static ObjectNode system(ObjectNode properties, String name) {
        return properties.putObject(name).put("readOnly", true);
    }

    static ObjectNode nullable(ObjectNode schema, String type) {
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private JsonNode property(EntityDefinition entity, PropertyDefinition property) {
        var given = entity.jsonSchema().path("properties").path(property.name());
        var schema = given.isObject() ? (ObjectNode) cleaned(given, base(entity)) : Json.object();
        schema.put("title", property.title());
        if (property.guidance() != null) {
            schema.put("description", property.guidance());
        }
        if (property.readOnly() || property.computed() != null) {
            schema.put("readOnly", true);
        }
        if (!knowledge.reads(entity, property) && !knowledge.reveals(entity, property)) {
            schema.put("writeOnly", true);
        }
        switch (property.type()) {
            case PropertyType.Reference(var to) -> {
                schema.put("type", "string");
                schema.put("format", "uuid");
                if (knows(to.entity())) {
                    schema.put("description", "Id of a record of " + to.entity());
                }
                keepReference(schema, to.entity());
            }
            case PropertyType.References(var table, var to) -> {
                var items = schema.put("type", "array").putObject("items");
                items.put("type", "string").put("format", "uuid");
                keepReference(items, to.entity());
            }
            case PropertyType.Group group -> {
                trim(schema.path("items"), entity, property);
                if (schema.path("items").path("properties") instanceof ObjectNode parts) {
                    parts.putObject("id").put("type", "string").put("format", "uuid");
                }
            }
            case PropertyType.Structure structure -> trim(schema, entity, property);
            case PropertyType.Attachment(var types, var megabytes) -> {
                attachment(schema);
                schema.put("description", "A file of at most " + megabytes + " MB: " + String.join(", ", types));
            }
            default -> {
                // as the file says it
            }
        }
        return schema;
    }

    private boolean knows(String ref) {
        return ref.startsWith("platform/")
                || knowledge.catalog().findEntity(ref).filter(knowledge::knows).isPresent();
    }

    /** Where a reference points, unless even that must not be known. */
    private void keepReference(ObjectNode schema, String ref) {
        if (knows(ref)) {
            schema.put("x-reference", ref);
        } else {
            schema.remove("x-reference");
        }
    }

    private void trim(JsonNode schema, EntityDefinition entity, PropertyDefinition property) {
        if (!(schema.path("properties") instanceof ObjectNode properties)) {
            return;
        }
        for (var part : property.type().parts()) {
            if (!knowledge.knows(entity, property, part)) {
                properties.remove(part.name());
                withoutRequired(schema, part.name());
            } else if (properties.get(part.name()) instanceof ObjectNode inner
                    && part.type() instanceof PropertyType.Reference(var to)) {
                inner.put("type", "string").put("format", "uuid");
                keepReference(inner, to.entity());
            }
        }
    }

    private static void withoutRequired(JsonNode schema, String name) {
        if (schema.path("required") instanceof ArrayNode required) {
            required.values().removeIf(value -> value.asString().equals(name));
        }
    }

    private static String base(EntityDefinition entity) {
        return SCHEMAS + name(entity);
    }

    /** A schema without our inner words, its references made to hold inside the document. */
    private static JsonNode cleaned(JsonNode node, String base) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = Json.object();
                for (var member : object.properties()) {
                    var name = member.getKey();
                    var value = member.getValue();
                    if (name.equals("$ref") && value.isString()) {
                        var ref = value.stringValue();
                        copy.put(name, ref.startsWith("#") ? base + ref.substring(1) : ref);
                    } else if (keeps(name, value)) {
                        copy.set(name, cleaned(value, base));
                    }
                }
                yield copy;
            }
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.forEach(item -> copy.add(cleaned(item, base)));
                yield copy;
            }
            default -> node;
        };
    }

    private static boolean keeps(String name, JsonNode value) {
        if (name.equals("default")) {
            return !(value.isString() && value.stringValue().startsWith("="));
        }
        return !name.equals("$schema") && !name.equals("$id") && (!name.startsWith("x-") || OUR_WORDS.contains(name));
    }

    private ObjectNode create(EntityDefinition entity) {
        var schema = Json.object().put("type", "object");
        var properties = schema.putObject("properties");
        var writable = writable(Privilege.CREATE, entity);
        for (var property : writable) {
            refer(properties.putObject(property.name()), entity, property);
        }
        for (var inverse : knowledge.inverses(entity)) {
            if (inverse.isOpen() && knowledge.may(Privilege.CREATE, inverse.from())) {
                var list = properties.putObject(inverse.name()).put("type", "array");
                list.putObject("items")
                        .put("type", "object")
                        .put("description", "A record of " + inverse.from().ref());
            }
        }
        addAcknowledge(entity, properties);
        var required = new ArrayList<String>();
        for (var property : writable) {
            if (entity.required().contains(property.name())
                    && property.defaultValue() == null
                    && property.defaultExpression() == null
                    && !(property.type() instanceof PropertyType.Referring)
                    && (entity.lifecycle() == null
                            || !entity.lifecycle().property().equals(property.name()))) {
                required.add(property.name());
            }
        }
        if (!required.isEmpty()) {
            var list = schema.putArray("required");
            required.forEach(list::add);
        }
        return schema;
    }

    private ObjectNode patch(EntityDefinition entity) {
        var schema = Json.object().put("type", "object");
        var properties = schema.putObject("properties");
        for (var property : writable(Privilege.WRITE, entity)) {
            var either = properties.putObject(property.name()).putArray("anyOf");
            refer(either.addObject(), entity, property);
            either.addObject().put("type", "null");
        }
        if (entity.lifecycle() != null) {
            nullable(properties.putObject("statusReason"), "string");
        }
        addAcknowledge(entity, properties);
        return schema;
    }

    private static void addAcknowledge(EntityDefinition entity, ObjectNode properties) {
        if (!entity.properties().containsKey("acknowledge")) {
            properties
                    .putObject("acknowledge")
                    .put("description", "Ids of rules whose warnings were read")
                    .put("type", "array")
                    .putObject("items")
                    .put("type", "string");
        }
    }

    private static void refer(ObjectNode into, EntityDefinition entity, PropertyDefinition property) {
        if (property.type() instanceof PropertyType.Reference) {
            // An id, "@name" of another new record, or an object that makes or changes the record.
            into.putArray("type").add("string").add("object");
        } else if (property.type() instanceof PropertyType.References) {
            into.put("type", "array")
                    .putObject("items")
                    .putArray("type")
                    .add("string")
                    .add("object");
        } else if (property.type() instanceof PropertyType.Group) {
            // Entries may be parts of what is stored, or say "retire".
            into.put("type", "array").putObject("items").put("type", "object");
        } else {
            into.put("$ref", base(entity) + "/properties/" + Texts.escapePointer(property.name()));
        }
    }

    private List<PropertyDefinition> writable(Privilege privilege, EntityDefinition entity) {
        return knowledge.properties(entity).stream()
                .filter(property -> knowledge.writes(privilege, entity, property))
                .filter(property -> !property.readOnly() && property.computed() == null)
                .collect(Collectors.toList());
    }

    private static ObjectNode page(String name) {
        var schema = Json.object().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + name);
        nullable(properties.putObject("next"), "string");
        nullable(properties.putObject("count"), "integer");
        properties.putObject("capped").put("type", "boolean");
        schema.putArray("required").add("items").add("next").add("count");
        var either = Json.object();
        either.putArray("anyOf").add(schema).add(groups());
        return either;
    }

    private static ObjectNode duplicates(String name) {
        var schema = Json.object().put("type", "object");
        var item = schema.putObject("properties")
                .putObject("items")
                .put("type", "array")
                .put("maxItems", 10)
                .putObject("items")
                .put("type", "object");
        var properties = item.putObject("properties");
        properties
                .putObject("score")
                .put("description", "How much the two agree, as a share of all that could")
                .put("type", "number")
                .put("minimum", 0)
                .put("maximum", 1);
        properties
                .putObject("agreeing")
                .put("description", "In what they agree: paths, the weightiest first")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        properties.putObject("record").put("$ref", SCHEMAS + name);
        item.putArray("required").add("score").add("agreeing").add("record");
        schema.putArray("required").add("items");
        return schema;
    }

    /** What the parameter groupBy, and views with groups, are answered with. */
    private static ObjectNode groups() {
        var schema = Json.object().put("type", "object");
        var properties = schema.putObject("properties");
        var group = properties
                .putObject("groups")
                .put("type", "array")
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
        group.putObject("value").put("description", "What the records have in common; null for nothing");
        group.putObject("title").put("type", "string");
        nullable(group.putObject("count"), "integer");
        nullable(group.putObject("counts").put("type", "object").putObject("additionalProperties"), "integer");
        properties.putObject("more").put("type", "boolean");
        schema.putArray("required").add("groups").add("more");
        return schema;
    }

    private static void addFixed(ObjectNode all) {
        all.putObject("Anything").put("type", "object");
        var approval = all.putObject("Approval").put("type", "object").put("additionalProperties", false);
        var agreed = approval.putObject("properties");
        agreed.putObject("hash").put("type", "string").put("pattern", "^[0-9a-f]{64}$");
        agreed.putObject("basis").put("type", "integer").put("minimum", 0);
        approval.putArray("required").add("hash").add("basis");
        attachment(all.putObject("Attachment"));
        addProblem(all.putObject("Problem"));
        addOperations(all);
        addTask(all);
        addBreakGlass(all);
        addSharing(all);
        OpenApiLists.addSchemas(all);
        addNotices(all);
        addNotes(all);
        var history = all.putObject("History")
                .put("type", "object")
                .putObject("properties")
                .putObject("items");
        var entry = history.put("type", "array")
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
        entry.putObject("at").put("type", "string").put("format", "date-time");
        entry.putObject("action").put("type", "string");
        entry.putObject("by").put("type", "string");
        entry.putObject("byTitle").put("type", "string");
        nullable(entry.putObject("reason"), "string");
        nullable(entry.putObject("step"), "string");
        entry.putObject("version").put("type", "integer");
        entry.putObject("release").put("type", "integer");
        entry.putObject("input")
                .put("description", "The record that an operation made")
                .put("type", "string")
                .put("format", "uuid");
        entry.putObject("until")
                .put("description", "When what was opened closes again")
                .put("type", "string")
                .put("format", "date-time");
        entry.putObject("withheld")
                .put("description", "Properties whose change is told without its values")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        entry.putObject("changes")
                .put("description", "Property: old and new value")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "array")
                .put("minItems", 2)
                .put("maxItems", 2);
        var batch = all.putObject("Batch").put("type", "object");
        batch.putArray("required").add("changes");
        var parts = batch.putObject("properties");
        parts.putObject("reason").put("type", "string");
        parts.putObject("acknowledge").put("type", "array").putObject("items").put("type", "string");
        var change = parts.putObject("changes")
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", 1000)
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
        for (var verb : new String[] {"create", "update", "retire", "restore"}) {
            change.putObject(verb).put("type", "string").put("description", "module/entity");
        }
        change.putObject("as").put("type", "string");
        change.putObject("id").put("type", "string");
        change.putObject("version").put("type", "integer");
        change.putObject("values").put("type", "object");
        var saved = all.putObject("Saved").put("type", "object").putObject("properties");
        saved.putObject("records").put("type", "array").putObject("items").put("type", "object");
        saved.putObject("named")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
    }

    private static void addProblem(ObjectNode problem) {
        problem.put("type", "object");
        problem.putArray("required")
                .add("type")
                .add("title")
                .add("status")
                .add("detail")
                .add("code")
                .add("errors");
        var parts = problem.putObject("properties");
        for (var name : new String[] {"type", "title", "detail", "code", "reference", "by"}) {
            parts.putObject(name).put("type", "string");
        }
        parts.putObject("status").put("type", "integer");
        parts.putObject("changed").put("type", "array").putObject("items").put("type", "string");
        var error = parts.putObject("errors")
                .put("type", "array")
                .putObject("items")
                .put("type", "object");
        error.putArray("required").add("pointer").add("code").add("message");
        var of = error.putObject("properties");
        for (var name : new String[] {"pointer", "code", "message", "rule", "severity"}) {
            of.putObject(name).put("type", "string");
        }
    }

    private static void addOperations(ObjectNode all) {
        var parts = all.putObject("Operations").put("type", "object").putObject("properties");
        var item = items(parts);
        for (var name : new String[] {"name", "title", "creates", "reference"}) {
            item.putObject(name).put("type", "string");
        }
        nullable(item.putObject("form"), "string");
        nullable(item.putObject("undoDays"), "integer");
        var undo = parts.putObject("undoable")
                .put("type", "array")
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
        for (var name : new String[] {"operation", "title", "record", "at", "until"}) {
            undo.putObject(name).put("type", "string");
        }
        undo.putObject("input").put("type", "object");
    }

    /** What is known of a file; to give one to a record its id will do. */
    private static ObjectNode attachment(ObjectNode schema) {
        schema.put("type", "object").putArray("required").add("id");
        var parts = schema.putObject("properties");
        parts.putObject("id").put("type", "string").put("format", "uuid");
        for (var name : new String[] {"name", "type", "sha256"}) {
            parts.putObject(name).put("type", "string").put("readOnly", true);
        }
        parts.putObject("size").put("type", "integer").put("readOnly", true);
        return schema;
    }

    private static void addBreakGlass(ObjectNode all) {
        var asked = all.putObject("BreakGlass").put("type", "object");
        asked.putArray("required").add("reason");
        asked.putObject("properties")
                .putObject("reason")
                .put("type", "string")
                .put("minLength", BreakGlass.SHORTEST)
                .put("maxLength", BreakGlass.LONGEST);
        var opened = all.putObject("Opened").put("type", "object").putObject("properties");
        opened.putObject("id").put("type", "string").put("format", "uuid");
        opened.putObject("until").put("type", "string").put("format", "date-time");
    }

    private static void addSharing(ObjectNode all) {
        var assignment = all.putObject("Assignment").put("type", "object").putObject("properties");
        assignment
                .putObject("unit")
                .put("type", "string")
                .put("description", "Code of the new unit; absent for the present one");
        nullable(assignment.putObject("owner"), "string")
                .put("description", "Name of an account or a team; absent or null for the unit's queue");
        nullable(assignment.putObject("reason"), "string");
        var wanted = all.putObject("NewShare").put("type", "object");
        wanted.putArray("required").add("with").add("purpose");
        sharing(wanted.putObject("properties"));
        var share = all.putObject("Share").put("type", "object").putObject("properties");
        share.putObject("id").put("type", "string").put("format", "uuid");
        sharing(share);
        share.putObject("title").put("type", "string").put("description", "What people call whom it is shared with");
        share.putObject("at").put("type", "string").put("format", "date-time");
        nullable(share.putObject("by"), "string");
        nullable(share.putObject("endedAt"), "string").put("format", "date-time");
        share.putObject("open").put("type", "boolean").put("description", "Whether it is in force");
        var list = all.putObject("Shares").put("type", "object").putObject("properties");
        list.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + "Share");
    }

    private static void sharing(ObjectNode properties) {
        var with = properties
                .putObject("with")
                .put("type", "object")
                .put("minProperties", 1)
                .put("maxProperties", 1)
                .putObject("properties");
        for (var kind : new String[] {"user", "team", "unit", "partner"}) {
            with.putObject(kind).put("type", "string");
        }
        properties
                .putObject("privileges")
                .put("type", "array")
                .put("description", "What it opens; reading always")
                .putObject("items")
                .put("type", "string");
        nullable(properties.putObject("profile"), "string").put("description", "Name of a list of visible fields");
        properties.putObject("purpose").put("type", "string").put("maxLength", 2_000);
        nullable(properties.putObject("consent"), "string")
                .put("format", "uuid")
                .put("description", "The record by which the person agrees: when it retires, the share ends");
        nullable(properties.putObject("until"), "string").put("format", "date-time");
    }

    private static void addAudit(ObjectNode all) {
        var records = all.putObject("AuditedRecords").put("type", "object").putObject("properties");
        audited(items(records));
        var page = all.putObject("AuditPage").put("type", "object").putObject("properties");
        audited(page);
        var step = items(page);
        step.putObject("at").put("type", "string").put("format", "date-time");
        step.putObject("action")
                .put("type", "string")
                .put("description", "read, create, update, breakGlass, erase, ...");
        step.putObject("by").put("type", "string");
        step.putObject("byTitle").put("type", "string");
        nullable(step.putObject("door"), "string").put("description", "By what it was read");
        nullable(step.putObject("reason"), "string").put("description", "Why it was opened or erased");
        nullable(step.putObject("until"), "string")
                .put("format", "date-time")
                .put("description", "When what was opened closed again");
        nullable(page.putObject("next"), "string");
        addDeeds(all.putObject("DeedPage").put("type", "object").putObject("properties"));
    }

    /** The properties of what a page lists. */
    private static ObjectNode items(ObjectNode page) {
        return page.putObject("items")
                .put("type", "array")
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
    }

    private static void addDeeds(ObjectNode page) {
        var deed = items(page);
        deed.putObject("at").put("type", "string").put("format", "date-time");
        deed.putObject("kind").put("type", "string").put("description", "account, team, unit or partner");
        deed.putObject("name").put("type", "string");
        deed.putObject("title").put("type", "string");
        deed.putObject("action").put("type", "string").put("description", "create, update, role, privilege, ...");
        deed.putObject("by").put("type", "string");
        deed.putObject("byTitle").put("type", "string");
        deed.putObject("changes")
                .put("type", "object")
                .put("description", "Name -> what it was and what it is")
                .putObject("additionalProperties")
                .put("type", "array");
        nullable(page.putObject("next"), "string");
    }

    private static void audited(ObjectNode record) {
        record.putObject("id").put("type", "string").put("format", "uuid");
        record.putObject("entity").put("type", "string");
        record.putObject("title").put("type", "string").put("description", "What one record of the entity is called");
        nullable(record.putObject("number"), "string");
        record.putObject("readings")
                .put("description", "Which readings the history keeps")
                .put("type", "string")
                .putArray("enum")
                .add("all")
                .add("some")
                .add("none");
    }

    private static void addNotices(ObjectNode all) {
        var notice = all.putObject("Notice").put("type", "object").putObject("properties");
        notice.putObject("id").put("type", "string").put("format", "uuid");
        notice.putObject("text").put("type", "string").put("description", "Which sentence it is, such as breakGlass");
        notice.putObject("arguments")
                .put("description", "What stands in it")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
        var record = nullable(notice.putObject("record"), "object")
                .put("description", "Which record it is about, while that is open to you")
                .putObject("properties");
        for (var name : new String[] {"entity", "id", "title"}) {
            record.putObject(name).put("type", "string");
        }
        nullable(record.putObject("number"), "string");
        notice.putObject("at").put("type", "string").put("format", "date-time");
        nullable(notice.putObject("readAt"), "string").put("format", "date-time");
        var page = all.putObject("NoticePage").put("type", "object").putObject("properties");
        page.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + "Notice");
        nullable(page.putObject("next"), "string");
        page.putObject("unread").put("type", "integer");
    }

    private static void addNotes(ObjectNode all) {
        var wanted = all.putObject("NewNote").put("type", "object");
        wanted.putArray("required").add("text");
        wanted.putObject("properties")
                .putObject("text")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", Notes.LONGEST);
        var note = all.putObject("Note").put("type", "object").putObject("properties");
        note.putObject("id").put("type", "string").put("format", "uuid");
        for (var name : new String[] {"text", "by", "byTitle"}) {
            note.putObject(name).put("type", "string");
        }
        note.putObject("at").put("type", "string").put("format", "date-time");
        nullable(note.putObject("changedAt"), "string").put("format", "date-time");
        nullable(note.putObject("struckAt"), "string")
                .put("format", "date-time")
                .put("description", "When it was struck out");
        nullable(note.putObject("struckByTitle"), "string");
        note.putObject("changeable").put("type", "boolean").put("description", "Whether you may change it now");
        note.putObject("strikable").put("type", "boolean").put("description", "Whether you may strike it out");
        var list = all.putObject("Notes").put("type", "object").putObject("properties");
        list.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + "Note");
    }

    private static void addTask(ObjectNode all) {
        var task = all.putObject("Task").put("type", "object").putObject("properties");
        for (var name : new String[] {"id", "name", "process", "step", "unit"}) {
            task.putObject(name).put("type", "string");
        }
        for (var name : new String[] {"assignee", "assigneeTitle", "due", "form", "comment"}) {
            nullable(task.putObject(name), "string");
        }
        task.putObject("priority").put("type", "integer");
        task.putObject("createdAt").put("type", "string").put("format", "date-time");
        task.putObject("roles").put("type", "array").putObject("items").put("type", "string");
        task.putObject("outcomes").put("type", "array").putObject("items").put("type", "object");
        var record = task.putObject("record").put("type", "object").putObject("properties");
        record.putObject("entity").put("type", "string");
        record.putObject("id").put("type", "string").put("format", "uuid");
        nullable(record.putObject("number"), "string");
        record.putObject("title").put("type", "string");
        var page = all.putObject("TaskPage").put("type", "object").putObject("properties");
        page.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + "Task");
        nullable(page.putObject("next"), "string");
        nullable(page.putObject("count"), "integer");
        var completion = all.putObject("Completion").put("type", "object").putObject("properties");
        nullable(completion.putObject("outcome"), "string");
        nullable(completion.putObject("comment"), "string");
        completion.putObject("values").put("type", "object");
        completion
                .putObject("acknowledge")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
    }
}
