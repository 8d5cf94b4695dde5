package org.casewright.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of an expression. Names are resolved by the parser: a bare name is the root's property, a loop variable, or
 * inside a filter the entry's. {@code at} is where the node begins in the text.
 */
sealed interface Node {
    int at();

    /** A constant; also a compiled pattern. */
    record Literal(int at, @Nullable Object value) implements Node {}

    /** A name of the root scope. */
    record Property(int at, String name) implements Node {}

    /** A loop variable, or the entry that a filter looks at; its value is in a slot of the evaluation. */
    record Variable(int at, int slot, String name) implements Node {}

    record Member(int at, Node of, String name) implements Node {}

    record Index(int at, Node list, Node number) implements Node {}

    record Filter(int at, Node list, int slot, Node condition) implements Node {}

    record Items(int at, List<Node> items) implements Node {}

    record Context(int at, List<Entry> entries) implements Node {}

    record Entry(String key, Node value) {}

    /** Stands only behind {@code in}; in a loop it is refused by the checker. */
    record Range(int at, Node low, boolean lowIncluded, Node high, boolean highIncluded) implements Node {}

    /** {@code < 5} behind {@code in}. */
    record Test(int at, Operator operator, Node operand) implements Node {}

    /** Several terms in a row, so that a long sum is not a deep tree. */
    record Arithmetic(int at, Node first, List<Step> steps) implements Node {}

    record Step(int at, char sign, Node operand) {}

    record Negate(int at, Node of) implements Node {}

    record Compare(int at, Operator operator, Node left, Node right) implements Node {}

    record Between(int at, Node value, Node low, Node high) implements Node {}

    record In(int at, Node value, List<Node> tests) implements Node {}

    record And(int at, List<Node> parts) implements Node {}

    record Or(int at, List<Node> parts) implements Node {}

    record If(int at, Node condition, Node then, Node otherwise) implements Node {}

    record Quantified(int at, boolean every, List<Loop> loops, Node condition) implements Node {}

    record For(int at, List<Loop> loops, Node result) implements Node {}

    record Loop(int at, int slot, String name, Node list) {}

    record Call(int at, String function, List<Node> arguments) implements Node {}
}
