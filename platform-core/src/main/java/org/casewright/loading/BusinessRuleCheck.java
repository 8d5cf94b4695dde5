package org.casewright.loading;

import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.expression.FeelType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A business rule task: the decision that it asks about the process's record, and the properties that it sets. */
final class BusinessRuleCheck {

    private static final Pattern DECISION = Pattern.compile("(?:[a-z0-9-]+/)?[A-Za-z0-9_-]+");
    private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z0-9_]+)\\s*=\\s*([A-Za-z0-9_]+)\\s*");
    private static final String FORM = "Write PROPERTY = OUTPUT, such as amount = amount, currency = currency.";

    private final String label;
    private final String module;
    private final XmlElement task;
    private final BpmnFeel names;
    private final Catalog catalog;
    private final Feel feel;
    private final Problems problems;

    BusinessRuleCheck(
            String label,
            String module,
            XmlElement task,
            BpmnFeel names,
            Catalog catalog,
            Feel feel,
            Problems problems) {
        this.label = label;
        this.module = module;
        this.task = task;
        this.names = names;
        this.catalog = catalog;
        this.feel = feel;
        this.problems = problems;
    }

    void check() {
        var decision = task.attribute(CAMUNDA, "decisionRef").orElse("").strip();
        if (!DECISION.matcher(decision).matches()) {
            problem(
                    task,
                    decision.isEmpty() ? "The task asks no decision." : "“" + decision + "” is no name of a decision.",
                    "Give it camunda:decisionRef with the name of a file in decisions/.");
            return;
        }
        var place = set();
        if (place.isEmpty()) {
            typed("decide(\"" + decision + "\")", task, null);
            problem(task, "The task sets nothing.", "Give it the camunda:property “set”. " + FORM);
            return;
        }
        var record = catalog.findEntity(names.entity());
        record.ifPresent(found -> pairs(
                place.get(), decision, found, place.get().attribute("value").orElse("")));
    }

    private Optional<XmlElement> set() {
        return BpmnReader.extensions(task, "properties", "property")
                .filter(property -> property.attribute("name").orElse("").equals("set"))
                .findFirst();
    }

    private void pairs(XmlElement place, String decision, EntityDefinition entity, String text) {
        var seen = new HashSet<String>();
        for (var pair : text.split(",", -1)) {
            var parts = PAIR.matcher(pair);
            if (!parts.matches()) {
                problem(place, "“" + pair.strip() + "” sets nothing.", FORM);
                continue;
            }
            var property = parts.group(1);
            var output = parts.group(2);
            if (!seen.add(property)) {
                problem(place, "“" + property + "” is set twice.", "Set it once.");
            }
            var type = names.settable(place, entity, property);
            if (type != null && typed("decide(\"" + decision + "\")." + output, place, type)) {
                codes(place, decision, output, property, type);
            }
        }
    }

    /** Whether an expression on the process's record gives what is wanted. */
    private boolean typed(String text, XmlElement place, @Nullable FeelType type) {
        return feel.typed(text, place.at(label), names.ofRecord(type), catalog) != null;
    }

    /** Texts that the decision writes out must be codes where codes are set. */
    private void codes(XmlElement place, String decision, String output, String property, FeelType type) {
        if (!(type instanceof FeelType.Code(var codes, var ordered))) {
            return;
        }
        var texts = catalog.decision(module, decision).stream()
                .flatMap(found -> found.outputs().stream()
                        .filter(candidate -> candidate.name().equals(output))
                        .flatMap(candidate -> found.texts(candidate).stream()))
                .filter(text -> !codes.contains(text))
                .toList();
        texts.forEach(text -> problem(
                place,
                "“" + output + "” can be “" + text + "”, and “" + property + "” has no such code.",
                Similar.advice(text, codes)));
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
