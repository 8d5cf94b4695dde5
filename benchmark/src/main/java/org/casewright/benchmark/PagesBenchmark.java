package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What pages cost at the server: forms of few and of many fields, a keystroke, a list, its far pages, and sessions that wait. */
@Command(
        name = "pages",
        mixinStandardHelpOptions = true,
        description =
                "Opens forms and lists as a browser does: server time, round trips, statements, and memory of idle sessions.")
final class PagesBenchmark implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LIST = "/pages/sheet";
    private static final String FEW = "/pages/few/new";
    private static final String MANY = "/pages/many/new";
    private static final int PAGE = 50;
    /** The place of that code among the three. */
    private static final int LARGE = 3;

    private static final int USERS = 6_900;
    private static final List<String> IN_SIGHT = List.of("Section 2", "Section 3", "Section 4", "Section 5");
    private static final double MOST = 0.95;
    private static final double KILO = 1_000;
    private static final double LIST_GOAL = KILO * KILO;
    private static final double FORM_GOAL = 3 * KILO * KILO;
    private static final Pattern HEAP = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    /** Milliseconds, by the kind of request. */
    private static final Map<String, Double> GOALS = Map.of(
            "form of few: opened", 150.0,
            "form of many: opened", 1_000.0,
            "few: a number typed", 50.0,
            "few: a code chosen", 50.0,
            "many: a number typed", 50.0,
            "many: a code chosen", 50.0);

    @Option(names = "--rows", defaultValue = "1000000", description = "of the list (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--few", defaultValue = "60", description = "fields of the one form (default: ${DEFAULT-VALUE})")
    private int few;

    @Option(names = "--many", defaultValue = "500", description = "fields of the other (default: ${DEFAULT-VALUE})")
    private int many;

    @Option(
            names = "--runs",
            defaultValue = "200",
            description = "of each, behind as many to warm up (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--sessions",
            defaultValue = "300",
            description = "that wait on a list, and as many on a form (default: ${DEFAULT-VALUE})")
    private int sessions;

    @Option(
            names = "--far",
            defaultValue = "10000",
            description = "the page of the list that is far (default: ${DEFAULT-VALUE})")
    private int far;

    @Option(
            names = "--memory",
            defaultValue = "2g",
            description = "of the application's Java (default: ${DEFAULT-VALUE})")
    private String memory = "2g";

    /**
     * What was measured.
     *
     * @param times kind of a request -> milliseconds at the server
     * @param told the same -> what it told the database
     * @param bytes of memory for a session, by the page on which it waits
     */
    record Measured(Map<String, List<Double>> times, Map<String, Told> told, Map<String, Double> bytes) {}

    private record Clerk(String password, String token) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        print(measure());
        return 0;
    }

    Measured measure() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("casewright-benchmark");
        try {
            var modules = folder.resolve("modules");
            GeneratedForms.write(modules.resolve("pages"), few, many);
            say("Making the database");
            var told = new LinkedHashMap<String, Told>();
            Clerk clerk;
            try (var application = LaunchedApplication.start(folder, List.of(modules), Told.options())) {
                clerk = clerk(folder);
                say("Making " + rows + " rows");
                Sheets.fill(folder.resolve("data"), rows);
                say("Listening to what is told to the database");
                listen(application, clerk, told);
            }
            var log = new ServerTimes(folder.resolve("requests"));
            var options = new ArrayList<>(log.options());
            options.add("-Xmx" + memory);
            try (var application = LaunchedApplication.start(folder, List.of(modules), options)) {
                var times = new LinkedHashMap<>(pages(application, log, clerk));
                times.putAll(farPages(application, log, clerk));
                return new Measured(times, told, waiting(application, clerk));
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static Clerk clerk(Path folder) throws IOException, InterruptedException {
        var data = LaunchedApplication.data(folder);
        LaunchedApplication.run("unit", "add", "HQ", data.getFirst(), data.getLast());
        var said = LaunchedApplication.run(
                "user", "add", "clerk", "--unit", "HQ", "--role", "CLERK", data.getFirst(), data.getLast());
        var token = LaunchedApplication.run("user", "token", "clerk", data.getFirst(), data.getLast());
        return new Clerk(said.strip().replaceFirst("(?s).*:\\s*", ""), token.strip());
    }

    /** Each page the second time, when what is read once was read. */
    private static void listen(LaunchedApplication application, Clerk clerk, Map<String, Told> told)
            throws IOException {
        try (var visitor = new Visitor(application.port())) {
            visitor.signIn("clerk", clerk.password());
            for (var time = 0; time < 2; time++) {
                var last = new String[] {""};
                var place = new long[] {Files.size(application.log())};
                visit(visitor, time, kind -> {
                    var end = Files.size(application.log());
                    if (!last[0].isEmpty()) {
                        told.put(last[0], Told.between(application.log(), place[0], end));
                    }
                    last[0] = kind;
                    place[0] = end;
                });
            }
        }
    }

    /** Hears of what comes next. */
    @FunctionalInterface
    private interface Next {
        void begins(String kind) throws IOException;
    }

    /** One round through all that is measured; ends with an empty kind. */
    private static void visit(Visitor visitor, int time, Next next) throws IOException {
        step(visitor, next, "list: by its address", () -> visitor.load(LIST));
        step(visitor, next, "list: opened", () -> visitor.go(LIST));
        step(visitor, next, "list: scrolled", () -> visitor.scroll(PAGE, 3 * PAGE));
        step(visitor, next, "list: sorted", () -> visitor.sort(4, time % 2 == 0));
        step(visitor, next, "form of few: by its address", () -> visitor.load(FEW));
        form(visitor, next, "few", time, FEW);
        form(visitor, next, "many", time, MANY);
    }

    private static void form(Visitor visitor, Next next, String name, int time, String path) throws IOException {
        // What was entered before is left with the window: within the page it would be asked about.
        visitor.as("").load(LIST);
        step(visitor, next, "form of " + name + ": opened", () -> visitor.go(path));
        step(visitor, next, "", visitor::draw);
        if (name.equals("many")) {
            // A window shows about three of them, and what lies half a window ahead is built as well.
            step(visitor, next, "form of many: what is in sight", () -> visitor.near(IN_SIGHT));
            step(visitor, next, "", visitor::draw);
        }
        var number = 60 + time % 400;
        step(
                visitor,
                next,
                name + ": a number typed",
                () -> visitor.enter("/" + GeneratedForms.NUMBER, String.valueOf(number)));
        requireShown(visitor, "\"" + 2 * number + "\"");
        step(visitor, next, name + ": a code chosen", () -> visitor.choose("/" + GeneratedForms.CODE, LARGE));
        requireShown(visitor, "\"/" + GeneratedForms.SHOWN + "\"");
        next.begins("");
        visitor.as("");
    }

    /** What follows from what was entered is in the answer itself. */
    private static void requireShown(Visitor visitor, String words) {
        if (!visitor.last().contains(words)) {
            throw new IllegalStateException("no " + words + " in " + visitor.last());
        }
    }

    private static void step(Visitor visitor, Next next, String kind, Runnable work) throws IOException {
        next.begins(kind);
        visitor.as(kind);
        work.run();
    }

    private Map<String, List<Double>> pages(LaunchedApplication application, ServerTimes log, Clerk clerk)
            throws IOException, InterruptedException {
        try (var visitor = new Visitor(application.port())) {
            visitor.signIn("clerk", clerk.password());
            say("Warming up");
            for (var run = 0; run < runs; run++) {
                visit(visitor, run, kind -> {});
            }
            say("Opening pages");
            log.begin();
            var before = visitor.requests();
            for (var run = 0; run < runs; run++) {
                visit(visitor, run, kind -> {});
            }
            return log.taken(visitor.requests() - before);
        }
    }

    /** The list scrolled and the API read from the first page to the far one: the first pages and the last of the way. */
    private Map<String, List<Double>> farPages(LaunchedApplication application, ServerTimes log, Clerk clerk)
            throws IOException, InterruptedException {
        say("Going to page " + far);
        var some = Math.min(100, far / 2);
        try (var visitor = new Visitor(application.port());
                var api = new Connection(application.port())) {
            visitor.signIn("clerk", clerk.password());
            log.begin();
            var before = visitor.requests();
            visitor.load(LIST);
            for (var page = 1; page < far; page++) {
                visitor.as(
                        page <= some ? "list: one of the first pages" : page >= far - some ? "list: a far page" : "");
                visitor.scroll(page * PAGE, (page + 1) * PAGE);
            }
            var cursor = "";
            for (var page = 0; page < far; page++) {
                var kind = page < some ? "API: one of the first pages" : page >= far - some ? "API: a far page" : "-";
                api.exchange(Requests.bytes(
                        "GET",
                        "/api/v1/pages/sheet?limit=" + PAGE + "&sort=-updatedAt" + cursor,
                        clerk.token(),
                        Visitor.KIND + ": " + kind + "\r\n",
                        ""));
                cursor = "&cursor=" + JSON.readTree(api.text()).path("next").asString("");
            }
            return log.taken(visitor.requests() - before + far);
        }
    }

    /** Sessions that have opened a page and do nothing more: what each holds in memory once all that is garbage is gone. */
    private Map<String, Double> waiting(LaunchedApplication application, Clerk clerk)
            throws IOException, InterruptedException {
        var bytes = new LinkedHashMap<String, Double>();
        for (var page : List.of(LIST, FEW)) {
            say("Opening " + sessions + " sessions at " + page);
            var before = heap(application);
            for (var session = 0; session < sessions; session++) {
                try (var visitor = new Visitor(application.port())) {
                    visitor.signIn("clerk", clerk.password());
                    visitor.load(page);
                    visitor.draw();
                }
            }
            bytes.put(page, (heap(application) - before) / sessions);
        }
        return bytes;
    }

    /** Bytes of what is in use, as counted by Java after it has thrown away what is not. */
    private static double heap(LaunchedApplication application) throws IOException, InterruptedException {
        var found = HEAP.matcher(application.ask("GC.class_histogram"));
        if (!found.find()) {
            throw new IllegalStateException("no total in the histogram");
        }
        return Double.parseDouble(found.group(1));
    }

    private void print(Measured measured) {
        System.out.printf(
                Locale.ROOT,
                "%nPages: a list of %,d rows, forms of %d and of %d fields; time at the server, %d runs%n",
                rows,
                few,
                many,
                runs);
        System.out.printf("%-38s%11s%9s%8s%12s  %s%n", "request", "median ms", "p95 ms", "trips", "statements", "goal");
        measured.times().forEach((kind, times) -> {
            var told = measured.told().get(kind);
            System.out.printf(
                    Locale.ROOT,
                    "%-38s%11.1f%9.1f%8s%12s  %s%n",
                    kind,
                    Report.median(times),
                    ServerTimes.within(times, MOST),
                    told == null ? "" : told.trips(),
                    told == null ? "" : told.statements(),
                    verdict(kind, Report.median(times)));
        });
        System.out.printf("%nMemory of a session that waits, %d of each%n", sessions);
        measured.bytes()
                .forEach((page, bytes) -> System.out.printf(
                        Locale.ROOT,
                        "%-38s%11.0f kB; %s; if each of %,d users had one, and each were like these: %.1f GB%n",
                        page,
                        bytes / KILO,
                        page.equals(LIST) ? met(bytes < LIST_GOAL, "under 1 MB") : met(bytes < FORM_GOAL, "under 3 MB"),
                        USERS,
                        USERS * bytes / KILO / KILO / KILO));
    }

    private static String verdict(String kind, double median) {
        var goal = GOALS.get(kind);
        return goal == null ? "" : met(median < goal, String.format(Locale.ROOT, "under %.0f ms", goal));
    }

    private static String met(boolean met, String goal) {
        return goal + (met ? ", met" : ", missed");
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
