package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of an expression into names, numbers, strings and signs. */
final class Lexer {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SIGN,
        END
    }

    /** {@code text} of a string is its value, without quotes and escapes. */
    record Token(Kind kind, String text, int at) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.NAME && text.equals(word);
        }
    }

    private static final List<String> SIGNS = List.of(
            "..", "**", "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ":",
            ".", "@", "?");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        if (text.length() > Limits.TEXT_LENGTH) {
            throw new ExpressionException(
                    text, Limits.TEXT_LENGTH, "an expression has at most " + Limits.TEXT_LENGTH + " characters.");
        }
        return new Lexer(text).run();
    }

    private List<Token> run() {
        skipBlanks();
        while (at < text.length()) {
            tokens.add(next());
            skipBlanks();
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private Token next() {
        int character = text.codePointAt(at);
        if (Character.isUnicodeIdentifierStart(character) || character == '_') {
            return name();
        }
        if (isDigit(at) || (character == '.' && isDigit(at + 1))) {
            return number();
        }
        if (character == '"') {
            return string();
        }
        return sign(character);
    }

    private Token name() {
        int start = at;
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return new Token(Kind.NAME, text.substring(start, at), start);
    }

    private static boolean isNamePart(int character) {
        return Character.isUnicodeIdentifierPart(character) && !Character.isIdentifierIgnorable(character);
    }

    private Token number() {
        int start = at;
        skipDigits();
        if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
            at++;
            skipDigits();
        }
        if (at - start > Limits.NUMBER_LENGTH) {
            throw new ExpressionException(text, start, "a number has at most " + Limits.NUMBER_LENGTH + " digits.");
        }
        return new Token(Kind.NUMBER, text.substring(start, at), start);
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int position) {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    private Token string() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
                escape(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        if (at == text.length()) {
            throw new ExpressionException(text, start, "the text that begins here has no closing quotation mark.");
        }
        at++;
        return new Token(Kind.STRING, value.toString(), start);
    }

    /** A backslash before any other character stays, so that patterns need it only once. */
    private void escape(StringBuilder value) {
        char escaped = text.charAt(at++);
        switch (escaped) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\'', '\\' -> value.append(escaped);
            case 'u' -> unicode(value);
            default -> value.append('\\').append(escaped);
        }
    }

    private void unicode(StringBuilder value) {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            throw new ExpressionException(text, at - 2, "four hexadecimal digits belong behind \\u.");
        }
        value.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
        at += 4;
    }

    private Token sign(int character) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Kind.SIGN, sign, at - sign.length());
            }
        }
        throw new ExpressionException(
                text, at, "the character " + Character.toString(character) + " means nothing here.");
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new ExpressionException(text, at, "the comment that begins here is not closed.");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }
}
