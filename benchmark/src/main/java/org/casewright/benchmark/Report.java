package org.casewright.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Medians of the rounds as a table, with the ratios to each rival and their goals. */
final class Report {
    private final String title;
    private final Map<Operation, Map<Contender, List<Cell>>> cells = new EnumMap<>(Operation.class);

    Report(String title) {
        this.title = title;
    }

    /**
     * One measurement.
     *
     * @param processor milliseconds that the server worked for one answer
     */
    record Cell(Load.Measured measured, double processor) {}

    void add(Operation operation, Contender contender, Cell cell) {
        cells.computeIfAbsent(operation, key -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(cell);
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double median(List<Cell> rounds, ToDoubleFunction<Cell> value) {
        return median(rounds.stream().mapToDouble(value).boxed().toList());
    }

    @Override
    public String toString() {
        var text = new StringBuilder("\n" + title + "\n");
        line(text, "", "", "req/s", "p50 ms", "p95 ms", "CPU ms", "ratio", "goal");
        cells.forEach((operation, systems) -> systems.forEach((contender, rounds) -> line(
                text,
                contender == Contender.CASEWRIGHT ? operation.title : "",
                contender.title,
                number("%.0f", median(rounds, cell -> cell.measured().rate())),
                number("%.2f", median(rounds, cell -> cell.measured().median().toNanos() / 1e6)),
                number("%.2f", median(rounds, cell -> cell.measured().most().toNanos() / 1e6)),
                number("%.2f", median(rounds, Cell::processor)),
                contender == Contender.CASEWRIGHT ? "" : number("%.2f", ratio(systems, contender)),
                contender == Contender.CASEWRIGHT ? "" : goal(operation, contender, ratio(systems, contender)))));
        return text.toString();
    }

    /** The platform's rate as a part of the rival's: of each round, then the median, so that a slow minute meets both. */
    private static double ratio(Map<Contender, List<Cell>> systems, Contender rival) {
        var ours = Objects.requireNonNull(systems.get(Contender.CASEWRIGHT));
        var theirs = Objects.requireNonNull(systems.get(rival));
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round).measured().rate()
                    / theirs.get(round).measured().rate());
        }
        return median(ratios);
    }

    private static String goal(Operation operation, Contender rival, double ratio) {
        return number("%.1f", operation.goal(rival)) + (ratio >= operation.goal(rival) ? " met" : " missed");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void line(StringBuilder text, String... columns) {
        text.append(String.format(Locale.ROOT, "%-33s%-19s%8s%9s%9s%9s%7s  %s", (Object[]) columns)
                        .stripTrailing())
                .append('\n');
    }
}
