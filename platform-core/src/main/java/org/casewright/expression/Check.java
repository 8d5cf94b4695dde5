package org.casewright.expression;

import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** One check of one expression: finds the type of each node, and says each problem once. */
final class Check {
    private static final Scope ACTOR =
            Scope.of(Map.of("id", FeelType.text(), "unit", FeelType.text(), "roles", FeelType.listOf(FeelType.text())));

    private final Scope scope;
    private final BiConsumer<Node, String> problems;
    private final Set<Said> said = new HashSet<>();
    private final FeelType[] slots;
    private int loops;

    private record Said(int at, String reason) {}

    Check(Expression expression, Scope scope, BiConsumer<Node, String> problems) {
        this.scope = scope;
        this.problems = problems;
        this.slots = new FeelType[expression.slots()];
        java.util.Arrays.fill(slots, FeelType.any());
    }

    void problem(Node node, String reason) {
        if (said.add(new Said(node.at(), reason))) {
            problems.accept(node, reason);
        }
    }

    FeelType type(Node node) {
        return switch (node) {
            case Node.Literal literal -> Types.ofValue(literal.value());
            case Node.Property property -> property(property);
            case Node.Variable variable -> slots[variable.slot()];
            case Node.Member member -> member(member, type(member.of()));
            case Node.Index index -> index(index);
            case Node.Filter filter -> filter(filter);
            case Node.Items items -> items(items);
            case Node.Context context -> context(context);
            case Node.Arithmetic sum -> arithmetic(sum);
            case Node.Negate negate -> negated(negate);
            case Node.Compare compare -> compare(compare);
            case Node.Between between -> between(between);
            case Node.In in -> in(in);
            case Node.And and -> logic(and.parts(), "and");
            case Node.Or or -> logic(or.parts(), "or");
            case Node.If choice -> conditional(choice);
            case Node.Quantified quantified -> quantified(quantified);
            case Node.For loop -> forEach(loop);
            case Node.Call call -> call(call);
            case Node.Range range -> misplaced(range, "a range stands only behind in, as in x in [1..5].");
            case Node.Test test -> misplaced(test, "a comparison needs a left side.");
        };
    }

    private FeelType misplaced(Node node, String reason) {
        problem(node, reason);
        return FeelType.any();
    }

    private FeelType property(Node.Property property) {
        FeelType type = scope.typeOf(property.name());
        if (type == null && property.name().equals("actor")) {
            return new FeelType.Context(ACTOR);
        }
        return type != null
                ? type
                : unknown(property, "There is no " + property.name(), property.name(), scope.names());
    }

    private FeelType unknown(Node node, String what, String name, Collection<String> names) {
        problem(node, lowerFirst(what) + Suggestion.among(names, name));
        return FeelType.any();
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private FeelType member(Node.Member member, FeelType of) {
        return switch (of) {
            case FeelType.Any any -> any;
            case FeelType.Null nothing -> nothing;
            case FeelType.Context context -> named(member, context.scope());
            case FeelType.Reference reference -> named(member, reference.scope());
            case FeelType.ListOf list -> FeelType.listOf(member(member, list.item()));
            default -> {
                FeelType part = Moments.typeOfPart(of, member.name());
                if (part == null) {
                    problem(member, of.words() + " has no " + member.name() + ".");
                }
                yield part == null ? FeelType.any() : part;
            }
        };
    }

    private FeelType named(Node.Member member, Scope inner) {
        FeelType type = inner.typeOf(member.name());
        if (type != null) {
            return type;
        }
        String hint = member.of() instanceof Node.Variable variable
                        && variable.at() == member.at()
                        && scope.typeOf(member.name()) != null
                ? " among the entries; the record's own is record." + member.name() + "."
                : null;
        if (hint != null) {
            problem(member, "there is no " + member.name() + hint);
            return FeelType.any();
        }
        return unknown(member, "There is no " + member.name(), member.name(), inner.names());
    }

    private FeelType item(Node node, FeelType list, String purpose) {
        return switch (list) {
            case FeelType.ListOf items -> items.item();
            case FeelType.Any any -> any;
            case FeelType.Null nothing -> FeelType.any();
            default -> misplaced(node, purpose + " needs a list, not " + list.words() + ".");
        };
    }

    private FeelType index(Node.Index index) {
        if (index.number() instanceof Node.Literal literal
                && literal.value() instanceof BigDecimal number
                && (number.signum() == 0 || number.stripTrailingZeros().scale() > 0)) {
            problem(index, "places in a list are whole numbers from 1, or from -1 at the end.");
        }
        return item(index.list(), type(index.list()), "a place in brackets");
    }

    private FeelType filter(Node.Filter filter) {
        FeelType list = type(filter.list());
        FeelType item = item(filter.list(), list, "a filter");
        slots[filter.slot()] = item;
        FeelType condition = type(filter.condition());
        if (!(condition instanceof FeelType.Bool) && !Types.isOpen(condition)) {
            problem(filter.condition(), "a filter is a condition or a written number, not " + condition.words() + ".");
        }
        return FeelType.listOf(item);
    }

    private FeelType items(Node.Items items) {
        FeelType common = FeelType.nothing();
        for (Node item : items.items()) {
            common = Types.common(common, type(item));
        }
        return FeelType.listOf(common instanceof FeelType.Null ? FeelType.any() : common);
    }

    private FeelType context(Node.Context context) {
        Map<String, FeelType> types = new LinkedHashMap<>();
        context.entries().forEach(entry -> types.put(entry.key(), type(entry.value())));
        return new FeelType.Context(Scope.of(types));
    }

    private FeelType arithmetic(Node.Arithmetic sum) {
        FeelType result = type(sum.first());
        for (Node.Step step : sum.steps()) {
            FeelType right = type(step.operand());
            FeelType next = Sums.type(step.sign(), result, right);
            if (next == null) {
                problem(step.operand(), Sums.advice(step.sign(), result, right));
            }
            result = next == null ? FeelType.any() : next;
        }
        return result;
    }

    private FeelType negated(Node.Negate negate) {
        FeelType type = type(negate.of());
        return switch (type) {
            case FeelType.Numeric number -> number;
            case FeelType.Days days -> days;
            case FeelType.Months months -> months;
            case FeelType.Any any -> any;
            case FeelType.Null nothing -> nothing;
            default -> misplaced(negate, "a minus stands before a number or a duration, not " + type.words() + ".");
        };
    }

    private FeelType compare(Node.Compare compare) {
        FeelType left = type(compare.left());
        FeelType right = type(compare.right());
        comparable(compare, compare.operator(), left, right);
        codes(compare.left(), right);
        codes(compare.right(), left);
        return FeelType.bool();
    }

    private void comparable(Node node, Operator operator, FeelType left, FeelType right) {
        if (!Types.areComparable(left, right)) {
            String hint = new HashSet<>(List.of(left, right)).equals(Set.of(FeelType.date(), FeelType.dateTime()))
                    ? " Take date(...) of the one with a time."
                    : "";
            problem(node, left.words() + " is never compared with " + right.words() + "." + hint);
        } else if (!operator.isEquality() && !(Types.isOrdered(left) && Types.isOrdered(right))) {
            FeelType unordered = Types.isOrdered(left) ? right : left;
            problem(node, unordered.words() + " has no order; only = and != compare it.");
        }
    }

    /** A code that is written out must be in the list. */
    private void codes(Node written, FeelType coded) {
        if (written instanceof Node.Literal literal
                && literal.value() instanceof String code
                && coded instanceof FeelType.Code list
                && !list.codes().contains(code)) {
            problem(written, "there is no code \"" + code + "\"" + Suggestion.among(list.codes(), code));
        }
    }

    private FeelType between(Node.Between between) {
        FeelType value = type(between.value());
        comparable(between, Operator.GREATER_OR_EQUAL, value, type(between.low()));
        comparable(between, Operator.LESS_OR_EQUAL, value, type(between.high()));
        return FeelType.bool();
    }

    private FeelType in(Node.In in) {
        FeelType value = type(in.value());
        in.tests().forEach(test -> test(value, test));
        return FeelType.bool();
    }

    private void test(FeelType value, Node test) {
        switch (test) {
            case Node.Range range -> {
                comparable(range, Operator.GREATER, value, type(range.low()));
                comparable(range, Operator.LESS, value, type(range.high()));
            }
            case Node.Test comparison ->
                comparable(comparison, comparison.operator(), value, type(comparison.operand()));
            case Node.Items items -> items.items().forEach(item -> test(value, item));
            default -> {
                FeelType type = type(test);
                boolean list = type instanceof FeelType.ListOf && !(value instanceof FeelType.ListOf);
                comparable(test, Operator.EQUAL, value, list ? item(test, type, "in") : type);
                codes(test, value);
            }
        }
    }

    private FeelType logic(List<Node> parts, String word) {
        parts.forEach(part -> condition(part, word + " joins conditions"));
        return FeelType.bool();
    }

    private void condition(Node node, String purpose) {
        FeelType type = type(node);
        if (!(type instanceof FeelType.Bool) && !Types.isOpen(type)) {
            problem(node, purpose + ", not " + type.words() + ".");
        }
    }

    private FeelType conditional(Node.If choice) {
        condition(choice.condition(), "if asks a condition");
        return Types.common(type(choice.then()), type(choice.otherwise()));
    }

    private FeelType quantified(Node.Quantified quantified) {
        enter(quantified.loops());
        condition(quantified.condition(), "satisfies asks a condition");
        loops -= quantified.loops().size();
        return FeelType.bool();
    }

    private FeelType forEach(Node.For loop) {
        enter(loop.loops());
        FeelType result = type(loop.result());
        loops -= loop.loops().size();
        return FeelType.listOf(result);
    }

    private void enter(List<Node.Loop> entered) {
        for (Node.Loop loop : entered) {
            loops++;
            if (loops == Limits.LOOPS + 1) {
                problem(loop.list(), "some, every and for stand at most " + Limits.LOOPS + " deep.");
            }
            if (loop.list() instanceof Node.Range) {
                problem(loop.list(), "loops run over properties and lists, never over a range of numbers.");
                slots[loop.slot()] = FeelType.numeric();
            } else {
                slots[loop.slot()] = item(loop.list(), type(loop.list()), "a loop");
            }
        }
    }

    private FeelType call(Node.Call call) {
        Function function = Functions.find(call.function());
        List<FeelType> types = new ArrayList<>();
        call.arguments().forEach(argument -> types.add(type(argument)));
        if (function == null) {
            return unknown(call, "There is no function " + call.function(), call.function(), Functions.names());
        }
        if (!function.takes(types.size())) {
            return misplaced(call, function.arity() + ", not " + types.size() + ".");
        }
        if (function.name().equals(Reads.DECIDE)
                && call.arguments().getFirst() instanceof Node.Literal literal
                && literal.value() instanceof String decision) {
            return scope.decided(decision);
        }
        int before = said.size();
        for (int i = 0; i < types.size(); i++) {
            argument(function, function.kind(i), call, i, types.get(i));
        }
        if (said.size() > before) {
            return function.result().of(types, silent -> {});
        }
        return function.result().of(types, reason -> problem(call, reason));
    }

    private void argument(Function function, Function.Kind kind, Node.Call call, int place, FeelType type) {
        Node argument = call.arguments().get(place);
        boolean fits = switch (kind) {
            case ANYTHING -> true;
            case TEXT -> Types.isText(type) || Types.isOpen(type);
            case WRITTEN_TEXT -> argument instanceof Node.Literal literal && literal.value() instanceof String;
            case PATTERN -> Types.isText(type) || Types.isOpen(type);
            case NUMBER -> type instanceof FeelType.Numeric || Types.isOpen(type);
            case CONDITION -> type instanceof FeelType.Bool || Types.isOpen(type);
            case LIST -> type instanceof FeelType.ListOf || Types.isOpen(type);
            case DAY -> type instanceof FeelType.Date || type instanceof FeelType.DateTime || Types.isOpen(type);
            case CODE -> isRanked(call, type);
        };
        if (!fits) {
            problem(argument, function.name() + " takes " + kind.words() + " here, not " + type.words() + ".");
        } else if (kind == Function.Kind.PATTERN) {
            pattern(argument);
        }
    }

    private static boolean isRanked(Node.Call call, FeelType type) {
        if (type instanceof FeelType.Code code) {
            return code.ordered();
        }
        boolean written = call.arguments().getFirst() instanceof Node.Literal
                && call.arguments().size() == 2;
        return Types.isOpen(type) || (written && type instanceof FeelType.Text);
    }

    private void pattern(Node argument) {
        if (argument instanceof Node.Literal literal && literal.value() instanceof String written) {
            try {
                Patterns.compile(written, "");
            } catch (PatternSyntaxException unreadable) {
                problem(argument, "the pattern cannot be read: " + unreadable.getDescription() + ".");
            }
        }
    }
}
