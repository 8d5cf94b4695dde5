package org.casewright.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A release is applied to a large table while clients write to it. */
@Command(
        name = "evolution",
        mixinStandardHelpOptions = true,
        description =
                "Applies five fields, an index, a required field with values for all rows, and an entity, while clients write: what they notice.")
final class EvolutionBenchmark implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double SLOWEST_GOAL = 2;
    /** What is worth a line of its own. */
    private static final double LONG_STEP = 0.2;

    @Option(names = "--rows", defaultValue = "1000000", description = "of the table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--clients", defaultValue = "8", description = "who write at once (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "before the release and behind it, after as many to warm up (default: ${DEFAULT-VALUE})")
    private int seconds;

    /** A line that the command said, and when. */
    private record Said(long when, String line) {

        /** Which phase begins with it; empty for none. */
        String phase() {
            return line.startsWith("prepare ")
                    ? "prepare"
                    : line.equals("switch") ? "switch" : line.startsWith("finish ") ? "finish" : "";
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("casewright-benchmark");
        try {
            var present = folder.resolve("present");
            var next = folder.resolve("next");
            FileSystemUtils.copyRecursively(shipped(), present.resolve("bench"));
            FileSystemUtils.copyRecursively(shipped(), next.resolve("bench"));
            change(next.resolve("bench"));
            try (var application = LaunchedApplication.start(folder, List.of(present))) {
                measure(application, folder, next);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private static Path shipped() {
        try {
            return Path.of(Objects.requireNonNull(Benchmark.class.getResource("/modules/bench"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(Path module) throws IOException {
        var file = module.resolve("entities/item.schema.json");
        var item = (ObjectNode) JSON.readTree(Files.readString(file));
        var properties = item.withObject("/properties");
        field(properties, "maker", "string").put("maxLength", 200);
        field(properties, "weight", "integer").put("minimum", 0);
        field(properties, "opened", "boolean");
        field(properties, "soldOn", "string").put("format", "date");
        field(properties, "discount", "number").put("multipleOf", 0.01);
        // Who does not know the field yet, writes on.
        field(properties, "handling", "string")
                .put("maxLength", 20)
                .put("default", "piece")
                .put("x-backfill", "if quantity > 500 then \"bulk\" else \"piece\"");
        item.withArray("/required").add("handling");
        properties.withObject("/price").put("x-sortable", true);
        Files.writeString(file, item.toPrettyString());
        var crate = JSON.createObjectNode().put("title", "Crate").put("type", "object");
        crate.putObject("x-entity")
                .put("plural", "Crates")
                .put("titleTemplate", "{label}")
                .put("ownership", "unit");
        field(crate.putObject("properties"), "label", "string").put("x-sortable", true);
        crate.putArray("required").add("label");
        Files.writeString(module.resolve("entities/crate.schema.json"), crate.toPrettyString());
    }

    private static ObjectNode field(ObjectNode properties, String name, String type) {
        return properties.putObject(name).put("title", name).put("type", type);
    }

    private void measure(LaunchedApplication application, Path folder, Path next)
            throws IOException, InterruptedException {
        var token = LaunchedApplication.clerk(folder, "OF0");
        say("Making " + rows + " rows");
        var items = fill(folder);
        say("Writing");
        try (var writers = new Writers(application.port(), token, clients, items)) {
            TimeUnit.SECONDS.sleep(seconds);
            var before = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            say("Applying");
            var begin = System.nanoTime();
            var said = apply(folder, next);
            var end = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            writers.stop();
            print(writers, said, before, begin, end);
        }
    }

    private List<UUID> fill(Path folder) {
        var server = EmbeddedPostgres.running(folder.resolve("data"), Databases.DATABASE)
                .orElseThrow();
        try (var databases = Databases.open(server)) {
            var filling = new Rows(databases.owner());
            filling.fill(rows, 0, 1);
            return filling.items();
        }
    }

    private static List<Said> apply(Path folder, Path next) throws IOException, InterruptedException {
        var data = LaunchedApplication.data(folder);
        var process = LaunchedApplication.launch(
                        List.of("apply", next.toString(), "--yes", data.getFirst(), data.getLast()))
                .start();
        var said = new ArrayList<Said>();
        try (var reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(new Said(System.nanoTime(), line));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "apply:\n" + String.join("\n", said.stream().map(Said::line).toList()));
        }
        return said;
    }

    private void print(Writers writers, List<Said> said, long before, long begin, long end) {
        System.out.printf(Locale.ROOT, "%n%,d rows, %d clients writing%n", rows, clients);
        System.out.printf(
                "%-16s%10s%10s%10s%10s%12s%8s%n", "", "seconds", "req/s", "p50 ms", "p95 ms", "slowest ms", "failed");
        line("before", writers, before, begin);
        line("during apply", writers, begin, end);
        var from = begin;
        var phase = "reading, plan";
        for (var each : said) {
            if (!each.phase().isEmpty() && !each.phase().equals(phase)) {
                line("  " + phase, writers, from, each.when());
                from = each.when();
                phase = each.phase();
            }
        }
        line("  " + phase, writers, from, end);
        line("behind", writers, end, System.nanoTime());
        steps(said, end);
        verdict(writers, before, begin, end);
    }

    private static void steps(List<Said> said, long end) {
        System.out.printf("%nSteps of more than %.1f s:%n", LONG_STEP);
        var steps = said.stream().filter(each -> !each.phase().isEmpty()).toList();
        for (var number = 0; number < steps.size(); number++) {
            var until = number + 1 < steps.size() ? steps.get(number + 1).when() : end;
            var took = (until - steps.get(number).when()) / 1e9;
            if (took > LONG_STEP) {
                System.out.printf(
                        Locale.ROOT, "%8.1f  %s%n", took, steps.get(number).line());
            }
        }
    }

    private static void line(String title, Writers writers, long begin, long end) {
        var asked = writers.during(begin, end);
        var times = asked.stream().map(Writers.Asked::milliseconds).sorted().toList();
        var time = (end - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-16s%10.1f%10.0f%10.1f%10.1f%12.0f%8d%n",
                title,
                time,
                asked.size() / time,
                times.isEmpty() ? 0 : times.get(times.size() / 2),
                times.isEmpty() ? 0 : times.get((int) (times.size() * 0.95)),
                times.isEmpty() ? 0 : times.getLast(),
                asked.stream().filter(Writers.Asked::failed).count());
    }

    private static void verdict(Writers writers, long before, long begin, long end) {
        var slowest = writers.during(begin, end).stream()
                        .mapToDouble(Writers.Asked::milliseconds)
                        .max()
                        .orElse(0)
                / 1e3;
        var failed = writers.during(before, Long.MAX_VALUE).stream()
                .filter(Writers.Asked::failed)
                .count();
        System.out.printf(
                Locale.ROOT,
                "%nGoals: no failed request, %s; none slower than %.1f s during apply, %s (%.2f s)%n",
                failed == 0 ? "met" : "missed: " + writers.wrong(),
                SLOWEST_GOAL,
                slowest < SLOWEST_GOAL ? "met" : "missed",
                slowest);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
