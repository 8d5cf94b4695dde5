package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of what is told only to who asks for it, and what is said of each. */
final class RevealDefects {

    private static final String LOAN = "library/entities/loan.schema.json:";
    private static final String SHELF = "library/entities/shelf.schema.json:";

    private RevealDefects() {}

    private static GoodModules revealing(String reveal) {
        return new GoodModules()
                .but(
                        "library",
                        "entities/loan.schema.json",
                        "\"plural\": \"Loans\",",
                        "\"plural\": \"Loans\",\n\"reveal\":\n" + reveal + ",\n");
    }

    static List<Defect> all() {
        return List.of(
                new Defect(
                        "revealing a field class that is none",
                        revealing("{ \"fieldClasses\": [ \"stuff\" ] }"),
                        List.of(
                                LOAN
                                        + "8:21 /x-entity/reveal/fieldClasses/0: No property here has the field class “stuff”. Did you mean “staff”?")),
                new Defect(
                        "revealing for a purpose what is not revealed",
                        revealing("{ \"fieldClasses\": [ \"staff\" ], \"purpose\": [ \"stuff\" ] }"),
                        List.of(
                                LOAN
                                        + "8:43 /x-entity/reveal/purpose: “stuff” is not among the \"fieldClasses\" beside it. Add it there: only what is revealed asks what for.",
                                LOAN
                                        + "8:45 /x-entity/reveal/purpose/0: No property here has the field class “stuff”. Did you mean “staff”?")),
                new Defect(
                        "revealing nothing",
                        revealing("{}"),
                        List.of(
                                LOAN
                                        + "8:1 /x-entity/reveal: “fieldClasses” is missing in “reveal”. Right would be: The field classes of such values.")),
                new Defect(
                        "revealing what all may read",
                        new GoodModules().with("library", "entities/shelf.schema.json", """
                                        { "title": "Shelf", "type": "object",
                                          "x-entity": { "ownership": "none", "reveal": { "fieldClasses": [ "own" ] } },
                                          "properties": { "code": { "type": "string", "x-sensitivity": "own" } } }
                                        """),
                        List.of(
                                SHELF
                                        + "2:48 /x-entity/reveal: Reference data are read by everybody. Leave it out, or let \"ownership\" be \"unit\" or a parent's.")),
                new Defect(
                        "revealing a list and what lies in an object",
                        new GoodModules().with("library", "entities/shelf.schema.json", """
                                        { "title": "Shelf", "type": "object",
                                          "x-entity": { "reveal": { "fieldClasses": [ "own" ] } },
                                          "properties": {
                                            "list": { "type": "array", "x-sensitivity": "own", "items": { "type": "object", "properties": { "a": { "type": "string" } } } },
                                            "part": { "type": "object", "properties": { "b": { "type": "string", "x-sensitivity": "own" } } },
                                            "withheld": { "type": "string" } } }
                                        """),
                        List.of(
                                SHELF
                                        + "4:13 /properties/list: What is revealed is one value, codes or texts; “list” is not. Give it a field class that is not in /x-entity/reveal.",
                                SHELF
                                        + "5:13 /properties/part: Values inside an object or a list are not revealed one by one; “b” has a field class that is. Give it a field class that is not in /x-entity/reveal.",
                                SHELF
                                        + "6:17 /properties/withheld: Under “withheld” a record says which values it does not tell. Give the property another name.")));
    }
}
