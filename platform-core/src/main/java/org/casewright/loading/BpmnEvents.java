package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/**
 * Events of one process: where each kind may stand, whether what it names is there, whether an error is caught, a link has its
 * other end and what is undone says how.
 */
final class BpmnEvents {

    private static final String SUFFIX = "EventDefinition";

    /** What an event may wait for or throw, by where it stands. */
    private static final Map<String, Set<String>> KINDS = Map.of(
            "startEvent", Set.of(),
            "intermediateCatchEvent", Set.of("timer", "message", "signal", "conditional", "link"),
            "intermediateThrowEvent", Set.of("signal", "escalation", "compensate", "link"),
            "boundaryEvent", Set.of("timer", "message", "signal", "conditional", "error", "escalation", "compensate"),
            "endEvent", Set.of("terminate", "error", "signal", "escalation", "compensate"));

    /** With what a sub-process begins that no flow leads to. */
    private static final Set<String> BEGINNINGS =
            Set.of("timer", "message", "signal", "conditional", "error", "escalation", "compensate");

    private static final Set<String> WAITING = Set.of("intermediateCatchEvent", "boundaryEvent");

    /** What is named beside the process, by what names it; the attribute that is matched by. */
    private static final Map<String, String> NAMED =
            Map.of("signal", "name", "error", "errorCode", "escalation", "escalationCode");

    private final String label;
    private final boolean starts;
    private final Problems problems;

    /** {@code starts}: the process begins by itself, so that no caller catches what it throws. */
    BpmnEvents(String label, boolean starts, Problems problems) {
        this.label = label;
        this.starts = starts;
        this.problems = problems;
    }

    void check(XmlElement process) {
        process.all().filter(element -> element.name().namespace().equals(BPMN)).forEach(element -> {
            switch (element.local()) {
                case "startEvent", "endEvent", "intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent" ->
                    event(element);
                case "subProcess" -> subProcess(element);
                case "eventBasedGateway" -> gateway(element);
                default -> undone(element);
            }
        });
    }

    private static List<XmlElement> definitions(XmlElement event) {
        return event.children().stream()
                .filter(child -> child.local().endsWith(SUFFIX))
                .toList();
    }

    private static String kind(XmlElement definition) {
        return definition.local().substring(0, definition.local().length() - SUFFIX.length());
    }

    private void event(XmlElement event) {
        var definitions = definitions(event);
        if (definitions.size() > 1) {
            problem(event, "This event waits for several things.", "Draw an event for each.");
            return;
        }
        var begins = event.is(BPMN, "startEvent")
                && event.parent().filter(BpmnEvents::isEventSubProcess).isPresent();
        if (definitions.isEmpty()) {
            if (begins || WAITING.contains(event.local())) {
                problem(event, "This event waits for nothing.", "Give it a timer, a message, a signal or a condition.");
            }
            return;
        }
        var definition = definitions.getFirst();
        var kind = kind(definition);
        var may = begins ? BEGINNINGS : KINDS.getOrDefault(event.local(), Set.of());
        if (may.contains(kind)) {
            named(event, definition, kind);
        } else {
            misplaced(event, kind);
        }
    }

    private void misplaced(XmlElement event, String kind) {
        if (event.is(BPMN, "startEvent")) {
            switch (kind) {
                case "timer" ->
                    problem(
                            event,
                            "A start by time is not available in this version.",
                            "Start with the record: the camunda:property “start”.");
                case "message" ->
                    problem(
                            event,
                            "A start by message is said by the process.",
                            "Write the camunda:property “start”: message NAME create = {...}.");
                case "conditional" ->
                    problem(
                            event,
                            "A start by a condition is said by the process.",
                            "Write the camunda:property “start”: when FEEL.");
                default ->
                    problem(
                            event,
                            "A process does not start so.",
                            "Start with the record: the camunda:property “start”.");
            }
            return;
        }
        switch (kind) {
            case "timer" -> problem(event, "A timer cannot be thrown.", "Draw an event that catches.");
            case "conditional" -> problem(event, "A condition cannot be thrown.", "Draw an event that catches.");
            case "message" ->
                problem(
                        event,
                        "A message is sent by a service task.",
                        "Give one camunda:modelerTemplate=\"" + BpmnWords.SEND_MESSAGE + "\".");
            default ->
                problem(
                        event,
                        "<" + kind + SUFFIX + "> cannot stand in <" + event.local() + ">.",
                        "Here may stand: "
                                + String.join(
                                        ", ",
                                        KINDS.getOrDefault(event.local(), Set.of()).stream()
                                                .sorted()
                                                .toList())
                                + ".");
        }
    }

    /** What an event says of itself, by what it waits for or throws. */
    private void named(XmlElement event, XmlElement definition, String kind) {
        switch (kind) {
            case "signal" -> reference(event, definition, kind, true);
            case "escalation" -> reference(event, definition, kind, throwsIt(event));
            case "error" -> {
                reference(event, definition, kind, throwsIt(event));
                if (event.attribute("cancelActivity")
                        .orElse(event.attribute("isInterrupting").orElse(""))
                        .equals("false")) {
                    problem(event, "An error always ends what it came from.", "Let the event interrupt.");
                }
                if (throwsIt(event)) {
                    caught(event, definition);
                }
            }
            case "conditional" -> {
                if (definition
                        .child(BPMN, "condition")
                        .filter(condition -> !condition.text().isEmpty())
                        .isEmpty()) {
                    problem(event, "Nothing says what this event waits for.", "Give it a <condition> in FEEL.");
                }
            }
            case "compensate" -> compensated(event, definition);
            case "link" -> linked(event, definition);
            default -> {}
        }
    }

    private static boolean throwsIt(XmlElement event) {
        return event.is(BPMN, "endEvent") || event.is(BPMN, "intermediateThrowEvent");
    }

    private void reference(XmlElement event, XmlElement definition, String kind, boolean needed) {
        var id = definition.attribute(kind + "Ref");
        if (id.isEmpty()) {
            if (needed) {
                problem(event, "Nothing says which " + kind + " this is.", "Give it " + kind + "Ref.");
            }
            return;
        }
        var by = NAMED.getOrDefault(kind, "name");
        var found = root(event)
                .children(BPMN, kind)
                .filter(element -> element.attribute("id").equals(id))
                .findFirst();
        if (found.isEmpty()) {
            problem(
                    event,
                    "There is no <" + kind + "> “" + id.get() + "” in this file.",
                    "Draw it with a BPMN 2.0 modeler.");
        } else if (found.get()
                .attribute(by)
                .filter(text -> !text.isBlank() && !text.contains("{"))
                .isEmpty()) {
            problem(found.get(), "The " + kind + " has no " + by + ".", "Give it a plain one, by which it is known.");
        }
    }

    private static XmlElement root(XmlElement element) {
        var at = element;
        while (at.parent().isPresent()) {
            at = at.parent().get();
        }
        return at;
    }

    /** Somebody catches the error: around the sub-process in which it is thrown, or beside it. */
    private void caught(XmlElement event, XmlElement definition) {
        var code = definition.attribute("errorRef");
        for (var scope = event.parent(); scope.isPresent(); scope = scope.get().parent()) {
            var inside = scope.get();
            if (catching(inside).anyMatch(other -> catches(other, code))) {
                return;
            }
            if (inside.is(BPMN, "process")) {
                if (starts) {
                    problem(
                            event,
                            "Nobody catches this error.",
                            "Draw an error event at the edge of the sub-process around it.");
                }
                return;
            }
        }
    }

    private static Stream<XmlElement> catching(XmlElement scope) {
        var beside = scope.parent().stream()
                .flatMap(parent -> parent.children(BPMN, "boundaryEvent"))
                .filter(boundary -> boundary.attribute("attachedToRef").equals(scope.attribute("id")));
        var within = scope.children(BPMN, "subProcess")
                .filter(BpmnEvents::isEventSubProcess)
                .flatMap(sub -> sub.children(BPMN, "startEvent"));
        return Stream.concat(beside, within);
    }

    private static boolean catches(XmlElement event, Optional<String> error) {
        return event.children(BPMN, "errorEventDefinition")
                .map(definition -> definition.attribute("errorRef"))
                .anyMatch(caught -> caught.isEmpty() || caught.equals(error));
    }

    static boolean isEventSubProcess(XmlElement element) {
        return element.is(BPMN, "subProcess")
                && element.attribute("triggeredByEvent").orElse("").equals("true");
    }

    private void subProcess(XmlElement element) {
        var starting = element.children(BPMN, "startEvent").count();
        if (starting != 1) {
            problem(
                    element,
                    "This sub-process has " + (starting == 0 ? "no start event." : starting + " start events."),
                    "Draw exactly one.");
        }
        var joined = element.parent().stream()
                .flatMap(parent -> parent.children(BPMN, "sequenceFlow"))
                .anyMatch(flow -> flow.attribute("targetRef").equals(element.attribute("id"))
                        || flow.attribute("sourceRef").equals(element.attribute("id")));
        if (isEventSubProcess(element) && joined) {
            problem(element, "An event begins this sub-process, and a flow joins it.", "Leave the flow out.");
        }
        undone(element);
    }

    private void gateway(XmlElement gateway) {
        var scope = gateway.parent().orElse(gateway);
        var targets = scope.children(BPMN, "sequenceFlow")
                .filter(flow -> flow.attribute("sourceRef").equals(gateway.attribute("id")))
                .map(flow -> flow.attribute("targetRef"))
                .toList();
        var waits = scope.children(BPMN, "intermediateCatchEvent")
                .map(event -> event.attribute("id"))
                .toList();
        if (targets.isEmpty() || !waits.containsAll(targets)) {
            problem(
                    gateway,
                    "Behind this gateway something does not wait for an event.",
                    "Lead each flow to an event that catches.");
        }
    }

    /** A step that undoes another is joined to it by an association, and by no flow. */
    private void undone(XmlElement element) {
        if (!element.attribute("isForCompensation").orElse("").equals("true")) {
            return;
        }
        var scope = element.parent().orElse(element);
        var from = scope.children(BPMN, "boundaryEvent")
                .filter(event -> event.child(BPMN, "compensateEventDefinition").isPresent())
                .map(event -> event.attribute("id"))
                .toList();
        var joined = scope.children(BPMN, "association")
                .anyMatch(line -> line.attribute("targetRef").equals(element.attribute("id"))
                        && from.contains(line.attribute("sourceRef")));
        if (!joined) {
            problem(
                    element,
                    "Nothing says what this step undoes.",
                    "Draw an association from a compensation event at the edge of another step.");
        }
    }

    private void compensated(XmlElement event, XmlElement definition) {
        var scope = event.parent().orElse(event);
        if (event.is(BPMN, "boundaryEvent")) {
            var undoing = scope.children(BPMN, "association")
                    .filter(line -> line.attribute("sourceRef").equals(event.attribute("id")))
                    .map(line -> line.attribute("targetRef"))
                    .toList();
            var right = undoing.size() == 1
                    && scope.children().stream()
                            .anyMatch(step -> step.attribute("id").equals(undoing.getFirst())
                                    && step.attribute("isForCompensation")
                                            .orElse("")
                                            .equals("true"));
            if (!right) {
                problem(
                        event,
                        "Nothing says how the step is undone.",
                        "Draw an association to one step with isForCompensation=\"true\".");
            }
            return;
        }
        if (definition.attribute("waitForCompletion").orElse("").equals("false")) {
            problem(event, "What is undone is waited for.", "Leave waitForCompletion out.");
        }
        var step = definition.attribute("activityRef");
        if (step.isPresent()
                && scope.all().noneMatch(other -> other.attribute("id").equals(step))) {
            problem(
                    event,
                    "There is no step “" + step.get() + "” here to be undone.",
                    "Name one of the same process or sub-process.");
        }
    }

    private void linked(XmlElement event, XmlElement definition) {
        var name = definition.attribute("name").filter(text -> !text.isBlank());
        if (name.isEmpty()) {
            problem(event, "This link has no name.", "Give both ends the same.");
            return;
        }
        var ends = event.parent().stream()
                .flatMap(scope -> scope.children(BPMN, "intermediateCatchEvent"))
                .flatMap(other -> other.children(BPMN, "linkEventDefinition"))
                .filter(other -> other.attribute("name").equals(name))
                .count();
        if (ends != 1) {
            problem(
                    event,
                    "The link “" + name.get() + "” leads to " + ends + " events.",
                    "Draw exactly one that catches it, in the same process or sub-process.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
