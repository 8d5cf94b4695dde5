package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A definition file is saved while somebody types: the open form says so, and what was typed goes over into the new one.
 * The last of all: others stand on the files as they were.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(RunningApplication.Shared.class)
class OutdatedIT {

    private static final Map<String, String> BEFORE = new HashMap<>();
    private static RunningApplication application;

    @BeforeAll
    static void start(RunningApplication shared) {
        application = shared;
    }

    @Test
    void anOpenFormIsToldOfItsNewDefinitionAndKeepsItsInput() throws IOException {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/reader/new");
            browser.fill("/name", "Ada Lowe");
            browser.press("Search");
            browser.press("No");
            browser.fill("/phone", "+999700000101");

            // Other forms' files are nobody's business here.
            change("entities/book.schema.json", "\"title\": \"Title\"", "\"title\": \"Title of the book\"");
            change("forms/reader.form.json", "#/properties/phone", "#/properties/email");
            change("forms/return.form.json", "reader/properties/phone", "reader/properties/email");
            change(
                    "entities/reader.schema.json",
                    "\"phone\": { \"title\": \"Phone\", \"type\": \"string\", \"maxLength\": 40, \"format\": \"phone\"",
                    "\"email\": { \"title\": \"E-mail\", \"type\": \"string\", \"maxLength\": 40");

            browser.reads("This form has changed since you opened it.");
            assertThat(browser.value("/phone")).isEqualTo("+999700000101");
            browser.picture("outdated");
            browser.press("Show the new form");

            browser.reads("These fields are not in the form any more.");
            browser.reads("Phone: +999700000101");
            browser.readsNoMore("This form has changed since you opened it.");
            assertThat(browser.value("/name")).isEqualTo("Ada Lowe");
            browser.fill("/email", "ada@example.org");
            browser.picture("taken-over");
            browser.press("Save");
            browser.find(".rh");
            browser.reads("ada@example.org");
        } finally {
            restore();
        }
    }

    /** As other tests find it. */
    private static void restore() throws IOException {
        for (var file : BEFORE.entrySet()) {
            Files.writeString(application.library().resolve(file.getKey()), file.getValue());
        }
        var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!application.get("lib.knf", "catalog").toString().contains("\"Phone\"")) {
            assertThat(System.nanoTime()).as("the phone is back").isLessThan(deadline);
        }
    }

    private static void change(String path, String before, String after) throws IOException {
        var file = application.library().resolve(path);
        var text = Files.readString(file);
        assertThat(text).contains(before);
        BEFORE.putIfAbsent(path, text);
        Files.writeString(file, text.replace(before, after));
    }
}
