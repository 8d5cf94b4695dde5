package org.casewright.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the pattern of a record's number may say. */
final class NumberPatterns {

    static final String ADVICE =
            "Placeholders are {unit} {year} {year:2} {day} {sequence:n} {random:n:alphabet} {check}.";

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern KNOWN = Pattern.compile(
            "unit|year|year:2|day|sequence:([1-9]|1[0-8])|random:([4-9]|[1-5][0-9]|60):[A-Za-z0-9]{10,}|check");
    private static final Pattern SCOPE = Pattern.compile("unit|year|year:2|day");

    private NumberPatterns() {}

    static List<String> wrong(String pattern) {
        var wrong = unknown(pattern, KNOWN);
        if (!pattern.contains("{sequence:") && !pattern.contains("{random:")) {
            wrong.add("“" + pattern + "” gives every record the same number.");
        }
        if (pattern.indexOf("{sequence:") != pattern.lastIndexOf("{sequence:")) {
            wrong.add("“" + pattern + "” has two sequences.");
        }
        return wrong;
    }

    static List<String> wrongScope(String scope) {
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
