package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A list is saved as a file, as it is filtered and sorted. */
@ExtendWith(RunningApplication.Shared.class)
class ExportIT {

    @Test
    void aListIsSavedByWhoMayExportIt(RunningApplication application) {
        for (var title : new String[] {"Tides", "=Tides"}) {
            application.post("lib.knf", "library/book", "{\"title\": \"Exported: " + title + "\"}");
        }
        application.post("lib.knf", "library/reader", "{\"name\": \"Export Reader\"}");
        var reader = application
                .get("lib.knf", "library/reader?q=Export")
                .at("/items/0/id")
                .asString();
        application
                .get("lib.knf", "library/book?q=Exported&sort=title")
                .path("items")
                .forEach(book -> assertThat(application.post("lib.knf", "library/loan", """
                        {"book": "%s", "reader": "%s", "lentOn": "2026-02-17"}""".formatted(
                                        book.path("id").asString(), reader)))
                        .isEqualTo(201));
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/loan?lentOn=2026-02-17..2026-02-17");
            browser.reads("Exported: Tides");
            browser.picture("list-with-export");

            var file = browser.download("a.chip.quiet");
            assertThat(file.lines().findFirst()).contains("Number,Book,Lent on,Due");
            assertThat(file.lines().skip(1))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith(",2026-02-17,2026-03-10"))
                    .anyMatch(line -> line.contains(",Exported: =Tides,"));
            browser.open("/library/book?q=Exported");
            browser.reads("Exported: Tides");
            assertThat(browser.count("a.chip.quiet")).isZero();
        }
    }
}
