package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of desks, and what is said of each. */
final class DeskDefects {

    private static final String FILE = "forms/desk.form.json";
    private static final String DESK = "library/" + FILE + ":";

    private DeskDefects() {}

    /** The library with a desk, each part of which stands on a line of its own. */
    private static GoodModules library() {
        return new GoodModules().with("library", "forms/card.form.json", """
                        { "x-entity": "loan", "type": "Control", "scope": "#/properties/note" }
                        """).with("library", FILE, """
                        { "x-entity": "loan", "type": "VerticalLayout",
                          "x-desk": {
                            "title": "Desk",
                            "list": "history",
                            "first": {
                              "values": { "since": "2026-01-01" } },
                            "quick": {
                              "title": "Quick",
                              "form": "card",
                              "values": { "note": "In haste" } } },
                          "elements": [
                            { "type": "Control", "scope": "#/properties/note" },
                            { "type": "Control", "scope": "#/inverse/history", "options": { "x-columns": [ "reader" ] } } ] }
                        """);
    }

    private static Defect broken(String name, String old, String changed, String... said) {
        return new Defect(name, library().but("library", FILE, old, changed), List.of(said));
    }

    static List<Defect> all() {
        return List.of(
                broken(
                        "a desk whose list is none",
                        "\"list\": \"history\"",
                        "\"list\": \"histories\"",
                        DESK
                                + "4:13 /x-desk/list: “library/loan” has no inverse list “histories”. Did you mean “history”?"),
                broken(
                        "a desk whose lines have no cells",
                        "\"options\": { \"x-columns\": [ \"reader\" ] }",
                        "\"options\": {}",
                        DESK
                                + "4:13 /x-desk/list: The form has not one control of “history” with columns. Give it one with the scope \"#/inverse/history\" and “x-columns”: what is typed into the grid."),
                broken(
                        "a desk that counts by a text",
                        "\"title\": \"Desk\",",
                        "\"title\": \"Desk\", \"expected\": \"note\",",
                        DESK
                                + "3:34 /x-desk/expected: “note” is no whole number of “library/loan”. Name the property that says how many lines there are to be."),
                broken(
                        "a desk whose first line is pointed to by nothing",
                        "\"first\": {",
                        "\"first\": { \"reference\": \"book\",",
                        DESK
                                + "5:29 /x-desk/first/reference: “book” is no reference from “library/loan” to “library/holding”. Name the reference that points to the first line."),
                broken(
                        "a first line with what it has not",
                        "{ \"since\":",
                        "{ \"sinc\":",
                        DESK
                                + "6:27 /x-desk/first/values/sinc: “library/holding” has no property “sinc”. Did you mean “since”?"),
                broken(
                        "a desk that enters what is computed",
                        "\"note\": \"In haste\"",
                        "\"dueOn\": \"2026-01-01\"",
                        DESK + "10:28 /x-desk/quick/values/dueOn: Nobody enters “dueOn”. Leave it out."),
                broken(
                        "a desk that enters a code that is none",
                        "\"note\": \"In haste\"",
                        "\"state\": \"HERE\"",
                        DESK
                                + "10:28 /x-desk/quick/values/state: “HERE” is no code of “state”. Name one of its codes."),
                broken(
                        "quick entry with a form that is not there",
                        "\"form\": \"card\"",
                        "\"form\": \"cards\"",
                        DESK
                                + "9:15 /x-desk/quick/form: There is no form “cards” in this module. Did you mean “card”?"),
                broken(
                        "quick entry with a form of another entity",
                        "\"form\": \"card\"",
                        "\"form\": \"reader\"",
                        DESK
                                + "9:15 /x-desk/quick/form: “reader” is a form of “library/reader”. Name a form of “library/loan”."),
                broken(
                        "quick entry whose list is none",
                        "\"form\": \"card\",",
                        "\"form\": \"card\", \"view\": \"none\",",
                        DESK + "9:31 /x-desk/quick/view: “library/loan” has no view “none”. Name one of its lists."),
                broken(
                        "a desk within a layout",
                        "{ \"type\": \"Control\", \"scope\": \"#/properties/note\" }",
                        "{ \"type\": \"Control\", \"scope\": \"#/properties/note\", \"x-desk\": { \"title\": \"Desk\", \"list\": \"history\" } }",
                        DESK + "12:56 /elements/0/x-desk: “x-desk” stands at the root only. Leave it out."),
                new Defect(
                        "two desks of one entity",
                        library().with("library", "forms/other.form.json", """
                                { "x-entity": "loan", "x-desk": { "title": "Desk", "list": "history" },
                                  "type": "Control", "scope": "#/inverse/history", "options": { "x-columns": [ "reader" ] } }
                                """),
                        List.of(
                                "library/forms/other.form.json:1:33 /x-desk: “library/loan” has a desk already, in forms/desk.form.json. An entity has one desk.")));
    }
}
