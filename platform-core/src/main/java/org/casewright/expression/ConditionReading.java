package org.casewright.expression;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.expression.Condition.Relation;
import org.casewright.expression.Condition.Test;
import org.casewright.expression.Lexer.Kind;
import org.casewright.expression.Lexer.Token;
import org.jspecify.annotations.Nullable;

/** From FEEL to groups, by its words, and to tests, by its tree. */
final class ConditionReading {
    private static final Set<String> SWALLOWING = Set.of("if", "for", "some", "every");
    private static final int DEEPEST = 20;

    private ConditionReading() {}

    static Condition of(String feel) {
        Expression.parse(feel);
        return of(feel, 0);
    }

    private static Condition of(String feel, int depth) {
        var tokens = Lexer.tokens(feel);
        if (depth > DEEPEST) {
            return new Condition.Other(feel);
        }
        if (!isSwallowed(tokens)) {
            for (var word : List.of("or", "and")) {
                var parts = split(feel, tokens, word);
                if (parts.size() > 1) {
                    var read = parts.stream().map(part -> of(part, depth + 1)).toList();
                    return word.equals("or") ? new Condition.Any(read) : new Condition.All(read);
                }
            }
        }
        var inner = unwrapped(feel, tokens);
        return inner == null ? leaf(feel) : of(inner, depth + 1);
    }

    /** Whether a word at the top takes all that comes behind it into itself. */
    private static boolean isSwallowed(List<Token> tokens) {
        var level = 0;
        for (var token : tokens) {
            level += level(token);
            if (level == 0 && token.kind() == Kind.NAME && SWALLOWING.contains(token.text())) {
                return true;
            }
        }
        return false;
    }

    private static int level(Token token) {
        if (token.kind() != Kind.SIGN) {
            return 0;
        }
        return switch (token.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    private static List<String> split(String feel, List<Token> tokens, String word) {
        var parts = new ArrayList<String>();
        var level = 0;
        var from = 0;
        var betweens = 0;
        for (var token : tokens) {
            level += level(token);
            if (level == 0 && token.isWord("between")) {
                betweens++;
            } else if (level == 0 && token.isWord("and") && betweens > 0) {
                // That of "between low and high".
                betweens--;
            } else if (level == 0 && token.isWord(word)) {
                parts.add(feel.substring(from, token.at()).strip());
                from = token.at() + word.length();
            }
        }
        parts.add(feel.substring(from).strip());
        return parts;
    }

    /** What stands within brackets around the whole; null where none do. */
    private static @Nullable String unwrapped(String feel, List<Token> tokens) {
        if (!tokens.getFirst().is("(")) {
            return null;
        }
        var level = 0;
        for (var i = 0; i < tokens.size(); i++) {
            level += level(tokens.get(i));
            if (level == 0) {
                return tokens.get(i + 1).kind() == Kind.END
                        ? feel.substring(
                                        tokens.getFirst().at() + 1,
                                        tokens.get(i).at())
                                .strip()
                        : null;
            }
        }
        return null;
    }

    private static Condition leaf(String feel) {
        var node = Expression.parse(feel).root();
        if (node instanceof Node.Literal(int at, Object value) && Boolean.TRUE.equals(value)) {
            return Condition.none();
        }
        return test(node).<Condition>map(test -> test).orElseGet(() -> new Condition.Other(feel));
    }

    private static Optional<Test> test(Node node) {
        return switch (node) {
            case Node.Compare compare -> compare(compare);
            case Node.Between between -> between(between);
            case Node.In in -> in(in, Relation.ONE_OF);
            case Node.Call call
            when call.function().equals("not") && call.arguments().getFirst() instanceof Node.In in ->
                in(in, Relation.NONE_OF);
            case Node.Call call when call.arguments().size() == 2 -> called(call);
            default -> Optional.empty();
        };
    }

    private static Optional<Test> called(Node.Call call) {
        var relation = switch (call.function()) {
            case "starts with" -> Relation.STARTS_WITH;
            case "contains" -> Relation.CONTAINS;
            case "list contains" -> Relation.INCLUDES;
            default -> null;
        };
        return relation == null
                ? Optional.empty()
                : made(
                        call.arguments().getFirst(),
                        relation,
                        List.of(call.arguments().get(1)));
    }

    private static Optional<Test> compare(Node.Compare compare) {
        var right = compare.right();
        var equality = compare.operator().isEquality();
        if (right instanceof Node.Literal(int at, Object value) && value == null) {
            return equality
                    ? made(
                            compare.left(),
                            compare.operator() == Operator.EQUAL ? Relation.EMPTY : Relation.FILLED,
                            List.of())
                    : Optional.empty();
        }
        if (isToday(right)) {
            return compare.operator() == Operator.EQUAL
                    ? made(compare.left(), Relation.TODAY, List.of())
                    : Optional.empty();
        }
        var relation = switch (compare.operator()) {
            case EQUAL -> Relation.IS;
            case NOT_EQUAL -> Relation.IS_NOT;
            case LESS -> Relation.LESS;
            case LESS_OR_EQUAL -> Relation.LESS_OR_EQUAL;
            case GREATER -> Relation.GREATER;
            case GREATER_OR_EQUAL -> Relation.GREATER_OR_EQUAL;
        };
        return made(compare.left(), relation, List.of(right));
    }

    private static Optional<Test> between(Node.Between between) {
        var last = isToday(between.high()) ? daysFromToday(between.low(), '-') : null;
        var next = isToday(between.low()) ? daysFromToday(between.high(), '+') : null;
        var days = last == null ? next : last;
        return days == null
                ? made(between.value(), Relation.BETWEEN, List.of(between.low(), between.high()))
                : path(between.value())
                        .map(found -> new Test(
                                found.names(),
                                last == null ? Relation.NEXT_DAYS : Relation.LAST_DAYS,
                                found.byDay(),
                                List.of(days)));
    }

    private static Optional<Test> in(Node.In in, Relation relation) {
        return made(in.value(), relation, in.tests());
    }

    private static Optional<Test> made(Node value, Relation relation, List<Node> operands) {
        var values = new ArrayList<Object>();
        for (var operand : operands) {
            var constant = constant(operand);
            if (constant == null) {
                return Optional.empty();
            }
            values.add(constant);
        }
        return path(value).map(found -> new Test(found.names(), relation, found.byDay(), values));
    }

    private record Named(List<String> names, boolean byDay) {}

    private static Optional<Named> path(Node node) {
        if (node instanceof Node.Call call
                && call.function().equals("date")
                && call.arguments().size() == 1) {
            return path(call.arguments().getFirst()).map(found -> new Named(found.names(), true));
        }
        var names = new ArrayList<String>();
        var at = node;
        while (at instanceof Node.Member member) {
            names.addFirst(member.name());
            at = member.of();
        }
        if (at instanceof Node.Property property && !property.name().equals("actor")) {
            names.addFirst(property.name());
            return Optional.of(new Named(names, false));
        }
        return Optional.empty();
    }

    private static boolean isToday(Node node) {
        return node instanceof Node.Call call && call.function().equals("today");
    }

    /** How many days lie between today and then, both counted; null for anything else. */
    private static @Nullable BigDecimal daysFromToday(Node node, char sign) {
        if (node instanceof Node.Arithmetic sum
                && isToday(sum.first())
                && sum.steps().size() == 1
                && sum.steps().getFirst().sign() == sign
                && sum.steps().getFirst().operand() instanceof Node.Literal(int at, Object value)
                && value instanceof Duration duration
                && !duration.isNegative()
                && duration.equals(Duration.ofDays(duration.toDays()))) {
            return BigDecimal.valueOf(duration.toDays() + 1);
        }
        return null;
    }

    private static @Nullable Object constant(Node node) {
        return switch (node) {
            case Node.Literal(int at, Object value)
            when value instanceof String
                    || value instanceof BigDecimal
                    || value instanceof Boolean
                    || value instanceof LocalDate
                    || value instanceof OffsetDateTime -> value;
            case Node.Negate(int at, Node of) when constant(of) instanceof BigDecimal number -> number.negate();
            default -> null;
        };
    }
}
