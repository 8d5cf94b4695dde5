package org.casewright.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a bare name means where it stands. A loop variable wins; then, inside a filter, the entry's property, whatever
 * the root has under the same name (the root is reached as {@code record.}); else the root's property. So each name has
 * one meaning, known before there are values.
 */
final class Bindings {
    private static final String ENTRY = "item";
    private static final Set<String> ALWAYS_THE_ROOTS = Set.of("record", "before", "actor");

    private record Binding(String name, boolean filter) {}

    private final List<Binding> bindings = new ArrayList<>();
    private int slots;

    int enterLoop(String variable) {
        return enter(new Binding(variable, false));
    }

    int enterFilter() {
        return enter(new Binding(ENTRY, true));
    }

    private int enter(Binding binding) {
        bindings.add(binding);
        slots = Math.max(slots, bindings.size());
        return bindings.size() - 1;
    }

    void leave(int slot) {
        bindings.subList(slot, bindings.size()).clear();
    }

    /** How many values an evaluation has to keep at once. */
    int slots() {
        return slots;
    }

    Node resolve(String name, int at) {
        int filter = -1;
        for (int slot = bindings.size() - 1; slot >= 0; slot--) {
            Binding binding = bindings.get(slot);
            if (binding.name().equals(name)) {
                return new Node.Variable(at, slot, name);
            }
            if (binding.filter() && filter < 0) {
                filter = slot;
            }
        }
        if (filter < 0 || ALWAYS_THE_ROOTS.contains(name)) {
            return new Node.Property(at, name);
        }
        return new Node.Member(at, new Node.Variable(at, filter, ENTRY), name);
    }
}
