package org.casewright.expression;

import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.casewright.expression.Lexer.Kind;
import org.casewright.expression.Lexer.Token;
import org.jspecify.annotations.Nullable;

/**
 * FEEL text to tree, by recursive descent: linear in the text, bounded in depth. One long class, for each rule of the
 * grammar calls the others.
 */
final class Parser {
    private static final Set<String> RESERVED = Set.of(
            "if",
            "then",
            "else",
            "for",
            "in",
            "return",
            "some",
            "every",
            "satisfies",
            "and",
            "or",
            "between",
            "true",
            "false",
            "null",
            "function",
            "instance");

    /** The input in the tests of a decision table. */
    static final String INPUT = "?";

    private final String text;
    private final List<Token> tokens;
    private final Bindings bindings = new Bindings();
    private int next;
    private int depth;

    private Parser(String text, boolean ofTests) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
        if (!ofTests) {
            tokens.stream().filter(token -> token.is(INPUT)).findFirst().ifPresent(token -> {
                throw problem(token.at(), "the character ? means nothing here.");
            });
        }
    }

    record Parsed(Node root, int slots) {}

    static Parsed parse(String text) {
        Parser parser = new Parser(text, false);
        if (parser.peek().kind() == Kind.END) {
            throw parser.problem(0, "an expression is empty.");
        }
        Node root = parser.expression();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("an operator or the end");
        }
        return new Parsed(root, parser.bindings.slots());
    }

    /** The tests of a decision table's cell, as a condition on {@code ?}. */
    static Parsed parseTests(String text) {
        Parser parser = new Parser(text, true);
        Node root = parser.unaryTests();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("a comma or the end");
        }
        return new Parsed(root, parser.bindings.slots());
    }

    private Node unaryTests() {
        int at = peek().at();
        if (peek().kind() == Kind.END) {
            return new Node.Literal(at, true);
        }
        if (peek().is("-") && tokens.get(next + 1).kind() == Kind.END) {
            return new Node.Literal(take().at(), true);
        }
        if (peek().isWord("not") && tokens.get(next + 1).is("(")) {
            take();
            take();
            Node tests = alternatives(at);
            expect(")");
            return new Node.Call(at, "not", List.of(tests));
        }
        return alternatives(at);
    }

    /** One must pass: values, ranges and comparisons that the input is held against, and conditions that name it. */
    private Node alternatives(int at) {
        List<Node> values = new ArrayList<>();
        List<Node> any = new ArrayList<>();
        do {
            Node test = test(this::expression);
            (Children.anyMatch(test, Parser::isInput) ? any : values).add(test);
        } while (takeIf(","));
        if (!values.isEmpty()) {
            any.addFirst(new Node.In(at, new Node.Property(at, INPUT), List.copyOf(values)));
        }
        return any.size() == 1 ? any.getFirst() : new Node.Or(at, List.copyOf(any));
    }

    private static boolean isInput(Node node) {
        return node instanceof Node.Property(int at, String name) && name.equals(INPUT);
    }

    private Node expression() {
        deeper(peek().at());
        Token token = peek();
        Node node;
        if (token.isWord("if")) {
            node = conditional();
        } else if (token.isWord("for")) {
            node = forLoop();
        } else if (token.isWord("some") || token.isWord("every")) {
            node = quantified();
        } else {
            node = disjunction();
        }
        depth--;
        return node;
    }

    private Node conditional() {
        int at = take().at();
        Node condition = expression();
        expectWord("then");
        Node then = expression();
        expectWord("else");
        return new Node.If(at, condition, then, expression());
    }

    private Node forLoop() {
        int at = take().at();
        List<Node.Loop> loops = loops();
        expectWord("return");
        Node result = expression();
        bindings.leave(loops.getFirst().slot());
        return new Node.For(at, loops, result);
    }

    private Node quantified() {
        Token word = take();
        List<Node.Loop> loops = loops();
        expectWord("satisfies");
        Node condition = expression();
        bindings.leave(loops.getFirst().slot());
        return new Node.Quantified(word.at(), word.isWord("every"), loops, condition);
    }

    private List<Node.Loop> loops() {
        List<Node.Loop> loops = new ArrayList<>();
        do {
            Token name = name("a name for the entries");
            expectWord("in");
            Node list = additive();
            if (takeIf("..")) {
                list = new Node.Range(list.at(), list, true, additive(), true);
            }
            loops.add(new Node.Loop(name.at(), bindings.enterLoop(name.text()), name.text(), list));
        } while (takeIf(","));
        return List.copyOf(loops);
    }

    private Node disjunction() {
        Node first = conjunction();
        if (!peek().isWord("or")) {
            return first;
        }
        List<Node> parts = new ArrayList<>(List.of(first));
        while (takeIfWord("or")) {
            parts.add(conjunction());
        }
        return new Node.Or(first.at(), List.copyOf(parts));
    }

    private Node conjunction() {
        Node first = comparison();
        if (!peek().isWord("and")) {
            return first;
        }
        List<Node> parts = new ArrayList<>(List.of(first));
        while (takeIfWord("and")) {
            parts.add(comparison());
        }
        return new Node.And(first.at(), List.copyOf(parts));
    }

    private Node comparison() {
        Node left = additive();
        Operator operator = operator();
        if (operator != null) {
            int at = take().at();
            Node right = additive();
            if (operator() != null) {
                throw problem(peek().at(), "comparisons do not chain; join two of them with and.");
            }
            return Ranks.aligned(new Node.Compare(at, operator, left, right));
        }
        if (peek().isWord("between")) {
            int at = take().at();
            Node low = additive();
            expectWord("and");
            return new Node.Between(at, left, low, additive());
        }
        if (peek().isWord("in")) {
            return new Node.In(take().at(), left, tests());
        }
        return left;
    }

    private @Nullable Operator operator() {
        if (peek().kind() == Kind.SIGN) {
            for (Operator operator : Operator.values()) {
                if (operator.sign().equals(peek().text())) {
                    return operator;
                }
            }
        }
        return null;
    }

    private List<Node> tests() {
        int at = peek().at();
        if (!takeIf("(")) {
            return List.of(test(this::additive));
        }
        List<Node> tests = new ArrayList<>();
        do {
            tests.add(test(this::expression));
            if (tests.size() == 1 && takeIf("..")) {
                return List.of(rangeFrom(at, tests.getFirst(), false));
            }
        } while (takeIf(","));
        expect(")");
        return List.copyOf(tests);
    }

    private Node test(Supplier<Node> value) {
        Operator operator = operator();
        if (operator == null) {
            return value.get();
        }
        return new Node.Test(take().at(), operator, additive());
    }

    private Node additive() {
        return chain(List.of("+", "-"), this::multiplicative);
    }

    private Node multiplicative() {
        return chain(List.of("*", "/"), this::power);
    }

    private Node power() {
        return chain(List.of("**"), this::negation);
    }

    private Node chain(List<String> signs, Supplier<Node> operand) {
        Node first = operand.get();
        List<Node.Step> steps = new ArrayList<>();
        while (peek().kind() == Kind.SIGN && signs.contains(peek().text())) {
            Token sign = take();
            char character = sign.is("**") ? '^' : sign.text().charAt(0);
            steps.add(new Node.Step(sign.at(), character, operand.get()));
        }
        return steps.isEmpty() ? first : new Node.Arithmetic(first.at(), first, List.copyOf(steps));
    }

    private void deeper(int at) {
        if (++depth > Limits.NESTING) {
            throw problem(at, "it is nested more than " + Limits.NESTING + " deep.");
        }
    }

    private Node negation() {
        if (!peek().is("-")) {
            return postfix();
        }
        int at = take().at();
        deeper(at);
        Node of = negation();
        depth--;
        return of instanceof Node.Literal(int place, BigDecimal number)
                ? new Node.Literal(at, number.negate())
                : new Node.Negate(at, of);
    }

    private Node postfix() {
        Node node = primary();
        for (int count = 0; peek().is(".") || (peek().is("[") && !isNumber(node)); count++) {
            if (count == Limits.POSTFIX) {
                throw problem(peek().at(), "a path has at most " + Limits.POSTFIX + " steps.");
            }
            node = peek().is(".") ? member(node) : filter(node);
        }
        return node;
    }

    /** Behind a number, a bracket closes the range {@code ]1..5[}. */
    private static boolean isNumber(Node node) {
        return node instanceof Node.Literal literal && literal.value() instanceof BigDecimal;
    }

    private Node member(Node of) {
        take();
        Token name = peek();
        if (name.kind() != Kind.NAME) {
            throw unexpected("a name");
        }
        take();
        if (peek().is("(")) {
            throw problem(name.at(), "functions stand alone, as in " + name.text() + "(...), never behind a dot.");
        }
        return new Node.Member(of.at(), of, name.text());
    }

    private Node filter(Node list) {
        int at = take().at();
        int slot = bindings.enterFilter();
        Node condition = expression();
        bindings.leave(slot);
        expect("]");
        return condition instanceof Node.Literal(int place, BigDecimal number)
                ? new Node.Index(at, list, condition)
                : new Node.Filter(at, list, slot, condition);
    }

    private Node primary() {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> new Node.Literal(take().at(), new BigDecimal(token.text()));
            case STRING -> new Node.Literal(take().at(), token.text());
            case NAME -> word(token);
            case SIGN -> sign(token);
            case END -> throw unexpected("a value");
        };
    }

    private Node sign(Token token) {
        return switch (token.text()) {
            case "(" -> parentheses();
            case "[" -> brackets();
            case "]" -> openRange();
            case "{" -> context();
            case INPUT -> new Node.Property(take().at(), INPUT);
            case "@" -> {
                int at = take().at();
                if (peek().kind() != Kind.STRING) {
                    throw unexpected("a date, time or duration in quotation marks");
                }
                yield temporal(at, "@", take().text());
            }
            default -> throw unexpected("a value");
        };
    }

    private Node parentheses() {
        int at = take().at();
        Node inner = expression();
        if (takeIf("..")) {
            return rangeFrom(at, inner, false);
        }
        expect(")");
        return inner;
    }

    private Node brackets() {
        int at = take().at();
        List<Node> items = new ArrayList<>();
        if (takeIf("]")) {
            return new Node.Items(at, List.of());
        }
        do {
            items.add(expression());
            if (items.size() == 1 && takeIf("..")) {
                return rangeFrom(at, items.getFirst(), true);
            }
        } while (takeIf(","));
        expect("]");
        return new Node.Items(at, List.copyOf(items));
    }

    private Node openRange() {
        int at = take().at();
        Node low = bound();
        expect("..");
        return rangeFrom(at, low, false);
    }

    /** An end of a range, which may begin with a bracket again. */
    private Node bound() {
        deeper(peek().at());
        Node bound = additive();
        depth--;
        return bound;
    }

    private Node rangeFrom(int at, Node low, boolean lowIncluded) {
        Node high = bound();
        if (takeIf("]")) {
            return new Node.Range(at, low, lowIncluded, high, true);
        }
        if (takeIf(")") || takeIf("[")) {
            return new Node.Range(at, low, lowIncluded, high, false);
        }
        throw unexpected("] or ) at the end of the range");
    }

    private Node context() {
        int at = take().at();
        List<Node.Entry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        if (!takeIf("}")) {
            do {
                Token key = take();
                if (key.kind() != Kind.NAME && key.kind() != Kind.STRING) {
                    throw problem(key.at(), "a key is expected here, as in {key: value}.");
                }
                if (!keys.add(key.text())) {
                    throw problem(key.at(), "the key " + key.text() + " stands here twice.");
                }
                expect(":");
                entries.add(new Node.Entry(key.text(), expression()));
            } while (takeIf(","));
            expect("}");
        }
        return new Node.Context(at, List.copyOf(entries));
    }

    private Node word(Token token) {
        String function = functionName();
        if (function != null) {
            return call(token.at(), function);
        }
        take();
        return switch (token.text()) {
            case "true" -> new Node.Literal(token.at(), true);
            case "false" -> new Node.Literal(token.at(), false);
            case "null" -> new Node.Literal(token.at(), null);
            case "if", "for", "some", "every" ->
                throw problem(token.at(), token.text() + " needs parentheses around it behind another word or sign.");
            case "function" -> throw problem(token.at(), "functions cannot be defined here, only called.");
            default -> {
                if (RESERVED.contains(token.text())) {
                    throw problem(token.at(), "the word " + token.text() + " cannot stand here.");
                }
                yield bindings.resolve(token.text(), token.at());
            }
        };
    }

    /** Moves behind the name if one or several words and a parenthesis stand here. */
    private @Nullable String functionName() {
        for (int words = Functions.LONGEST_NAME; words > 0; words--) {
            if (next + words < tokens.size() && tokens.get(next + words).is("(")) {
                String name = joined(words);
                if (name != null && (words == 1 ? !RESERVED.contains(name) : Functions.find(name) != null)) {
                    next += words;
                    return name;
                }
            }
        }
        return null;
    }

    private @Nullable String joined(int words) {
        List<String> parts = new ArrayList<>();
        for (Token token : tokens.subList(next, next + words)) {
            if (token.kind() != Kind.NAME) {
                return null;
            }
            parts.add(token.text());
        }
        return String.join(" ", parts);
    }

    private Node call(int at, String function) {
        expect("(");
        List<Node> arguments = new ArrayList<>();
        if (!takeIf(")")) {
            do {
                if (peek().kind() == Kind.NAME && tokens.get(next + 1).is(":")) {
                    throw problem(peek().at(), "arguments have no names here; give them in their order.");
                }
                arguments.add(expression());
            } while (takeIf(","));
            expect(")");
        }
        if (arguments.size() == 1
                && Moments.isMadeFromText(function)
                && arguments.getFirst() instanceof Node.Literal(int place, String literal)) {
            return temporal(at, function, literal);
        }
        if (Functions.takesPattern(function) && arguments.size() > 1) {
            arguments.set(1, compiled(arguments, function.equals("matches") ? 2 : 3));
        }
        return new Node.Call(at, function, List.copyOf(arguments));
    }

    /** A pattern that is written out is compiled once; what cannot be is left to the checker. */
    private static Node compiled(List<Node> arguments, int flagsAt) {
        Node flags = flagsAt < arguments.size() ? arguments.get(flagsAt) : new Node.Literal(0, "");
        if (arguments.get(1) instanceof Node.Literal(int place, String pattern)
                && flags instanceof Node.Literal(int ignored, String letters)) {
            try {
                return new Node.Literal(place, Patterns.compile(pattern, letters));
            } catch (PatternSyntaxException unreadable) {
                return arguments.get(1);
            }
        }
        return arguments.get(1);
    }

    private Node temporal(int at, String function, String literal) {
        Object value = Moments.parse(function, literal);
        if (value == null) {
            throw problem(at, Moments.expectation(function, literal));
        }
        return new Node.Literal(at, value);
    }

    private Token name(String expected) {
        if (peek().kind() != Kind.NAME || RESERVED.contains(peek().text())) {
            throw unexpected(expected);
        }
        return take();
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private boolean takeIf(String sign) {
        boolean matches = peek().is(sign);
        if (matches) {
            next++;
        }
        return matches;
    }

    private boolean takeIfWord(String word) {
        boolean matches = peek().isWord(word);
        if (matches) {
            next++;
        }
        return matches;
    }

    private void expect(String sign) {
        if (!takeIf(sign)) {
            throw unexpected(sign);
        }
    }

    private void expectWord(String word) {
        if (!takeIfWord(word)) {
            throw unexpected("the word " + word);
        }
    }

    private ExpressionException unexpected(String expected) {
        Token token = peek();
        String found = token.kind() == Kind.END ? "it ends here" : token.text() + " stands here";
        return problem(token.at(), found + " where " + expected + " is expected.");
    }

    private ExpressionException problem(int at, String reason) {
        return new ExpressionException(text, at, reason);
    }
}
