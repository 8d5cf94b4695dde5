package org.casewright.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long the server took to answer, as its own log of requests says: from the first byte read to the last one written. */
final class ServerTimes {

    private static final Pattern LINE = Pattern.compile("(\\d+)\\|(\\d{3})\\|(.*)");
    private static final String NO_KIND = "-";
    private static final int TRIES = 200;

    private final Path folder;
    private long from;

    ServerTimes(Path folder) {
        this.folder = folder;
    }

    /** The options with which the server keeps that log. */
    List<String> options() {
        return List.of(
                "-Dserver.tomcat.accesslog.enabled=true",
                "-Dserver.tomcat.accesslog.buffered=false",
                "-Dserver.tomcat.accesslog.directory=" + folder,
                "-Dserver.tomcat.accesslog.pattern=%D|%s|%{" + Visitor.KIND + "}i");
    }

    /** What is logged from now on is told. */
    void begin() throws IOException {
        from = lines().size();
    }

    /**
     * Kind of a request -> milliseconds of each, in their order.
     *
     * @param requests how many were sent; a line is written a moment behind the answer
     */
    Map<String, List<Double>> taken(int requests) throws IOException, InterruptedException {
        for (var tries = 0; tries < TRIES && count() < requests; tries++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        var times = new LinkedHashMap<String, List<Double>>();
        for (var line : lines().subList((int) from, lines().size())) {
            var found = LINE.matcher(line);
            if (found.matches() && !found.group(3).equals(NO_KIND)) {
                times.computeIfAbsent(found.group(3), kind -> new ArrayList<>())
                        .add(Long.parseLong(found.group(1)) / 1e3);
            }
        }
        return times;
    }

    private long count() throws IOException {
        return lines().size() - from;
    }

    private List<String> lines() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var all = new ArrayList<String>();
            for (var file : files.sorted().collect(Collectors.toList())) {
                all.addAll(Files.readAllLines(file));
            }
            return all;
        }
    }

    /** The time within which this part of the answers were given. */
    static double within(List<Double> times, double part) {
        var sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * part)));
    }
}
