package org.casewright.ui.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.casewright.problem.Problem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lines for whoever reads along; problems as such lines, and as JSON. */
final class Told {
    private Told() {}

    /** One line, seen at once. */
    static void say(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }

    /** Place, severity, what is wrong, what would be right. */
    static String line(Problem problem) {
        var text = problem.toString();
        return switch (problem.severity()) {
            case ERROR -> text;
            default -> problem.severity().name().toLowerCase(Locale.ROOT) + ": " + text;
        };
    }

    /** The same for programs; {@code line} and {@code column} are 0 where the whole file, or the whole line, is meant. */
    static ArrayNode json(List<Problem> problems) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var problem : problems) {
            var at = problem.location();
            array.addObject()
                    .put("file", at == null ? null : at.file())
                    .put("line", at == null ? 0 : at.line())
                    .put("column", at == null ? 0 : at.column())
                    .put("pointer", at == null ? problem.pointer() : at.pointer())
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", problem.code().code())
                    .put("message", problem.message())
                    .put("hint", problem.advice());
        }
        return array;
    }
}
