package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Transition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.loading.EntityParts.Part;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a lifecycle: the property and its codes, and the transitions between them. */
final class LifecycleReader {

    private static final String AT = "/x-entity/lifecycle";

    private final Part part;
    private final Wanted condition;
    private final Map<String, PropertyDefinition> properties;
    private final Map<String, CodeList> codeLists;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    LifecycleReader(
            Part part,
            Wanted condition,
            Map<String, PropertyDefinition> properties,
            Map<String, CodeList> codeLists,
            References references,
            Feel feel,
            Problems problems) {
        this.part = part;
        this.condition = condition;
        this.properties = properties;
        this.codeLists = codeLists;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    Lifecycle read() {
        var node = part.entity().path("lifecycle");
        var property = node.path("property").stringValue();
        var codes = codes(property);
        var initial = node.path("initial").stringValue();
        checkCode(initial, codes, AT + "/initial");
        var reasons = node.has("reasons")
                ? references.codes(
                        part.module(),
                        node.path("reasons").stringValue(),
                        part.file().at(AT + "/reasons"))
                : null;
        var transitions = new ArrayList<Transition>();
        var list = node.path("transitions");
        for (var i = 0; i < list.size(); i++) {
            var hasReasons = node.has("reasons");
            transitions.add(transition(AT + "/transitions/" + i, list.get(i), codes, reasons, hasReasons));
        }
        checkCircles(transitions, codes);
        return new Lifecycle(property, initial, reasons == null ? null : reasons.ref(), transitions);
    }

    /** The codes of the property; null when they cannot be told. */
    private @Nullable CodeList codes(String property) {
        var definition = properties.get(property);
        if (definition == null) {
            problem(
                    AT + "/property",
                    "There is no property “" + property + "”.",
                    Similar.advice(property, properties.keySet()));
            return null;
        }
        if (definition.computed() != null) {
            problem(
                    AT + "/property",
                    "“" + property + "” is computed.",
                    "A lifecycle's property changes by transitions.");
        }
        if (definition.type() instanceof PropertyType.Code(var list)) {
            return codeLists.get(list);
        }
        if (!(definition.type() instanceof PropertyType.Json)) {
            problem(AT + "/property", "“" + property + "” has no code list.", "Give it a “$ref” to one.");
        }
        return null;
    }

    private Transition transition(
            String pointer, JsonNode node, @Nullable CodeList codes, @Nullable CodeList reasons, boolean hasReasons) {
        var from = from(pointer + "/from", node.path("from"), codes);
        var to = node.path("to").stringValue();
        checkCode(to, codes, pointer + "/to");
        var roles = new ArrayList<String>();
        for (var i = 0; i < node.path("roles").size(); i++) {
            var role = node.path("roles").get(i).stringValue();
            references.role(role, true, part.file().at(pointer + "/roles/" + i));
            roles.add(role);
        }
        var when = feel.expression(part.file(), pointer + "/when", condition);
        var auto = node.path("auto").asBoolean(false);
        if (auto && !node.has("when")) {
            problem(pointer, "An automatic transition has no “when”.", "Say when the engine takes it.");
        }
        if (!auto && roles.isEmpty()) {
            problem(pointer, "Nobody may take this transition.", "Give it “roles”, or \"auto\": true.");
        }
        var reason = node.path("reason");
        var codesOfReason = new ArrayList<String>();
        for (var i = 0; reason.isArray() && i < reason.size(); i++) {
            codesOfReason.add(reason.get(i).stringValue());
            if (hasReasons) {
                checkCode(reason.get(i).stringValue(), reasons, pointer + "/reason/" + i);
            }
        }
        if (!codesOfReason.isEmpty() && !hasReasons) {
            problem(pointer + "/reason", "The lifecycle has no list of reasons.", "Give the lifecycle “reasons”.");
        }
        if (auto && (reason.isArray() || reason.asBoolean(false))) {
            problem(
                    pointer + "/reason",
                    "An automatic transition has nobody to ask for a reason.",
                    "Leave “reason” out.");
        }
        return new Transition(from, to, roles, when, auto, reason.isArray() || reason.asBoolean(false), codesOfReason);
    }

    private List<String> from(String pointer, JsonNode node, @Nullable CodeList codes) {
        if (node.isString()) {
            if (node.stringValue().equals("*")) {
                return List.of();
            }
            checkCode(node.stringValue(), codes, pointer);
            return List.of(node.stringValue());
        }
        var from = new ArrayList<String>();
        for (var i = 0; i < node.size(); i++) {
            from.add(node.get(i).stringValue());
            checkCode(node.get(i).stringValue(), codes, pointer + "/" + i);
        }
        return from;
    }

    private void checkCode(String code, @Nullable CodeList codes, String pointer) {
        if (codes != null && !codes.codes().containsKey(code)) {
            problem(
                    pointer,
                    "There is no code “" + code + "” in “" + codes.name() + "”.",
                    Similar.advice(code, codes.codes().keySet()));
        }
    }

    /** Automatic transitions may not lead back to where they began. */
    private void checkCircles(List<Transition> transitions, @Nullable CodeList codes) {
        if (codes == null) {
            return;
        }
        var edges = new LinkedHashMap<String, Set<String>>();
        for (var transition : transitions) {
            if (transition.auto()) {
                Collection<String> from =
                        transition.from().isEmpty() ? codes.codes().keySet() : transition.from();
                from.stream()
                        .filter(code -> !code.equals(transition.to()))
                        .forEach(code -> edges.computeIfAbsent(code, key -> new LinkedHashSet<>())
                                .add(transition.to()));
            }
        }
        for (var i = 0; i < transitions.size(); i++) {
            var transition = transitions.get(i);
            var starts = transition.from().isEmpty() ? edges.keySet() : Set.copyOf(transition.from());
            var back = transition.auto() ? reachable(transition.to(), edges) : Set.<String>of();
            var circle = starts.stream()
                    .filter(code -> !code.equals(transition.to()) && back.contains(code))
                    .sorted()
                    .findFirst();
            if (circle.isPresent()) {
                problem(
                        AT + "/transitions/" + i,
                        "Automatic transitions go in a circle: " + circle.get() + " -> " + transition.to()
                                + " -> ... -> " + circle.get() + ".",
                        "Let a person or a process take one of them.");
                return;
            }
        }
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> edges) {
        var seen = new HashSet<String>();
        var open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            for (var next : edges.getOrDefault(open.removeLast(), Set.of())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    private void problem(String pointer, String message, String advice) {
        problems.add(Problem.in(part.file().at(pointer), message, advice));
    }
}
