package org.casewright.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ThrowAwayServerTest {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String PREFIX = "casewright-throw-away-";

    @Test
    void databasesAreCopiedAndNothingIsLeft() throws IOException {
        var before = ours();
        try (var server = ThrowAwayServer.start()) {
            var original = server.create();
            sql(original).sql("create table kept (id int)").update();
            var one = server.copyOf(original);
            var other = server.copyOf(original);

            sql(one).sql("insert into kept values (1)").update();

            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
            server.drop(one);
            assertThat(ours()).hasSize(before.size() + 1);
        }
        assertThat(ours()).isEqualTo(before);
    }

    @Test
    void whatAKilledApplicationLeftIsDeleted() throws IOException, InterruptedException {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var left = Files.createDirectories(TEMPORARY.resolve(PREFIX + ended.pid() + "-7/postgresql"));
        Files.writeString(left.resolve("rows"), "");

        ThrowAwayServer.start().close();

        assertThat(left.getParent()).doesNotExist();
    }

    private static JdbcClient sql(Databases databases) {
        return JdbcClient.create(databases.owner());
    }

    private static long count(Databases databases) {
        return sql(databases).sql("select count(*) from kept").query(Long.class).single();
    }

    private static List<Path> ours() throws IOException {
        try (var entries = Files.list(TEMPORARY)) {
            return entries.filter(entry -> entry.getFileName()
                            .toString()
                            .startsWith(PREFIX + ProcessHandle.current().pid() + "-"))
                    .sorted()
                    .toList();
        }
    }
}
