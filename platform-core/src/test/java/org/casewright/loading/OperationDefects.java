package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of operations, of daily starts and of steps that wait, and what is said of each. */
final class OperationDefects {

    private static final String LOAN = "library/entities/loan.schema.json:";

    private OperationDefects() {}

    /** The library with an operation, each part of which stands on a line of its own. */
    private static GoodModules library() {
        return new GoodModules()
                .with("library", "entities/loan-split.schema.json", """
                        { "title": "Split of a loan", "type": "object",
                          "properties": {
                            "loan": { "x-reference": { "entity": "loan" } },
                            "book": { "x-reference": { "entity": "book" } },
                            "why": { "type": "string" } } }
                        """)
                .with("library", "forms/split.form.json", """
                        { "type": "Control", "scope": "#/properties/why" }
                        """)
                .but("library", "entities/loan.schema.json", "\"plural\": \"Loans\",", """
                        "plural": "Loans",
                        "operations": { "split": {
                        "title": "Split",
                        "creates": "loan-split",
                        "reference": "loan",
                        "form": "split",
                        "when": "state = \\"OUT\\"",
                        "roles": [ "LIB" ],
                        "undoDays": 30 } },
                        """);
    }

    private static Defect broken(String name, String old, String changed, String... said) {
        return new Defect(name, library().but("library", "entities/loan.schema.json", old, changed), List.of(said));
    }

    static List<Defect> all() {
        return List.of(
                broken(
                        "an operation that makes what is not there",
                        "\"creates\": \"loan-split\"",
                        "\"creates\": \"loan-slit\"",
                        LOAN
                                + "9:12 /x-entity/operations/split/creates: There is no entity “loan-slit” in this module. Did you mean “loan-split”?"),
                broken(
                        "an operation without a reference",
                        "\"reference\": \"loan\"",
                        "\"reference\": \"lone\"",
                        LOAN
                                + "10:14 /x-entity/operations/split/reference: “library/loan-split” has no property “lone”. Known here: book, loan, why."),
                broken(
                        "an operation whose reference points elsewhere",
                        "\"reference\": \"loan\"",
                        "\"reference\": \"book\"",
                        LOAN
                                + "10:14 /x-entity/operations/split/reference: “book” of “library/loan-split” does not point to a record of “library/loan”. Name the reference by which the input says what it is done with."),
                broken(
                        "an operation without a form",
                        "\"form\": \"split\"",
                        "\"form\": \"splot\"",
                        LOAN
                                + "11:9 /x-entity/operations/split/form: There is no form “splot” in this module. Did you mean “split”?"),
                broken(
                        "an operation whose form is another's",
                        "\"form\": \"split\"",
                        "\"form\": \"return\"",
                        "library/forms/return.form.json:1:1: This form is about several entities: library/loan, library/loan-split. Write a form for each.",
                        "library/forms/split.form.json:1:1: Nothing says whose record this form shows: it has no entity's name, and no task or operation uses it. Let a task use it, or give its root \"x-entity\"."),
                broken(
                        "an operation whose condition is no condition",
                        "\"when\": \"state = \\\"OUT\\\"\"",
                        "\"when\": \"lentOn\"",
                        LOAN
                                + "12:9 /x-entity/operations/split/when: In `lentOn` at column 1: it gives a date where yes or no is wanted."),
                broken(
                        "an operation for a role that is not there",
                        "\"roles\": [ \"LIB\" ],\n\"undoDays\"",
                        "\"roles\": [ \"LIP\" ],\n\"undoDays\"",
                        LOAN + "13:12 /x-entity/operations/split/roles/0: There is no role “LIP”. Did you mean “LIB”?"),
                broken(
                        "an operation that goes back for ever",
                        "\"undoDays\": 30",
                        "\"undoDays\": 0",
                        LOAN
                                + "14:13 /x-entity/operations/split/undoDays: “undoDays” is not right: must have a minimum value of 1. Right would be: For how many days it can be undone; not at all when absent."),
                broken(
                        "an operation with a name that is none",
                        "{ \"split\": {",
                        "{ \"split-it\": {",
                        LOAN
                                + "7:17 /x-entity/operations/split-it: “split-it” is not camelCase: a small letter, then letters and digits, such as “lentOn”. Rename the operation."),
                new Defect(
                        "a daily start that SQL cannot answer",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "create if fee = null",
                                        "daily string length(note) > 3"),
                        List.of(
                                "library/workflows/lend.bpmn:3:3 #lend: In `string length(note) > 3` at column 1: a filter compares properties with what is known beforehand; move the calculation to the other side, or declare a stored x-computed.")),
                new Defect(
                        "a step that waits for nothing",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<startEvent id=\"begin\" />",
                                        "<serviceTask id=\"still\" name=\"Still\" camunda:modelerTemplate=\"org.casewright.wait-for\"/><startEvent id=\"begin\" />"),
                        List.of(
                                "library/workflows/lend.bpmn:10:5 #still: Nothing says what this step waits for. Give it the input “when”, such as = record.approved.")));
    }
}
