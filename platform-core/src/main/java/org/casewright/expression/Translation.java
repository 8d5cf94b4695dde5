package org.casewright.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.expression.Columns.Column;
import org.casewright.expression.Criterion.Path;
import org.jspecify.annotations.Nullable;

/** One translation of one expression to a criterion: what needs no record is computed, what SQL cannot do is refused. */
final class Translation {
    private static final String ACTOR = "actor";

    private final Expression expression;
    private final Evaluation evaluation;
    private final Set<String> known;
    private final Columns columns;

    Translation(Expression expression, Scope scope, Environment environment, Map<String, Values> constants) {
        this.expression = expression;
        this.evaluation = new Evaluation(expression, constants::get, environment);
        this.known = new HashSet<>(constants.keySet());
        this.known.add(ACTOR);
        this.columns = new Columns(expression.text(), scope, known);
    }

    Criterion condition(Node node) {
        if (isConstant(node)) {
            return new Criterion.Constant(constant(node) instanceof Boolean value ? value : null);
        }
        return switch (node) {
            case Node.And and -> all(and.parts().stream().map(this::condition));
            case Node.Or or -> any(or.parts().stream().map(this::condition));
            case Node.Compare compare -> compare(compare, compare.operator(), compare.left(), compare.right());
            case Node.Between between ->
                both(
                        compare(between, Operator.GREATER_OR_EQUAL, between.value(), between.low()),
                        compare(between, Operator.LESS_OR_EQUAL, between.value(), between.high()));
            case Node.In in -> in(in.value(), in.tests());
            case Node.Quantified quantified -> quantified(quantified);
            case Node.Call call -> call(call);
            case Node.If choice
            when isConstant(choice.condition()) ->
                condition(Boolean.TRUE.equals(constant(choice.condition())) ? choice.then() : choice.otherwise());
            case Node.Property property -> isTrue(property);
            case Node.Member member -> isTrue(member);
            case Node.Variable variable -> isTrue(variable);
            default -> throw refused(node, "a filter cannot do this; declare a stored x-computed and filter by it.");
        };
    }

    /** What the node is worth, as SQL can work it out. */
    SqlValue worth(Node node) {
        if (isConstant(node)) {
            return new SqlValue.Constant(constant(node));
        }
        return switch (node) {
            case Node.If choice ->
                new SqlValue.Choice(condition(choice.condition()), worth(choice.then()), worth(choice.otherwise()));
            case Node.Arithmetic sum -> sum(sum);
            case Node.Property property -> new SqlValue.Read(value(property).path());
            case Node.Member member -> new SqlValue.Read(value(member).path());
            default ->
                throw refused(
                        node,
                        "stored rows are filled from constants, properties, one over a reference, if, and + - * of"
                                + " numbers or texts.");
        };
    }

    private SqlValue sum(Node.Arithmetic sum) {
        var parts = new ArrayList<SqlValue>();
        var signs = new StringBuilder("+");
        parts.add(term(sum.first()));
        for (var step : sum.steps()) {
            if ("+-*".indexOf(step.sign()) < 0) {
                throw refused(step.operand(), "stored rows are filled with + - * only.");
            }
            signs.append(step.sign());
            parts.add(term(step.operand()));
        }
        var texts = isText(sum.first());
        if (texts && signs.chars().anyMatch(sign -> sign != '+')) {
            throw refused(sum, "texts are only put together, with +.");
        }
        return new SqlValue.Sum(texts, parts, signs.toString());
    }

    private SqlValue term(Node node) {
        if (!isConstant(node) && !(node instanceof Node.Arithmetic)) {
            var type = column(node).type();
            if (!(type instanceof FeelType.Numeric) && !Types.isText(type)) {
                throw refused(node, "stored rows are filled with sums of numbers, and with texts put together.");
            }
        }
        return worth(node);
    }

    private boolean isText(Node node) {
        return isConstant(node)
                ? constant(node) instanceof String
                : node instanceof Node.Arithmetic sum
                        ? isText(sum.first())
                        : Types.isText(column(node).type());
    }

    private Criterion isTrue(Node node) {
        return new Criterion.Compare(column(node).path(), Operator.EQUAL, true);
    }

    /** Needs neither the record nor the entry of a list. */
    private boolean isConstant(Node node) {
        return !Children.anyMatch(node, inner -> switch (inner) {
            case Node.Property property -> !known.contains(property.name());
            case Node.Variable variable -> columns.isEntry(variable);
            case Node.Call call -> call.function().equals("decide");
            default -> false;
        });
    }

    private @Nullable Object constant(Node node) {
        Object value = evaluation.value(node);
        if (value instanceof String text && !isStorable(text)) {
            throw refused(node, "no stored text has the character U+0000 or half of a surrogate pair.");
        }
        return value;
    }

    private static boolean isStorable(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private Column column(Node node) {
        Column column = columns.find(node);
        if (column == null) {
            throw refused(
                    node,
                    "a filter compares properties with what is known beforehand; move the calculation to the other"
                            + " side, or declare a stored x-computed.");
        }
        return column;
    }

    private Column value(Node node) {
        Column column = column(node);
        if (column.isList()) {
            throw refused(node, "a filter asks lists with some, every, count or list contains.");
        }
        return column;
    }

    private Criterion compare(Node at, Operator operator, Node left, Node right) {
        if (isConstant(left) && isConstant(right)) {
            return new Criterion.Constant(Comparing.compare(operator, constant(left), constant(right)));
        }
        if (isConstant(left)) {
            return compare(at, operator.turned(), right, left);
        }
        if (Evaluation.isNull(right) && operator.isEquality()) {
            Criterion absent = new Criterion.IsNull(value(left).path());
            return operator == Operator.EQUAL ? absent : new Criterion.Not(absent);
        }
        if (!isConstant(right)) {
            return paths(at, value(left), operator, value(right));
        }
        Object constant = constant(right);
        if (left instanceof Node.Call call && call.function().equals("count")) {
            return count(call, operator, constant);
        }
        if (left instanceof Node.Call call
                && call.function().equals("date")
                && call.arguments().size() == 1
                && value(call.arguments().getFirst()).type() instanceof FeelType.DateTime) {
            return onDay(value(call.arguments().getFirst()).path(), operator, constant);
        }
        return compared(at, value(left), operator, constant);
    }

    private Criterion paths(Node at, Column left, Operator operator, Column right) {
        if (left.isId() != right.isId()) {
            throw refused(at, "a filter compares a record with a record, not with a text.");
        }
        // Ids have no order.
        return left.isId() && !operator.isEquality()
                ? new Criterion.Constant(null)
                : new Criterion.ComparePaths(left.path(), operator, right.path());
    }

    private Criterion compared(Node at, Column column, Operator operator, @Nullable Object constant) {
        if (constant instanceof List) {
            throw refused(at, "one value is never a list; ask with in.");
        }
        Object suited = constant == null ? null : Columns.suited(column, constant);
        if (suited == null || (column.isId() && !operator.isEquality())) {
            return new Criterion.Constant(null);
        }
        if (column.isId() && !(suited instanceof UUID)) {
            return equality(operator, none(column.path()));
        }
        Object stored = Moments.stored(suited);
        return stored.equals(suited)
                ? new Criterion.Compare(column.path(), operator, suited)
                : between(column.path(), operator, stored);
    }

    /** Never, and unknown where there is no value. */
    private static Criterion none(Path path) {
        return both(new Criterion.IsNull(path), new Criterion.Constant(null));
    }

    /** Compared with what lies just behind this moment, nearer than any that is stored. */
    private static Criterion between(Path path, Operator operator, Object before) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> equality(operator, none(path));
            case LESS, LESS_OR_EQUAL -> new Criterion.Compare(path, Operator.LESS_OR_EQUAL, before);
            case GREATER, GREATER_OR_EQUAL -> new Criterion.Compare(path, Operator.GREATER, before);
        };
    }

    private static Criterion equality(Operator operator, Criterion equal) {
        return operator == Operator.EQUAL ? equal : not(equal);
    }

    /** {@code date(moment) = today()} as a span of time, so that an index on the moment serves. */
    private Criterion onDay(Path moment, Operator operator, @Nullable Object constant) {
        if (!(constant instanceof LocalDate day)) {
            return new Criterion.Constant(null);
        }
        Object begin = Moments.at(day.atStartOfDay(), evaluation.zone());
        Object end = Moments.at(day.plusDays(1).atStartOfDay(), evaluation.zone());
        Criterion fromBegin = new Criterion.Compare(moment, Operator.GREATER_OR_EQUAL, begin);
        Criterion beforeEnd = new Criterion.Compare(moment, Operator.LESS, end);
        return switch (operator) {
            case EQUAL -> both(fromBegin, beforeEnd);
            case NOT_EQUAL -> new Criterion.Not(both(fromBegin, beforeEnd));
            case LESS -> new Criterion.Compare(moment, Operator.LESS, begin);
            case LESS_OR_EQUAL -> beforeEnd;
            case GREATER -> new Criterion.Compare(moment, Operator.GREATER_OR_EQUAL, end);
            case GREATER_OR_EQUAL -> fromBegin;
        };
    }

    private Criterion in(Node value, List<Node> tests) {
        List<Criterion> parts = new ArrayList<>();
        Set<Object> values = new LinkedHashSet<>();
        for (Node test : tests) {
            switch (test) {
                case Node.Range range -> parts.add(range(range, value));
                case Node.Test comparison ->
                    parts.add(compare(comparison, comparison.operator(), value, comparison.operand()));
                case Node.Items items when !items.items().isEmpty() -> parts.add(in(value, items.items()));
                default -> {
                    if (Evaluation.isNull(test) || !isConstant(test)) {
                        parts.add(compare(test, Operator.EQUAL, value, test));
                    } else if (isConstant(value)) {
                        parts.add(condition(new Node.In(test.at(), value, List.of(test))));
                    } else {
                        collect(test, constant(test), value(value), values, parts);
                    }
                }
            }
        }
        if (!values.isEmpty()) {
            parts.addFirst(new Criterion.In(value(value).path(), List.copyOf(values)));
        }
        return any(parts.stream());
    }

    private void collect(Node at, @Nullable Object constant, Column column, Set<Object> values, List<Criterion> parts) {
        List<?> candidates = constant instanceof List<?> list ? list : Collections.singletonList(constant);
        for (Object candidate : candidates) {
            Criterion equal = candidate instanceof List
                    ? new Criterion.Constant(null)
                    : compared(at, column, Operator.EQUAL, candidate);
            if (equal instanceof Criterion.Compare(Path path, Operator operator, Object value)) {
                values.add(value);
            } else {
                parts.add(equal);
            }
        }
    }

    private Criterion range(Node.Range range, Node value) {
        return both(
                compare(range, range.lowIncluded() ? Operator.GREATER_OR_EQUAL : Operator.GREATER, value, range.low()),
                compare(range, range.highIncluded() ? Operator.LESS_OR_EQUAL : Operator.LESS, value, range.high()));
    }

    private Criterion call(Node.Call call) {
        List<Node> given = call.arguments();
        return switch (call.function()) {
            case "not" -> not(condition(given.getFirst()));
            case "starts with" -> {
                Column column = value(given.getFirst());
                yield known(given.get(1)) instanceof String text && !column.isId()
                        ? new Criterion.StartsWith(column.path(), text)
                        : new Criterion.Constant(null);
            }
            case "contains" -> {
                Path path = searchable(given.getFirst());
                yield known(given.get(1)) instanceof String text
                        ? new Criterion.Contains(path, text)
                        : new Criterion.Constant(null);
            }
            case "matches" -> matches(call);
            case "list contains" -> {
                Column list = list(given.getFirst());
                FeelType item = ((FeelType.ListOf) list.type()).item();
                Column entry = new Column(entryPath(item), item);
                yield new Criterion.Some(list.path(), compared(call, entry, Operator.EQUAL, known(given.get(1))));
            }
            default ->
                throw refused(
                        call,
                        "a filter has no " + call.function()
                                + " over properties; declare a stored x-computed and filter by it.");
        };
    }

    private static Path entryPath(FeelType item) {
        return item instanceof FeelType.Reference ? Path.ofEntry("id") : Path.ofEntry();
    }

    private Criterion matches(Node.Call call) {
        Path path = searchable(call.arguments().getFirst());
        if (call.arguments().size() > 2) {
            throw refused(call, "a filter's matches takes no flags; write (?i) into the pattern.");
        }
        return switch (known(call.arguments().get(1))) {
            case Pattern pattern -> matches(call, path, pattern.pattern());
            case String text when isPattern(text) -> matches(call, path, text);
            case null, default -> new Criterion.Constant(null);
        };
    }

    private Criterion matches(Node.Call call, Path path, String pattern) {
        String portable = PortablePattern.of(pattern);
        if (portable == null) {
            throw refused(
                    call,
                    "a filter's pattern has characters, sets such as [a-z] and \\d, groups, |, *, +, ?, {n} up to"
                            + " {255}, ^, $ and \\b, and (?i) or (?s) at its beginning; nothing else.");
        }
        return new Criterion.Matches(path, portable);
    }

    private static boolean isPattern(String text) {
        try {
            Patterns.compile(text, "");
            return true;
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }

    private @Nullable Object known(Node node) {
        if (!isConstant(node)) {
            throw refused(node, "a filter can only look for what is known beforehand.");
        }
        return constant(node);
    }

    private Path searchable(Node node) {
        Column column = value(node);
        if (column.type() instanceof FeelType.Text text && text.search() != FeelType.Search.NONE) {
            return column.path();
        }
        throw refused(
                node,
                String.join(".", column.path().names()) + " cannot be searched; declare \"x-search\" for it, or ask"
                        + " with starts with.");
    }

    private Column list(Node node) {
        Column column = column(node);
        if (!column.isList()) {
            throw refused(node, "a list is expected here.");
        }
        if (columns.areInsideEntry()) {
            throw refused(node, "a filter looks into one list, not into lists of its entries.");
        }
        return column;
    }

    private Criterion quantified(Node.Quantified quantified) {
        if (quantified.loops().size() > 1) {
            throw refused(quantified.loops().get(1).list(), "a filter looks into one list.");
        }
        Node.Loop loop = quantified.loops().getFirst();
        if (quantified.every() && loop.list() instanceof Node.Filter filter) {
            throw refused(filter, "put this condition behind satisfies: every x in list satisfies not(...) or ...");
        }
        Column list = list(unfiltered(loop.list()));
        List<Criterion> conditions = new ArrayList<>(filters(loop.list(), list));
        columns.enter(loop.slot(), ((FeelType.ListOf) list.type()).item());
        conditions.add(condition(quantified.condition()));
        columns.leave(loop.slot());
        Criterion where = all(conditions.stream());
        return quantified.every() ? new Criterion.Every(list.path(), where) : new Criterion.Some(list.path(), where);
    }

    private Criterion count(Node.Call call, Operator operator, @Nullable Object constant) {
        Node counted = call.arguments().getFirst();
        Column list = list(unfiltered(counted));
        Criterion where = all(filters(counted, list).stream());
        return constant instanceof BigDecimal number
                ? new Criterion.Count(list.path(), where, operator, number)
                : new Criterion.Constant(null);
    }

    private static Node unfiltered(Node node) {
        Node list = node;
        while (list instanceof Node.Filter filter) {
            list = filter.list();
        }
        return list;
    }

    private List<Criterion> filters(Node node, Column list) {
        List<Criterion> result = new ArrayList<>();
        Node inner = node;
        while (inner instanceof Node.Filter filter) {
            columns.enter(filter.slot(), ((FeelType.ListOf) list.type()).item());
            result.addFirst(condition(filter.condition()));
            columns.leave(filter.slot());
            inner = filter.list();
        }
        return result;
    }

    private static Criterion both(Criterion left, Criterion right) {
        return all(Stream.of(left, right));
    }

    private static Criterion all(Stream<Criterion> parts) {
        List<Criterion> open = joined(parts, Criterion.And.class, true);
        return switch (open.size()) {
            case 0 -> new Criterion.Constant(true);
            case 1 -> open.getFirst();
            default ->
                open.contains(new Criterion.Constant(false)) ? new Criterion.Constant(false) : new Criterion.And(open);
        };
    }

    private static Criterion any(Stream<Criterion> parts) {
        List<Criterion> open = joined(parts, Criterion.Or.class, false);
        return switch (open.size()) {
            case 0 -> new Criterion.Constant(false);
            case 1 -> open.getFirst();
            default ->
                open.contains(new Criterion.Constant(true)) ? new Criterion.Constant(true) : new Criterion.Or(open);
        };
    }

    /** Without what changes nothing, and without brackets in brackets of the same kind. */
    private static List<Criterion> joined(Stream<Criterion> parts, Class<?> kind, boolean neutral) {
        return parts.flatMap(part -> switch (part) {
                    case Criterion.And and when kind == Criterion.And.class -> and.parts().stream();
                    case Criterion.Or or when kind == Criterion.Or.class -> or.parts().stream();
                    default -> Stream.of(part);
                })
                .filter(part -> !part.equals(new Criterion.Constant(neutral)))
                .toList();
    }

    private static Criterion not(Criterion of) {
        return switch (of) {
            case Criterion.Constant(Boolean value) -> new Criterion.Constant(value == null ? null : !value);
            case Criterion.Not(Criterion inner) -> inner;
            default -> new Criterion.Not(of);
        };
    }

    private ExpressionException refused(Node node, String reason) {
        return new ExpressionException(expression.text(), node.at(), reason);
    }
}
