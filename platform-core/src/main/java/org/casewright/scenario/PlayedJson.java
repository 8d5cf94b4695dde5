package org.casewright.scenario;

import java.util.List;
import java.util.Locale;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How scenarios ended, for programs. */
public final class PlayedJson {
    private PlayedJson() {}

    /** The problems of files, and how their scenarios ended. */
    public static ObjectNode of(List<Problem> problems, List<Played> played) {
        var document = of(played);
        document.set("problems", problems(problems));
        return document;
    }

    /** The problems of files, each with its place. */
    public static ArrayNode problems(List<Problem> problems) {
        var list = JsonNodeFactory.instance.arrayNode();
        problems.forEach(problem -> list.add(problem(problem)));
        return list;
    }

    /** The same, where problems are said elsewhere. */
    static ObjectNode of(List<Played> played) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("passed", played.stream().filter(Played::passed).count());
        document.put(
                "failed", played.stream().filter(result -> !result.passed()).count());
        var scenarios = document.putArray("scenarios");
        played.forEach(result -> scenarios.add(scenario(result)));
        return document;
    }

    private static ObjectNode problem(Problem problem) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        place(json, problem.location());
        json.put("message", problem.message());
        json.put("advice", problem.advice());
        return json;
    }

    private static ObjectNode scenario(Played played) {
        var scenario = played.scenario();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("module", scenario.module());
        json.put("name", scenario.name());
        json.put("title", scenario.title());
        json.put("file", scenario.location().file());
        json.put("passed", played.passed());
        json.put("millis", played.took().toMillis());
        var failure = played.failure();
        if (failure != null) {
            var why = json.putObject("failure");
            place(why, failure.at());
            why.put("expected", failure.expected());
            why.put("found", failure.found());
            why.put("message", failure.sentence());
        }
        return json;
    }

    private static void place(ObjectNode json, @Nullable Location location) {
        if (location != null) {
            json.put("file", location.file());
            json.put("line", location.line());
            json.put("column", location.column());
            json.put("pointer", location.pointer());
        }
    }
}
