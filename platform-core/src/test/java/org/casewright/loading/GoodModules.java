package org.casewright.loading;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.casewright.loading.ModuleLoader.Loaded;

/** A public library and what it shares with others: small, whole and right, so that a test can break one thing in it. */
final class GoodModules {

    private final Map<String, Map<String, byte[]>> modules = new LinkedHashMap<>();

    GoodModules() {
        common();
        manifest();
        codes();
        entities();
        surface();
        workflow();
        rows();
        scenario();
    }

    /** Puts or replaces a file. */
    GoodModules with(String module, String path, String content) {
        return with(module, path, content.getBytes(StandardCharsets.UTF_8));
    }

    GoodModules with(String module, String path, byte[] content) {
        modules.computeIfAbsent(module, name -> new TreeMap<>()).put(path, content);
        return this;
    }

    /** Replaces a text that stands exactly once in a file. */
    GoodModules but(String module, String path, String old, String changed) {
        var text = text(module, path);
        var first = text.indexOf(old);
        if (first < 0 || text.indexOf(old, first + 1) >= 0) {
            throw new IllegalArgumentException("`" + old + "` does not stand exactly once in " + path + ".");
        }
        return with(module, path, text.replace(old, changed));
    }

    GoodModules without(String module, String path) {
        modules.getOrDefault(module, Map.of()).remove(path);
        return this;
    }

    GoodModules without(String module) {
        modules.remove(module);
        return this;
    }

    String text(String module, String path) {
        var content = modules.getOrDefault(module, Map.of()).get(path);
        if (content == null) {
            throw new IllegalArgumentException("There is no file " + path + " in " + module + ".");
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    Map<String, Map<String, byte[]>> files() {
        return modules;
    }

    Loaded load() {
        return ModuleLoader.load(modules);
    }

    private void common() {
        with("common", "module.json", """
                { "name": "common", "version": "1.4.0", "title": "Common",
                  "roles": { "AUDITOR": { "title": "Auditor" } } }
                """);
        with("common", "codes/colour.codes.json", """
                { "title": "Colour", "oneOf": [ { "const": "RED", "title": "Red" } ] }
                """);
        with("common", "mixins/timed.mixin.json", """
                { "$schema": "https://casewright.org/schema/v1/mixin.json",
                  "title": "Timed",
                  "x-entity": { "rules": [ { "id": "in-order", "assert": "from <= to", "at": "to", "message": "It ends after it begins." } ] },
                  "properties": {
                    "from": { "title": "From", "type": "string", "format": "date" },
                    "to": { "title": "To", "type": "string", "format": "date" } } }
                """);
    }

    private void manifest() {
        with("library", "module.json", """
                { "$schema": "https://casewright.org/schema/v1/module.json",
                  "name": "library",
                  "version": "1.0.0",
                  "title": "Library",
                  "needs": { "common": "^1.2" },
                  "main": [ "loan" ],
                  "roles": { "LIB": { "title": "Librarian" }, "READER": { "title": "Reader" } },
                  "settings": {
                    "loanDays": { "type": "integer", "default": 21, "minimum": 1, "title": "Days of a loan" },
                    "patience": { "type": "duration", "default": "P3D", "title": "How long we wait" } } }
                """);
    }

    private void codes() {
        with("library", "codes/loan-state.codes.json", """
                { "$schema": "https://casewright.org/schema/v1/codes.json",
                  "title": "Loan state",
                  "oneOf": [
                    { "const": "OUT", "title": "Out", "x-shade": "wait" },
                    { "const": "BACK", "title": "Back" },
                    { "const": "LOST", "title": "Lost" } ] }
                """);
        with("library", "codes/loan-reason.codes.json", """
                { "title": "Reason", "oneOf": [
                    { "const": "FIRE", "title": "Fire" },
                    { "const": "THEFT", "title": "Theft" } ] }
                """);
    }

    private void entities() {
        with("library", "entities/language.schema.json", """
                { "title": "Language", "type": "object",
                  "x-entity": { "ownership": "none", "key": "code" },
                  "properties": {
                    "code": { "type": "string", "maxLength": 3, "x-unique": true },
                    "name": { "type": "string", "maxLength": 60, "x-search": "name" },
                    "family": { "x-reference": { "entity": "language", "inverse": "languages" } } },
                  "required": [ "code", "name" ] }
                """);
        with("library", "entities/book.schema.json", """
                { "title": "Book", "type": "object",
                  "x-entity": { "titleTemplate": "{title}" },
                  "properties": {
                    "title": { "type": "string", "maxLength": 300, "x-search": "name", "x-sortable": true },
                    "language": { "x-reference": { "entity": "language", "onRetire": "restrict" } },
                    "colour": { "$ref": "common/codes/colour.codes.json" },
                    "price": { "type": "number", "multipleOf": 0.01, "minimum": 0 },
                    "outCount": { "type": "integer", "x-computed": "count(loans[state = \\"OUT\\"])" } },
                  "required": [ "title" ] }
                """);
        with("library", "entities/reader.schema.json", """
                { "title": "Reader", "type": "object",
                  "x-entity": {
                    "ownership": "unit",
                    "rules": [ { "id": "max5", "assert": "count(loans[state = \\"OUT\\"]) <= 5", "at": "name", "message": "A reader may hold five books." } ] },
                  "properties": {
                    "name": { "type": "string", "maxLength": 200, "x-search": "name" },
                    "pays": { "type": "boolean" },
                    "home": { "type": "object", "properties": { "street": { "type": "string" }, "town": { "type": "string" } } } } }
                """);
        with("library", "entities/loan.schema.json", """
                { "$schema": "https://casewright.org/schema/v1/entity.json",
                  "title": "Loan",
                  "type": "object",
                  "allOf": [ { "$ref": "common/mixins/timed.mixin.json" } ],
                  "x-entity": {
                    "plural": "Loans",
                    "titleTemplate": "{book.title} to {reader.name}",
                    "number": "LN-{unit}-{year:2}-{sequence:6}",
                    "ownership": { "parent": "reader" },
                    "lifecycle": {
                      "property": "state",
                      "initial": "OUT",
                      "reasons": "../codes/loan-reason.codes.json",
                      "transitions": [
                        { "from": "OUT", "to": "BACK", "roles": [ "LIB", "process:library" ] },
                        { "from": "OUT", "to": "LOST", "roles": [ "LIB" ], "reason": [ "FIRE" ], "when": "daysOverdue > 90" },
                        { "from": "*", "to": "OUT", "roles": [ "LIB" ], "reason": true } ] },
                    "unique": [ { "properties": [ "book" ], "where": "state = \\"OUT\\"", "message": "This book is already out." } ],
                    "searchFirst": [ "reader", "note" ],
                    "rowClass": "if reader.pays then \\"NORMAL\\" else \\"POOR\\"",
                    "periods": [ { "into": "history", "track": [ "reader" ], "from": "since", "to": "until" } ] },
                  "properties": {
                    "book": { "title": "Book", "x-reference": { "entity": "book", "inverse": "loans", "filter": "price < 100 and title != record.note" } },
                    "reader": { "title": "Reader", "x-reference": { "entity": "reader", "inverse": "loans" } },
                    "state": { "title": "State", "$ref": "../codes/loan-state.codes.json" },
                    "lentOn": { "title": "Lent on", "type": "string", "format": "date", "default": "= today()", "x-sortable": true },
                    "dueOn": { "title": "Due", "type": "string", "format": "date", "x-computed": "lentOn + duration(\\"P1D\\") * setting(\\"loanDays\\")" },
                    "daysOverdue": { "title": "Days overdue", "type": "integer", "x-computed": { "feel": "max(0, days(dueOn, today()))", "stored": false } },
                    "note": { "title": "Note", "type": "string", "maxLength": 2000, "x-search": "text", "x-sensitivity": "staff" },
                    "fee": { "title": "Fee", "type": "number", "multipleOf": 0.01, "x-relevant": "state = \\"LOST\\"", "x-required": "reader.pays" },
                    "damages": {
                      "title": "Damages",
                      "type": "array",
                      "items": {
                        "type": "object",
                        "properties": { "page": { "type": "integer" }, "what": { "type": "string" } },
                        "required": [ "what" ] } } },
                  "required": [ "book", "reader", "lentOn" ] }
                """);
        with("library", "entities/holding.schema.json", """
                { "title": "Holding", "type": "object",
                  "x-entity": { "ownership": { "parent": "loan" } },
                  "properties": {
                    "loan": { "x-reference": { "entity": "loan", "inverse": "history" } },
                    "reader": { "x-reference": { "entity": "reader" } },
                    "since": { "type": "string", "format": "date" },
                    "until": { "type": "string", "format": "date" } } }
                """);
    }

    private void surface() {
        with("library", "forms/return.form.json", """
                { "type": "VerticalLayout", "elements": [
                    { "type": "Control", "scope": "#/properties/state" },
                    { "type": "Control", "scope": "#/properties/fee",
                      "rule": { "effect": "SHOW", "condition": { "scope": "#/properties/state", "schema": { "const": "LOST" } } } },
                    { "type": "Control", "scope": "#/properties/reader/properties/name" },
                    { "type": "Control", "scope": "#/properties/damages", "options": { "x-columns": [ "page", "what" ] } } ] }
                """);
        with("library", "forms/reader.form.json", """
                { "type": "Categorization", "elements": [
                    { "type": "Category", "label": "Reader", "elements": [ { "type": "Control", "scope": "#/properties/name" } ] },
                    { "type": "Category", "label": "Loans", "elements": [
                        { "type": "Control", "scope": "#/inverse/loans",
                          "options": { "detail": { "type": "VerticalLayout", "elements": [ { "type": "Control", "scope": "#/properties/note" } ] } } } ] } ] }
                """);
        with("library", "views/loan.views.json", """
                { "overdue": {
                    "title": "Overdue",
                    "columns": [ "number", { "path": "reader.name", "title": "Reader" }, "dueOn", "daysOverdue" ],
                    "filter": "state = \\"OUT\\" and dueOn < today()",
                    "sort": "-lentOn",
                    "roles": [ "LIB" ],
                    "default": true } }
                """);
        with("library", "access.json", """
                { "roles": {
                    "LIB": {
                      "loan": [ { "create": "unit", "read": "subtree", "write": "unit", "rowClasses": [ "NORMAL" ], "fieldClasses": { "staff": "write" } } ],
                      "book": [ { "read": "all" } ] },
                    "READER": { "loan": [ { "read": "own", "profile": "MINE" } ] },
                    "process:library": { "loan": [ { "read": "all", "write": "all" } ] } },
                  "deny": [ { "role": "READER", "entity": "loan", "privilege": "export" } ],
                  "profiles": { "MINE": { "loan": [ "number", "state", "dueOn" ] } } }
                """);
    }

    private void workflow() {
        with("library", "workflows/lend.bpmn", """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
                  <process id="lend" name="Lend" isExecutable="true">
                    <extensionElements>
                      <camunda:properties>
                        <camunda:property name="entity" value="loan" />
                        <camunda:property name="start" value="create if fee = null" />
                      </camunda:properties>
                    </extensionElements>
                    <startEvent id="begin" />
                    <userTask id="follow_up" name="Follow up" camunda:formKey="form:return" camunda:candidateGroups="LIB" camunda:dueDate="= record.dueOn">
                      <extensionElements>
                        <camunda:properties>
                          <camunda:property name="outcomes" value="back=Returned, lost=Lost!" />
                        </camunda:properties>
                      </extensionElements>
                    </userTask>
                    <boundaryEvent id="late" attachedToRef="follow_up">
                      <timerEventDefinition><timeDuration>= setting("patience")</timeDuration></timerEventDefinition>
                    </boundaryEvent>
                    <exclusiveGateway id="which" default="to_end" />
                    <serviceTask id="write_off" camunda:modelerTemplate="org.casewright.set-fields">
                      <extensionElements>
                        <camunda:inputOutput>
                          <camunda:inputParameter name="values">= {state: "LOST", fee: 12.5}</camunda:inputParameter>
                        </camunda:inputOutput>
                      </extensionElements>
                    </serviceTask>
                    <endEvent id="end" />
                    <sequenceFlow id="to_follow_up" sourceRef="begin" targetRef="follow_up" />
                    <sequenceFlow id="to_which" sourceRef="follow_up" targetRef="which" />
                    <sequenceFlow id="to_write_off" sourceRef="which" targetRef="write_off">
                      <conditionExpression xsi:type="tFormalExpression" language="feel">outcome = "lost"</conditionExpression>
                    </sequenceFlow>
                    <sequenceFlow id="to_end" sourceRef="which" targetRef="end" />
                  </process>
                </definitions>
                """);
    }

    private void rows() {
        with("library", "data/language.csv", """
                code,name,family
                ine,Indo-European,
                eng,English,ine
                """);
        with("library", "demo/demo.json", """
                { "units": [ { "code": "KNF", "name": "Field office", "timeZone": "Africa/Nairobi" } ],
                  "users": [ { "name": "lib.knf", "unit": "KNF", "roles": [ "LIB" ] } ],
                  "records": [ { "create": "book", "as": "dune", "values": { "title": "Dune", "language": "eng" } },
                               { "create": "reader", "values": { "name": "Jo", "loans": [ { "book": "@dune" } ] } } ] }
                """);
    }

    private void scenario() {
        with("library", "tests/lend.test.json", """
                { "title": "A book is lent", "today": "2026-03-02", "demo": true,
                  "steps": [
                    { "as": "lib.knf", "create": "loan", "values": { "book": "@dune", "reader": { "as": "jo", "name": "Jo" } }, "save": "lent", "expect": { "state": "OUT" } },
                    { "clock": "P30D" },
                    { "as": "lib.knf", "complete": "Follow up", "of": "@lent", "outcome": "back", "values": { "damages": [ { "what": "Cover" } ] } },
                    { "as": "lib.knf", "update": "@lent", "values": { "fee": 0 }, "expectError": { "status": 422, "rule": "max5" } },
                    { "as": "lib.knf", "records": "loan", "filter": "state = \\"OUT\\" and reader.id = \\"@jo\\"", "count": 0 },
                    { "expectTask": { "of": "@lent", "name": "Follow up", "role": "LIB", "assignee": "lib.knf" } } ] }
                """);
    }
}
