package org.casewright.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.Conditions;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.definition.PropertyDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the rules of a form say of the values that are submitted with it (REQUIRE, CLEAR and ASSIGN). Whoever submits them is held to
 * it, whatever page or program drew the form.
 */
final class FormEffects {

    private final Catalog catalog;
    private final Records records;
    private final Actor actor;
    private final EntityDefinition entity;
    private final JsonNode stored;
    private final ObjectNode values;
    private final Map<String, JsonNode> referred = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private FormEffects(
            Catalog catalog,
            Records records,
            Actor actor,
            EntityDefinition entity,
            @Nullable EntityRecord record,
            ObjectNode values) {
        this.catalog = catalog;
        this.records = records;
        this.actor = actor;
        this.entity = entity;
        this.stored = record == null ? JsonNodeFactory.instance.objectNode() : records.json(record);
        this.values = values;
    }

    /** What comes of holding values to a form: what they are then, and what is missing. */
    record Held(ObjectNode values, List<Problem> problems) {}

    private static final Set<Effect> EFFECTS = Set.of(Effect.REQUIRE, Effect.CLEAR, Effect.ASSIGN);

    /** Whether a rule of the form says anything of values. */
    static boolean isIn(FormDefinition form) {
        return isIn(form.root());
    }

    private static boolean isIn(Element element) {
        return switch (element) {
            case FormDefinition.Layout layout -> layout.elements().stream().anyMatch(FormEffects::isIn);
            case FormDefinition.Label label -> false;
            case Control control ->
                control.rule() != null && EFFECTS.contains(control.rule().effect());
        };
    }

    /**
     * Holds values to a form.
     *
     * @param record what they are values of; null for a new one
     */
    static Held hold(
            Catalog catalog,
            Records records,
            Actor actor,
            FormDefinition form,
            @Nullable EntityRecord record,
            ObjectNode values) {
        var effects =
                new FormEffects(catalog, records, actor, catalog.entity(form.entity()), record, values.deepCopy());
        effects.collect(form.root());
        return new Held(effects.values, effects.problems);
    }

    private void collect(Element element) {
        switch (element) {
            case FormDefinition.Layout layout -> layout.elements().forEach(this::collect);
            case FormDefinition.Label label -> {}
            case Control control -> obey(control);
        }
    }

    private void obey(Control control) {
        var rule = control.rule();
        if (rule == null || !Conditions.holds(rule.condition(), this::value)) {
            return;
        }
        switch (rule.effect()) {
            case REQUIRE -> {
                if (isNothing(value(control.scope()))) {
                    problems.add(Problem.at(
                            pointer(control.scope()), ErrorCode.REQUIRED, "{0} is missing.", title(control.scope())));
                }
            }
            case CLEAR -> {
                if (!isNothing(value(control.scope()))) {
                    set(control.scope(), values.nullNode());
                }
            }
            case ASSIGN -> {
                var assigned = rule.value();
                if (assigned != null && !assigned.equals(value(control.scope()))) {
                    set(control.scope(), assigned);
                }
            }
            default -> {
                // is about what is seen
            }
        }
    }

    private static boolean isNothing(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || value.isMissingNode()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.asString().isEmpty());
    }

    /** The value at a scope as it would be: what is submitted, otherwise what is stored. */
    private @Nullable JsonNode value(Scope scope) {
        var found = scope.steps().isEmpty() ? whole() : value(values, stored, entity, scope.steps());
        return found.isMissingNode() || found.isNull() ? null : found;
    }

    private JsonNode whole() {
        var whole = JsonNodeFactory.instance.objectNode();
        stored.forEachEntry(whole::set);
        values.forEachEntry(whole::set);
        return whole;
    }

    private JsonNode value(JsonNode given, JsonNode there, @Nullable EntityDefinition at, List<Step> steps) {
        if (steps.isEmpty()) {
            return given.isMissingNode() ? there : given;
        }
        var step = steps.getFirst();
        var rest = steps.subList(1, steps.size());
        var nextGiven = given.path(step.name());
        var nextThere = there.path(step.name());
        if (nextGiven.isNull()) {
            // With what is emptied all that was in it goes.
            return nextGiven;
        }
        var behind = at == null ? null : catalog.behind(at, step).orElse(null);
        if (behind != null && !rest.isEmpty()) {
            var id = nextGiven.isString() ? nextGiven : nextThere;
            nextThere = id.isString() ? record(behind, id.asString()) : MissingNode.getInstance();
            nextGiven = nextGiven.isObject() ? nextGiven : MissingNode.getInstance();
        }
        return value(nextGiven, nextThere, behind, rest);
    }

    /** A record that is referred to, as the actor may know it. */
    private JsonNode record(EntityDefinition of, String id) {
        return referred.computeIfAbsent(
                of.ref() + "/" + id,
                key -> records.get(of.ref(), id, actor)
                        .<JsonNode>map(records::json)
                        .orElseGet(MissingNode::getInstance));
    }

    private void set(Scope scope, JsonNode value) {
        var at = values;
        var steps = scope.steps();
        for (var step : steps.subList(0, steps.size() - 1)) {
            var next = at.get(step.name());
            if (next != null && !next.isNull() && !next.isObject()) {
                problems.add(Problem.at(pointer(scope), ErrorCode.TYPE, "This must be an object."));
                return;
            }
            at = at.withObjectProperty(step.name());
        }
        at.set(steps.getLast().name(), value.deepCopy());
    }

    private static String pointer(Scope scope) {
        var pointer = new StringBuilder();
        scope.steps().forEach(step -> pointer.append('/').append(step.name()));
        return pointer.toString();
    }

    /** What people call the value. */
    private String title(Scope scope) {
        @Nullable EntityDefinition at = entity;
        var parts = entity.properties().values().stream().toList();
        var title = scope.steps().getLast().name();
        for (var step : scope.steps()) {
            var found = parts.stream()
                    .filter(part -> part.name().equals(step.name()))
                    .findFirst();
            title = found.map(PropertyDefinition::title).orElse(title);
            at = at == null ? null : catalog.behind(at, step).orElse(null);
            parts = at != null
                    ? List.copyOf(at.properties().values())
                    : found.map(part -> part.type().parts()).orElse(List.of());
        }
        return title;
    }
}
