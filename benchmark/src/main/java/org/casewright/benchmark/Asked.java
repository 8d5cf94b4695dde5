package org.casewright.benchmark;

import java.util.List;

/**
 * One question of somebody, as the platform puts it to the database, and the same without row-level security.
 *
 * @param settings on whose behalf the platform asks
 * @param questions several where each asks for another record
 * @param restricted the same questions, which find the same rows where no policy does
 * @param bare the same, restricted to nothing
 */
record Asked(Asker asker, What what, Sent settings, List<Sent> questions, List<Sent> restricted, List<Sent> bare) {

    /** Who asks for what is in a table of the module {@code cabinet}. */
    record Asker(String title, String table, String account) {
        String entity() {
            return "cabinet/" + table;
        }
    }

    /** What is asked for. */
    enum What {
        GET("get"),
        LIST("list of 50"),
        FURTHER("third page of it"),
        CAPPED_COUNT("count up to 10,000"),
        EXACT_COUNT("count of all");

        final String title;

        What(String title) {
            this.title = title;
        }
    }
}
