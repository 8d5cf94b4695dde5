package org.casewright.process;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseUtil;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The inputs of a service task, parsed: FEEL behind {@code =}, else a text; a map of entries, each likewise. */
record ServiceInputs(Map<String, Input> inputs) {

    /** One input. */
    sealed interface Input {
        /** FEEL. */
        record Feel(Expression expression) implements Input {}

        /** A constant. */
        record Text(String text) implements Input {}

        /** Named parts. */
        record Parts(Map<String, Input> entries) implements Input {}
    }

    static ServiceInputs of(Element element) {
        var found = new LinkedHashMap<String, Input>();
        var io = BpmnParseUtil.findCamundaExtensionElement(element, "inputOutput");
        if (io != null) {
            for (var input : io.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "inputParameter")) {
                found.put(input.attribute("name"), input(input));
            }
        }
        return new ServiceInputs(Map.copyOf(found));
    }

    private static Input input(Element element) {
        var map = element.elementNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "map");
        if (map == null) {
            return input(element.getText());
        }
        var parts = new LinkedHashMap<String, Input>();
        for (var entry : map.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "entry")) {
            parts.put(entry.attribute("key"), input(entry));
        }
        return new Input.Parts(parts);
    }

    /** What stands in one place: FEEL behind {@code =}, else a text. */
    static Input input(String written) {
        var text = written.strip();
        return text.startsWith("=") ? new Input.Feel(Expressions.parse(text.substring(1))) : new Input.Text(text);
    }

    /** The value of an input; null when there is none. */
    @Nullable
    Object evaluate(String input, ExecutionEntity execution, Workings workings, Map<String, Object> more) {
        return value(inputs.get(input), execution, workings, more);
    }

    static @Nullable Object value(
            @Nullable Input input, ExecutionEntity execution, Workings workings, Map<String, Object> more) {
        return switch (input) {
            case null -> null;
            case Input.Text(var text) -> text;
            case Input.Feel(var expression) -> workings.feel().value(expression, execution, more);
            case Input.Parts(var entries) -> {
                var parts = JsonNodeFactory.instance.objectNode();
                entries.forEach(
                        (name, part) -> parts.set(name, StepWriting.json(value(part, execution, workings, more))));
                yield parts;
            }
        };
    }
}
