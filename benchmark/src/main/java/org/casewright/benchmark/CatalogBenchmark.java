package org.casewright.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a large catalog costs beside the shipped modules: validating, applying, starting, memory, and a request. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description =
                "Validate, apply, start, memory and requests with many modules, beside the shipped ones; and one entity of many fields.")
final class CatalogBenchmark implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double START_GOAL = 2;
    private static final double VALIDATE_GOAL = 2;
    private static final int FEW = 10;

    @Option(names = "--modules", defaultValue = "40", description = "of the large catalog (default: ${DEFAULT-VALUE})")
    private int modules;

    @Option(
            names = "--entities",
            defaultValue = "300",
            description = "of all of them together (default: ${DEFAULT-VALUE})")
    private int entities;

    @Option(names = "--fields", defaultValue = "30", description = "of each entity (default: ${DEFAULT-VALUE})")
    private int fields;

    @Option(
            names = "--wide",
            defaultValue = "500",
            description = "fields of the one wide entity (default: ${DEFAULT-VALUE})")
    private int wide;

    @Option(names = "--rounds", defaultValue = "3", description = "whose median counts (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--requests",
            defaultValue = "3000",
            description = "of each kind, behind as many to warm up (default: ${DEFAULT-VALUE})")
    private int requests;

    /** A catalog to measure, and what was measured: name of the figure -> one for each round. */
    private record Catalog(String title, Path folder, List<Path> definitions, Map<String, List<Double>> figures) {

        void add(String figure, double value) {
            figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value);
        }

        double median(String figure) {
            return Report.median(figures.getOrDefault(figure, List.of(Double.NaN)));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Math.min(fields, wide) < GeneratedModules.LEAST_FIELDS) {
            say("An entity has at least " + GeneratedModules.LEAST_FIELDS + " fields: a rule and a sum speak of them.");
            return 2;
        }
        var folder = Files.createTempDirectory("casewright-benchmark");
        try {
            var catalogs = catalogs(folder);
            for (var catalog : catalogs) {
                say("First start with " + catalog.title());
                try (var first = LaunchedApplication.start(catalog.folder(), catalog.definitions())) {
                    catalog.add("first", first.seconds());
                }
            }
            for (var round = 0; round < rounds; round++) {
                say("Round " + (round + 1) + " of " + rounds);
                for (var catalog : catalogs) {
                    validate(catalog);
                    start(catalog);
                }
            }
            ask(catalogs.get(1), catalogs.get(2));
            for (var catalog : catalogs.subList(1, catalogs.size())) {
                change(catalog);
            }
            print(catalogs);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private List<Catalog> catalogs(Path folder) throws IOException {
        var few = new GeneratedModules(FEW, entities * FEW / modules, fields);
        var many = new GeneratedModules(modules, entities, fields);
        var fewFolder = folder.resolve("few/modules");
        var manyFolder = folder.resolve("many/modules");
        few.write(fewFolder);
        many.write(manyFolder);
        GeneratedModules.writeWide(manyFolder, wide);
        Files.createDirectories(folder.resolve("shipped"));
        return List.of(
                new Catalog("the shipped modules", folder.resolve("shipped"), List.of(), new LinkedHashMap<>()),
                new Catalog(
                        FEW + " modules, " + few.entities() + " entities",
                        folder.resolve("few"),
                        List.of(fewFolder),
                        new LinkedHashMap<>()),
                new Catalog(
                        modules + " modules, " + entities + " entities",
                        folder.resolve("many"),
                        List.of(manyFolder),
                        new LinkedHashMap<>()));
    }

    private static void validate(Catalog catalog) throws IOException, InterruptedException {
        var folder = catalog.definitions().isEmpty()
                ? RecordsBenchmark.home().resolve("module-definitions")
                : catalog.definitions().getFirst();
        catalog.add("java", timed("validate", "--help"));
        catalog.add("validate", timed("validate", folder.toString()));
    }

    private static double timed(String... command) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        LaunchedApplication.run(command);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void start(Catalog catalog) throws IOException, InterruptedException {
        try (var application = LaunchedApplication.start(catalog.folder(), catalog.definitions())) {
            catalog.add("start", application.seconds());
            catalog.add("processor", application.usage().processor().toMillis() / 1e3);
            catalog.add("memory", (double) application.usage().resident());
        }
    }

    /** One field more in one entity, as the commands plan and apply it. */
    private static void change(Catalog catalog) throws IOException, InterruptedException {
        say("Changing " + catalog.title());
        var definitions = catalog.definitions().getFirst();
        var file = definitions.resolve("m00/entities/e0.schema.json");
        var entity = (ObjectNode) JSON.readTree(Files.readString(file));
        entity.withObject("/properties")
                .putObject("added")
                .put("title", "Added")
                .put("type", "string")
                .put("x-sortable", true);
        Files.writeString(file, entity.toPrettyString());
        var data = LaunchedApplication.data(catalog.folder());
        catalog.add("plan", timed("plan", definitions.toString(), data.getFirst(), data.getLast()));
        catalog.add("apply", timed("apply", definitions.toString(), "--yes", data.getFirst(), data.getLast()));
        catalog.add("no-op", timed("apply", definitions.toString(), "--yes", data.getFirst(), data.getLast()));
    }

    /** The same requests of both in turn; one client, for it is the cost of a request that is wanted. */
    private void ask(Catalog few, Catalog many) throws IOException, InterruptedException {
        var fewToken = LaunchedApplication.clerk(few.folder(), "HQ");
        var manyToken = LaunchedApplication.clerk(many.folder(), "HQ");
        say("Asking both");
        try (var one = LaunchedApplication.start(few.folder(), few.definitions());
                var other = LaunchedApplication.start(many.folder(), many.definitions());
                var atFew = new Asking(one.port(), fewToken);
                var atMany = new Asking(other.port(), manyToken)) {
            for (var round = 0; round <= rounds; round++) {
                for (var asking : round % 2 == 0 ? List.of(atFew, atMany) : List.of(atMany, atFew)) {
                    measure(asking, asking == atFew ? few : many, "m00/e0", fields, round == 0);
                }
                measure(atMany, many, "wide/e0", wide, round == 0);
            }
            many.add("loaded memory", (double) other.usage().resident());
            few.add("loaded memory", (double) one.usage().resident());
        }
    }

    private void measure(Asking asking, Catalog catalog, String entity, int count, boolean warmUp) throws IOException {
        // While the other one was asked, the server may have closed what was idle.
        asking.close();
        var path = "/api/v1/" + entity;
        asking.send(asking.create(path, count, 0));
        var made = JSON.readTree(asking.connection.body());
        var record = path + "/" + made.path("id").asString("");
        var some = Math.max(1, requests / (count > 100 ? 10 : 1));
        var version = new int[] {made.path("version").asInt()};
        var medians = new LinkedHashMap<String, Double>();
        medians.put("create", asking.median(some, number -> asking.create(path, count, number)));
        medians.put("get", asking.median(some, number -> asking.get(record)));
        medians.put("change", asking.median(some, number -> asking.change(record, version[0]++, number)));
        medians.put("list", asking.median(some, number -> asking.get(path + "?limit=50&sort=-f5")));
        if (!warmUp) {
            medians.forEach((operation, median) -> catalog.add(entity + " " + operation, median));
        }
    }

    /** One client with its token. */
    private static final class Asking implements AutoCloseable {
        private final Connection connection;
        private final String token;

        Asking(int port, String token) {
            this.connection = new Connection(port);
            this.token = token;
        }

        byte[] get(String path) {
            return Requests.bytes("GET", path, token, "", "");
        }

        byte[] create(String path, int fields, int number) {
            var values = GeneratedModules.values(fields, number).toString();
            return Requests.bytes("POST", path, token, "Content-Type: application/json\r\n", values);
        }

        byte[] change(String record, int version, int number) {
            var headers = "If-Match: \"" + version + "\"\r\nContent-Type: application/merge-patch+json\r\n";
            return Requests.bytes("PATCH", record, token, headers, "{\"f1\": \"Changed " + number + "\"}");
        }

        /** Milliseconds that half of so many requests took at most. */
        double median(int count, IntFunction<byte[]> request) throws IOException {
            var times = new ArrayList<Double>();
            for (var number = 0; number < count; number++) {
                var bytes = request.apply(number);
                var begin = System.nanoTime();
                send(bytes);
                times.add((System.nanoTime() - begin) / 1e6);
            }
            return Report.median(times);
        }

        void send(byte[] request) throws IOException {
            var status = connection.exchange(request);
            if (status >= 300) {
                throw new IllegalStateException(status + " " + new String(connection.body(), StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void print(List<Catalog> catalogs) {
        var shipped = catalogs.getFirst();
        System.out.printf("%nCatalogs of different sizes, %d fields an entity (median of %d)%n", fields, rounds);
        line("", catalogs.stream().map(Catalog::title).toArray(String[]::new));
        figures("validate, s", catalogs, catalog -> catalog.median("validate") - catalog.median("java"), "%.2f");
        figures("validate with the start of Java, s", catalogs, catalog -> catalog.median("validate"), "%.2f");
        figures("plan of a new field, s", catalogs, catalog -> catalog.median("plan") - catalog.median("java"), "%.2f");
        figures("apply of it, s", catalogs, catalog -> catalog.median("apply") - catalog.median("java"), "%.2f");
        figures("apply again, s", catalogs, catalog -> catalog.median("no-op") - catalog.median("java"), "%.2f");
        figures("first start, new database, s", catalogs, catalog -> catalog.median("first"), "%.1f");
        figures("start, existing database, s", catalogs, catalog -> catalog.median("start"), "%.1f");
        figures(
                "  beside the shipped modules",
                catalogs,
                catalog -> catalog.median("start") / shipped.median("start"),
                "%.2f");
        figures("  CPU, s", catalogs, catalog -> catalog.median("processor"), "%.1f");
        figures("memory behind the start, MB", catalogs, catalog -> catalog.median("memory"), "%.0f");
        figures("memory behind requests, MB", catalogs, catalog -> catalog.median("loaded memory"), "%.0f");
        for (var operation : List.of("get", "list", "create", "change")) {
            figures(
                    operation + (operation.equals("list") ? " of 50" : "") + ", ms",
                    catalogs,
                    catalog -> catalog.median("m00/e0 " + operation),
                    "%.2f");
        }
        var many = catalogs.getLast();
        System.out.printf(Locale.ROOT, "%nOne entity of %d fields, among the others%n", wide);
        for (var operation : List.of("get", "list", "create", "change")) {
            line(
                    operation + (operation.equals("list") ? " of 50" : "") + ", ms",
                    String.format(Locale.ROOT, "%.1f", many.median("wide/e0 " + operation)));
        }
        var ratio = many.median("start") / shipped.median("start");
        var own = catalogs.get(1).median("validate") - catalogs.get(1).median("java");
        System.out.printf(
                Locale.ROOT,
                "%nGoals: start at most %.1f times that of the shipped modules, %s; validate of %d modules under %.1f s, %s%n",
                START_GOAL,
                ratio <= START_GOAL ? "met" : "missed",
                FEW,
                VALIDATE_GOAL,
                own < VALIDATE_GOAL ? "met" : "missed");
    }

    private static void figures(String title, List<Catalog> catalogs, ToDoubleFunction<Catalog> figure, String format) {
        line(
                title,
                catalogs.stream()
                        .map(figure::applyAsDouble)
                        .map(value -> value.isNaN() ? "" : String.format(Locale.ROOT, format, value))
                        .toArray(String[]::new));
    }

    private static void line(String title, String... columns) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-36s", title));
        for (var column : columns) {
            text.append(String.format(Locale.ROOT, "%26s", column));
        }
        System.out.println(text.toString().stripTrailing());
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
