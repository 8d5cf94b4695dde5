package org.casewright.expression;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Expressions that can be read, most of them nonsense. */
final class RandomExpressions {
    private static final List<String> ATOMS = List.of(
            "state",
            "level",
            "title",
            "note",
            "fee",
            "paid",
            "lentOn",
            "dueOn",
            "lentAt",
            "opens",
            "languages",
            "reader",
            "reader.name",
            "reader.born",
            "reader.branch.code",
            "copies",
            "copies.price",
            "damages",
            "unknown",
            "null",
            "true",
            "false",
            "0",
            "1",
            "2.50",
            "-3",
            "\"OUT\"",
            "\"\"",
            "\"x y\"",
            "@\"2026-03-01\"",
            "@\"P1D\"",
            "@\"P1M\"",
            "@\"10:00:00\"",
            "today()",
            "now()",
            "actor.roles",
            "item",
            "d",
            "setting(\"loanDays\")",
            "decide(\"fee\")",
            "[]",
            "{}");
    private static final List<String> SHAPES = List.of(
            "(# + #)",
            "(# - #)",
            "(# * #)",
            "(# / #)",
            "(# ** #)",
            "-#",
            "(# = #)",
            "(# != #)",
            "(# < #)",
            "(# >= #)",
            "(# and #)",
            "(# or #)",
            "not(#)",
            "(# in #)",
            "(# in (#, #))",
            "(# in [#..#])",
            "(# in > #)",
            "(# between # and #)",
            "(if # then # else #)",
            "(#)[#]",
            "(#)[1]",
            "(#)[-2]",
            "(#).name",
            "(#).year",
            "[#, #]",
            "{a: #}",
            "(some d in # satisfies #)",
            "(every d in # satisfies #)",
            "(for d in # return #)",
            "count(#)",
            "sum(#)",
            "sum(#, #)",
            "min(#)",
            "max(#, #)",
            "mean(#)",
            "list contains(#, #)",
            "append(#, #)",
            "concatenate(#, #)",
            "flatten(#)",
            "distinct values(#)",
            "sort(#)",
            "string length(#)",
            "upper case(#)",
            "substring(#, #)",
            "substring(#, #, #)",
            "starts with(#, #)",
            "contains(#, #)",
            "matches(#, #)",
            "replace(#, #, #)",
            "string join(#, #)",
            "round(#)",
            "round(#, #)",
            "floor(#)",
            "abs(#)",
            "date(#)",
            "date(#, #, #)",
            "time(#)",
            "date and time(#, #)",
            "duration(#)",
            "days(#, #)",
            "years(#, #)",
            "years and months duration(#, #)",
            "day of week(#)",
            "rank(#)",
            "deadline(\"x\", #, #)",
            "nothing(#)");

    private RandomExpressions() {}

    static String expression(Random random, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return ATOMS.get(random.nextInt(ATOMS.size()));
        }
        StringBuilder text = new StringBuilder();
        SHAPES.get(random.nextInt(SHAPES.size()))
                .chars()
                .forEach(character -> text.append(
                        character == '#' ? expression(random, depth - 1) : String.valueOf((char) character)));
        return text.toString();
    }

    static Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("state", "OUT");
        values.put("title", "Dune");
        values.put("fee", 3L);
        values.put("paid", true);
        values.put("lentOn", LocalDate.of(2026, 2, 28));
        values.put("lentAt", OffsetDateTime.parse("2026-02-28T10:00:00Z"));
        values.put("languages", Arrays.asList("fr", null));
        values.put("reader", Values.of(Map.of("id", "r1", "name", "Ada", "born", LocalDate.of(2000, 2, 29))));
        values.put("copies", List.of(Values.of(Map.of("id", "c1", "price", 5)), Values.of(Map.of("id", "c2"))));
        values.put("damages", List.of(Map.of("page", 3, "open", true)));
        return values;
    }
}
