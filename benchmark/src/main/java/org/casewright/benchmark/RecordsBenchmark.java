package org.casewright.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.casewright.postgres.DatabaseAddress;
import org.casewright.postgres.Databases;
import org.casewright.postgres.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records through REST, the contenders in turn. */
@Command(
        name = "records",
        mixinStandardHelpOptions = true,
        description = "Create, get and list through REST, beside (a) bare Java and SQL and (b) Spring MVC and jOOQ.")
final class RecordsBenchmark implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--rows", defaultValue = "100000", description = "rows of each table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "8,16",
            description = "how many ask at once (default: ${DEFAULT-VALUE})")
    private List<Integer> clients = new ArrayList<>();

    @Option(names = "--seconds", defaultValue = "5", description = "of each measurement (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "whose median counts (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "45",
            description =
                    "seconds of each operation and contender before anything is measured, for the compiler to come to rest (default: ${DEFAULT-VALUE})")
    private double warmUp;

    @Option(
            names = "--only",
            split = ",",
            description = "these operations alone: ${COMPLETION-CANDIDATES} (default: all)")
    private List<Operation> only = List.of(Operation.values());

    private record Running(ServerProcess process, Requests requests) {}

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("casewright-benchmark");
        try (var server = EmbeddedPostgres.start(folder.resolve("data"));
                var databases = Databases.open(server)) {
            measure(databases);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private void measure(Databases databases) {
        var address = databases.address();
        var environment = new HashMap<String, String>();
        environment.put("CASEWRIGHT_DATABASE_USER", address.user());
        environment.put("CASEWRIGHT_DATABASE_PASSWORD", address.password());
        say("Starting the platform");
        try (var platform = start(Contender.CASEWRIGHT, address, environment)) {
            say("Making " + rows + " rows of each table");
            var filling = new Rows(databases.owner());
            filling.fill(rows, rows, PlatformServer.OFFICES);
            environment.put(SpringServer.PASSWORD, filling.makeRival());
            say("Starting the rivals");
            try (var plain = start(Contender.PLAIN, address, environment);
                    var spring = start(Contender.SPRING, address, environment)) {
                measure(
                        Map.of(Contender.CASEWRIGHT, platform, Contender.PLAIN, plain, Contender.SPRING, spring),
                        platform.token(),
                        filling.items());
            }
        }
    }

    private static ServerProcess start(Contender contender, DatabaseAddress address, Map<String, String> environment) {
        return ServerProcess.start(contender, address.url(), environment);
    }

    private void measure(Map<Contender, ServerProcess> processes, String token, List<UUID> items) {
        var running = new EnumMap<Contender, Running>(Contender.class);
        processes.forEach((contender, process) ->
                running.put(contender, new Running(process, new Requests(contender, token, items))));
        requireAgreement(running);
        say("Warming up");
        for (var operation : only) {
            running.forEach((contender, each) -> load(each, operation, 8).run(time(warmUp)));
        }
        for (var count : clients) {
            var report = new Report(count + " clients, " + rows + " rows");
            for (var operation : only) {
                for (var round = 0; round < rounds; round++) {
                    for (var contender : inTurn(round)) {
                        report.add(
                                operation,
                                contender,
                                cell(Objects.requireNonNull(running.get(contender)), operation, count));
                    }
                }
                say(count + " clients: " + operation.title);
            }
            System.out.println(report);
        }
        System.out.println("Resident memory after it all, MB:");
        running.forEach((contender, each) -> {
            var usage = each.process().usage();
            System.out.printf("  %-20s %5d%n", contender.title, usage.resident());
        });
    }

    /** Each round another one begins. */
    private static List<Contender> inTurn(int round) {
        var all = List.of(Contender.values());
        var first = round % all.size();
        return Stream.concat(all.subList(first, all.size()).stream(), all.subList(0, first).stream())
                .toList();
    }

    private Report.Cell cell(Running running, Operation operation, int count) {
        var before = running.process().usage().processor();
        var measured = load(running, operation, count).run(time(seconds));
        var used = running.process().usage().processor().minus(before);
        return new Report.Cell(measured, used.toNanos() / 1e6 / measured.served());
    }

    private static Load load(Running running, Operation operation, int count) {
        return new Load(running.process().port(), running.requests(), operation, count);
    }

    private static Duration time(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** Ratios say something only where the answers are the same. */
    private static void requireAgreement(Map<Contender, Running> running) {
        var answers = new EnumMap<Contender, List<JsonNode>>(Contender.class);
        running.forEach((contender, each) -> {
            var list = ask(each, each.requests().next(Operation.COUNTED_LIST));
            var one = ask(
                    each,
                    each.requests()
                            .get("/api/v1/bench/item/" + each.requests().items().getFirst()));
            answers.put(contender, List.of(essence(list), essence(one)));
        });
        var ours = answers.get(Contender.CASEWRIGHT);
        answers.forEach((contender, theirs) -> {
            if (!theirs.equals(ours)) {
                throw new IllegalStateException(contender.title + " answers otherwise: " + theirs + "\nnot " + ours);
            }
        });
        say("All answer the same");
    }

    private static JsonNode ask(Running running, byte[] request) {
        try (var connection = new Connection(running.process().port())) {
            var status = connection.exchange(request);
            var answer = JSON.readTree(connection.body());
            if (status != 200) {
                throw new IllegalStateException(running.requests().contender().title + ": " + status + " " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without how a moment is written, and which place in a list is next. */
    private static JsonNode essence(JsonNode answer) {
        var plain = JSON.createObjectNode();
        answer.properties().forEach(member -> {
            var value = member.getValue();
            if (value.isArray()) {
                var array = plain.putArray(member.getKey());
                value.forEach(item -> array.add(essence(item)));
            } else if (!member.getKey().endsWith("At") && !member.getKey().equals("next")) {
                plain.put(member.getKey(), value.asString());
            }
        });
        return plain;
    }

    private static void say(String line) {
        System.err.println(line);
    }

    /** Where the application is, as the launcher says. */
    static Path home() {
        return Path.of(System.getProperty("casewright.home", "."));
    }
}
