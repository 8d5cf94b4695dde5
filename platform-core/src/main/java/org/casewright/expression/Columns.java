package org.casewright.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.expression.Criterion.Origin;
import org.casewright.expression.Criterion.Path;
import org.jspecify.annotations.Nullable;

/** Which nodes are paths that SQL can follow, and of what type they are. */
final class Columns {
    private static final String ID = "id";

    private final String text;
    private final Scope scope;
    private final Set<String> known;
    private final Map<Integer, FeelType> entries = new HashMap<>();

    Columns(String text, Scope scope, Set<String> known) {
        this.text = text;
        this.scope = scope;
        this.known = known;
    }

    record Column(Path path, FeelType type) {
        boolean isList() {
            return type instanceof FeelType.ListOf;
        }

        boolean isId() {
            return type instanceof FeelType.Reference
                    || (!path.names().isEmpty() && path.names().getLast().equals(ID));
        }
    }

    /** From here to {@link #leave} the variable in this slot is the entry of a list. */
    void enter(int slot, FeelType item) {
        entries.put(slot, item);
    }

    void leave(int slot) {
        entries.remove(slot);
    }

    boolean areInsideEntry() {
        return !entries.isEmpty();
    }

    boolean isEntry(Node.Variable variable) {
        return entries.containsKey(variable.slot());
    }

    /** Null if the node is no path. */
    @Nullable
    Column find(Node node) {
        List<Node.Member> members = new ArrayList<>();
        Node start = node;
        while (start instanceof Node.Member member) {
            members.addFirst(member);
            start = member.of();
        }
        return switch (start) {
            case Node.Property property
            when !known.contains(property.name()) -> along(property, property.name(), members);
            case Node.Variable variable when isEntry(variable) -> entry(variable, members);
            default -> null;
        };
    }

    private Column along(Node.Property property, String name, List<Node.Member> members) {
        return follow(new ArrayList<>(List.of(name)), Origin.RECORD, type(property, scope, name), members);
    }

    private Column entry(Node.Variable variable, List<Node.Member> members) {
        FeelType item = entries.getOrDefault(variable.slot(), FeelType.any());
        if (members.isEmpty() || !(item instanceof FeelType.Reference reference)) {
            return follow(new ArrayList<>(), Origin.ENTRY, item, members);
        }
        Node.Member first = members.getFirst();
        return follow(
                new ArrayList<>(List.of(first.name())),
                Origin.ENTRY,
                type(first, reference.scope(), first.name()),
                members.subList(1, members.size()));
    }

    private Column follow(List<String> names, Origin origin, FeelType first, List<Node.Member> members) {
        FeelType type = first;
        int references = 0;
        for (Node.Member member : members) {
            if (type instanceof FeelType.Reference && member.name().equals(ID)) {
                break;
            }
            if (type instanceof FeelType.Reference && ++references > 1) {
                throw refused(member, "a filter follows one reference, not two; declare a stored x-computed for it.");
            }
            type = switch (type) {
                case FeelType.Reference reference -> type(member, reference.scope(), member.name());
                case FeelType.Context context -> type(member, context.scope(), member.name());
                case FeelType.ListOf list -> throw refused(member, "a filter asks lists with some, every or count.");
                default ->
                    throw refused(
                            member,
                            "a filter compares whole values; declare a stored x-computed for " + member.name() + ".");
            };
            names.add(member.name());
        }
        if (origin == Origin.ENTRY && names.isEmpty() && type instanceof FeelType.Reference) {
            names.add(ID);
        }
        return new Column(new Path(origin, names), type);
    }

    private FeelType type(Node node, Scope within, String name) {
        FeelType type = within.typeOf(name);
        if (type == null) {
            throw refused(node, "there is no " + name + Suggestion.among(within.names(), name));
        }
        if (!within.isStored(name)) {
            throw refused(
                    node,
                    name + " is computed at each reading; to filter by it, declare it stored, with"
                            + " \"refresh\": \"daily\" if it depends on today.");
        }
        return type;
    }

    private ExpressionException refused(Node node, String reason) {
        return new ExpressionException(text, node.at(), reason);
    }

    /** The constant as the column's comparison wants it; null if they never compare. */
    static @Nullable Object suited(Column column, Object constant) {
        if (column.isId()) {
            Object id = Comparing.identity(constant);
            return id instanceof String written ? asId(written) : id;
        }
        FeelType type = Types.ofValue(constant);
        return Types.areComparable(column.type(), type) && !(type instanceof FeelType.Any) ? constant : null;
    }

    private static Object asId(String written) {
        try {
            UUID id = UUID.fromString(written);
            // Java reads shorter forms as well, which are nobody's id.
            return id.toString().equalsIgnoreCase(written) ? id : written;
        } catch (IllegalArgumentException anotherKind) {
            return written;
        }
    }
}
