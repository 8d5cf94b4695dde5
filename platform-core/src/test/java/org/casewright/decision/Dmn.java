package org.casewright.decision;

import java.util.List;

/** Decision files for tests, as short as they can be. */
public final class Dmn {

    private Dmn() {}

    /** A table. An output is a name and a type; a rule is its cells with {@code |} between, inputs before outputs. */
    public static String table(
            String name, String attributes, List<String> inputs, List<String> outputs, String... rules) {
        var parts = new StringBuilder();
        for (var input : inputs) {
            parts.append("<input><inputExpression>%s</inputExpression></input>\n".formatted(text(input)));
        }
        for (var output : outputs) {
            var said = output.split(" ", 3);
            var values = said.length < 3 ? "" : "<outputValues>" + text(said[2]) + "</outputValues>";
            parts.append("<output name=\"%s\" typeRef=\"%s\">%s</output>\n".formatted(said[0], said[1], values));
        }
        for (var rule : rules) {
            parts.append("<rule>");
            var cells = rule.split("\\|", -1);
            for (var i = 0; i < cells.length; i++) {
                var kind = i < inputs.size() ? "inputEntry" : "outputEntry";
                parts.append("<%s>%s</%s>".formatted(kind, text(cells[i].strip()), kind));
            }
            parts.append("</rule>\n");
        }
        return decision(name, "<decisionTable %s>\n%s</decisionTable>".formatted(attributes, parts));
    }

    public static String literal(String name, String output, String type, String feel) {
        return decision(
                name,
                "<variable name=\"%s\" typeRef=\"%s\"/><literalExpression>%s</literalExpression>"
                        .formatted(output, type, text(feel)));
    }

    public static String decision(String name, String logic) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions" name="d" namespace="n">
                <decision id="%s" name="The %s">
                %s
                </decision>
                </definitions>
                """.formatted(name, name, logic);
    }

    private static String text(String feel) {
        return "<text>" + feel.replace("&", "&amp;").replace("<", "&lt;") + "</text>";
    }
}
