package org.casewright.process;

/** BPMN files for tests, as short as they can be. */
final class Bpmn {

    private Bpmn() {}

    /** A process on {@code library/loan} with these elements. */
    static String process(String id, String elements) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    targetNamespace="https://casewright.org/bpmn">
                  <bpmn:process id="%s" name="Loan" isExecutable="true">
                    <bpmn:extensionElements><camunda:properties>
                      <camunda:property name="entity" value="loan"/>
                      <camunda:property name="start" value="create"/>
                    </camunda:properties></bpmn:extensionElements>
                    %s
                  </bpmn:process>
                </bpmn:definitions>
                """.formatted(id, elements);
    }

    static String start(String id) {
        return "<bpmn:startEvent id=\"%s\"/>".formatted(id);
    }

    static String end(String id, String name) {
        return "<bpmn:endEvent id=\"%s\" name=\"%s\"/>".formatted(id, name);
    }

    static String flow(String from, String to) {
        return "<bpmn:sequenceFlow id=\"%s_%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(from, to, from, to);
    }

    static String flow(String from, String to, String feel) {
        return """
                <bpmn:sequenceFlow id="%s_%s" sourceRef="%s" targetRef="%s">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">%s</bpmn:conditionExpression>
                </bpmn:sequenceFlow>""".formatted(from, to, from, to, escaped(feel));
    }

    static String userTask(String id, String name, String role, String attributes, String outcomes) {
        return """
                <bpmn:userTask id="%s" name="%s" camunda:candidateGroups="%s" %s>
                  <bpmn:extensionElements><camunda:properties>
                    <camunda:property name="outcomes" value="%s"/>
                  </camunda:properties></bpmn:extensionElements>
                </bpmn:userTask>""".formatted(id, name, role, attributes, outcomes);
    }

    static String setFields(String id, String name, String values) {
        return """
                <bpmn:serviceTask id="%s" name="%s" camunda:modelerTemplate="org.casewright.set-fields">
                  <bpmn:extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="values">%s</camunda:inputParameter>
                  </camunda:inputOutput></bpmn:extensionElements>
                </bpmn:serviceTask>""".formatted(id, name, escaped(values));
    }

    static String createRecord(String id, String name, String entity, String values, String into) {
        return """
                <bpmn:serviceTask id="%s" name="%s" camunda:modelerTemplate="org.casewright.create-record">
                  <bpmn:extensionElements><camunda:inputOutput>
                    <camunda:inputParameter name="entity">%s</camunda:inputParameter>
                    <camunda:inputParameter name="values">%s</camunda:inputParameter>
                    <camunda:inputParameter name="into">%s</camunda:inputParameter>
                  </camunda:inputOutput></bpmn:extensionElements>
                </bpmn:serviceTask>""".formatted(id, name, entity, escaped(values), into);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
