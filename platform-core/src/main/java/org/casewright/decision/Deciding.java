package org.casewright.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casewright.definition.DecisionDefinition;
import org.casewright.definition.DecisionDefinition.Aggregator;
import org.casewright.definition.DecisionDefinition.HitPolicy;
import org.casewright.definition.DecisionDefinition.Literal;
import org.casewright.definition.DecisionDefinition.Output;
import org.casewright.definition.DecisionDefinition.Rule;
import org.casewright.definition.DecisionDefinition.Table;
import org.casewright.expression.Effort;
import org.casewright.expression.Environment;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/** One asking of one decision about one record. */
public final class Deciding {

    /** What a list of collected results becomes, in the words that every expression has. */
    private static final Map<Aggregator, Expression> AGGREGATED = Map.of(
            Aggregator.SUM, Expression.parse("sum(collected)"),
            Aggregator.MIN, Expression.parse("min(collected)"),
            Aggregator.MAX, Expression.parse("max(collected)"),
            Aggregator.COUNT, Expression.parse("count(collected)"));

    private final DecisionDefinition decision;
    private final Values root;
    private final Environment environment;
    private final Effort effort;

    private Deciding(DecisionDefinition decision, Values record, Environment environment, Effort effort) {
        this.decision = decision;
        this.root = name -> name.equals("record") ? record : record.get(name);
        this.environment = environment;
        this.effort = effort;
    }

    /**
     * What the decision says: the outputs by name as {@link Values}, or a list of such where several rules count. Where no rule
     * hits, the outputs are null, or what the table says for that.
     *
     * @param record the record that it is asked about
     * @param environment of the decision's own module
     * @throws ExpressionException if an expression fails or costs too much, or if rules hit that may not hit together
     */
    public static Object decide(DecisionDefinition decision, Values record, Environment environment, Effort effort)
            throws ExpressionException {
        var deciding = new Deciding(decision, record, environment, effort);
        return switch (decision.logic()) {
            case Literal literal -> deciding.literal(literal);
            case Table table -> deciding.table(table);
        };
    }

    private Values literal(Literal literal) {
        var results = new LinkedHashMap<String, @Nullable Object>();
        results.put(literal.output().name(), result(literal.output(), literal.expression()));
        return Values.of(results);
    }

    private Object table(Table table) {
        var hits = hits(table);
        if (table.hitPolicy() == HitPolicy.UNIQUE && hits.size() > 1) {
            throw failed("rules " + hits.get(0).number() + " and " + hits.get(1).number()
                    + " both hit, and its hit policy UNIQUE allows one.");
        }
        var rows = hits.stream().map(rule -> row(table, rule)).toList();
        return switch (table.hitPolicy()) {
            case UNIQUE, FIRST -> one(table, rows);
            case ANY -> one(table, agreed(rows, hits));
            case PRIORITY -> one(table, byPriority(table, rows));
            case RULE_ORDER -> all(rows);
            case OUTPUT_ORDER -> all(byPriority(table, rows));
            case COLLECT -> table.aggregator() == null ? all(rows) : aggregated(table, table.aggregator(), rows);
        };
    }

    private List<Rule> hits(Table table) {
        var inputs = table.inputs().stream()
                .map(input ->
                        new Input(Evaluator.evaluate(input, root, environment, effort), OfInput.of(environment, input)))
                .toList();
        var hits = new ArrayList<Rule>();
        for (var rule : table.rules()) {
            if (hits(rule, inputs)) {
                hits.add(rule);
                if (table.hitPolicy() == HitPolicy.FIRST) {
                    break;
                }
            }
        }
        return hits;
    }

    /** What the cells of a column are held against. */
    private record Input(@Nullable Object value, OfInput environment) {}

    private boolean hits(Rule rule, List<Input> inputs) {
        for (var column = 0; column < inputs.size(); column++) {
            var input = inputs.get(column);
            Values named = name -> name.equals(DecisionDefinition.INPUT) ? input.value() : root.get(name);
            var test = rule.tests().get(column);
            if (!Boolean.TRUE.equals(Evaluator.evaluate(test, named, input.environment(), effort))) {
                return false;
            }
        }
        return true;
    }

    /** What a rule says. */
    private record Row(Map<String, @Nullable Object> results) {
        @Nullable
        Object get(String output) {
            return results.get(output);
        }
    }

    private Row row(Table table, Rule rule) {
        var results = new LinkedHashMap<String, @Nullable Object>();
        for (var column = 0; column < table.outputs().size(); column++) {
            var output = table.outputs().get(column);
            results.put(output.name(), result(output, rule.results().get(column)));
        }
        return new Row(results);
    }

    private @Nullable Object result(Output output, Expression expression) {
        var value = Evaluator.evaluate(expression, root, environment, effort);
        try {
            return Results.fit(output.type(), value);
        } catch (IllegalArgumentException other) {
            throw failed("“" + output.name() + "” is `" + expression.text() + "`, which gives " + other.getMessage());
        }
    }

    private Values one(Table table, List<Row> rows) {
        return Values.of(rows.isEmpty() ? otherwise(table) : rows.getFirst().results());
    }

    private Map<String, @Nullable Object> otherwise(Table table) {
        var results = new LinkedHashMap<String, @Nullable Object>();
        for (var output : table.outputs()) {
            var expression = output.otherwise();
            results.put(output.name(), expression == null ? null : result(output, expression));
        }
        return results;
    }

    private static List<Values> all(List<Row> rows) {
        return rows.stream().map(row -> Values.of(row.results())).toList();
    }

    private List<Row> agreed(List<Row> rows, List<Rule> hits) {
        for (var other = 1; other < rows.size(); other++) {
            if (!Results.same(rows.getFirst().results(), rows.get(other).results())) {
                throw failed("rules " + hits.getFirst().number() + " and "
                        + hits.get(other).number() + " both hit and say different things, and its hit policy is ANY.");
            }
        }
        return rows;
    }

    private static List<Row> byPriority(Table table, List<Row> rows) {
        return rows.stream().sorted((row, other) -> order(table, row, other)).toList();
    }

    /** By the place of the first output among its values, then the second's. */
    private static int order(Table table, Row row, Row other) {
        for (var output : table.outputs()) {
            var order = Integer.compare(output.place(row.get(output.name())), output.place(other.get(output.name())));
            if (order != 0 && !output.values().isEmpty()) {
                return order;
            }
        }
        return 0;
    }

    private Values aggregated(Table table, Aggregator aggregator, List<Row> rows) {
        var output = table.outputs().getFirst();
        var collected = new ArrayList<@Nullable Object>();
        rows.forEach(row -> collected.add(row.get(output.name())));
        var expression = AGGREGATED.get(aggregator);
        Values list = name -> Collections.unmodifiableList(collected);
        var results = new LinkedHashMap<String, @Nullable Object>();
        results.put(
                output.name(), expression == null ? null : Evaluator.evaluate(expression, list, environment, effort));
        return Values.of(results);
    }

    private ExpressionException failed(String what) {
        return ExpressionException.of(
                "decide(\"" + decision.name() + "\")", "The decision " + decision.ref() + ": " + what);
    }
}
