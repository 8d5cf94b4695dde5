package org.casewright.loading;

import static org.casewright.loading.DmnWords.DMN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.definition.DecisionDefinition;
import org.casewright.definition.DecisionDefinition.Aggregator;
import org.casewright.definition.DecisionDefinition.HitPolicy;
import org.casewright.definition.DecisionDefinition.Literal;
import org.casewright.definition.DecisionDefinition.Logic;
import org.casewright.definition.DecisionDefinition.Output;
import org.casewright.definition.DecisionDefinition.Rule;
import org.casewright.definition.DecisionDefinition.Table;
import org.casewright.definition.DecisionDefinition.ValueType;
import org.casewright.expression.Expression;
import org.casewright.problem.Location;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads {@code decisions/*.dmn}: a table or one expression. Names and types are held against records later. */
final class DmnReader {

    /** An expression, where it stands, and the type that it is to have; null for any. */
    record Part(
            Expression expression, Location at, @Nullable ValueType type) {}

    /**
     * What was read.
     *
     * @param inputs the input expressions
     * @param tests by input, its cells in all rules
     * @param results all that gives an output its value
     */
    record Read(DecisionDefinition decision, List<Part> inputs, List<List<Part>> tests, List<Part> results) {}

    private final ModuleSource module;
    private final String label;
    private final String name;
    private final Problems problems;
    private final DmnCells cells;
    private final List<Part> inputs = new ArrayList<>();
    private final List<List<Part>> tests = new ArrayList<>();
    private final List<Part> results = new ArrayList<>();

    DmnReader(ModuleSource module, String name, References references, Decisions decisions) {
        this.module = module;
        this.label = module.files().label(FileKind.DECISION.path(name));
        this.name = name;
        this.problems = new Problems();
        this.cells = new DmnCells(label, new Feel(references, decisions, problems), problems);
    }

    /** The decision; null with problems. */
    @Nullable
    Read read(byte[] content, Problems all) {
        var decision = decision(content);
        all.addAll(problems.list());
        return decision == null || problems.hasErrors() ? null : new Read(decision, inputs, tests, results);
    }

    private @Nullable DecisionDefinition decision(byte[] content) {
        var root = XmlReading.read(label, content, problems);
        if (root == null || !isDmn(root)) {
            return null;
        }
        new DmnSafety(label, problems).check(root);
        var decisions = root.children(DMN, "decision").toList();
        if (decisions.size() != 1) {
            problem(
                    root,
                    "There are " + decisions.size() + " decisions in this file.",
                    "Put exactly one into each file; one asks another by decide(\"NAME\").");
            return null;
        }
        var decision = decisions.getFirst();
        Names.kebab(name).ifPresent(wrong -> problem(decision, wrong, "Rename the file and the decision."));
        var id = decision.attribute("id").orElse("");
        if (!id.equals(name)) {
            problem(
                    decision,
                    "The decision is called “" + id + "” and its file “" + name + ".dmn”.",
                    "Give both the same name.");
        }
        var logic = logic(decision);
        return logic == null
                ? null
                : new DecisionDefinition(
                        module.name(), name, decision.attribute("name").orElse(name), logic, cells.at(decision));
    }

    private boolean isDmn(XmlElement root) {
        var version = DmnWords.VERSIONS.get(root.name().namespace());
        if (!root.local().equals("definitions")
                || (version == null && !root.name().namespace().equals(DMN))) {
            problem(
                    root,
                    "This is not DMN 1.3: the root is “" + root.local() + "” of “"
                            + root.name().namespace() + "”.",
                    "Draw it with a DMN modeler.");
            return false;
        }
        if (version != null) {
            problem(root, "This is DMN " + version + ".", "Save it as DMN 1.3: xmlns=\"" + DMN + "\".");
            return false;
        }
        return true;
    }

    private @Nullable Logic logic(XmlElement decision) {
        var tables = decision.children(DMN, "decisionTable").toList();
        var expressions = decision.children(DMN, "literalExpression").toList();
        if (tables.size() + expressions.size() != 1) {
            problem(
                    decision,
                    tables.isEmpty() && expressions.isEmpty()
                            ? "Nothing says how it is decided."
                            : "It is decided in several ways.",
                    "Give it one decisionTable, or one literalExpression.");
            return null;
        }
        var variable = decision.child(DMN, "variable").orElse(null);
        return tables.isEmpty()
                ? literal(decision, expressions.getFirst(), variable)
                : table(tables.getFirst(), variable);
    }

    // --- one expression

    private @Nullable Logic literal(XmlElement decision, XmlElement element, @Nullable XmlElement variable) {
        if (variable == null) {
            problem(
                    decision,
                    "The expression's value has no name.",
                    "Give the decision <variable name=\"amount\" typeRef=\"double\" />.");
            return null;
        }
        var outputName = outputName(variable, new HashSet<>());
        var said = variable.attribute("typeRef");
        var other = element.attribute("typeRef");
        if (said.isPresent() && other.isPresent() && !said.equals(other)) {
            problem(element, "The variable is “" + said.get() + "”, and this “" + other.get() + "”.", "Say it once.");
        }
        var type = said.isPresent() || other.isEmpty() ? cells.requiredType(variable) : cells.type(element);
        var expression = result(element, type);
        return outputName == null || type == null || expression == null
                ? null
                : new Literal(new Output(outputName, type, List.of(), null), expression);
    }

    // --- the table

    private @Nullable Logic table(XmlElement table, @Nullable XmlElement variable) {
        var policy = policy(table);
        var aggregator = aggregator(table, policy);
        var inputs = table.children(DMN, "input").map(this::input).toList();
        var names = new HashSet<String>();
        var outputs = table.children(DMN, "output")
                .map(output -> output(output, policy, names))
                .toList();
        if (outputs.isEmpty()) {
            problem(table, "The table has no output.", "Give it one.");
        }
        var rows = table.children(DMN, "rule").toList();
        if (rows.isEmpty()) {
            problem(table, "The table has no rule.", "Write what is to be decided.");
        }
        if (inputs.contains(Optional.<Expression>empty()) || outputs.contains(Optional.<Output>empty())) {
            rows.forEach(this::alone);
            return null;
        }
        var known = outputs.stream().flatMap(Optional::stream).toList();
        var rules = new ArrayList<Rule>();
        for (var row : rows) {
            rule(rules.size() + 1, row, inputs.size(), known).ifPresent(rules::add);
        }
        checkPriority(table, policy, known);
        checkAggregator(table, aggregator, known);
        checkVariable(variable, known);
        return policy == null || rules.size() < rows.size()
                ? null
                : new Table(
                        policy,
                        aggregator,
                        inputs.stream().flatMap(Optional::stream).toList(),
                        known,
                        rules);
    }

    private @Nullable HitPolicy policy(XmlElement table) {
        var said = table.attribute("hitPolicy").orElse("UNIQUE");
        for (var policy : HitPolicy.values()) {
            if (word(policy).equals(said)) {
                return policy;
            }
        }
        problem(
                table,
                "There is no hit policy “" + said + "”.",
                Similar.advice(
                        said,
                        Arrays.stream(HitPolicy.values()).map(DmnReader::word).toList()));
        return null;
    }

    private static String word(HitPolicy policy) {
        return policy.name().replace('_', ' ');
    }

    private @Nullable Aggregator aggregator(XmlElement table, @Nullable HitPolicy policy) {
        var said = table.attribute("aggregation").orElse(null);
        if (said == null) {
            return null;
        }
        if (policy != null && policy != HitPolicy.COLLECT) {
            problem(
                    table,
                    "The hit policy " + word(policy) + " puts nothing together by " + said + ".",
                    "Leave “aggregation” out, or take the hit policy COLLECT.");
            return null;
        }
        for (var aggregator : Aggregator.values()) {
            if (aggregator.name().equals(said)) {
                return aggregator;
            }
        }
        problem(
                table,
                "There is no aggregation “" + said + "”.",
                Similar.advice(
                        said, Arrays.stream(Aggregator.values()).map(Enum::name).toList()));
        return null;
    }

    private Optional<Expression> input(XmlElement input) {
        tests.add(new ArrayList<>());
        var element = input.child(DMN, "inputExpression").orElse(null);
        if (element == null) {
            problem(input, "The input has no expression.", "Give it an inputExpression, such as record.amount.");
            return Optional.empty();
        }
        var typed = element.attribute("typeRef").isPresent();
        var type = typed ? cells.type(element) : null;
        var expression = cells.parsed(element);
        if (expression != null) {
            inputs.add(new Part(expression, cells.at(element), type));
        }
        return typed && type == null ? Optional.empty() : Optional.ofNullable(expression);
    }

    private Optional<Output> output(XmlElement output, @Nullable HitPolicy policy, Set<String> names) {
        var outputName = outputName(output, names);
        var type = cells.requiredType(output);
        if (outputName == null || type == null) {
            return Optional.empty();
        }
        var values = output.child(DMN, "outputValues").map(element -> cells.values(element, type));
        var otherwise = output.child(DMN, "defaultOutputEntry");
        if (otherwise.isPresent() && policy != null && policy.several()) {
            problem(
                    otherwise.get(),
                    "Where several rules count, none is the empty list.",
                    "Leave <defaultOutputEntry> out.");
        }
        var expression = otherwise.map(element -> result(element, type)).orElse(null);
        return Optional.of(new Output(outputName, type, values.orElse(List.of()), expression));
    }

    private @Nullable String outputName(XmlElement element, Set<String> names) {
        var said = element.attribute("name").orElse("");
        if (said.isEmpty()) {
            problem(
                    element,
                    "An output has no name.",
                    "Give it one in camelCase, so that it can be read as decide(\"" + name + "\").amount.");
            return null;
        }
        var wrong = Names.camel(said);
        if (wrong.isPresent()) {
            problem(element, wrong.get(), "It is read as decide(\"" + name + "\")." + "NAME.");
            return null;
        }
        if (!names.add(said)) {
            problem(element, "There are two outputs “" + said + "”.", "Give each another name.");
            return null;
        }
        return said;
    }

    private Optional<Rule> rule(int number, XmlElement row, int width, List<Output> outputs) {
        var tested = row.children(DMN, "inputEntry").toList();
        var entries = row.children(DMN, "outputEntry").toList();
        if (tested.size() != width || entries.size() != outputs.size()) {
            problem(
                    row,
                    "The rule has " + tested.size() + " inputEntry and " + entries.size() + " outputEntry.",
                    "The table has " + width + " inputs and " + outputs.size() + " outputs.");
            alone(row);
            return Optional.empty();
        }
        var ruleTests = new ArrayList<Expression>();
        for (var column = 0; column < width; column++) {
            var cell = tested.get(column);
            var test = cells.tests(cell);
            if (test != null) {
                tests.get(column).add(new Part(test, cells.at(cell), null));
                ruleTests.add(test);
            }
        }
        var ruleResults = new ArrayList<Expression>();
        for (var column = 0; column < outputs.size(); column++) {
            var result = result(entries.get(column), outputs.get(column).type());
            if (result != null) {
                checkValue(entries.get(column), result, outputs.get(column));
                ruleResults.add(result);
            }
        }
        return ruleTests.size() < width || ruleResults.size() < outputs.size()
                ? Optional.empty()
                : Optional.of(new Rule(number, ruleTests, ruleResults));
    }

    /** Reads the cells of a row that belongs to no table, for what is wrong in themselves. */
    private void alone(XmlElement row) {
        row.children(DMN, "inputEntry").forEach(cells::tests);
        row.children(DMN, "outputEntry").forEach(cells::parsed);
    }

    private void checkValue(XmlElement entry, Expression result, Output output) {
        if (output.values().isEmpty()) {
            return;
        }
        var constant = result.constant();
        var listed = constant.isPresent()
                && (constant.get().value() == null
                        || output.place(constant.get().value())
                                < output.values().size());
        if (!listed) {
            problem(
                    entry,
                    "`" + result.text() + "` is none of the values of “" + output.name() + "”.",
                    "Write one of its outputValues.");
        }
    }

    private void checkPriority(XmlElement table, @Nullable HitPolicy policy, List<Output> outputs) {
        if ((policy == HitPolicy.PRIORITY || policy == HitPolicy.OUTPUT_ORDER)
                && outputs.stream().allMatch(output -> output.values().isEmpty())
                && !problems.hasErrors()) {
            problem(
                    table,
                    "The hit policy " + word(policy) + " goes by the order of an output's values, and none has any.",
                    "Give an output <outputValues>, the first first.");
        }
    }

    private void checkAggregator(XmlElement table, @Nullable Aggregator aggregator, List<Output> outputs) {
        if (aggregator == null || outputs.isEmpty()) {
            return;
        }
        if (outputs.size() > 1) {
            problem(
                    table,
                    aggregator + " puts one output together, and there are " + outputs.size() + ".",
                    "Keep one.");
            return;
        }
        var type = outputs.getFirst().type();
        var right = switch (aggregator) {
            case COUNT -> true;
            case SUM -> type.isNumber();
            case MIN, MAX -> type.isNumber() || type == ValueType.DATE;
        };
        if (!right) {
            problem(
                    table,
                    aggregator + " of the type " + DmnCells.word(type) + " is nothing.",
                    aggregator == Aggregator.SUM ? "Sum numbers." : "Compare numbers or dates.");
        }
    }

    private void checkVariable(@Nullable XmlElement variable, List<Output> outputs) {
        if (variable == null || variable.attribute("typeRef").isEmpty()) {
            return;
        }
        var type = cells.type(variable);
        if (type != null && (outputs.size() != 1 || outputs.getFirst().type() != type)) {
            problem(variable, "The outputs have types of their own.", "Leave typeRef of <variable> out.");
        }
    }

    /** What gives an output its value. */
    private @Nullable Expression result(XmlElement element, @Nullable ValueType type) {
        var expression = cells.result(element, type);
        if (expression != null && type != null) {
            results.add(new Part(expression, cells.at(element), type));
        }
        return expression;
    }

    private void problem(XmlElement element, String message, String advice) {
        cells.problem(element, message, advice);
    }
}
