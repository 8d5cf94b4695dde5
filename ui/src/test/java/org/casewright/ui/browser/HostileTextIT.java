package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** Whatever people enter is text: pages show it as it was entered, and nothing of it runs. */
@ExtendWith(RunningApplication.Shared.class)
class HostileTextIT {

    private static final Path STRINGS = Path.of("..", "..", "shared", "testdata", "strings", "blns.json");
    private static final String TITLE = "<img src=x onerror=alert(document.domain)>{{7*7}}${7*7}";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void theListOfNaughtyStringsIsShownAsItIs(RunningApplication application) throws IOException {
        assumeTrue(Files.exists(STRINGS), "outside data is not there: " + STRINGS);
        assertThat(application.post(
                        "lib.knf",
                        "library/book",
                        JSON.createObjectNode().put("title", TITLE).toString()))
                .isEqualTo(201);
        var values = JSON.createObjectNode();
        var damages = values.putArray("damages");
        for (var text : JSON.readTree(Files.readString(STRINGS))) {
            var string = text.asString("").strip();
            if (!string.isEmpty() && string.length() <= 200 && string.indexOf('\0') < 0) {
                damages.addObject().put("what", string);
            }
        }
        assertThat(damages.size()).isGreaterThan(400);
        values.put("book", idOf(application, "library/book?q=onerror"));
        values.put("reader", idOf(application, "library/reader?q=Boltak"));
        values.put("note", TITLE);
        assertThat(application.post("lib.knf", "library/loan", values.toString()))
                .isEqualTo(201);
        var loan = "/library/loan/" + idOf(application, "library/loan?sort=-updatedAt");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open(loan);
            browser.reads("<script>alert(123)</script>");
            browser.reads("'><script>alert(");
            browser.picture("hostile-record");
            browser.open("/library/book");
            browser.reads(TITLE);
            browser.open("/search?for=onerror");
            browser.reads(TITLE);
        }
    }

    private static String idOf(RunningApplication application, String query) {
        return application.get("lib.knf", query).at("/items/0/id").asString("");
    }
}
