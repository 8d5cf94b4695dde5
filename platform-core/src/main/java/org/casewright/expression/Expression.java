package org.casewright.expression;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A FEEL expression, parsed once; immutable, for any number of threads. Equal to another of the same text. */
public final class Expression {
    private final String text;
    private final Node root;
    private final int slots;
    private final boolean tests;
    private final Reads reads;

    private Expression(String text, Parser.Parsed parsed, boolean tests) {
        this.text = text;
        this.root = parsed.root();
        this.slots = parsed.slots();
        this.tests = tests;
        this.reads = Reads.of(root, slots);
    }

    /** Reads the text; types and names are the {@link Checker}'s. */
    public static Expression parse(String text) throws ExpressionException {
        return new Expression(text, Parser.parse(text), false);
    }

    /**
     * Reads the tests of a decision table's cell ({@code < 5, [10..20]}, {@code not("A", "B")}, {@code -}) as a condition on the
     * value that is called {@code ?}.
     */
    public static Expression parseTests(String text) throws ExpressionException {
        return new Expression(text, Parser.parseTests(text), true);
    }

    /**
     * The text of an expression whose paths go by other names now; a text that cannot be read stays as it is.
     *
     * @param now from a path to one of as many names
     */
    public static String renamed(String text, UnaryOperator<List<String>> now) {
        try {
            return Renaming.of(text, now);
        } catch (ExpressionException unreadable) {
            return text;
        }
    }

    /** True where both are true. */
    public Expression and(Expression other) {
        return parse("(" + text + "\n) and (" + other.text + "\n)");
    }

    public String text() {
        return text;
    }

    /**
     * Every path read, relative to the root: {@code count(members[status = "ACT"])} reads {@code members} and
     * {@code members.status}. A path's beginnings are among the paths, and so are parts of values
     * ({@code dueOn.year}); the {@code actor} is not.
     */
    public Set<List<String>> paths() {
        return Collections.unmodifiableSet(reads.paths);
    }

    /** The value changes with time: {@code today()}, {@code now()}. */
    public boolean readsClock() {
        return reads.clock;
    }

    /** The value depends on who asks. */
    public boolean readsActor() {
        return reads.actor;
    }

    /** The same text may mean something else at another time, for somebody else, or where something else is set. */
    public boolean readsCircumstances() {
        return reads.clock || reads.actor || !reads.settings.isEmpty();
    }

    /** Names used in {@code setting("...")} and {@code deadline("...", ...)}. */
    public Set<String> settings() {
        return Collections.unmodifiableSet(reads.settings);
    }

    /** Names used in {@code decide("...")}. */
    public Set<String> decisions() {
        return Collections.unmodifiableSet(reads.decisions);
    }

    /** The value of an expression that is nothing but a constant, which may be null; empty for any other. */
    public Optional<Constant> constant() {
        return root instanceof Node.Literal(int at, Object value) && !tests
                ? Optional.of(new Constant(value))
                : Optional.empty();
    }

    /** Of a list that is written out, each entry's constant, empty where an entry is none; no entries for anything else. */
    public List<Optional<Constant>> items() {
        return root instanceof Node.Items(int at, List<Node> items)
                ? items.stream()
                        .map(item -> item instanceof Node.Literal(int place, Object value)
                                ? Optional.of(new Constant(value))
                                : Optional.<Constant>empty())
                        .toList()
                : List.of();
    }

    /** A value that is written out. */
    public record Constant(@Nullable Object value) {}

    Node root() {
        return root;
    }

    int slots() {
        return slots;
    }

    /** The path whose code list a call of {@code rank} means; empty if it cannot be told. */
    List<String> ranked(Node.Call call) {
        return reads.ranked.getOrDefault(call, List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression expression && expression.tests == tests && expression.text.equals(text);
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
