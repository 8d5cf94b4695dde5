package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An entity of five hundred fields: its form opens, what is filled in is saved, and list and API give it back. Says how long each took. */
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(RunningApplication.Shared.class)
class WideIT {

    private static final int FIELDS = 500;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder = Path.of("");

    private final List<String> times = new ArrayList<>();

    private interface Work {
        void run() throws IOException;
    }

    @Test
    void itsFormOpensAndSavesAndItsListAndTheApiGiveIt(RunningApplication application) throws Exception {
        var module = folder.resolve("wide");
        write(module);
        assertThat(application.command("apply", module.toString(), "--yes").exit())
                .isZero();
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            // What a page costs once, when it is the first, is not this one's.
            browser.open("/library/book/new");
            browser.find("[data-field='/title']");
            for (var round = 1; round <= 3; round++) {
                timed("form opened", () -> {
                    browser.open("/wide/sheet/new");
                    browser.find("[data-field='/f0']");
                });
                var name = "Sheet " + round;
                browser.fill("/f0", name);
                browser.fill("/f" + (FIELDS - 1), "the last");
                timed("saved", () -> {
                    browser.press("Save");
                    browser.find(".rh");
                });
                browser.reads("the last");
                timed("record opened", () -> {
                    browser.open(browser.path());
                    browser.reads("the last");
                });
                timed("list", () -> {
                    browser.open("/wide/sheet");
                    browser.reads(name);
                });
            }
        }
        timed(
                "API, list of three",
                () -> assertThat(application
                                .get("lib.knf", "wide/sheet?sort=-f0")
                                .path("items"))
                        .extracting(item -> item.path("f" + (FIELDS - 1)).asString(""))
                        .containsExactly("the last", "the last", "the last"));
        System.out.println(FIELDS + " fields, browser and server together: " + String.join(", ", times));
    }

    private void timed(String what, Work work) throws IOException {
        var begin = System.nanoTime();
        work.run();
        times.add(String.format(Locale.ROOT, "%s %.2f s", what, (System.nanoTime() - begin) / 1e9));
    }

    private static void write(Path module) throws IOException {
        Files.createDirectories(module.resolve("entities"));
        Files.writeString(
                module.resolve("module.json"),
                "{ \"name\": \"wide\", \"version\": \"1.0.0\", \"title\": \"Wide\", \"main\": [\"sheet\"],"
                        + " \"needs\": { \"library\": \"^1\" } }");
        Files.writeString(
                module.resolve("access.json"),
                "{ \"roles\": { \"LIB\": { \"sheet\": [ { \"create\": \"unit\", \"read\": \"unit\", \"write\": \"unit\" } ] } } }");
        var sheet = JSON.createObjectNode().put("title", "Sheet").put("type", "object");
        sheet.putObject("x-entity").put("plural", "Sheets").put("titleTemplate", "{f0}");
        var properties = sheet.putObject("properties");
        for (var field = 0; field < FIELDS; field++) {
            kind(properties.putObject("f" + field).put("title", "Field " + field), field);
        }
        properties.withObject("/f0").put("x-sortable", true);
        sheet.putArray("required").add("f0");
        Files.writeString(module.resolve("entities/sheet.schema.json"), sheet.toPrettyString());
    }

    private static void kind(ObjectNode property, int field) {
        switch (field % 5) {
            case 1 -> property.put("type", "integer");
            case 2 -> property.put("type", "string").put("format", "date");
            case 3 -> property.put("type", "boolean");
            default -> property.put("type", "string").put("maxLength", 200);
        }
    }
}
