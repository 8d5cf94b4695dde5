package org.casewright.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.casewright.expression.Lexer.Kind;
import org.casewright.expression.Lexer.Token;

/** The text of an expression with other names for what it reads; all else in it stays as it was written. */
final class Renaming {
    private final String text;
    private final UnaryOperator<List<String>> now;
    private final StringBuilder renamed = new StringBuilder();
    private int copied;

    private Renaming(String text, UnaryOperator<List<String>> now) {
        this.text = text;
        this.now = now;
    }

    static String of(String text, UnaryOperator<List<String>> now) {
        var begins = new HashSet<Integer>();
        collect(Parser.parse(text).root(), begins);
        return new Renaming(text, now).run(Lexer.tokens(text), begins);
    }

    /** Where something is read; neither functions nor variables are. */
    private static void collect(Node node, Set<Integer> begins) {
        if (node instanceof Node.Property property) {
            begins.add(property.at());
        }
        Children.of(node).forEach(child -> collect(child, begins));
    }

    private String run(List<Token> tokens, Set<Integer> begins) {
        for (var at = 0; at < tokens.size(); at++) {
            if (begins.contains(tokens.get(at).at()) && tokens.get(at).kind() == Kind.NAME) {
                rename(path(tokens, at));
            }
        }
        return renamed.append(text, copied, text.length()).toString();
    }

    private static List<Token> path(List<Token> tokens, int from) {
        var path = new ArrayList<>(List.of(tokens.get(from)));
        for (var at = from + 1; tokens.get(at).is(".") && tokens.get(at + 1).kind() == Kind.NAME; at += 2) {
            path.add(tokens.get(at + 1));
        }
        return path;
    }

    private void rename(List<Token> path) {
        var names = now.apply(path.stream().map(Token::text).toList());
        for (var i = 0; i < path.size(); i++) {
            renamed.append(text, copied, path.get(i).at()).append(names.get(i));
            copied = path.get(i).at() + path.get(i).text().length();
        }
    }
}
