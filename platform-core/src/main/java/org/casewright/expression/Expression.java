package org.casewright.expression;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A FEEL expression, parsed once; immutable, for any number of threads. Equal to another of the same text. */
public final class Expression {
    private final String text;
    private final Node root;
    private final int slots;
    private final Reads reads;

    private Expression(String text, Node root, int slots) {
        this.text = text;
        this.root = root;
        this.slots = slots;
        this.reads = Reads.of(root, slots);
    }

    /** Reads the text; types and names are the {@link Checker}'s. */
    public static Expression parse(String text) throws ExpressionException {
        Parser.Parsed parsed = Parser.parse(text);
        return new Expression(text, parsed.root(), parsed.slots());
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

    /** Names used in {@code setting("...")} and {@code deadline("...", ...)}. */
    public Set<String> settings() {
        return Collections.unmodifiableSet(reads.settings);
    }

    /** Names used in {@code decide("...")}. */
    public Set<String> decisions() {
        return Collections.unmodifiableSet(reads.decisions);
    }

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
        return other instanceof Expression expression && expression.text.equals(text);
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
