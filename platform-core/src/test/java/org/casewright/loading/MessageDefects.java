package org.casewright.loading;

import java.util.List;
import java.util.stream.Stream;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What is wrong with messages and those who send them or wait for them, and what is said of it. */
final class MessageDefects {

    private static final String BPMN = "workflows/charge.bpmn";

    private MessageDefects() {}

    /** The library with a message that a process waits for and sends. */
    static GoodModules modules() {
        return new GoodModules()
                .but(
                        "library",
                        "module.json",
                        "\"settings\": {",
                        "\"messages\": { \"LoanOverdue\": { \"key\": \"loan\", \"payload\": { \"loan\": { \"x-reference\": \"loan\" }, \"days\": { \"type\": \"integer\" } } } },\n  \"settings\": {")
                .with("library", BPMN, """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
                  <message id="overdue" name="LoanOverdue" />
                  <process id="charge" name="Charge" isExecutable="true">
                    <extensionElements>
                      <camunda:properties>
                        <camunda:property name="entity" value="loan" />
                        <camunda:property name="start" value="message LoanOverdue create = {book: message.loan.book, reader: message.loan.reader}" />
                      </camunda:properties>
                    </extensionElements>
                    <startEvent id="begin" />
                    <intermediateCatchEvent id="wait">
                      <extensionElements><camunda:properties><camunda:property name="correlate" value="= record" /></camunda:properties></extensionElements>
                      <messageEventDefinition id="by" messageRef="overdue" />
                    </intermediateCatchEvent>
                    <serviceTask id="send" name="Send" camunda:modelerTemplate="org.casewright.send-message">
                      <extensionElements><camunda:inputOutput>
                        <camunda:inputParameter name="message">LoanOverdue</camunda:inputParameter>
                        <camunda:inputParameter name="payload">= {loan: record, days: message.days}</camunda:inputParameter>
                      </camunda:inputOutput></extensionElements>
                    </serviceTask>
                    <endEvent id="end" />
                    <sequenceFlow id="a" sourceRef="begin" targetRef="wait" />
                    <sequenceFlow id="b" sourceRef="wait" targetRef="send" />
                    <sequenceFlow id="c" sourceRef="send" targetRef="end" />
                  </process>
                </definitions>
                """);
    }

    private static Defect bpmn(String name, String old, String changed, String... said) {
        return new Defect(
                name,
                modules().but("library", BPMN, old, changed),
                Stream.of(said).map(one -> "library/" + BPMN + one).toList());
    }

    private static Defect manifest(String name, String old, String changed, String... said) {
        return new Defect(
                name,
                modules().but("library", "module.json", old, changed),
                Stream.of(said).map(one -> "library/module.json" + one).toList());
    }

    static List<Defect> all() {
        return Stream.of(declared(), waiting(), starting())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Defect> declared() {
        return List.of(
                manifest(
                        "a key that the payload has not",
                        "\"key\": \"loan\"",
                        "\"key\": \"lone\"",
                        ":8:41 /messages/LoanOverdue/key: The payload has no “lone”. Known here: days, loan."),
                manifest(
                        "a part of several kinds",
                        "{ \"type\": \"integer\" }",
                        "{ \"type\": \"integer\", \"x-reference\": \"loan\" }",
                        ":8:105 /messages/LoanOverdue/payload/days: A part of a payload is one of a reference, a code and a value. Write { \"x-reference\": \"ENTITY\" }, { \"$ref\": \"../codes/NAME.codes.json\" } or { \"type\": \"string\" }."),
                manifest(
                        "a part of an unknown entity",
                        "{ \"x-reference\": \"loan\" }",
                        "{ \"x-reference\": \"lone\" }",
                        ":8:87 /messages/LoanOverdue/payload/loan/x-reference: There is no entity “lone” in this module. Known here: book, holding, language, loan, reader."),
                manifest(
                        "a name that is none",
                        "\"messages\": {",
                        "\"messages\": { \"Loan overdue\": { \"payload\": {} },",
                        ":8:17 /messages/Loan overdue: “Loan overdue” is no name of a message. Letters and digits, such as LoanOverdue."),
                new Defect(
                        "a message that two modules declare",
                        modules()
                                .but(
                                        "common",
                                        "module.json",
                                        "\"roles\"",
                                        "\"messages\": { \"LoanOverdue\": { \"payload\": {} } }, \"roles\""),
                        List.of(
                                "library/module.json:8:17 /messages/LoanOverdue: There is a message “LoanOverdue” already, in the module “common”. Names of messages are global: declare it in a module that both need, or choose another.")));
    }

    private static List<Defect> waiting() {
        return List.of(
                bpmn(
                        "a message that is not declared",
                        "id=\"overdue\" name=\"LoanOverdue\"",
                        "id=\"overdue\" name=\"LoanLate\"",
                        ":14:7 #by: There is no message “LoanLate” in this module or one that it needs. Known here: LoanOverdue. Messages are declared in module.json."),
                new Defect(
                        "a message that is not declared, where modules need each other",
                        modules()
                                .but(
                                        "common",
                                        "module.json",
                                        "\"title\": \"Common\",",
                                        "\"title\": \"Common\", \"needs\": { \"library\": \"^1\" },")
                                .but(
                                        "library",
                                        BPMN,
                                        "id=\"overdue\" name=\"LoanOverdue\"",
                                        "id=\"overdue\" name=\"LoanLate\""),
                        List.of(
                                "common/module.json:1:82 /needs/library: Modules need each other in a circle: common -> library -> common. Move what both need into a module of its own.",
                                "library/module.json:5:24 /needs/common: Modules need each other in a circle: library -> common -> library. Move what both need into a module of its own.",
                                "library/workflows/charge.bpmn:14:7 #by: There is no message “LoanLate” in this module or one that it needs. Known here: LoanOverdue. Messages are declared in module.json.")),
                bpmn(
                        "a wait without a key",
                        "<camunda:property name=\"correlate\" value=\"= record\" />",
                        "",
                        ":12:5 #wait: It waits for any “LoanOverdue”, whose key is “loan”. Give it the camunda:property “correlate”, such as = record.id."),
                bpmn(
                        "a key of another type",
                        "\"= record\"",
                        "\"= record.fee\"",
                        ":12:5 #wait: In `record.fee` at column 1: it gives a number where a record is wanted."),
                bpmn(
                        "a payload with an unknown part",
                        "days: message.days}",
                        "day: message.days}",
                        ":19:9 #send: “LoanOverdue” has no “day”. Did you mean “days”?"),
                bpmn(
                        "a payload of another type",
                        "days: message.days}",
                        "days: today()}",
                        ":19:9 #send: In `({loan: record, days: today()}).days` at column 2: it gives a date where a number is wanted."),
                bpmn(
                        "a payload without the key",
                        "{loan: record, days",
                        "{days",
                        ":19:9 #send: “LoanOverdue” is sent without its key “loan”. Give it in the payload, such as = {loan: record}."),
                bpmn(
                        "a part that the message has not",
                        "days: message.days",
                        "days: message.hours",
                        ":19:9 #send: In `{loan: record, days: message.hours}` at column 22: there is no hours."),
                bpmn(
                        "sending nothing",
                        "<camunda:inputParameter name=\"message\">LoanOverdue</camunda:inputParameter>",
                        "",
                        ":16:5 #send: Nothing says what is sent. Give it the input “message” with the name of a message."),
                bpmn(
                        "a message that is thrown",
                        "<endEvent id=\"end\" />",
                        "<endEvent id=\"end\"><messageEventDefinition messageRef=\"overdue\" /></endEvent>",
                        ":22:5 #end: A message is sent by a service task. Give one camunda:modelerTemplate=\"org.casewright.send-message\"."),
                bpmn(
                        "a start event that waits",
                        "<startEvent id=\"begin\" />",
                        "<startEvent id=\"begin\"><messageEventDefinition messageRef=\"overdue\" /></startEvent>",
                        ":11:5 #begin: A start by message is said by the process. Write the camunda:property “start”: message NAME create = {...}."));
    }

    private static List<Defect> starting() {
        return List.of(
                bpmn(
                        "a start with an unknown property",
                        "{book: message",
                        "{pages: 1, book: message",
                        ":4:3 #charge: “library/loan” has no property “pages”. Known here: book, damages, daysOverdue, dueOn, fee, from, lentOn, note, reader, state, to."),
                bpmn(
                        "a start that gives no required value",
                        ", reader: message.loan.reader}",
                        "}",
                        ":4:3 #charge: “reader” must have a value, and gets none. Add it to {...}."),
                bpmn(
                        "a start with a value of another type",
                        "book: message.loan.book",
                        "book: message.days",
                        ":4:3 #charge: In `({book: message.days, reader: message.loan.reader}).book` at column 2: it gives a number where a record is wanted."),
                bpmn(
                        "a start by an unknown message",
                        "message LoanOverdue create",
                        "message LoanLate create",
                        ":4:3 #charge: There is no message “LoanLate” in this module or one that it needs. Known here: LoanOverdue. Messages are declared in module.json."),
                bpmn(
                        "a start by message that is none",
                        "LoanOverdue create = {book",
                        "LoanOverdue makes {book",
                        ":4:3 #charge: “message LoanOverdue makes {book: message.loan.book, reader: message.loan.reader}” is no start by message. Write message NAME create = {...}."),
                bpmn(
                        "a condition of a start that is none",
                        "value=\"message LoanOverdue create = {book: message.loan.book, reader: message.loan.reader}\"",
                        "value=\"when fees = 1\"",
                        ":4:3 #charge: In `fees = 1` at column 1: there is no fees; did you mean fee?"));
    }
}
