package org.casewright.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of RE2 in the words of PostgreSQL, where both can say the same; the rest is refused, for the two differ in small
 * things that nobody would see: what a dot is, which letters are capitals of which, what counts as a digit.
 */
final class PortablePattern {

    /** PostgreSQL counts no further. */
    private static final int MOST_TIMES = 255;

    private static final Pattern OPTIONS = Pattern.compile("^\\(\\?([is]+)\\)");
    private static final Pattern TIMES = Pattern.compile("^\\{(\\d{1,5})(?:,(\\d{0,5}))?\\}");
    private static final Pattern NAMED = Pattern.compile("^\\(\\?P?<\\w+>");
    private static final Pattern CLASS =
            Pattern.compile("^\\[:(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\\]");
    private static final Pattern HEXADECIMAL = Pattern.compile("^\\\\x(?:([0-9A-Fa-f]{2})|\\{([0-9A-Fa-f]{1,6})\\})");
    private static final String SPECIAL = "\\.[]{}()*+?|^$-";
    private static final String DIGITS = "0-9";
    private static final String BLANKS = "\\t\\n\\f\\r ";
    private static final String WORD = "0-9A-Za-z_";
    /** Capitals of their own, or of several letters. */
    private static final String ODD = "\u00b5\u00c5\u00e5\u00df\u00ff\u0130\u0131\u0178\u017f";

    private final String pattern;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private boolean anyCase;
    private boolean dotIsAll;
    /** Whether what came last can be repeated. */
    private boolean atom;

    private PortablePattern(String pattern) {
        this.pattern = pattern;
    }

    /** The same in PostgreSQL's words; null when it cannot be said there. The pattern is one that RE2 takes. */
    static @Nullable String of(String pattern) {
        var portable = new PortablePattern(pattern);
        return portable.translate() ? portable.out.toString() : null;
    }

    private boolean translate() {
        var options = found(OPTIONS);
        if (options != null) {
            anyCase = options.group(1).contains("i");
            dotIsAll = options.group(1).contains("s");
        }
        while (at < pattern.length()) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    /** What stands here, behind which the place is then; null when something else does. */
    private @Nullable Matcher found(Pattern what) {
        var matcher = what.matcher(pattern.substring(at));
        if (!matcher.find()) {
            return null;
        }
        at += matcher.end();
        return matcher;
    }

    private boolean next() {
        var c = pattern.codePointAt(at);
        return switch (c) {
            case '(' -> group();
            case ')' -> put(")", true);
            case '|', '^', '$' -> put(Character.toString(c), false);
            case '.' -> put(dotIsAll ? "." : "[^\\n]", true);
            case '*', '+', '?' -> atom && put(Character.toString(c), false) && lazy();
            case '{' -> times();
            case '[' -> bracket();
            case '\\' -> escaped();
            default -> {
                at += Character.charCount(c);
                yield literal(c);
            }
        };
    }

    private boolean put(String text, boolean canBeRepeated) {
        at++;
        return said(text, canBeRepeated);
    }

    private boolean said(String text, boolean canBeRepeated) {
        out.append(text);
        atom = canBeRepeated;
        return true;
    }

    /** Whether as few or as many are taken, the pattern is found or not. */
    private boolean lazy() {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return true;
    }

    private boolean group() {
        if (pattern.startsWith("(?:", at)) {
            at += 3;
        } else if (found(NAMED) == null) {
            at++;
            if (at < pattern.length() && pattern.charAt(at) == '?') {
                return false;
            }
        }
        return said("(?:", false);
    }

    private boolean times() {
        var times = found(TIMES);
        if (times == null) {
            at++;
            return literal('{');
        }
        var most = Math.max(number(times.group(1)), number(times.group(2)));
        return atom && most <= MOST_TIMES && said(times.group(), false) && lazy();
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private boolean escaped() {
        var hexadecimal = found(HEXADECIMAL);
        if (hexadecimal != null) {
            return literal(code(hexadecimal));
        }
        var c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 'Q';
        at += 2;
        return switch (c) {
            case 'd' -> said("[" + DIGITS + "]", true);
            case 'D' -> said("[^" + DIGITS + "]", true);
            case 's' -> said("[" + BLANKS + "]", true);
            case 'S' -> said("[^" + BLANKS + "]", true);
            case 'w' -> !anyCase && said("[" + WORD + "]", true);
            case 'W' -> !anyCase && said("[^" + WORD + "]", true);
            case 'b' -> said("\\y", false);
            case 'B' -> said("\\Y", false);
            case 'A' -> said("\\A", false);
            case 'z' -> said("\\Z", false);
            default -> {
                var meant = character(c);
                yield meant >= 0 && literal(meant);
            }
        };
    }

    private static int code(Matcher hexadecimal) {
        var digits = hexadecimal.group(1) == null ? hexadecimal.group(2) : hexadecimal.group(1);
        return Integer.parseInt(digits, 16);
    }

    /** The character that an escape stands for; -1 for another kind of escape. */
    private static int character(char escaped) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'v' -> 0x0b;
            case 'a' -> 0x07;
            default -> escaped < 0x80 && !Character.isLetterOrDigit(escaped) ? escaped : -1;
        };
    }

    private boolean literal(int c) {
        if (!anyCase) {
            return said(quoted(c), true);
        }
        var letters = letters(c);
        if (letters == null) {
            return false;
        }
        return letters.size() == 1 ? said(quoted(c), true) : said("[" + joined(letters) + "]", true);
    }

    private static String quoted(int c) {
        return (SPECIAL.indexOf(c) >= 0 ? "\\" : "") + Character.toString(c);
    }

    private static String joined(Set<Integer> characters) {
        var joined = new StringBuilder();
        characters.forEach(c -> joined.append(quoted(c)));
        return joined.toString();
    }

    /** A character, small and capital; null where there is more to it. */
    private static @Nullable Set<Integer> letters(int c) {
        var letters = new LinkedHashSet<Integer>();
        letters.add(c);
        var small = Character.toLowerCase(c);
        var capital = Character.toUpperCase(c);
        if (small != capital) {
            if (c > '\u017f' || ODD.indexOf(c) >= 0) {
                return null;
            }
            letters.add(small);
            letters.add(capital);
            if (small == 'k') {
                letters.add(0x212a);
            } else if (small == 's') {
                letters.add(0x17f);
            }
        }
        return letters;
    }

    private boolean bracket() {
        at++;
        var set = new StringBuilder("[");
        if (pattern.startsWith("^", at)) {
            at++;
            set.append('^');
        }
        for (var first = true; first || pattern.charAt(at) != ']'; first = false) {
            if (!part(set)) {
                return false;
            }
        }
        return put(set.append(']').toString(), true);
    }

    /** One character, span or class within brackets. */
    private boolean part(StringBuilder set) {
        var named = found(CLASS);
        if (named != null) {
            set.append(named.group());
            return !anyCase;
        }
        if (pattern.startsWith("[:", at)) {
            return false;
        }
        if (pattern.startsWith("\\d", at) || pattern.startsWith("\\s", at) || pattern.startsWith("\\w", at)) {
            var word = pattern.charAt(at + 1);
            set.append(word == 'd' ? DIGITS : word == 's' ? BLANKS : WORD);
            at += 2;
            return !anyCase || word != 'w';
        }
        var low = one();
        if (low < 0) {
            return false;
        }
        if (pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
            at++;
            var high = one();
            return high >= low && span(set, low, high);
        }
        return member(set, low);
    }

    private boolean member(StringBuilder set, int c) {
        var letters = anyCase ? letters(c) : Set.of(c);
        if (letters == null) {
            return false;
        }
        set.append(joined(letters));
        return true;
    }

    private boolean span(StringBuilder set, int low, int high) {
        set.append(quoted(low)).append('-').append(quoted(high));
        if (anyCase) {
            for (var c = low; c <= high; c++) {
                // A span with more letters than these is nothing anybody writes.
                if (c >= 0x80 || !member(set, c)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A character within brackets, escaped or not; -1 for a class. */
    private int one() {
        var hexadecimal = found(HEXADECIMAL);
        if (hexadecimal != null) {
            return code(hexadecimal);
        }
        if (pattern.charAt(at) == '\\') {
            at += 2;
            return character(pattern.charAt(at - 1));
        }
        var c = pattern.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }
}
