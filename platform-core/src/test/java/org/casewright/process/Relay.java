package org.casewright.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.casewright.TestPlatform;

/** Teams of runners as a module: one process for each kind of BPMN element, begun by what a team plays. */
final class Relay {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                targetNamespace="https://casewright.org/bpmn">
              %s
              <bpmn:process id="%s" name="%s" isExecutable="true">
                <bpmn:extensionElements><camunda:properties>
                  <camunda:property name="entity" value="%s"/>%s
                </camunda:properties></bpmn:extensionElements>
                %s
              </bpmn:process>
            </bpmn:definitions>
            """;

    private static final Map<String, String> FILES = Map.of(
            "module.json", """
            { "$schema": "https://casewright.org/schema/v1/module.json", "name": "relay", "version": "1.0.0", "title": "Relay",
              "roles": { "COACH": { "title": "Coach" } },
              "messages": { "Halt": { "key": "team", "payload": { "team": { "x-reference": "team" } } },
                            "Baton": { "key": "to", "payload": { "to": { "x-reference": "team" }, "what": { "type": "string" } } } } }""",
            "access.json", """
            { "$schema": "https://casewright.org/schema/v1/access.json", "roles": {
                "COACH": { "team": [ { "create": "all", "read": "all", "write": "all", "run": "all" } ],
                           "runner": [ { "create": "all", "read": "all", "write": "all", "run": "all" } ] },
                "process:relay": { "team": [ { "read": "all", "write": "all" } ],
                                   "runner": [ { "read": "all", "write": "all" } ] } } }""",
            "entities/team.schema.json", """
            { "$schema": "https://casewright.org/schema/v1/entity.json", "title": "Team", "type": "object",
              "x-entity": { "plural": "Teams", "titleTemplate": "{name}" },
              "properties": {
                "name": { "title": "Name", "type": "string" },
                "play": { "title": "Play", "type": "string" },
                "next": { "title": "Next team", "x-reference": { "entity": "team" } },
                "judge": { "title": "Judge", "x-reference": { "entity": "platform/user" } },
                "stopped": { "title": "Stopped", "type": "boolean", "default": false },
                "log": { "title": "Log", "type": "string" } } }""",
            "entities/runner.schema.json", """
            { "$schema": "https://casewright.org/schema/v1/entity.json", "title": "Runner", "type": "object",
              "x-entity": { "plural": "Runners", "titleTemplate": "{name}" },
              "properties": {
                "name": { "title": "Name", "type": "string" },
                "team": { "title": "Team", "x-reference": { "entity": "team", "inverse": "runners" } },
                "hurt": { "title": "Hurt", "type": "boolean", "default": false },
                "note": { "title": "Note", "type": "string" } } }""",
            "demo/demo.json", """
            { "$schema": "https://casewright.org/schema/v1/demo.json",
              "units": [ { "code": "HQG", "name": "Head office", "timeZone": "UTC" } ],
              "users": [ { "name": "coach.hqg", "title": "Coach", "unit": "HQG", "roles": ["COACH"] },
                         { "name": "second.hqg", "title": "Second coach", "unit": "HQG", "roles": ["COACH"] },
                         { "name": "third.hqg", "title": "Third coach", "unit": "HQG", "roles": ["COACH"] } ],
              "records": [] }""");

    private Relay() {}

    /** A process of teams that begins when a team plays what it is called; {@code roots} stand beside the process. */
    static String process(String id, String roots, String elements) {
        var start = "<camunda:property name=\"start\" value=\"when play = &quot;" + id + "&quot;\"/>";
        return HEAD.formatted(roots, "relay_" + id, id, "team", start, elements);
    }

    /** A process that is only called. */
    static String called(String id, String entity, String elements) {
        return HEAD.formatted("", "relay_" + id, id, entity, "", elements);
    }

    static TestPlatform with(Map<String, String> processes) {
        try {
            var folder = Files.createTempDirectory("relay").resolve("relay");
            FILES.forEach((path, text) -> write(folder.resolve(path), text));
            processes.forEach((id, text) -> write(folder.resolve("workflows/relay_" + id + ".bpmn"), text));
            return TestPlatform.with(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one more word into the team's log. */
    static String noting(String id, String word) {
        return Bpmn.setFields(id, "Note " + word, "= {log: " + after(word) + "}");
    }

    static String after(String word) {
        return "if record.log = null then \"" + word + "\" else record.log + \" " + word + "\"";
    }

    static String event(String tag, String id, String attributes, String definition) {
        return "<bpmn:" + tag + " id=\"" + id + "\" " + attributes + ">" + definition + "</bpmn:" + tag + ">";
    }

    static String condition(String feel) {
        return "<bpmn:conditionalEventDefinition><bpmn:condition xsi:type=\"bpmn:tFormalExpression\" language=\"feel\">"
                + Bpmn.escaped(feel) + "</bpmn:condition></bpmn:conditionalEventDefinition>";
    }

    static String subProcess(String id, String attributes, String elements) {
        return "<bpmn:subProcess id=\"" + id + "\" " + attributes + ">" + elements + "</bpmn:subProcess>";
    }

    /** A task for each of a list, about the one at hand. */
    static String forEach(String id, String name, String list, boolean sequential, String outcomes, String until) {
        return """
                <bpmn:userTask id="%s" name="%s" camunda:candidateGroups="COACH">
                  <bpmn:extensionElements><camunda:properties>
                    <camunda:property name="outcomes" value="%s"/>
                    <camunda:property name="subject" value="= item"/>
                  </camunda:properties></bpmn:extensionElements>
                  <bpmn:multiInstanceLoopCharacteristics isSequential="%s" camunda:collection="%s">%s</bpmn:multiInstanceLoopCharacteristics>
                </bpmn:userTask>""".formatted(
                        id,
                        name,
                        outcomes,
                        sequential,
                        Bpmn.escaped(list),
                        until.isEmpty()
                                ? ""
                                : "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">" + Bpmn.escaped(until)
                                        + "</bpmn:completionCondition>");
    }
}
