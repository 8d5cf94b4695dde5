package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged commands change a running application: what they need is in the package, and what is open follows. */
@ExtendWith(RunningApplication.Shared.class)
class ChangingIT {

    private static final String READER = "entities/reader.schema.json";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFieldIsPlannedAppliedFilledRolledBackAndPurged(RunningApplication application) throws Exception {
        var changed = withNickname(application.library()).toString();
        var before = release(application);

        var plan = application.command("plan", changed);
        assertThat(plan.said()).contains("+ library/reader.nickname is new: text.");
        assertThat(plan.exit()).isZero();
        assertThat(release(application)).as("a plan does nothing").isEqualTo(before);

        assertThat(application.command("apply", changed).exit()).isZero();
        assertThat(application.command("plan", changed).said()).contains("Nothing would change.");
        assertThat(application.post(
                        "lib.knf", "library/reader", "{\"name\": \"Odo Fell\", \"nickname\": \"the quick one\"}"))
                .isEqualTo(201);

        assertThat(application.command("rollback", before).exit())
                .as("asks for consent")
                .isEqualTo(3);
        assertThat(application.command("rollback", before, "--yes").exit()).isZero();
        assertThat(application.post("lib.knf", "library/reader", "{\"name\": \"Odo Hill\", \"nickname\": \"no\"}"))
                .isEqualTo(422);

        var purged = folder.resolve("purged");
        assertThat(application
                        .command("purge", "library/reader.nickname", "--export", purged.toString())
                        .exit())
                .as("asks, and nobody is there to answer")
                .isEqualTo(3);
        assertThat(application
                        .command("purge", "library/reader.nickname", "--yes", "--yes", "--export", purged.toString())
                        .exit())
                .isZero();
        assertThat(purged.resolve("library.reader.nickname.csv")).content().contains("the quick one");
    }

    private Path withNickname(Path library) throws Exception {
        var copy = folder.resolve("library");
        // Without its scenarios: that they are played first is seen elsewhere.
        try (var files = Files.walk(library)) {
            for (var file : files.filter(file -> !file.startsWith(library.resolve("tests")))
                    .toList()) {
                Files.copy(file, copy.resolve(library.relativize(file).toString()));
            }
        }
        var schema = copy.resolve(READER);
        Files.writeString(
                schema,
                Files.readString(schema)
                        .replaceFirst(
                                "\"properties\": \\{",
                                "\"properties\": { \"nickname\": { \"title\": \"Nickname\", \"type\": \"string\" },"));
        return copy;
    }

    private static String release(RunningApplication application) {
        return application
                .tables()
                .sql("select max(number)::text from platform.release")
                .query(String.class)
                .single();
    }
}
