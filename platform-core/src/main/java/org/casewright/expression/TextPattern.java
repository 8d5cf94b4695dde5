package org.casewright.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** A regular expression as {@code matches} has it: anywhere in a text, in linear time; immutable. */
public final class TextPattern {

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads the pattern.
     *
     * @throws ExpressionException when it is none, or would cost too much
     */
    public static TextPattern parse(String text) throws ExpressionException {
        try {
            return new TextPattern(Patterns.compile(text, ""));
        } catch (PatternSyntaxException wrong) {
            var sentence = "“" + text + "” is no regular expression: " + wrong.getDescription() + ".";
            throw new ExpressionException(text, List.of(sentence));
        }
    }

    /** Whether the pattern is found in the text. */
    public boolean isIn(String text) {
        return pattern.matcher(text).find();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
