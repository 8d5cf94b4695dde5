package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.casewright.RecordedStatements;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a request tells the database once the platform has seen such a one: each line is one round trip. */
class RoundTripsTest {

    private static final String LETTERS = "/api/v1/post/letter";
    private static final String GRIEVANCES = "/api/v1/post/grievance";
    private static final String GRIEVANCE = "{\"text\": \"It was wet\"}";
    private static final String LETTER = "{\"subject\": \"Here\", \"stamps\": 1}";

    private static TestPlatform platform;
    private static RecordedStatements statements;
    private static ApiServer api;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("post", RecordedStatements.class);
        statements = platform.bean(RecordedStatements.class);
        api = new ApiServer(platform, "casewright.api.requests-per-second=100000", "casewright.api.burst=1000000");
    }

    @AfterAll
    static void close() {
        api.close();
        platform.close();
    }

    /** Statements and ends of transactions, without what they gave. */
    private static List<String> told(Runnable work) {
        return statements.during(work).stream()
                .filter(said -> !said.startsWith("rows ") && !said.startsWith("changed "))
                .map(said -> said.strip().replaceAll("\\s+", " "))
                .toList();
    }

    private static Reply made(String as, String path, String json) {
        var made = api.post(as, path, json);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    @Test
    void aPageOfAListIsOne() {
        made("sorter.knf", LETTERS, LETTER);
        api.get("sorter.knf", LETTERS);

        var told = told(() -> api.get("sorter.knf", LETTERS));

        assertThat(told).as(told.toString()).hasSize(1);
    }

    /**
     * The rights are confirmed with the first; one reads the record for the process's condition; what the engine writes goes with what the
     * transaction writes last.
     */
    @Test
    void aRecordWithAProcessIsThreeAndTheCommit() {
        made("sorter.knf", LETTERS, LETTER);

        var told = told(() -> made("sorter.knf", LETTERS, LETTER));

        assertThat(told).as(told.toString()).hasSize(4);
        assertThat(told.getFirst()).contains("access_version", "insert into \"post\".\"letter\"");
        assertThat(told.get(2)).contains("ACT_RU_TASK", "platform.task", "platform.step");
        assertThat(told.getLast()).isEqualTo("commit");
    }

    @Test
    void aRecordWithoutAProcessIsOneAndTheCommit() {
        made("arbiter.knf", GRIEVANCES, GRIEVANCE);

        var told = told(() -> made("arbiter.knf", GRIEVANCES, GRIEVANCE));

        assertThat(told).as(told.toString()).hasSize(2);
        assertThat(told.getLast()).isEqualTo("commit");
    }

    /** The rights, confirmed; what is there, held against others; what comes of it. */
    @Test
    void aChangeIsThreeAndTheCommit() {
        var grievance = made("arbiter.knf", GRIEVANCES, GRIEVANCE);
        var path = Objects.requireNonNull(grievance.header("Location"));
        api.patch("arbiter.knf", path, grievance.etag(), "{\"text\": \"First\"}");

        var told = told(() -> api.patch("arbiter.knf", path, "\"2\"", "{\"text\": \"Second\"}"));

        assertThat(told).as(told.toString()).hasSize(4);
        assertThat(told.getFirst()).contains("access_version");
        assertThat(told.getLast()).isEqualTo("commit");
    }
}
