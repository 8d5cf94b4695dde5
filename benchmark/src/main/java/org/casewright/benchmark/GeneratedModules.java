package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Modules as somebody with a large system would have written them: each entity with fields of all kinds, references, a lifecycle,
 * a computed value, a rule, a form, a list; each module with a workflow. The first module and its entities are the same in any
 * number of modules.
 *
 * @param modules how many
 * @param entities of all modules together
 * @param fields of each entity
 */
record GeneratedModules(int modules, int entities, int fields) {

    /** The state, the sum, and up to the second number. */
    static final int LEAST_FIELDS = 16;

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes the folders of all modules into a folder. */
    void write(Path folder) throws IOException {
        for (var number = 0; number < modules; number++) {
            var module = folder.resolve(name(number));
            write(module, "Module " + number, entitiesOf(number), fields);
            Files.createDirectories(module.resolve("workflows"));
            Files.writeString(module.resolve("workflows/" + name(number) + "_work.bpmn"), workflow(number));
        }
    }

    /** Writes one more module, {@code wide}, with one entity of many fields. */
    static void writeWide(Path folder, int fields) throws IOException {
        write(folder.resolve("wide"), "Wide", 1, fields);
    }

    private static void write(Path module, String title, int entities, int fields) throws IOException {
        var name = String.valueOf(module.getFileName());
        save(module.resolve("module.json"), manifest(name, title));
        save(module.resolve("codes/kind.codes.json"), codes("Kind", "SMALL", "MIDDLE", "LARGE"));
        save(module.resolve("codes/state.codes.json"), codes("State", "OPEN", "DONE"));
        var access = JSON.createObjectNode();
        var process = access.putObject("roles").putObject("process:" + name);
        var clerk = access.withObject("/roles").putObject("CLERK");
        for (var entity = 0; entity < entities; entity++) {
            writeEntity(module, entity, fields);
            allow(clerk, process, "e" + entity);
        }
        save(module.resolve("access.json"), access);
    }

    private int entitiesOf(int module) {
        return entities / modules + (module < entities % modules ? 1 : 0);
    }

    private static String name(int module) {
        return String.format(Locale.ROOT, "m%02d", module);
    }

    private static ObjectNode manifest(String name, String title) {
        var manifest = JSON.createObjectNode()
                .put("name", name)
                .put("version", "1.0.0")
                .put("title", title);
        manifest.putArray("main").add("e0");
        if (name.equals(name(0))) {
            manifest.putObject("roles").putObject("CLERK").put("title", "Clerk");
        } else {
            manifest.putObject("needs").put(name(0), "^1");
        }
        return manifest;
    }

    private static ObjectNode codes(String title, String... codes) {
        var list = JSON.createObjectNode().put("title", title);
        for (var code : codes) {
            list.withArray("/oneOf").addObject().put("const", code).put("title", code.toLowerCase(Locale.ROOT));
        }
        return list;
    }

    private static void allow(ObjectNode clerk, ObjectNode process, String entity) {
        clerk.putArray(entity)
                .addObject()
                .put("create", "unit")
                .put("read", "unit")
                .put("write", "unit")
                .put("run", "unit");
        process.putArray(entity).addObject().put("read", "all").put("write", "all");
    }

    private static void writeEntity(Path module, int number, int fields) throws IOException {
        var name = "e" + number;
        var entity = JSON.createObjectNode().put("title", "Entity " + name).put("type", "object");
        var facts =
                entity.putObject("x-entity").put("plural", "Entities " + name).put("titleTemplate", "{f0}");
        facts.put("number", name.toUpperCase(Locale.ROOT) + "-{unit}-{sequence:6}")
                .put("ownership", "unit");
        var lifecycle = facts.putObject("lifecycle").put("property", "state").put("initial", "OPEN");
        lifecycle
                .putArray("transitions")
                .addObject()
                .put("from", "OPEN")
                .put("to", "DONE")
                .putArray("roles")
                .add("CLERK")
                .add("process:" + module.getFileName());
        facts.putArray("rules")
                .addObject()
                .put("id", "order")
                .put("assert", "f3 <= f13")
                .put("at", "f13")
                .put("message", "The second number is not below the first.");
        var properties = entity.putObject("properties");
        properties.putObject("state").put("title", "State").put("$ref", "../codes/state.codes.json");
        properties.putObject("sum").put("title", "Sum").put("type", "integer").put("x-computed", "f3 + f13");
        var elements = JSON.createObjectNode().put("type", "VerticalLayout");
        for (var field = 0; field < fields - 2; field++) {
            var property = properties.putObject("f" + field).put("title", "Field " + field);
            fill(property, field, number);
            elements.withArray("/elements").addObject().put("type", "Control").put("scope", "#/properties/f" + field);
        }
        entity.putArray("required").add("f0");
        save(module.resolve("entities/" + name + ".schema.json"), entity);
        save(module.resolve("forms/" + name + ".form.json"), elements);
        save(module.resolve("views/" + name + ".views.json"), view());
    }

    private static void fill(ObjectNode property, int field, int entity) {
        switch (field % 10) {
            case 0, 1, 8 -> property.put("type", "string").put("maxLength", 200);
            case 2 -> property.put("$ref", "../codes/kind.codes.json");
            case 3 -> property.put("type", "integer").put("minimum", 0).put("maximum", 100_000);
            case 4 -> property.put("type", "number").put("multipleOf", 0.01);
            case 5 -> property.put("type", "string").put("format", "date");
            case 6 -> property.put("type", "boolean");
            case 7 -> property.put("type", "string").put("format", "date-time");
            default ->
                property.putObject("x-reference")
                        .put("entity", "e" + Math.max(0, entity - 1))
                        .put("inverse", "from" + entity + "x" + field)
                        .put("onRetire", "clear");
        }
        if (field == 0) {
            property.put("x-search", "name").put("x-sortable", true);
        } else if (field == 5) {
            property.put("x-sortable", true);
        }
    }

    private static ObjectNode view() {
        var views = JSON.createObjectNode();
        var view = views.putObject("open").put("title", "Open");
        ArrayNode columns = view.putArray("columns");
        columns.add("number").add("f0").add("f5").add("sum");
        view.put("filter", "state = \"OPEN\" and f3 > 10").put("sort", "f5").put("default", true);
        return views;
    }

    private static String workflow(int number) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
                  <process id="%1$s_work" name="Work" isExecutable="true">
                    <extensionElements><camunda:properties>
                      <camunda:property name="entity" value="e0" />
                      <camunda:property name="start" value="create if f3 > 50000" />
                    </camunda:properties></extensionElements>
                    <startEvent id="begin" />
                    <userTask id="look" name="Look" camunda:formKey="form:e0" camunda:candidateGroups="CLERK" />
                    <serviceTask id="close" camunda:modelerTemplate="org.casewright.set-fields">
                      <extensionElements><camunda:inputOutput>
                        <camunda:inputParameter name="values">= {state: "DONE"}</camunda:inputParameter>
                      </camunda:inputOutput></extensionElements>
                    </serviceTask>
                    <endEvent id="end" />
                    <sequenceFlow id="to_look" sourceRef="begin" targetRef="look" />
                    <sequenceFlow id="to_close" sourceRef="look" targetRef="close" />
                    <sequenceFlow id="to_end" sourceRef="close" targetRef="end" />
                  </process>
                </definitions>
                """.formatted(name(number));
    }

    /** Values for a new record of any entity with so many fields. */
    static ObjectNode values(int fields, int number) {
        var values = JSON.createObjectNode();
        for (var field = 0; field < fields - 2; field++) {
            var name = "f" + field;
            switch (field % 10) {
                case 0, 1, 8 -> values.put(name, "Text " + number + " of field " + field);
                case 2 -> values.put(name, "MIDDLE");
                case 3 -> values.put(name, 100 + field);
                case 4 -> values.put(name, field + 0.25);
                case 5 -> values.put(name, "2026-03-02");
                case 6 -> values.put(name, field % 2 == 0);
                case 7 -> values.put(name, "2026-03-02T10:00:00Z");
                default -> {
                    // References stay empty.
                }
            }
        }
        return values;
    }

    private static void save(Path file, ObjectNode json) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.toPrettyString());
    }
}
