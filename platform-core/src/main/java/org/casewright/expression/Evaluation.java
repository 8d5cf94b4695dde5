package org.casewright.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of one expression: walks the tree, keeps the loop variables, counts what it costs. */
final class Evaluation {
    private static final int CHARACTERS_A_STEP = 16;

    private final Expression expression;
    private final Values root;
    private final Environment environment;
    private final @Nullable Object[] slots;
    private final Effort effort;

    Evaluation(Expression expression, Values root, Environment environment) {
        this(expression, root, environment, new Effort());
    }

    Evaluation(Expression expression, Values root, Environment environment, Effort effort) {
        this.expression = expression;
        this.root = root;
        this.environment = environment;
        this.effort = effort;
        this.slots = new @Nullable Object[expression.slots()];
    }

    Environment environment() {
        return environment;
    }

    /** The result of a decision about what this expression is evaluated on. */
    @Nullable
    Object decide(String decision) {
        return environment.decide(decision, root, effort);
    }

    ZoneId zone() {
        return environment.zone();
    }

    @Nullable
    Object value(Node node) {
        step(node);
        return switch (node) {
            case Node.Literal literal ->
                literal.value() instanceof LocalDateTime local ? Moments.at(local, zone()) : literal.value();
            case Node.Property property -> read(node, property.name());
            case Node.Variable variable -> slots[variable.slot()];
            case Node.Member member -> member(node, value(member.of()), member.name());
            case Node.Index index -> at(list(node, value(index.list())), value(index.number()));
            case Node.Filter filter -> filter(filter);
            case Node.Items items -> values(items.items());
            case Node.Context context -> context(context);
            case Node.Arithmetic sum -> arithmetic(sum);
            case Node.Negate negate -> Calculation.negated(value(negate.of()));
            case Node.Compare compare -> compare(compare.operator(), compare.left(), compare.right());
            case Node.Between between -> between(value(between.value()), between);
            case Node.In in -> in(in);
            case Node.And and -> and(and.parts());
            case Node.Or or -> or(or.parts());
            case Node.If choice -> value(isTrue(choice.condition()) ? choice.then() : choice.otherwise());
            case Node.Quantified quantified -> quantified(quantified);
            case Node.For loop -> forEach(loop);
            case Node.Call call -> call(call);
            case Node.Range range -> throw problem(node, "a range stands only behind in.");
            case Node.Test test -> throw problem(node, "a comparison needs a left side.");
        };
    }

    private boolean isTrue(Node condition) {
        return Boolean.TRUE.equals(value(condition));
    }

    private void step(Node node) {
        charge(node, 1);
    }

    private void charge(Node node, int cost) {
        String exceeded = effort.spend(cost);
        if (exceeded != null) {
            throw problem(node, exceeded);
        }
    }

    /** Functions walk through their lists and texts unseen. */
    private void charge(Node node, List<@Nullable Object> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                charge(node, list.size());
            } else if (argument instanceof String text) {
                charge(node, text.length() / CHARACTERS_A_STEP);
            }
        }
    }

    private @Nullable Object read(Node node, String name) {
        return canonical(node, name.equals("actor") ? environment.actor() : root.get(name));
    }

    private @Nullable Object member(Node node, @Nullable Object of, String name) {
        return switch (of) {
            case Values values -> canonical(node, values.get(name));
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>(list.size());
                for (Object item : list) {
                    step(node);
                    result.add(member(node, item, name));
                }
                yield result;
            }
            case LocalDate date -> canonical(node, Moments.part(date, name));
            case LocalTime time -> canonical(node, Moments.part(time, name));
            case OffsetDateTime moment -> canonical(node, Moments.part(moment, name, zone()));
            case Period period -> canonical(node, Moments.part(period, name));
            case Duration duration -> canonical(node, Moments.part(duration, name));
            case null, default -> null;
        };
    }

    /** Whatever kinds of numbers, moments and collections come in, the operators see one of each. */
    private @Nullable Object canonical(Node node, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Short number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
            case Instant instant -> instant.atZone(zone()).toOffsetDateTime();
            case ZonedDateTime moment -> moment.toOffsetDateTime();
            case LocalDateTime local -> Moments.at(local, zone());
            case Map<?, ?> map -> values(map);
            case Collection<?> collection -> canonicalList(node, collection);
            case Enum<?> code -> code.name();
            default -> value;
        };
    }

    private List<@Nullable Object> canonicalList(Node node, Collection<?> collection) {
        sized(node, collection.size());
        List<@Nullable Object> result = new ArrayList<>(collection.size());
        for (Object item : collection) {
            step(node);
            result.add(canonical(node, item));
        }
        return result;
    }

    private static Values values(Map<?, ?> map) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return Values.of(named);
    }

    /** No list is an empty list, so that counting what was never entered gives 0; a single value is a list of one. */
    List<@Nullable Object> list(Node node, @Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> Collections.unmodifiableList(list);
            default -> Collections.singletonList(value);
        };
    }

    private @Nullable Object at(List<@Nullable Object> list, @Nullable Object number) {
        if (!(number instanceof BigDecimal place) || place.stripTrailingZeros().scale() > 0) {
            return null;
        }
        long index = place.signum() < 0 ? list.size() + place.longValue() : place.longValue() - 1;
        return index >= 0 && index < list.size() ? list.get((int) index) : null;
    }

    private List<@Nullable Object> filter(Node.Filter filter) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object item : list(filter, value(filter.list()))) {
            slots[filter.slot()] = item;
            if (isTrue(filter.condition())) {
                result.add(item);
            }
        }
        return result;
    }

    private List<@Nullable Object> values(List<Node> nodes) {
        List<@Nullable Object> result = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            result.add(value(node));
        }
        return result;
    }

    private Values context(Node.Context context) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        context.entries().forEach(entry -> entries.put(entry.key(), value(entry.value())));
        return Values.of(entries);
    }

    private @Nullable Object arithmetic(Node.Arithmetic sum) {
        Object result = value(sum.first());
        for (Node.Step step : sum.steps()) {
            result = Calculation.calculate(step.sign(), result, value(step.operand()), zone());
            if (result instanceof String text) {
                sized(sum, text);
            }
        }
        return result;
    }

    /** Null that is written out asks whether there is a value; null that turns up makes the comparison null. */
    private @Nullable Boolean compare(Operator operator, Node left, Node right) {
        if (operator.isEquality() && (isNull(left) || isNull(right))) {
            boolean absent = value(left) == null && value(right) == null;
            return absent == (operator == Operator.EQUAL);
        }
        return Comparing.compare(operator, value(left), value(right));
    }

    static boolean isNull(Node node) {
        return node instanceof Node.Literal literal && literal.value() == null;
    }

    private @Nullable Boolean between(@Nullable Object value, Node.Between between) {
        return both(
                Comparing.compare(Operator.GREATER_OR_EQUAL, value, value(between.low())),
                Comparing.compare(Operator.LESS_OR_EQUAL, value, value(between.high())));
    }

    private static @Nullable Boolean both(@Nullable Boolean left, @Nullable Boolean right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        boolean unknown = left == null || right == null;
        return unknown ? null : true;
    }

    private @Nullable Boolean in(Node.In in) {
        Object value = value(in.value());
        boolean unknown = false;
        for (Node test : in.tests()) {
            Boolean passes = passes(value, test);
            if (Boolean.TRUE.equals(passes)) {
                return true;
            }
            unknown |= passes == null;
        }
        return unknown ? null : false;
    }

    private @Nullable Boolean passes(@Nullable Object value, Node test) {
        return switch (test) {
            case Node.Range range ->
                both(
                        Comparing.compare(
                                range.lowIncluded() ? Operator.GREATER_OR_EQUAL : Operator.GREATER,
                                value,
                                value(range.low())),
                        Comparing.compare(
                                range.highIncluded() ? Operator.LESS_OR_EQUAL : Operator.LESS,
                                value,
                                value(range.high())));
            case Node.Test comparison -> Comparing.compare(comparison.operator(), value, value(comparison.operand()));
            case Node.Items items -> in(new Node.In(items.at(), new Node.Literal(items.at(), value), items.items()));
            default -> isNull(test) ? (Boolean) (value == null) : isOneOf(value, value(test));
        };
    }

    private static @Nullable Boolean isOneOf(@Nullable Object value, @Nullable Object candidate) {
        if (!(candidate instanceof List<?> list) || value instanceof List<?>) {
            return Comparing.equal(value, candidate);
        }
        boolean unknown = false;
        for (Object item : list) {
            Boolean equal = Comparing.equal(value, item);
            if (Boolean.TRUE.equals(equal)) {
                return true;
            }
            unknown |= equal == null;
        }
        return unknown ? null : false;
    }

    private @Nullable Boolean and(List<Node> parts) {
        boolean unknown = false;
        for (Node part : parts) {
            Object value = value(part);
            if (Boolean.FALSE.equals(value)) {
                return false;
            }
            unknown |= !Boolean.TRUE.equals(value);
        }
        return unknown ? null : true;
    }

    private @Nullable Boolean or(List<Node> parts) {
        boolean unknown = false;
        for (Node part : parts) {
            Object value = value(part);
            if (Boolean.TRUE.equals(value)) {
                return true;
            }
            unknown |= !Boolean.FALSE.equals(value);
        }
        return unknown ? null : false;
    }

    /** A condition that is null does not hold, so the answer is yes or no, as EXISTS in SQL. */
    private boolean quantified(Node.Quantified quantified) {
        boolean every = quantified.every();
        boolean decided = loop(quantified, quantified.loops(), 0, () -> isTrue(quantified.condition()) != every);
        return decided != every;
    }

    private List<@Nullable Object> forEach(Node.For loop) {
        List<@Nullable Object> result = new ArrayList<>();
        loop(loop, loop.loops(), 0, () -> {
            result.add(value(loop.result()));
            sized(loop, result.size());
            return false;
        });
        return result;
    }

    /** Runs the body for each combination of entries until it says true. */
    private boolean loop(Node node, List<Node.Loop> loops, int depth, java.util.function.BooleanSupplier body) {
        if (depth == loops.size()) {
            return body.getAsBoolean();
        }
        Node.Loop loop = loops.get(depth);
        for (Object item : list(node, value(loop.list()))) {
            slots[loop.slot()] = item;
            if (loop(node, loops, depth + 1, body)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object call(Node.Call call) {
        Function function = Functions.find(call.function());
        if (function == null || !function.takes(call.arguments().size())) {
            throw problem(call, "there is no function " + call.function() + " of so many arguments.");
        }
        List<@Nullable Object> arguments = values(call.arguments());
        charge(call, arguments);
        Object result = function.body().apply(this, call, arguments);
        if (result instanceof String text) {
            sized(call, text);
        } else if (result instanceof List<?> list) {
            sized(call, list.size());
        }
        return canonical(call, result);
    }

    List<String> ranked(Node.Call call) {
        return expression.ranked(call);
    }

    private void sized(Node node, String text) {
        charge(node, text.length() / CHARACTERS_A_STEP);
        if (text.length() > Limits.STRING_LENGTH) {
            throw problem(node, "the text grows beyond " + Limits.STRING_LENGTH + " characters.");
        }
    }

    private void sized(Node node, int size) {
        if (size > Limits.LIST_SIZE) {
            throw problem(node, "the list grows beyond " + Limits.LIST_SIZE + " entries.");
        }
    }

    private ExpressionException problem(Node node, String reason) {
        return new ExpressionException(expression.text(), node.at(), reason);
    }
}
