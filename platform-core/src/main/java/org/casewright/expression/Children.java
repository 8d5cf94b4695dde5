package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The nodes below a node. */
final class Children {
    private Children() {}

    static List<Node> of(Node node) {
        return switch (node) {
            case Node.Literal literal -> List.of();
            case Node.Property property -> List.of();
            case Node.Variable variable -> List.of();
            case Node.Member member -> List.of(member.of());
            case Node.Index index -> List.of(index.list(), index.number());
            case Node.Filter filter -> List.of(filter.list(), filter.condition());
            case Node.Items items -> items.items();
            case Node.Context context ->
                context.entries().stream().map(Node.Entry::value).toList();
            case Node.Range range -> List.of(range.low(), range.high());
            case Node.Test test -> List.of(test.operand());
            case Node.Arithmetic sum -> {
                List<Node> operands = new ArrayList<>(List.of(sum.first()));
                sum.steps().forEach(step -> operands.add(step.operand()));
                yield operands;
            }
            case Node.Negate negate -> List.of(negate.of());
            case Node.Compare compare -> List.of(compare.left(), compare.right());
            case Node.Between between -> List.of(between.value(), between.low(), between.high());
            case Node.In in -> {
                List<Node> parts = new ArrayList<>(List.of(in.value()));
                parts.addAll(in.tests());
                yield parts;
            }
            case Node.And and -> and.parts();
            case Node.Or or -> or.parts();
            case Node.If choice -> List.of(choice.condition(), choice.then(), choice.otherwise());
            case Node.Quantified quantified -> looped(quantified.loops(), quantified.condition());
            case Node.For loop -> looped(loop.loops(), loop.result());
            case Node.Call call -> call.arguments();
        };
    }

    private static List<Node> looped(List<Node.Loop> loops, Node body) {
        List<Node> nodes = new ArrayList<>();
        loops.forEach(loop -> nodes.add(loop.list()));
        nodes.add(body);
        return nodes;
    }

    static boolean anyMatch(Node node, Predicate<Node> test) {
        return test.test(node) || of(node).stream().anyMatch(child -> anyMatch(child, test));
    }
}
