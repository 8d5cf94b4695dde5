package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A list is arranged, filtered, kept under a name and shared; many of its records are changed at once. */
@ExtendWith(RunningApplication.Shared.class)
class ListsIT {

    @Test
    void aViewIsBuiltSavedAndSharedAndFoundByAnother(RunningApplication application) {
        for (var title : new String[] {"Arranged: Dunes", "Arranged: Tides", "Other: Sand"}) {
            assertThat(application.post("lib.knf", "library/book", "{\"title\": \"" + title + "\"}"))
                    .isEqualTo(201);
        }
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/book?view=shelf");
            browser.reads("On the shelf");
            browser.click(".chip.add");
            browser.pick("vaadin-dialog .condition vaadin-combo-box", "Title");
            browser.type("vaadin-dialog .condition .value vaadin-text-field", "Arranged");
            browser.press("Group");
            browser.picture("list-filter");
            browser.press("Apply");
            browser.reads("starts with “Arranged”");
            browser.reads("Arranged: Dunes");
            browser.readsNoMore("Other: Sand");
            assertThat(browser.address()).contains("filter=");

            browser.click(".chip.columns");
            browser.pick("vaadin-dialog vaadin-combo-box", "Changed by");
            browser.picture("list-columns");
            browser.press("Apply");
            browser.reads("Changed by");

            browser.click(".cw-tabs > .chip", "Save view");
            browser.fill("/title", "Arranged ones");
            browser.pick("[data-field='/with']", "Unit: ");
            browser.picture("list-save-view");
            browser.press("Save");
            browser.reads("Arranged ones");
            browser.find("vaadin-tab[selected] vaadin-icon");
            browser.picture("list-saved-view");
            browser.dark();
            browser.picture("list-saved-view-dark");
            browser.rightToLeft();
            browser.picture("list-saved-view-rtl");
            browser.light();
            browser.phone();
            browser.open("/library/book?view=shelf&filter=starts+with(title,+%22Arranged%22)");
            browser.find(".chip.two");
            assertThat(browser.overflow()).isZero();
            browser.picture("list-filtered-phone");
            browser.light();

            browser.open("/library/loan?view=overdue");
            browser.find("vaadin-grid");
            browser.picture("list-loans");
            browser.click(".chip.add");
            browser.pick("vaadin-dialog .condition vaadin-combo-box", "Days overdue");
            browser.type("vaadin-dialog .condition .value vaadin-big-decimal-field", "3");
            browser.press("Apply");
            browser.reads("daysOverdue is computed at each reading; to filter by it, declare it stored");
            browser.picture("list-filter-refused");

            // What the address asks for in vain is told, and the list is there.
            browser.open("/library/book?filter=nothing+%3D+1&columns=title,none&sort=-none");
            browser.reads("is not there any more, or not open to you");
            browser.reads("Other: Sand");
        }
        var shared = application.get("lib.knf", "library/book/views");
        assertThat(shared.path("items").findValuesAsString("title")).contains("Arranged ones");
        assertThat(application.get("head.knf", "library/book/views").toString()).contains("Arranged ones");
        assertThat(application.get("lib.ugb", "library/book/views").toString()).doesNotContain("Arranged ones");
    }

    @Test
    void fiveHundredAreChangedByOneJob(RunningApplication application) {
        var loans = IntStream.range(0, 500)
                .mapToObj(n -> "{\"create\": \"library/reader\", \"values\": {\"name\": \"Bulk Reader " + n
                        + "\", \"phone\": \"+99970" + (1_000_000 + n) + "\"}}")
                .collect(Collectors.toList());
        for (var from = 0; from < 500; from += 100) {
            assertThat(application.post(
                            "lib.knf",
                            "batch",
                            "{\"changes\": [" + String.join(",", loans.subList(from, from + 100)) + "]}"))
                    .isEqualTo(200);
        }
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/reader?filter=starts+with(name,+%22Bulk+Reader%22)");
            browser.reads("500 readers");
            browser.clickLast("vaadin-grid vaadin-checkbox");
            browser.reads("1 chosen");
            browser.click(".selbar vaadin-button", "Choose all");
            browser.reads("All 500 chosen");
            browser.picture("list-selected");
            browser.keys("e");
            browser.pick("[data-field='/what']", "Pays");
            browser.press("Preview");
            browser.reads("Give Pays fees a value, or say that it has none.");
            browser.choose("[data-field='/pays'] vaadin-select", "No");
            browser.fill("/reason", "Free year");
            browser.picture("list-bulk");
            browser.press("Preview");
            browser.reads("500 records are chosen.");
            browser.reads("Pays fees becomes “No”.");
            browser.picture("list-bulk-preview");
            browser.press("Change 500");
            browser.reads("500 records are changed.");
            browser.picture("list-bulk-done");
            browser.press("Close");
            browser.open("/notices");
            browser.reads("500 are changed, none was refused");
        }
        assertThat(application
                        .tables()
                        .sql(
                                "select count(*) from library.reader where name like 'Bulk Reader %' and not pays and version = 2")
                        .query(Long.class)
                        .single())
                .isEqualTo(500);
    }
}
