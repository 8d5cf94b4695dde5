package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;
import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.util.Optional;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Whether what hangs together in a workflow can: flows and boundary events stay among their neighbours, one thing is said once. */
final class BpmnFlow {

    private final String label;
    private final Problems problems;

    BpmnFlow(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    void check(XmlElement process) {
        process.all().forEach(element -> {
            switch (element.local()) {
                case "sequenceFlow" -> {
                    neighbour(element, "sourceRef");
                    neighbour(element, "targetRef");
                }
                case "boundaryEvent" -> neighbour(element, "attachedToRef");
                default -> {}
            }
            element.attribute("default").ifPresent(flow -> way(element, flow));
            if (element.name().namespace().equals(BPMN)) {
                once(element);
            }
        });
    }

    /** What an attribute names stands beside the element. */
    private void neighbour(XmlElement element, String attribute) {
        var id = element.attribute(attribute).orElse("");
        var there = element.parent().stream()
                .flatMap(parent -> parent.children().stream())
                .anyMatch(other -> other.attribute("id").equals(Optional.of(id)));
        if (!there) {
            problem(
                    element,
                    attribute + " leads to “" + id + "”, which is not in the same process or sub-process.",
                    "Join steps of the same process or sub-process.");
        }
    }

    /** The default way of a gateway is one that begins there. */
    private void way(XmlElement element, String flow) {
        var begins = element.parent().stream()
                .flatMap(parent -> parent.children(BPMN, "sequenceFlow"))
                .anyMatch(other -> other.attribute("id").equals(Optional.of(flow))
                        && other.attribute("sourceRef").equals(element.attribute("id")));
        if (!begins) {
            problem(element, "The default “" + flow + "” is no flow that begins here.", "Name one that does.");
        }
    }

    private void once(XmlElement element) {
        var extensions = element.children(BPMN, "extensionElements").toList();
        var properties = extensions.stream()
                .flatMap(child -> child.children(CAMUNDA, "properties"))
                .count();
        var inputs = extensions.stream()
                .flatMap(child -> child.children(CAMUNDA, "inputOutput"))
                .count();
        if (properties > 1 || inputs > 1) {
            problem(
                    element,
                    "camunda:" + (properties > 1 ? "properties" : "inputOutput") + " stands twice here.",
                    "Put all into one.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
