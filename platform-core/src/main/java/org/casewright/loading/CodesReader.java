package org.casewright.loading;

import java.util.LinkedHashMap;
import java.util.Map;
import org.casewright.definition.CodeList;
import org.casewright.definition.CodeList.Code;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import tools.jackson.databind.JsonNode;

/** Reads {@code codes/*.codes.json}. */
final class CodesReader {

    private CodesReader() {}

    static CodeList read(String module, String name, JsonFile file, Problems problems) {
        Names.kebab(name).ifPresent(wrong -> problems.add(Problem.in(file.at(""), wrong, null)));
        var codes = new LinkedHashMap<String, Code>();
        var list = file.root().path("oneOf");
        for (var i = 0; i < list.size(); i++) {
            var code = code(list.get(i));
            var pointer = "/oneOf/" + i + "/const";
            Names.code(code.code()).ifPresent(wrong -> problems.add(Problem.in(file.at(pointer), wrong, null)));
            if (codes.putIfAbsent(code.code(), code) != null) {
                problems.add(Problem.in(
                        file.at(pointer),
                        "The code “" + code.code() + "” stands twice in this list.",
                        "Keep one of them."));
            }
        }
        for (var i = 0; i < list.size(); i++) {
            checkOther(file, "/oneOf/" + i + "/x-replacedBy", list.get(i).path("x-replacedBy"), codes, problems);
            checkOther(file, "/oneOf/" + i + "/x-parent", list.get(i).path("x-parent"), codes, problems);
        }
        checkParents(file, list, codes, problems);
        return new CodeList(
                module,
                name,
                file.root().path("title").stringValue(),
                file.root().path("x-ordered").asBoolean(false),
                codes);
    }

    private static Code code(JsonNode node) {
        return new Code(
                node.path("const").stringValue(),
                node.path("title").stringValue(),
                node.path("x-parent").asString(null),
                node.path("x-shade").asString(null),
                node.path("deprecated").asBoolean(false),
                node.path("x-replacedBy").asString(null));
    }

    private static void checkOther(
            JsonFile file, String pointer, JsonNode other, Map<String, Code> codes, Problems problems) {
        if (other.isString() && !codes.containsKey(other.stringValue())) {
            problems.add(Problem.in(
                    file.at(pointer),
                    "There is no code “" + other.stringValue() + "” in this list.",
                    Similar.advice(other.stringValue(), codes.keySet())));
        }
    }

    private static void checkParents(JsonFile file, JsonNode list, Map<String, Code> codes, Problems problems) {
        for (var i = 0; i < list.size(); i++) {
            var start = list.get(i).path("const").stringValue();
            var steps = 0;
            for (var code = codes.get(start); code != null && code.parent() != null; code = codes.get(code.parent())) {
                if (++steps > codes.size()) {
                    problems.add(Problem.in(
                            file.at("/oneOf/" + i + "/x-parent"),
                            "The code “" + start + "” lies above itself.",
                            "Let x-parent lead to a code at the top."));
                    break;
                }
            }
        }
    }
}
