package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark: only known ones, each once, as text that can be stored. */
final class Parameters {

    private static final int LONGEST = 4_000;

    private final HttpServletRequest request;

    private Parameters(HttpServletRequest request) {
        this.request = request;
    }

    /** The request's parameters; refuses with 400 those that are not known here. */
    static Parameters of(HttpServletRequest request, Set<String> known) {
        if (request.getQueryString() != null) {
            request.getParameterMap().forEach((name, values) -> check(name, values, known));
        }
        return new Parameters(request);
    }

    /** Refuses every parameter. */
    static void none(HttpServletRequest request) {
        of(request, Set.of());
    }

    private static void check(String name, String[] values, Set<String> known) {
        if (!known.contains(name)) {
            throw malformed("There is no such parameter here." + Suggestion.of(name, known) + known(known));
        }
        if (values.length > 1) {
            throw malformed("The parameter " + name + " stands twice.");
        }
        if (values[0].length() > LONGEST) {
            throw malformed("The parameter " + name + " is longer than " + LONGEST + " characters.");
        }
        if (!Texts.storable(values[0])) {
            throw malformed("The parameter " + name + " " + Texts.WHAT + ".");
        }
    }

    private static String known(Set<String> known) {
        return known.isEmpty()
                ? " It takes none."
                : " Known are " + String.join(", ", known.stream().sorted().toList()) + ".";
    }

    static Refusal malformed(String message) {
        return new Refusal(ErrorCode.MALFORMED, message);
    }

    /** The text; null when the parameter is absent or empty. */
    @Nullable
    String text(String name) {
        var value = request.getQueryString() == null ? null : request.getParameter(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Names between commas, in order, each once. */
    Set<String> names(String name) {
        var text = text(name);
        if (text == null) {
            return Set.of();
        }
        var names = new LinkedHashSet<String>();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(names::add);
        if (names.contains("")) {
            throw malformed("The parameter " + name + " has an empty name between commas.");
        }
        return names;
    }

    int number(String name, int from, int to, int otherwise) {
        var text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,6}")) {
            var number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        }
        throw malformed("The parameter " + name + " must be a whole number from " + from + " to " + to + ".");
    }

    boolean flag(String name) {
        return "true".equals(choice(name, List.of("true", "false"), "false"));
    }

    /** One of the words. */
    String choice(String name, List<String> words, String otherwise) {
        var text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (words.contains(text)) {
            return text;
        }
        throw malformed("The parameter " + name + " must be one of " + String.join(", ", words) + "."
                + Suggestion.of(text, words));
    }
}
