package org.casewright.loading;

import java.util.List;
import java.util.stream.Stream;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What is wrong with events, repeated steps, calls and sub-processes, and what is said of it. */
final class ElementDefects {

    private static final String BPMN = "workflows/lend.bpmn";
    private static final String END = "<endEvent id=\"end\" />";
    private static final String TASK = "</userTask>";
    private static final String PROCESS = "<process id=\"lend\"";

    private ElementDefects() {}

    private static GoodModules with(String elements) {
        return new GoodModules().but("library", BPMN, END, END + elements);
    }

    private static GoodModules repeated(String loop) {
        return new GoodModules().but("library", BPMN, TASK, loop + TASK);
    }

    private static Defect defect(String name, GoodModules modules, String... said) {
        return new Defect(
                name,
                modules,
                Stream.of(said)
                        .map(text -> "library/workflows/lend.bpmn:" + text)
                        .toList());
    }

    static List<Defect> all() {
        return Stream.of(events(), named(), steps(), calls(), secondEyes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Defect> events() {
        return List.of(
                defect(
                        "a start by a signal",
                        new GoodModules()
                                .but(
                                        "library",
                                        BPMN,
                                        "<startEvent id=\"begin\" />",
                                        "<startEvent id=\"begin\"><signalEventDefinition /></startEvent>"),
                        "10:5 #begin: A process does not start so. Start with the record: the camunda:property “start”."),
                defect(
                        "a start by a condition",
                        new GoodModules()
                                .but(
                                        "library",
                                        BPMN,
                                        "<startEvent id=\"begin\" />",
                                        "<startEvent id=\"begin\"><conditionalEventDefinition><condition>true</condition></conditionalEventDefinition></startEvent>"),
                        "10:5 #begin: A start by a condition is said by the process. Write the camunda:property “start”: when FEEL."),
                defect(
                        "an end that waits",
                        with("<endEvent id=\"odd\"><linkEventDefinition name=\"x\" /></endEvent>"),
                        "29:26 #odd: <linkEventDefinition> cannot stand in <endEvent>. Here may stand: compensate, error, escalation, signal, terminate."),
                defect(
                        "an event that waits for nothing",
                        with("<intermediateCatchEvent id=\"odd\" />"),
                        "29:26 #odd: This event waits for nothing. Give it a timer, a message, a signal or a condition."),
                defect(
                        "a condition that is not there",
                        with(
                                "<intermediateCatchEvent id=\"odd\"><conditionalEventDefinition><condition></condition></conditionalEventDefinition></intermediateCatchEvent>"),
                        "29:26 #odd: Nothing says what this event waits for. Give it a <condition> in FEEL."),
                defect(
                        "a condition in a script language",
                        with(
                                "<intermediateCatchEvent id=\"odd\"><conditionalEventDefinition><condition language=\"groovy\" xsi:type=\"tFormalExpression\">fee = null</condition></conditionalEventDefinition></intermediateCatchEvent>"),
                        "29:87 #odd: Scripts are never run, and this condition is in “groovy”. Write it in FEEL: language=\"feel\"."),
                defect(
                        "a condition over what is not there",
                        with(
                                "<intermediateCatchEvent id=\"odd\"><conditionalEventDefinition><condition language=\"feel\" xsi:type=\"tFormalExpression\">record.fees > 1</condition></conditionalEventDefinition></intermediateCatchEvent>"),
                        "29:87 #odd: In `record.fees > 1` at column 1: there is no fees; did you mean fee?"),
                defect(
                        "a gateway of events before a step",
                        with(
                                "<eventBasedGateway id=\"odd\" /><task id=\"then\" /><sequenceFlow id=\"odd_then\" sourceRef=\"odd\" targetRef=\"then\" />"),
                        "29:26 #odd: Behind this gateway something does not wait for an event. Lead each flow to an event that catches."),
                defect(
                        "a link without its end",
                        with(
                                "<intermediateThrowEvent id=\"odd\"><linkEventDefinition name=\"Far\" /></intermediateThrowEvent>"),
                        "29:26 #odd: The link “Far” leads to 0 events. Draw exactly one that catches it, in the same process or sub-process."));
    }

    private static List<Defect> named() {
        return List.of(
                defect(
                        "a signal that is not there",
                        with(
                                "<intermediateCatchEvent id=\"odd\"><signalEventDefinition signalRef=\"Go\" /></intermediateCatchEvent>"),
                        "29:26 #odd: There is no <signal> “Go” in this file. Draw it with a BPMN 2.0 modeler."),
                defect(
                        "a signal by expression",
                        with("<intermediateCatchEvent id=\"odd\"><signalEventDefinition signalRef=\"Go\" /></intermediateCatchEvent>")
                                .but("library", BPMN, PROCESS, "<signal id=\"Go\" name=\"${bean}\" />" + PROCESS),
                        "3:3 #Go: The signal has no name. Give it a plain one, by which it is known."),
                defect(
                        "an escalation that is not named",
                        with(
                                "<intermediateThrowEvent id=\"odd\"><escalationEventDefinition /></intermediateThrowEvent>"),
                        "29:26 #odd: Nothing says which escalation this is. Give it escalationRef."),
                defect(
                        "an error that nobody catches",
                        with("<endEvent id=\"odd\"><errorEventDefinition errorRef=\"Fault\" /></endEvent>")
                                .but("library", BPMN, PROCESS, "<error id=\"Fault\" errorCode=\"FAULT\" />" + PROCESS),
                        "29:26 #odd: Nobody catches this error. Draw an error event at the edge of the sub-process around it."),
                defect(
                        "an error that ends nothing",
                        with(
                                "<boundaryEvent id=\"odd\" cancelActivity=\"false\" attachedToRef=\"follow_up\"><errorEventDefinition /></boundaryEvent>"),
                        "29:26 #odd: An error always ends what it came from. Let the event interrupt."));
    }

    private static List<Defect> steps() {
        return List.of(
                defect(
                        "a step repeated for nobody knows whom",
                        repeated("<multiInstanceLoopCharacteristics />"),
                        "17:5 #follow_up: Nothing says for what this step is repeated. Give it camunda:collection in FEEL, such as = record.members."),
                defect(
                        "a step repeated for one value",
                        repeated("<multiInstanceLoopCharacteristics camunda:collection=\"= record.dueOn\" />"),
                        "17:5 #follow_up: `= record.dueOn` gives a date where a list of records, codes or texts is wanted. Name an inverse list, such as = record.members."),
                defect(
                        "a step repeated three times",
                        repeated(
                                "<multiInstanceLoopCharacteristics camunda:collection=\"= record.reader.loans\"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"),
                        "17:82 #follow_up: <loopCardinality>: Steps are repeated over a list, not a number of times. Leave it out."),
                defect(
                        "a round that goes on until",
                        repeated("<standardLoopCharacteristics />"),
                        "17:5 #follow_up: <standardLoopCharacteristics>: No engine counts rounds: a flow leads back. Leave it out."),
                defect(
                        "another name for what is at hand",
                        repeated(
                                "<multiInstanceLoopCharacteristics camunda:collection=\"= record.reader.loans\" camunda:elementVariable=\"loan\" />"),
                        "17:5 #follow_up: What is at hand is called item. Leave camunda:elementVariable out."),
                defect(
                        "an end of the rounds that is no condition",
                        repeated(
                                "<multiInstanceLoopCharacteristics camunda:collection=\"= record.reader.loans\"><completionCondition>enough</completionCondition></multiInstanceLoopCharacteristics>"),
                        "17:82 #follow_up: `enough` is no condition. Write FEEL behind =, such as = outcome = \"no\"."),
                defect(
                        "a sub-process without a start",
                        with("<subProcess id=\"odd\"><task id=\"within\" /></subProcess>"),
                        "29:26 #odd: This sub-process has no start event. Draw exactly one."),
                defect(
                        "a sub-process that an event begins and a flow joins",
                        with(
                                "<subProcess id=\"odd\" triggeredByEvent=\"true\"><startEvent id=\"inside\"><errorEventDefinition /></startEvent></subProcess><sequenceFlow id=\"odd_end\" sourceRef=\"odd\" targetRef=\"end\" />"),
                        "29:26 #odd: An event begins this sub-process, and a flow joins it. Leave the flow out."),
                defect(
                        "a step that undoes nothing",
                        with("<task id=\"odd\" isForCompensation=\"true\" />"),
                        "29:26 #odd: Nothing says what this step undoes. Draw an association from a compensation event at the edge of another step."),
                defect(
                        "a step that nobody knows how to undo",
                        with(
                                "<boundaryEvent id=\"odd\" attachedToRef=\"write_off\"><compensateEventDefinition /></boundaryEvent>"),
                        "29:26 #odd: Nothing says how the step is undone. Draw an association to one step with isForCompensation=\"true\"."),
                defect(
                        "something undone that is not there",
                        with(
                                "<intermediateThrowEvent id=\"odd\"><compensateEventDefinition activityRef=\"nothing\" /></intermediateThrowEvent>"),
                        "29:26 #odd: There is no step “nothing” here to be undone. Name one of the same process or sub-process."),
                defect(
                        "a transaction",
                        with("<transaction id=\"odd\" />"),
                        "29:26 #odd: <transaction>: Transactions of BPMN are not run: every step is one with its records. Leave it out."),
                defect(
                        "a send task that sends nothing",
                        with("<sendTask id=\"odd\" />"),
                        "29:26 #odd: This send task sends nothing. Give it camunda:modelerTemplate=\"org.casewright.send-message\"."),
                defect(
                        "a receive task that waits for no message",
                        with("<receiveTask id=\"odd\" />"),
                        "29:26 #odd: No message is named. There is none. Messages are declared in module.json."));
    }

    private static List<Defect> calls() {
        return List.of(
                defect(
                        "a call of a process that is not there",
                        with("<callActivity id=\"call\" calledElement=\"x\" />"),
                        "29:26 #call: There is no process “x”. Known here: lend."),
                defect(
                        "a call of nothing",
                        with("<callActivity id=\"call\" />"),
                        "29:26 #call: Nothing says which process is called. Give it calledElement with the id of a process."),
                defect(
                        "a call by expression",
                        with("<callActivity id=\"call\" calledElement=\"${which}\" />"),
                        "29:26 #call: Nothing says which process is called. Give it calledElement with the id of a process."),
                defect(
                        "a process that calls itself",
                        with("<callActivity id=\"call\" calledElement=\"lend\" />"),
                        "29:26 #call: The process “lend” calls itself. Let a flow lead back instead."),
                defect(
                        "a call with another kind of record",
                        with(
                                "<callActivity id=\"call\" calledElement=\"lend\"><extensionElements><camunda:properties><camunda:property name=\"record\" value=\"= record.reader\" /></camunda:properties></extensionElements></callActivity>"),
                        "29:26 #call: The process “lend” calls itself. Let a flow lead back instead.",
                        "29:26 #call: “lend” works on library/loan, and is called with a record of library/reader. Give it the camunda:property “record”, such as = record.reader."));
    }

    private static GoodModules notSameAs(String who) {
        return new GoodModules()
                .but(
                        "library",
                        BPMN,
                        "<camunda:property name=\"outcomes\"",
                        "<camunda:property name=\"notSameAs\" value=\"" + who
                                + "\" /><camunda:property name=\"outcomes\"");
    }

    private static List<Defect> secondEyes() {
        return List.of(
                defect(
                        "other eyes than those of a step that is not there",
                        notSameAs("folow_up"),
                        "11:5 #follow_up: There is no other user task “folow_up” in this process. There is none."),
                defect(
                        "other eyes than one's own",
                        notSameAs("follow_up"),
                        "11:5 #follow_up: There is no other user task “follow_up” in this process. There is none."),
                defect(
                        "other eyes than nobody's",
                        notSameAs(" , "),
                        "11:5 #follow_up: Nothing says who must not do this step. Name a user task, such as interview, or FEEL such as = [record.officer]."),
                defect(
                        "other eyes than those of a number",
                        notSameAs("= 1 + 1"),
                        "11:5 #follow_up: `1 + 1` gives a number where users are wanted."));
    }
}
