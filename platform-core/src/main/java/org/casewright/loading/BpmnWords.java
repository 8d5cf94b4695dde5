package org.casewright.loading;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of BPMN 2.0 and of Camunda's attributes this version runs; the rest is refused by name. */
final class BpmnWords {

    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    static final Set<String> DRAWING = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
            "http://camunda.org/schema/modeler/1.0",
            "http://www.w3.org/2001/XMLSchema-instance");

    static final String SET_FIELDS = "org.casewright.set-fields";

    /** The other templates of the catalogue. */
    static final Set<String> LATER =
            Set.of("for-each", "move", "merge", "split", "link", "notify", "document", "webhook");

    static final String CREATE_RECORD = "org.casewright.create-record";

    static final String SEND_MESSAGE = "org.casewright.send-message";

    static final String WAIT_FOR = "org.casewright.wait-for";

    static final String SHARE = "org.casewright.share";

    static final String ASSIGN = "org.casewright.assign";

    /** The templates that are run. */
    static final List<String> TEMPLATES = List.of(SET_FIELDS, CREATE_RECORD, SHARE, ASSIGN, SEND_MESSAGE, WAIT_FOR);

    /** Steps, and what stands in and around them. */
    static final Set<String> RUN = Set.of(
            "startEvent",
            "endEvent",
            "userTask",
            "serviceTask",
            "sendTask",
            "receiveTask",
            "businessRuleTask",
            "callActivity",
            "task",
            "manualTask",
            "exclusiveGateway",
            "parallelGateway",
            "inclusiveGateway",
            "eventBasedGateway",
            "intermediateThrowEvent",
            "intermediateCatchEvent",
            "boundaryEvent",
            "subProcess",
            "sequenceFlow",
            "timerEventDefinition",
            "messageEventDefinition",
            "message",
            "signalEventDefinition",
            "signal",
            "errorEventDefinition",
            "error",
            "escalationEventDefinition",
            "escalation",
            "conditionalEventDefinition",
            "condition",
            "compensateEventDefinition",
            "linkEventDefinition",
            "terminateEventDefinition",
            "multiInstanceLoopCharacteristics",
            "completionCondition",
            "timeDuration",
            "timeDate",
            "timeCycle",
            "conditionExpression",
            "incoming",
            "outgoing",
            "extensionElements");

    /** Notes and drawing: kept, without meaning. */
    static final Set<String> NOTES = Set.of(
            "documentation",
            "textAnnotation",
            "text",
            "association",
            "group",
            "laneSet",
            "lane",
            "flowNodeRef",
            "dataObject",
            "dataObjectReference",
            "dataStoreReference",
            "category",
            "categoryValue",
            "participant",
            "participantMultiplicity",
            "collaboration",
            "process",
            "definitions",
            "childLaneSet");

    /** Why an element is never run, or not yet. */
    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("scriptTask", "Scripts are never run."),
            Map.entry("script", "Scripts are never run."),
            Map.entry("import", "Nothing is read from elsewhere."),
            Map.entry("standardLoopCharacteristics", "No engine counts rounds: a flow leads back."),
            Map.entry("loopCardinality", "Steps are repeated over a list, not a number of times."),
            Map.entry("loopDataInputRef", "What is repeated over is said by camunda:collection."),
            Map.entry("inputDataItem", "What is at hand is called item."),
            Map.entry("transaction", "Transactions of BPMN are not run: every step is one with its records."),
            Map.entry("cancelEventDefinition", "Transactions of BPMN are not run: every step is one with its records."),
            Map.entry("adHocSubProcess", "Nobody could say where such a process stands."),
            Map.entry("complexGateway", "Nobody could say where it leads: use exclusive, inclusive or parallel ones."),
            Map.entry("ioSpecification", "Data inputs and outputs are never run."),
            Map.entry("resource", "Resources are never read."),
            Map.entry("performer", "Who does a step is said by camunda:candidateGroups."),
            Map.entry("potentialOwner", "Who does a step is said by camunda:candidateGroups."),
            Map.entry("humanPerformer", "Who does a step is said by camunda:candidateGroups."));

    /** Camunda attributes by element; those of "*" stand everywhere. */
    static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "*",
                    Set.of(
                            "asyncBefore",
                            "asyncAfter",
                            "exclusive",
                            "modelerTemplateVersion",
                            "modelerTemplateIcon",
                            "diagramRelationId"),
            "process", Set.of("historyTimeToLive", "versionTag", "isStartableInTasklist"),
            "userTask", Set.of("formKey", "candidateGroups", "assignee", "dueDate", "followUpDate", "priority"),
            "serviceTask", Set.of("modelerTemplate"),
            "sendTask", Set.of("modelerTemplate"),
            "businessRuleTask", Set.of("decisionRef"),
            "multiInstanceLoopCharacteristics", Set.of("collection", "elementVariable"));

    /** {@code camunda:property} by element. */
    static final Map<String, Set<String>> PROPERTIES = Map.of(
            "process", Set.of("entity", "start"),
            "userTask", Set.of("outcomes", "subject", "partnerTeam", "notSameAs"),
            "businessRuleTask", Set.of("set"),
            "callActivity", Set.of("record"),
            "receiveTask", Set.of("correlate"),
            "startEvent", Set.of("correlate"),
            "intermediateCatchEvent", Set.of("correlate"),
            "boundaryEvent", Set.of("correlate"));

    /** Properties of the format that this version does not run. */
    static final Set<String> PROPERTIES_LATER = Set.of("escalation", "unit");

    static final Map<String, String> ATTRIBUTES_REFUSED = Map.of(
            "class", "Java classes are never run.",
            "delegateExpression", "Beans are never called.",
            "expression", "Expressions that call beans are never run.",
            "type", "External tasks are not run.",
            "topic", "External tasks are not run.",
            "resource", "Nothing is read from elsewhere.",
            "resultVariable", "Record values are never copied into process variables.",
            "decisionRef", "Decisions are asked by business rule tasks.",
            "initiator", "Who started is in the record's history.");

    static final Map<String, String> EXTENSIONS_REFUSED = Map.of(
            "executionListener", "Listeners are never run.",
            "taskListener", "Listeners are never run.",
            "connector", "Connectors are never run.",
            "field", "Fields of Java classes are never set.",
            "formData", "Forms are files of the module.",
            "script", "Scripts are never run.",
            "outputParameter", "Record values are never copied into process variables.");

    private BpmnWords() {}
}
