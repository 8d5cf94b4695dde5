package org.casewright.expression;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casewright.expression.Node.Literal;

/** What an expression reads, found without values: paths of the root, the clock, settings, decisions, the asker. */
final class Reads {
    static final String DECIDE = "decide";
    private static final String ACTOR = "actor";

    final Set<List<String>> paths = new LinkedHashSet<>();
    final Set<String> settings = new LinkedHashSet<>();
    final Set<String> decisions = new LinkedHashSet<>();
    final IdentityHashMap<Node, List<String>> ranked = new IdentityHashMap<>();
    boolean clock;
    boolean actor;

    /** Where the values in each slot come from. */
    private final List<Set<List<String>>> slots = new ArrayList<>();

    static Reads of(Node root, int slots) {
        Reads reads = new Reads();
        for (int i = 0; i < slots; i++) {
            reads.slots.add(Set.of());
        }
        reads.visit(root);
        return reads;
    }

    /**
     * Notes what the node reads, and returns the paths under which the values that it gives are found, so that names
     * behind it (of a filter's result, of a loop variable) can be followed to the root.
     */
    private Set<List<String>> visit(Node node) {
        return switch (node) {
            case Literal literal -> Set.of();
            case Node.Property property -> property(property.name());
            case Node.Variable variable -> slots.get(variable.slot());
            case Node.Member member -> member(visit(member.of()), member.name());
            case Node.Index index -> {
                visit(index.number());
                yield visit(index.list());
            }
            case Node.Filter filter -> {
                Set<List<String>> source = visit(filter.list());
                slots.set(filter.slot(), source);
                visit(filter.condition());
                yield source;
            }
            case Node.Items items -> union(items.items());
            case Node.Context context -> {
                context.entries().forEach(entry -> visit(entry.value()));
                yield Set.of();
            }
            case Node.If choice -> {
                visit(choice.condition());
                yield union(List.of(choice.then(), choice.otherwise()));
            }
            case Node.Quantified quantified -> {
                loops(quantified.loops());
                visit(quantified.condition());
                yield Set.of();
            }
            case Node.For loop -> {
                loops(loop.loops());
                yield visit(loop.result());
            }
            case Node.Call call -> call(call);
            case Node.Range range -> values(List.of(range.low(), range.high()));
            case Node.Test test -> values(List.of(test.operand()));
            case Node.Arithmetic sum -> {
                visit(sum.first());
                sum.steps().forEach(step -> visit(step.operand()));
                yield Set.of();
            }
            case Node.Negate negate -> values(List.of(negate.of()));
            case Node.Compare compare -> values(List.of(compare.left(), compare.right()));
            case Node.Between between -> values(List.of(between.value(), between.low(), between.high()));
            case Node.In in -> {
                visit(in.value());
                yield values(in.tests());
            }
            case Node.And and -> values(and.parts());
            case Node.Or or -> values(or.parts());
        };
    }

    private Set<List<String>> property(String name) {
        if (name.equals(ACTOR)) {
            actor = true;
            return Set.of();
        }
        return noted(List.of(name));
    }

    private Set<List<String>> member(Set<List<String>> sources, String name) {
        Set<List<String>> result = new LinkedHashSet<>();
        for (List<String> source : sources) {
            List<String> path = new ArrayList<>(source);
            path.add(name);
            result.addAll(noted(List.copyOf(path)));
        }
        return result;
    }

    private Set<List<String>> noted(List<String> path) {
        paths.add(path);
        return Set.of(path);
    }

    private void loops(List<Node.Loop> loops) {
        for (Node.Loop loop : loops) {
            slots.set(loop.slot(), visit(loop.list()));
        }
    }

    /** The parts are only looked at: what comes out is a new value. */
    private Set<List<String>> values(List<Node> parts) {
        parts.forEach(this::visit);
        return Set.of();
    }

    private Set<List<String>> union(List<Node> parts) {
        Set<List<String>> result = new LinkedHashSet<>();
        parts.forEach(part -> result.addAll(visit(part)));
        return result;
    }

    private Set<List<String>> call(Node.Call call) {
        Set<List<String>> sources = new LinkedHashSet<>();
        Set<List<String>> last = Set.of();
        for (Node argument : call.arguments()) {
            last = visit(argument);
            sources.addAll(last);
        }
        switch (call.function()) {
            case "today", "now" -> clock = true;
            case "setting", "deadline" -> literal(call, settings);
            case DECIDE -> literal(call, decisions);
            case Ranks.FUNCTION ->
                ranked.put(call, last.isEmpty() ? List.of() : last.iterator().next());
            default -> {}
        }
        return Functions.keepsEntries(call.function()) ? sources : Set.of();
    }

    private static void literal(Node.Call call, Set<String> names) {
        if (!call.arguments().isEmpty()
                && call.arguments().getFirst() instanceof Literal literal
                && literal.value() instanceof String name) {
            names.add(name);
        }
    }
}
