package org.casewright.loading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.expression.Checker;
import org.casewright.expression.Effort;
import org.casewright.expression.Environment;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.expression.SqlFilter;
import org.casewright.expression.SqlValue;
import org.casewright.expression.Template;
import org.casewright.expression.Values;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads expressions as they are met, and holds them against types when all entities are known: what is to be checked then
 * waits in here.
 */
final class Feel {

    private final References references;
    private final Decisions decisions;
    private final Problems problems;
    private final List<Consumer<Catalog>> later = new ArrayList<>();

    Feel(References references, Decisions decisions, Problems problems) {
        this.references = references;
        this.decisions = decisions;
        this.problems = problems;
    }

    /** Does this when all entities are known. */
    void later(Consumer<Catalog> check) {
        later.add(check);
    }

    /** Does all that waits. */
    void checkAll(Catalog catalog) {
        while (!later.isEmpty()) {
            later.removeFirst().accept(catalog);
        }
    }

    /** What an expression is to be held against. */
    record Wanted(String module, Function<Catalog, Scope> scope, Function<Catalog, @Nullable FeelType> type) {}

    /** The expression in a node; null when there is none, or none that can be read. */
    @Nullable
    Expression expression(JsonFile file, String pointer, Wanted wanted) {
        return text(file, pointer)
                .map(text -> expression(text, file.at(pointer), wanted))
                .orElse(null);
    }

    @Nullable
    Expression expression(String text, Location at, Wanted wanted) {
        return read(text, at, (expression, catalog) -> type(expression, at, wanted, catalog));
    }

    /** The same, for what SQL must be able to do as well. */
    @Nullable
    Expression filter(JsonFile file, String pointer, Wanted wanted, Map<String, Values> known) {
        return text(file, pointer)
                .map(text -> filter(text, file.at(pointer), wanted, known))
                .orElse(null);
    }

    @Nullable
    Expression filter(String text, Location at, Wanted wanted, Map<String, Values> known) {
        return read(text, at, (expression, catalog) -> {
            if (type(expression, at, wanted, catalog) != null) {
                checkSql(expression, at, catalog, wanted, known);
            }
        });
    }

    /** The expression in a node that gives a value which SQL must be able to work out. */
    @Nullable
    Expression value(JsonFile file, String pointer, Wanted wanted) {
        var at = file.at(pointer);
        return text(file, pointer)
                .map(text -> read(text, at, (expression, catalog) -> {
                    if (type(expression, at, wanted, catalog) != null) {
                        checkTerm(expression, at, catalog, wanted);
                    }
                }))
                .orElse(null);
    }

    /** The expression, which is checked when all entities are known; null with a problem. */
    private @Nullable Expression read(String text, Location at, BiConsumer<Expression, Catalog> check) {
        var expression = parse(text, at);
        if (expression != null) {
            later(catalog -> check.accept(expression, catalog));
        }
        return expression;
    }

    private void checkTerm(Expression expression, Location at, Catalog catalog, Wanted wanted) {
        if (expression.readsActor() || !expression.settings().isEmpty()) {
            problems.add(Problem.in(
                    at,
                    "`" + expression.text() + "` depends on who asks.",
                    "Stored rows are filled the same for everybody."));
            return;
        }
        try {
            SqlValue.translate(expression, wanted.scope().apply(catalog), new Sample(references, wanted.module()));
        } catch (ExpressionException untranslatable) {
            problems.add(Problem.in(at, String.valueOf(untranslatable.getMessage()), null));
        }
    }

    /** An expression and its type. */
    record Typed(Expression expression, FeelType type) {}

    /** Checks an expression now, for whoever needs its type; null with problems. */
    @Nullable
    Typed typed(String text, Location at, Wanted wanted, Catalog catalog) {
        var expression = parse(text, at);
        var type = expression == null ? null : type(expression, at, wanted, catalog);
        return expression == null || type == null ? null : new Typed(expression, type);
    }

    /** Checks an expression that was read before, now; its type, null with problems. */
    @Nullable
    FeelType type(Expression expression, Location at, Wanted wanted, Catalog catalog) {
        var sentences = new ArrayList<String>();
        var type =
                Checker.check(expression, scope(wanted, catalog), wanted.type().apply(catalog), sentences::add);
        sentences.forEach(sentence -> problems.add(Problem.in(at, sentence, null)));
        for (var setting : expression.settings()) {
            var settings = references.settings(wanted.module()).keySet();
            if (!settings.contains(setting) && references.settingsKnown(wanted.module())) {
                sentences.add(setting);
                problems.add(Problem.in(
                        at,
                        "In `" + expression.text() + "`: there is no setting “" + setting + "”.",
                        Similar.advice(setting, settings)));
            }
        }
        var known = decisions.ask(wanted.module(), expression, wanted.scope().apply(catalog), at, problems);
        return known && sentences.isEmpty() ? type : null;
    }

    private Scope scope(Wanted wanted, Catalog catalog) {
        return decisions.seenBy(wanted.module(), wanted.scope().apply(catalog));
    }

    /** A text with paths in braces. */
    @Nullable
    Template template(JsonFile file, String pointer, Wanted wanted) {
        var text = text(file, pointer);
        if (text.isEmpty()) {
            return null;
        }
        var at = file.at(pointer);
        try {
            var template = Template.parse(text.get());
            later(catalog -> template.check(
                    wanted.scope().apply(catalog), sentence -> problems.add(Problem.in(at, sentence, null))));
            return template;
        } catch (ExpressionException wrong) {
            problems.add(Problem.in(at, String.valueOf(wrong.getMessage()), null));
            return null;
        }
    }

    private static Optional<String> text(JsonFile file, String pointer) {
        JsonNode node = file.root().at(pointer);
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** The expression; null with a problem. */
    @Nullable
    Expression parse(String text, Location at) {
        return parsed(text, at, Expression::parse);
    }

    /** The tests of a decision table's cell; null with a problem. */
    @Nullable
    Expression tests(String text, Location at) {
        return parsed(text, at, Expression::parseTests);
    }

    private @Nullable Expression parsed(String text, Location at, Function<String, Expression> reader) {
        try {
            return reader.apply(text);
        } catch (ExpressionException wrong) {
            problems.add(Problem.in(at, String.valueOf(wrong.getMessage()), null));
            return null;
        }
    }

    private void checkSql(
            Expression expression, Location at, Catalog catalog, Wanted wanted, Map<String, Values> known) {
        try {
            var environment = new Sample(references, wanted.module());
            SqlFilter.translate(expression, wanted.scope().apply(catalog), environment, known);
        } catch (ExpressionException untranslatable) {
            problems.add(Problem.in(at, String.valueOf(untranslatable.getMessage()), null));
        }
    }

    /** An asker who stands for any: translation computes what needs no record. */
    private record Sample(References references, String module) implements Environment {

        @Override
        public Clock clock() {
            return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public @Nullable Object setting(String name) {
            var setting = references.settings(module).get(name);
            if (setting == null) {
                return null;
            }
            var value = setting.defaultValue();
            return switch (setting.type()) {
                case "integer", "number" -> value.decimalValue();
                case "boolean" -> value.booleanValue();
                case "date" -> LocalDate.parse(value.stringValue());
                case "duration" -> Duration.ofDays(1);
                default -> value.asString("");
            };
        }

        @Override
        public OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from) {
            return from;
        }

        @Override
        public @Nullable Integer rank(List<String> property, String code) {
            return null;
        }

        @Override
        public @Nullable Object decide(String decision, Values root, Effort effort) {
            return null;
        }

        @Override
        public Values actor() {
            return Values.of(Map.of("id", "00000000-0000-0000-0000-000000000000", "unit", "", "roles", List.of()));
        }
    }
}
