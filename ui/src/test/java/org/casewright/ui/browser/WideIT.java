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
import org.openqa.selenium.Keys;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entity of five hundred fields: its form opens, what is filled in at both ends is saved, what is wrong between them is found,
 * and list and API give it back. Says how long each took.
 */
@Order(Integer.MAX_VALUE - 1)
@ExtendWith(RunningApplication.Shared.class)
class WideIT {

    private static final int FIELDS = 500;
    private static final String MIDDLE = "f340";
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
                timed(browser, "a form of few fields loaded", () -> {
                    browser.open("/library/book/new");
                    browser.find("[data-field='/title']");
                });
                browser.open("/library/book");
                timed(browser, "and opened from its list", () -> {
                    browser.press("New");
                    browser.find("[data-field='/title']");
                });
            }
            for (var round = 1; round <= 3; round++) {
                var name = "Sheet " + round;
                timed(browser, "form loaded", () -> {
                    browser.open("/wide/sheet/new");
                    browser.find("[data-field='/f0']");
                });
                browser.open("/wide/sheet");
                timed(browser, "form opened from its list", () -> {
                    browser.press("New");
                    browser.find("[data-field='/f0']");
                });
                fill(browser, name, round == 1);
                timed(browser, "saved", () -> {
                    browser.press("Save");
                    browser.find(".rb");
                });
                timed(browser, "record opened", () -> {
                    browser.open(browser.path());
                    browser.reads(name);
                });
                timed(browser, "last section opened", () -> {
                    browser.tab("Field 480");
                    browser.reads("the last");
                });
                timed(browser, "list", () -> {
                    browser.open("/wide/sheet");
                    browser.reads(name);
                });
            }
        }
        assertThat(application.get("lib.knf", "wide/sheet?sort=-f0").path("items"))
                .extracting(item -> item.path(MIDDLE).asString("")
                        + item.path("f" + (FIELDS - 1)).asString(""))
                .containsExactly("middlethe last", "middlethe last", "middlethe last");
        System.out.println(FIELDS + " fields, seconds until it is seen (and of these waiting for the server): "
                + String.join(", ", times));
    }

    /** The first section, the last, and what is missing in those between, which nobody has seen. */
    private static void fill(Browser browser, String name, boolean looking) {
        browser.focused("/f0");
        browser.fill("/f0", name);
        browser.click(".sections button", "Field 480");
        browser.focused("/f480");
        browser.fill("/f" + (FIELDS - 1), "the last");
        assertThat(browser.count("[data-field]"))
                .as("fields that are built where only the ends were seen")
                .isLessThan(FIELDS / 2);
        browser.press("Save");

        browser.reads("Mend the 2 fields that are marked.");
        browser.focused("/f200");
        browser.reads("Field 330 \u2013 Field 359: 1");
        if (looking) {
            pictures(browser);
        }
        browser.fill("/f200", "first of the missing");
        browser.click(".trouble button", "Field 330");
        browser.focused("/" + MIDDLE);
        browser.fill("/" + MIDDLE, "middle");
        browser.readsNoMore("1 to mend");
        browser.chord(Keys.ALT, Keys.PAGE_DOWN);
        browser.focused("/f360");
        browser.chord(Keys.SHIFT, Keys.TAB);
        browser.focused("/f359");
    }

    private static void pictures(Browser browser) {
        browser.picture("wide");
        browser.dark();
        browser.picture("wide-dark");
        browser.phone();
        browser.picture("wide-phone");
        browser.light();
    }

    private void timed(Browser browser, String what, Work work) throws IOException {
        var before = browser.waited();
        var begin = System.nanoTime();
        work.run();
        var all = (System.nanoTime() - begin) / 1e9;
        times.add(String.format(
                Locale.ROOT, "%s %.2f (%.2f)", what, all, browser.waited().since(before)));
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
        sheet.putArray("required").add("f0").add("f200").add(MIDDLE);
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
