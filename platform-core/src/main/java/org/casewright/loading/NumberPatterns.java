package org.casewright.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.casewright.definition.EntityDefinition.NumberPattern;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What the pattern of a record's number may say. */
final class NumberPatterns {

    static final String ADVICE =
            "Placeholders are {unit} {year} {year:2} {day} {sequence:n} {random:n:alphabet} {check}.";

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern KNOWN = Pattern.compile(
            "unit|year|year:2|day|sequence:([1-9]|1[0-8])|random:([4-9]|[1-5][0-9]|60):[A-Za-z0-9]{10,}|check");
    private static final Pattern SCOPE = Pattern.compile("unit|year|year:2|day");

    private NumberPatterns() {}

    /** The pattern at a place, which is a text or {@code {"pattern": ..., "per": ...}}; null when there is none. */
    static @Nullable NumberPattern read(JsonFile file, String pointer, Problems problems) {
        var node = file.root().at(pointer);
        if (node.isMissingNode()) {
            return null;
        }
        var at = pointer + (node.isObject() ? "/pattern" : "");
        var pattern = node.isObject() ? node.path("pattern").stringValue() : node.stringValue();
        var per = node.path("per").asString(null);
        wrong(pattern).forEach(wrong -> problems.add(Problem.in(file.at(at), wrong, ADVICE)));
        if (per != null) {
            wrongScope(per).forEach(wrong -> problems.add(Problem.in(file.at(pointer + "/per"), wrong, ADVICE)));
        }
        return new NumberPattern(pattern, per);
    }

    private static List<String> wrong(String pattern) {
        var wrong = unknown(pattern, KNOWN);
        if (!pattern.contains("{sequence:") && !pattern.contains("{random:")) {
            wrong.add("“" + pattern + "” gives every record the same number.");
        }
        if (pattern.indexOf("{sequence:") != pattern.lastIndexOf("{sequence:")) {
            wrong.add("“" + pattern + "” has two sequences.");
        }
        return wrong;
    }

    private static List<String> wrongScope(String scope) {
        return unknown(scope, SCOPE);
    }

    private static List<String> unknown(String pattern, Pattern known) {
        var wrong = new ArrayList<String>();
        var matcher = BRACES.matcher(pattern);
        while (matcher.find()) {
            if (!known.matcher(matcher.group(1)).matches()) {
                wrong.add("“" + matcher.group() + "” is no placeholder here.");
            }
        }
        var rest = matcher.replaceAll("");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            wrong.add("“" + pattern + "” has a brace without its other half.");
        }
        return wrong;
    }
}
