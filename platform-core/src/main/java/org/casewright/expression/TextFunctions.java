package org.casewright.expression;

import static org.casewright.expression.Function.Kind.LIST;
import static org.casewright.expression.Function.Kind.NUMBER;
import static org.casewright.expression.Function.Kind.PATTERN;
import static org.casewright.expression.Function.Kind.TEXT;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** string length, upper case, lower case, substring, starts with, ends with, contains, matches, replace, string join. */
final class TextFunctions {
    private TextFunctions() {}

    static List<Function> all() {
        return List.of(
                of(
                        "string length",
                        text -> BigDecimal.valueOf(text.codePointCount(0, text.length())),
                        FeelType.numeric()),
                of("upper case", text -> text.toUpperCase(Locale.ROOT), FeelType.text()),
                of("lower case", text -> text.toLowerCase(Locale.ROOT), FeelType.text()),
                test("starts with", String::startsWith),
                test("ends with", String::endsWith),
                test("contains", String::contains),
                new Function(
                        "substring",
                        2,
                        3,
                        List.of(TEXT, NUMBER, NUMBER),
                        (types, problem) -> FeelType.text(),
                        (run, call, given) -> substring(given)),
                new Function(
                        "matches",
                        2,
                        3,
                        List.of(TEXT, PATTERN, TEXT),
                        (types, problem) -> FeelType.bool(),
                        (run, call, given) -> matches(given)),
                new Function(
                        "replace",
                        3,
                        4,
                        List.of(TEXT, PATTERN, TEXT, TEXT),
                        (types, problem) -> FeelType.text(),
                        (run, call, given) -> replaced(given)),
                new Function(
                        "string join",
                        1,
                        2,
                        List.of(LIST, TEXT),
                        (types, problem) -> FeelType.text(),
                        (run, call, given) -> joined(run.list(call, given.getFirst()), given)));
    }

    private static Function of(String name, java.util.function.Function<String, Object> body, FeelType result) {
        return new Function(
                name,
                1,
                1,
                List.of(TEXT),
                (types, problem) -> result,
                (run, call, given) -> given.getFirst() instanceof String text ? body.apply(text) : null);
    }

    private static Function test(String name, BiPredicate<String, String> body) {
        return new Function(
                name, 2, 2, List.of(TEXT, TEXT), (types, problem) -> FeelType.bool(), (run, call, given) -> {
                    if (given.getFirst() instanceof String text && given.get(1) instanceof String part) {
                        return body.test(text, part);
                    }
                    return null;
                });
    }

    /** Counts characters, not UTF-16 units, from 1, or from the end when negative. */
    private static @Nullable String substring(List<@Nullable Object> given) {
        if (!(given.getFirst() instanceof String text) || !(given.get(1) instanceof BigDecimal start)) {
            return null;
        }
        int[] characters = text.codePoints().toArray();
        int from = start.signum() < 0 ? characters.length + start.intValue() : start.intValue() - 1;
        if (from < 0 || from >= characters.length) {
            return start.signum() == 0 || from < 0 ? null : "";
        }
        int length = characters.length - from;
        if (given.size() == 3) {
            if (!(given.get(2) instanceof BigDecimal asked)) {
                return null;
            }
            length = Math.max(0, asked.min(BigDecimal.valueOf(length)).intValue());
        }
        return new String(characters, from, length);
    }

    /** Anywhere in the text, as XPath has it; {@code ^} and {@code $} pin it. */
    private static @Nullable Boolean matches(List<@Nullable Object> given) {
        Pattern pattern = pattern(given.get(1), given.size() > 2 ? given.get(2) : "");
        if (pattern == null || !(given.getFirst() instanceof String text)) {
            return null;
        }
        return pattern.matcher(text).find();
    }

    private static @Nullable String replaced(List<@Nullable Object> given) {
        Pattern pattern = pattern(given.get(1), given.size() > 3 ? given.get(3) : "");
        if (pattern == null || !(given.getFirst() instanceof String text) || !(given.get(2) instanceof String by)) {
            return null;
        }
        try {
            return pattern.matcher(text).replaceAll(by);
        } catch (IndexOutOfBoundsException | IllegalArgumentException noSuchPart) {
            return null;
        }
    }

    private static @Nullable Pattern pattern(@Nullable Object pattern, @Nullable Object letters) {
        if (pattern instanceof Pattern compiled) {
            return compiled;
        }
        if (!(pattern instanceof String text) || !(letters instanceof String flags)) {
            return null;
        }
        try {
            return Patterns.compile(text, flags);
        } catch (PatternSyntaxException unreadable) {
            return null;
        }
    }

    /** Leaves nulls out. */
    private static String joined(List<@Nullable Object> items, List<@Nullable Object> given) {
        Object delimiter = given.size() > 1 ? given.get(1) : null;
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (item != null) {
                texts.add(Texts.plain(item));
            }
        }
        return String.join(Texts.plain(delimiter), texts);
    }
}
