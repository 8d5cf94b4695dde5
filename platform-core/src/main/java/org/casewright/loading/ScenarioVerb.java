package org.casewright.loading;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a step of a scenario can do, and what stands beside it: needed first, then allowed. */
enum ScenarioVerb {
    CREATE("create", "as values", "acknowledge save expect expectError"),
    UPDATE("update", "as values", "acknowledge expect expectError"),
    RETIRE("retire", "as", "expectError"),
    RESTORE("restore", "as", "expect expectError"),
    GET("get", "as", "expect expectError"),
    RECORDS("records", "as", "filter retired count save expect expectError"),
    DUPLICATES("duplicates", "as values", "count save expect expectError"),
    CLAIM("claim", "as of", "expectError"),
    COMPLETE("complete", "as of", "outcome comment values acknowledge expect expectError"),
    OPERATE("operate", "as of", "values acknowledge save expect expectError"),
    BREAK_GLASS("breakGlass", "as reason", "expect expectError"),
    CLOCK("clock", "", ""),
    EXPECT_TASK("expectTask", "", "as"),
    DELIVER("deliver", "values", "expectError"),
    EXPECT_MESSAGE("expectMessage", "", "");

    private final String word;
    private final List<String> needed;
    private final Set<String> allowed;

    ScenarioVerb(String word, String needed, String allowed) {
        this.word = word;
        this.needed = words(needed);
        this.allowed = new TreeSet<>(words(allowed));
        this.allowed.addAll(this.needed);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Those that a step says. */
    static List<ScenarioVerb> in(JsonNode step) {
        return Arrays.stream(values()).filter(verb -> step.has(verb.word)).toList();
    }

    static String all() {
        return Arrays.stream(values()).map(ScenarioVerb::word).collect(Collectors.joining(", ")) + ".";
    }

    String word() {
        return word;
    }

    List<String> needed() {
        return needed;
    }

    boolean allows(String member) {
        return member.equals(word) || member.equals("$comment") || allowed.contains(member);
    }

    String advice() {
        return allowed.isEmpty() ? "Leave it out." : "There may stand: " + String.join(", ", allowed) + ".";
    }
}
