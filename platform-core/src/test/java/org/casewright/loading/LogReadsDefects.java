package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of which readings are kept, and what is said of each. */
final class LogReadsDefects {

    private static final String LOAN = "library/entities/loan.schema.json:";

    private LogReadsDefects() {}

    private static Defect broken(String name, String logged, String... said) {
        return new Defect(
                name,
                new GoodModules()
                        .but(
                                "library",
                                "entities/loan.schema.json",
                                "\"plural\": \"Loans\",",
                                "\"plural\": \"Loans\",\n\"logReads\":\n" + logged + ",\n"),
                List.of(said));
    }

    static List<Defect> all() {
        return List.of(
                broken(
                        "readings of a field class that is none",
                        "{ \"fieldClasses\": [ \"stuff\" ] }",
                        LOAN
                                + "8:21 /x-entity/logReads/fieldClasses/0: No property here has the field class “stuff”. Did you mean “staff”?"),
                broken(
                        "readings of a row class that is none",
                        "{ \"rowClasses\": [ \"NORMEL\" ] }",
                        LOAN
                                + "8:19 /x-entity/logReads/rowClasses/0: No role's entry names the row class “NORMEL” of “library/loan”. Did you mean “NORMAL”?"),
                broken(
                        "readings of nothing",
                        "{}",
                        LOAN
                                + "8:1 /x-entity/logReads: “logReads” is not right: must have at least 1 properties. Right would be: Which readings of a record the history keeps: true for every one, or { \"rowClasses\": [...], \"fieldClasses\": [...] }."),
                new Defect(
                        "readings of what all may read",
                        new GoodModules().with("library", "entities/shelf.schema.json", """
                                        { "title": "Shelf", "type": "object",
                                          "x-entity": { "ownership": "none", "logReads": true },
                                          "properties": { "code": { "type": "string" } } }
                                        """),
                        List.of(
                                "library/entities/shelf.schema.json:2:50 /x-entity/logReads: Reference data are read by everybody. Leave it out, or let \"ownership\" be \"unit\" or a parent's.")));
    }
}
