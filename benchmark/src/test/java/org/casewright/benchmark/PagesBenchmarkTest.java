package org.casewright.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The measurement of pages with few rows and sessions, on the application as the build has packaged it. What a page tells the
 * database is counted and held; times are only looked at where a machine is quiet.
 */
class PagesBenchmarkTest {

    private static final Path PACKAGED = Path.of("..", "ui", "target", "casewright-app.jar");

    @BeforeEach
    void takeWhatIsPackaged() {
        assumeTrue(Boolean.getBoolean("casewright.long"), "a minute of pages, one by one: in the long run");
        assumeTrue(Files.exists(PACKAGED), "ui is not packaged: it is built before this by whoever builds all");
        System.setProperty("casewright.packaged", PACKAGED.toString());
        System.setProperty("casewright.home", "..");
    }

    @AfterEach
    void leaveItAsItWas() {
        System.clearProperty("casewright.packaged");
        System.clearProperty("casewright.home");
    }

    @Test
    void pagesAreOpenedAsABrowserDoesAndTellTheDatabaseLittle() throws Exception {
        var benchmark = CommandLine.populateCommand(
                new PagesBenchmark(),
                "--rows",
                "1000",
                "--runs",
                "1",
                "--sessions",
                "2",
                "--far",
                "8",
                "--memory",
                "700m");

        var measured = benchmark.measure();

        var trips = new HashMap<String, Integer>();
        measured.told().forEach((kind, told) -> trips.put(kind, told.trips()));
        assertThat(trips)
                // Who asks; the views; the rows; tasks that wait, with the end of their transaction; privileges;
                // notices.
                .containsEntry("list: opened", 8)
                // Who asks, and the rows.
                .containsEntry("list: scrolled", 2)
                .containsEntry("list: sorted", 2)
                // Who asks; drafts; and what stands around every page. A form has nothing to ask for by itself, however
                // wide.
                .containsEntry("form of few: opened", 7)
                .containsEntry("form of many: opened", 7)
                // Who asks, and the draft that is kept, with the end of its transaction.
                .containsEntry("few: a number typed", 3)
                .containsEntry("few: a code chosen", 1);
        assertThat(measured.times())
                .containsKeys(
                        "form of few: opened",
                        "form of many: opened",
                        "many: a number typed",
                        "many: a code chosen",
                        "list: a far page",
                        "API: a far page");
        assertThat(measured.bytes()).hasSize(2);
    }
}
