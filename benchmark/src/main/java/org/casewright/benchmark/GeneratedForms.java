package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A module {@code pages} for who measures pages: {@code sheet}, of which there are many, with a list of few columns; and entities of
 * many fields with a form of sections. Of each ten fields some are chosen of a code list, one refers to a sheet, one counts only when
 * another is large, one is worked out, one must be there when another is chosen, and one is shown by a rule of the layout.
 */
final class GeneratedForms {

    /** Fields of a section. */
    static final int SECTION = 10;

    /** The number upon which it depends whether {@link #RELEVANT} counts; another one is worked out of it. */
    static final String NUMBER = "f3";

    static final String RELEVANT = "f4";

    /** The code by which a rule of the layout shows {@link #SHOWN}. */
    static final String CODE = "f2";

    static final String SHOWN = "f8";

    private static final JsonMapper JSON = new JsonMapper();

    private GeneratedForms() {}

    /** Writes the module's folder, with an entity of so many fields under each name. */
    static void write(Path module, int few, int many) throws IOException {
        save(module.resolve("module.json"), manifest());
        save(module.resolve("codes/kind.codes.json"), codes("Kind", "SMALL", "MIDDLE", "LARGE"));
        save(module.resolve("codes/place.codes.json"), places());
        save(module.resolve("entities/sheet.schema.json"), sheet());
        save(module.resolve("views/sheet.views.json"), views());
        var access = JSON.createObjectNode();
        for (var entity : new String[] {"sheet", "few", "many"}) {
            access.withObject("/roles/CLERK")
                    .putArray(entity)
                    .addObject()
                    .put("create", "unit")
                    .put("read", "unit")
                    .put("write", "unit");
        }
        save(module.resolve("access.json"), access);
        form(module, "few", few);
        form(module, "many", many);
    }

    private static ObjectNode manifest() {
        var manifest = JSON.createObjectNode()
                .put("name", "pages")
                .put("version", "1.0.0")
                .put("title", "Pages");
        manifest.putArray("main").add("sheet").add("few").add("many");
        manifest.putObject("roles").putObject("CLERK").put("title", "Clerk");
        return manifest;
    }

    private static ObjectNode codes(String title, String... codes) {
        var list = JSON.createObjectNode().put("title", title);
        for (var code : codes) {
            list.withArray("/oneOf").addObject().put("const", code).put("title", code.toLowerCase(Locale.ROOT));
        }
        return list;
    }

    /** More than are shown beside one another, so that they are looked up. */
    private static ObjectNode places() {
        var codes = new String[200];
        for (var code = 0; code < codes.length; code++) {
            codes[code] = "P" + code;
        }
        return codes("Place", codes);
    }

    private static ObjectNode sheet() {
        var sheet = JSON.createObjectNode().put("title", "Sheet").put("type", "object");
        sheet.putObject("x-entity")
                .put("plural", "Sheets")
                .put("titleTemplate", "{title}")
                .put("number", "S-{unit}-{sequence:7}")
                .put("ownership", "unit");
        var properties = sheet.putObject("properties");
        property(properties, "title", "string").put("maxLength", 200).put("x-search", "name");
        properties.putObject("kind").put("title", "Kind").put("$ref", "../codes/kind.codes.json");
        property(properties, "quantity", "integer").put("minimum", 0);
        property(properties, "arrived", "string").put("format", "date").put("x-sortable", true);
        properties
                .putObject("behind")
                .put("title", "Behind")
                .putObject("x-reference")
                .put("entity", "sheet")
                .put("inverse", "followers")
                .put("onRetire", "clear");
        sheet.putArray("required").add("title");
        return sheet;
    }

    private static ObjectNode property(ObjectNode properties, String name, String type) {
        return properties.putObject(name).put("title", "The " + name).put("type", type);
    }

    private static ObjectNode views() {
        var views = JSON.createObjectNode();
        var all = views.putObject("all")
                .put("title", "All")
                .put("sort", "-updatedAt")
                .put("default", true);
        ArrayNode columns = all.putArray("columns");
        columns.add("number")
                .add("title")
                .add("kind")
                .add("quantity")
                .add("arrived")
                .add("behind")
                .add("updatedAt");
        views.putObject("large")
                .put("title", "Large ones")
                .put("filter", "kind = \"LARGE\"")
                .putArray("columns")
                .add("number")
                .add("title");
        return views;
    }

    private static void form(Path module, String name, int fields) throws IOException {
        var entity = JSON.createObjectNode().put("title", "Form of " + fields).put("type", "object");
        entity.putObject("x-entity")
                .put("plural", "Forms of " + fields)
                .put("titleTemplate", "{f0}")
                .put("number", name.toUpperCase(Locale.ROOT) + "-{unit}-{sequence:6}")
                .put("ownership", "unit");
        var properties = entity.putObject("properties");
        var layout = JSON.createObjectNode().put("type", "VerticalLayout");
        for (var first = 0; first < fields; first += SECTION) {
            var section = layout.withArray("/elements").addObject().put("type", "Group");
            section.put("label", "Section " + (first / SECTION + 1));
            for (var field = first; field < Math.min(fields, first + SECTION); field++) {
                fill(properties.putObject("f" + field).put("title", "Field " + field), name, first, field);
                control(section.withArray("/elements"), first, field);
            }
        }
        entity.putArray("required").add("f0");
        save(module.resolve("entities/" + name + ".schema.json"), entity);
        save(module.resolve("forms/" + name + ".form.json"), layout);
    }

    private static void fill(ObjectNode property, String entity, int first, int field) {
        switch (field - first) {
            case 0, 8 -> property.put("type", "string").put("maxLength", 200);
            case 1 -> property.put("$ref", "../codes/place.codes.json");
            case 2 -> property.put("$ref", "../codes/kind.codes.json");
            case 3 -> property.put("type", "integer").put("minimum", 0).put("maximum", 100_000);
            case 4 ->
                property.put("type", "string").put("maxLength", 200).put("x-relevant", "f" + (first + 3) + " > 50");
            case 5 -> property.put("type", "string").put("format", "date");
            case 6 -> property.put("type", "boolean");
            case 7 -> property.put("type", "integer").put("x-computed", "f" + (first + 3) + " * 2");
            default ->
                property.putObject("x-reference")
                        .put("entity", "sheet")
                        .put("inverse", entity + field)
                        .put("onRetire", "clear");
        }
        if (field - first == 8) {
            property.put("x-required", "f" + (first + 2) + " = \"LARGE\"");
        }
        if (field == 0) {
            property.put("x-sortable", true);
        }
    }

    private static void control(ArrayNode section, int first, int field) {
        var control = section.addObject().put("type", "Control").put("scope", "#/properties/f" + field);
        if (field - first == 8) {
            control.putObject("rule")
                    .put("effect", "SHOW")
                    .putObject("condition")
                    .put("scope", "#/properties/f" + (first + 2))
                    .putObject("schema")
                    .put("const", "LARGE");
        }
    }

    private static void save(Path file, ObjectNode json) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.toPrettyString());
    }
}
