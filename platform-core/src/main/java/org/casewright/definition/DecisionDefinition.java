package org.casewright.definition;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * A decision: what follows from a record's values, as a table of rules or one expression. Which entity's records it is asked about
 * is the asker's to say; it was checked against each.
 *
 * @param name the DMN decision id, which is the file's name
 * @param title what people call it
 */
public record DecisionDefinition(String module, String name, String title, Logic logic, Location location) {

    /** What the cells of a rule call the input that they are held against. */
    public static final String INPUT = "?";

    /** How it is decided. */
    public sealed interface Logic {}

    /**
     * A decision table.
     *
     * @param aggregator for {@code COLLECT}; null for the list of all that was collected, and for the other hit policies
     * @param inputs what the cells of a rule are held against, in their order
     */
    public record Table(
            HitPolicy hitPolicy,
            @Nullable Aggregator aggregator,
            List<Expression> inputs,
            List<Output> outputs,
            List<Rule> rules)
            implements Logic {
        public Table {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            rules = List.copyOf(rules);
        }
    }

    /** One expression, whose value is the only output. */
    public record Literal(Output output, Expression expression) implements Logic {}

    /**
     * A named result.
     *
     * @param values the values that it can have, in their priority; empty for any
     * @param otherwise its value when no rule hits; null for none
     */
    public record Output(
            String name,
            ValueType type,
            List<Object> values,
            @Nullable Expression otherwise) {
        public Output {
            values = List.copyOf(values);
        }

        /** The place of a result among the values; behind them when it is none of them. */
        public int place(@Nullable Object result) {
            for (var place = 0; place < values.size(); place++) {
                if (same(values.get(place), result)) {
                    return place;
                }
            }
            return values.size();
        }
    }

    /**
     * A row of the table.
     *
     * @param number its place, from 1
     * @param tests a condition on {@code ?} for each input
     * @param results an expression for each output
     */
    public record Rule(int number, List<Expression> tests, List<Expression> results) {
        public Rule {
            tests = List.copyOf(tests);
            results = List.copyOf(results);
        }
    }

    /** Which of the rules that hit count. */
    public enum HitPolicy {
        /** At most one may hit. */
        UNIQUE(false),
        /** The first. */
        FIRST(false),
        /** Any, for all that hit say the same. */
        ANY(false),
        /** The one whose results stand first among the outputs' values. */
        PRIORITY(false),
        /** All, in the order of the rules. */
        RULE_ORDER(true),
        /** All, in the order of the outputs' values. */
        OUTPUT_ORDER(true),
        /** All, as they are or put together to one number. */
        COLLECT(true);

        private final boolean several;

        HitPolicy(boolean several) {
            this.several = several;
        }

        /** Whether several rules may count. */
        public boolean several() {
            return several;
        }
    }

    /** What becomes of all that was collected. */
    public enum Aggregator {
        SUM,
        MIN,
        MAX,
        COUNT
    }

    /** What an output holds. Whole numbers are rounded half to even; {@code double} is a decimal like every number. */
    public enum ValueType {
        STRING,
        BOOLEAN,
        INTEGER,
        LONG,
        DOUBLE,
        DATE;

        public boolean isNumber() {
            return this == INTEGER || this == LONG || this == DOUBLE;
        }

        /** Whether a value is of this type as it is. */
        public boolean holds(Object value) {
            return switch (this) {
                case STRING -> value instanceof String;
                case BOOLEAN -> value instanceof Boolean;
                case INTEGER -> value instanceof BigDecimal number && isWhole(number, Integer.MAX_VALUE);
                case LONG -> value instanceof BigDecimal number && isWhole(number, Long.MAX_VALUE);
                case DOUBLE -> value instanceof BigDecimal;
                case DATE -> value instanceof LocalDate;
            };
        }

        private static boolean isWhole(BigDecimal number, long most) {
            return number.abs().compareTo(BigDecimal.valueOf(most)) <= 0
                    && number.stripTrailingZeros().scale() <= 0;
        }

        /** As expressions see it. */
        public FeelType feel() {
            return switch (this) {
                case STRING -> FeelType.text();
                case BOOLEAN -> FeelType.bool();
                case INTEGER, LONG, DOUBLE -> FeelType.numeric();
                case DATE -> FeelType.date();
            };
        }
    }

    /** Whether two results are the same; of numbers the digits behind the point do not count. */
    public static boolean same(@Nullable Object some, @Nullable Object other) {
        if (some instanceof BigDecimal number && other instanceof BigDecimal another) {
            return number.compareTo(another) == 0;
        }
        return Objects.equals(some, other);
    }

    /** The outputs in their order. */
    public List<Output> outputs() {
        return switch (logic) {
            case Table table -> table.outputs();
            case Literal literal -> List.of(literal.output());
        };
    }

    /** What {@code decide("name")} gives: the outputs by name, or a list of such. */
    public FeelType result() {
        var types = new LinkedHashMap<String, FeelType>();
        outputs().forEach(output -> types.put(output.name(), type(output)));
        var context = new FeelType.Context(Scope.of(types));
        return logic instanceof Table table && table.hitPolicy().several() && table.aggregator() == null
                ? FeelType.listOf(context)
                : context;
    }

    private FeelType type(Output output) {
        if (logic instanceof Table table && table.aggregator() == Aggregator.COUNT) {
            return FeelType.numeric();
        }
        var texts = texts(output);
        return output.type() != ValueType.STRING || texts.isEmpty()
                ? output.type().feel()
                : new FeelType.Code(texts, false);
    }

    /** The texts that an output can be, when all of them are written out; empty when it can be any. */
    public List<String> texts(Output output) {
        var texts = new LinkedHashSet<String>();
        for (var result : results(output)) {
            var constant = result.constant();
            if (constant.isEmpty()) {
                return List.of();
            }
            if (constant.get().value() instanceof String text) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    private List<Expression> results(Output output) {
        var results = new ArrayList<Expression>();
        switch (logic) {
            case Table table -> {
                var column = table.outputs().indexOf(output);
                table.rules().forEach(rule -> results.add(rule.results().get(column)));
                if (output.otherwise() != null) {
                    results.add(output.otherwise());
                }
            }
            case Literal literal -> results.add(literal.expression());
        }
        return results;
    }

    /** Every expression in it. */
    public Stream<Expression> expressions() {
        return switch (logic) {
            case Table table ->
                Stream.of(
                                table.inputs().stream(),
                                table.rules().stream()
                                        .flatMap(rule -> Stream.concat(rule.tests().stream(), rule.results().stream())),
                                table.outputs().stream().map(Output::otherwise).filter(Objects::nonNull))
                        .flatMap(all -> all);
            case Literal literal -> Stream.of(literal.expression());
        };
    }

    /** Every path of the record that it reads itself, without what the decisions that it asks read. */
    public Set<List<String>> paths() {
        var paths = new LinkedHashSet<List<String>>();
        expressions().forEach(expression -> paths.addAll(expression.paths()));
        if (logic instanceof Table table) {
            table.rules().forEach(rule -> {
                for (var column = 0; column < table.inputs().size(); column++) {
                    behindInput(table.inputs().get(column), rule.tests().get(column), paths);
                }
            });
        }
        return paths.stream()
                .map(path -> path.getFirst().equals("record") ? path.subList(1, path.size()) : path)
                .filter(path -> !path.isEmpty() && !path.getFirst().equals(INPUT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a cell reads behind {@code ?} it reads behind the input. */
    private static void behindInput(Expression input, Expression test, Set<List<String>> paths) {
        for (var path : test.paths()) {
            if (path.size() > 1 && path.getFirst().equals(INPUT)) {
                for (var source : input.paths()) {
                    paths.add(Stream.concat(source.stream(), path.stream().skip(1))
                            .toList());
                }
            }
        }
    }

    /** Whether its own expressions change with time. */
    public boolean readsClock() {
        return expressions().anyMatch(Expression::readsClock);
    }

    /** The decisions that it asks, as it calls them. */
    public Set<String> decisions() {
        var names = new LinkedHashSet<String>();
        expressions().forEach(expression -> names.addAll(expression.decisions()));
        return names;
    }

    /** {@code module/name}. */
    public String ref() {
        return module + "/" + name;
    }
}
