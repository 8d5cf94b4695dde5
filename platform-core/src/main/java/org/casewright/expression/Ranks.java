package org.casewright.expression;

import java.util.List;

/** {@code rank(level) >= rank("HIGH")}: a code that is written out is looked up in the list of the other side. */
final class Ranks {
    static final String FUNCTION = "rank";

    private Ranks() {}

    static Node.Compare aligned(Node.Compare compare) {
        return new Node.Compare(
                compare.at(),
                compare.operator(),
                aligned(compare.left(), compare.right()),
                aligned(compare.right(), compare.left()));
    }

    private static Node aligned(Node side, Node other) {
        if (isRank(side)
                && isRank(other)
                && side instanceof Node.Call(int at, String function, List<Node> arguments)
                && other instanceof Node.Call(int place, String same, List<Node> model)
                && arguments.getFirst() instanceof Node.Literal literal
                && !(model.getFirst() instanceof Node.Literal)) {
            return new Node.Call(at, function, List.of(literal, model.getFirst()));
        }
        return side;
    }

    private static boolean isRank(Node node) {
        return node instanceof Node.Call call
                && call.function().equals(FUNCTION)
                && call.arguments().size() == 1;
    }
}
