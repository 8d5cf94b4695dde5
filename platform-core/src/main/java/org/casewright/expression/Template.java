package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text with paths in braces, {@code {book.title} to {reader}}; two braces stand for one. Not FEEL. Immutable. */
public final class Template {
    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record Path(int at, List<String> names) implements Piece {}

    private final String text;
    private final List<Piece> pieces;

    private Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
    }

    public static Template parse(String text) throws ExpressionException {
        if (text.length() > Limits.TEXT_LENGTH) {
            throw new ExpressionException(text, 0, "a text has at most " + Limits.TEXT_LENGTH + " characters.");
        }
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
                plain.append(text.charAt(at));
                at += 2;
            } else if (text.charAt(at) == '{') {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new ExpressionException(text, at, "the brace that opens here is not closed.");
                }
                pieces.add(new Text(plain.toString()));
                plain.setLength(0);
                pieces.add(path(text, at, text.substring(at + 1, end).strip()));
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        pieces.add(new Text(plain.toString()));
        return new Template(text, pieces);
    }

    private static Path path(String text, int at, String path) {
        List<String> names = List.of(path.split("\\.", -1));
        for (String name : names) {
            if (name.isEmpty() || !name.codePoints().allMatch(Character::isUnicodeIdentifierPart)) {
                throw new ExpressionException(
                        text,
                        at,
                        "a path such as {book.title} belongs between braces, not \""
                                + ExpressionException.shortened(path) + "\".");
            }
        }
        return new Path(at, names);
    }

    public String text() {
        return text;
    }

    /** The paths between the braces, in their order. */
    public List<List<String>> paths() {
        List<List<String>> paths = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Path path) {
                paths.add(path.names());
            }
        }
        return List.copyOf(paths);
    }

    /** Says of each path that the scope does not know. */
    public void check(Scope scope, Consumer<String> problems) {
        for (Piece piece : pieces) {
            if (piece instanceof Path path) {
                Expression expression = Expression.parse(String.join(".", path.names()));
                Check check = new Check(
                        expression,
                        scope,
                        (node, reason) -> problems.accept(ExpressionException.sentence(text, path.at(), reason)));
                check.type(expression.root());
            }
        }
    }

    /** With values as plain text, a record by its id; what is missing leaves no gap. */
    public String render(Values values) {
        return render(values, Texts::plain);
    }

    /** The caller words the values, for instance a record by its title and a date in the reader's language. */
    public String render(Values values, Function<@Nullable Object, String> words) {
        StringBuilder result = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Text plain -> result.append(plain.text());
                case Path path -> result.append(words.apply(read(values, path.names())));
            }
        }
        return result.toString().replace("  ", " ").strip();
    }

    private static @Nullable Object read(Values values, List<String> names) {
        Object value = values;
        for (String name : names) {
            value = step(value, name);
        }
        return value;
    }

    private static @Nullable Object step(@Nullable Object value, String name) {
        return switch (value) {
            case Values values -> values.get(name);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(step(item, name)));
                yield items;
            }
            case null, default -> null;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
