package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of what is said about duplicates, and what is said of each. */
final class DuplicateDefects {

    private static final String LOAN = "library/entities/loan.schema.json:";
    private static final String BLOCK = LOAN + "8:12 /x-entity/duplicates/block/0/0: ";
    private static final String INTO = LOAN + "14:9 /x-entity/duplicates/into: ";

    private DuplicateDefects() {}

    /** The library with loans that are perhaps one, each part of which stands on a line of its own. */
    private static GoodModules library() {
        return new GoodModules()
                .with("library", "entities/same-loan.schema.json", """
                        { "title": "Perhaps the same loan", "type": "object",
                          "x-entity": { "ownership": "unit" },
                          "properties": {
                            "known": { "x-reference": { "entity": "loan" } },
                            "found": { "x-reference": { "entity": "loan" } },
                            "score": { "type": "number", "multipleOf": 0.01, "readOnly": true },
                            "why": { "type": "string" } },
                          "required": [ "known", "found" ] }
                        """)
                .but("library", "entities/loan.schema.json", "\"plural\": \"Loans\",", """
                        "plural": "Loans",
                        "duplicates": {
                        "block": [["reader.nameKeys", "lentOn"]],
                        "compare": [
                        { "property": "lentOn", "by": "equal", "weight": 2 },
                        { "property": "note", "by": "jaroWinkler", "atLeast": 0.9, "weight": 1 } ],
                        "hint": 0.5,
                        "threshold": 0.8,
                        "into": "same-loan" },
                        """);
    }

    private static Defect broken(String name, String old, String changed, String... said) {
        return new Defect(name, library().but("library", "entities/loan.schema.json", old, changed), List.of(said));
    }

    private static Defect pairs(String name, String old, String changed, String... said) {
        return new Defect(
                name, library().but("library", "entities/same-loan.schema.json", old, changed), List.of(said));
    }

    private static Defect block(String name, String path, String said) {
        return broken(name, "\"reader.nameKeys\"", "\"" + path + "\"", BLOCK + said);
    }

    private static Defect compared(String name, String changed, String said) {
        return broken(name, "{ \"property\": \"lentOn\", \"by\": \"equal\", \"weight\": 2 }", changed, LOAN + said);
    }

    static List<Defect> all() {
        return List.of(
                block(
                        "a block by a property that is not there",
                        "reder",
                        "“loan” has no property “reder”. Did you mean “reader”?"),
                block(
                        "a block by what is not stored",
                        "daysOverdue",
                        "“daysOverdue” is no stored value that could be held against others. Name a stored property with one value."),
                block(
                        "a block by a list",
                        "damages",
                        "“damages” is no stored value that could be held against others. Name a stored property with one value."),
                block(
                        "a block by the sound of a date",
                        "lentOn.nameKeys",
                        "“lentOn” is no text, and has no phonetic keys. Name a text."),
                block(
                        "a block by names of what has none",
                        "nameKeys",
                        "“loan” has no property that is searched as a name. Give one \"x-search\": \"name\", or write NAME.nameKeys for the keys of one text."),
                block(
                        "a block over two references",
                        "book.language.code",
                        "“book.language.code” goes over more than one reference. Name a property of the record, or of one that it points to."),
                block(
                        "a block by what does not stand in the other record",
                        "reader.town",
                        "“reader” has no property “town”. Known here: home, name, pays."),
                block(
                        "a block through a text",
                        "note.length",
                        "“note” leads to no record of a module. Name a property of the record, or of one that it points to."),
                compared(
                        "a likeness of dates",
                        "{ \"property\": \"lentOn\", \"by\": \"jaroWinkler\", \"weight\": 2 }",
                        "10:15 /x-entity/duplicates/compare/0/property: “lentOn” is no text, and has no likeness to others. Name a text."),
                compared(
                        "days between texts",
                        "{ \"property\": \"note\", \"by\": \"days\", \"within\": 3, \"weight\": 2 }",
                        "10:15 /x-entity/duplicates/compare/0/property: Between values of “note” lie no days. Name a property with \"format\": \"date\" or \"date-time\"."),
                compared(
                        "years between texts",
                        "{ \"property\": \"note\", \"by\": \"years\", \"within\": 3, \"weight\": 2 }",
                        "10:15 /x-entity/duplicates/compare/0/property: Between values of “note” lie no years. Name a date, a moment, or a whole number."),
                compared(
                        "days without number",
                        "{ \"property\": \"lentOn\", \"by\": \"days\", \"weight\": 2 }",
                        "10:1 /x-entity/duplicates/compare/0: Nothing says how many days may lie between. Add “within”."),
                compared(
                        "a distance of what is equal",
                        "{ \"property\": \"lentOn\", \"by\": \"equal\", \"within\": 3, \"weight\": 2 }",
                        "10:50 /x-entity/duplicates/compare/0/within: “equal” knows no distance. Leave “within” out; it goes with days and years."),
                compared(
                        "a similarity of what is equal",
                        "{ \"property\": \"lentOn\", \"by\": \"equal\", \"atLeast\": 0.5, \"weight\": 2 }",
                        "10:51 /x-entity/duplicates/compare/0/atLeast: “equal” knows no similarity. Leave “atLeast” out; it goes with jaroWinkler and phonetic."),
                compared(
                        "several dates as one",
                        "{ \"property\": [\"lentOn\", \"dueOn\"], \"by\": \"days\", \"within\": 1, \"weight\": 2 }",
                        "10:15 /x-entity/duplicates/compare/0/property: Only texts are compared as one. Name one property."),
                compared(
                        "keys that are compared",
                        "{ \"property\": \"reader.nameKeys\", \"by\": \"equal\", \"weight\": 2 }",
                        "10:15 /x-entity/duplicates/compare/0/property: Phonetic keys find records; they are not compared. Name the text, and let “by” be \"phonetic\"."),
                compared(
                        "a weight of nothing",
                        "{ \"property\": \"lentOn\", \"by\": \"equal\", \"weight\": 0 }",
                        "10:50 /x-entity/duplicates/compare/0/weight: “weight” is not right: must have an exclusive minimum value of 0. Right would be: What agreement counts, as a share of all weights; above 0."),
                compared(
                        "a comparison that nobody knows",
                        "{ \"property\": \"lentOn\", \"by\": \"soundex\", \"weight\": 2 }",
                        "10:31 /x-entity/duplicates/compare/0/by: “by” cannot be \"soundex\". Known here: days, equal, jaroWinkler, phonetic, years."),
                compared(
                        "a condition that reads another record",
                        "{ \"property\": \"lentOn\", \"by\": \"equal\", \"weight\": 2, \"when\": \"reader.pays\" }",
                        "10:61 /x-entity/duplicates/compare/0/when: `reader.pays` reads what does not stand in the record itself. Use the record's own stored properties."),
                compared(
                        "a condition that changes with time",
                        "{ \"property\": \"lentOn\", \"by\": \"equal\", \"weight\": 2, \"when\": \"lentOn = today()\" }",
                        "10:61 /x-entity/duplicates/compare/0/when: `lentOn = today()` depends on who asks when; whether two records are one does not. Use the record's own stored properties."),
                broken(
                        "a hint behind the threshold",
                        "\"hint\": 0.5",
                        "\"hint\": 0.9",
                        LOAN
                                + "12:9 /x-entity/duplicates/hint: The hint comes later than the threshold, from which a pair is kept. Write 0.8 or less."),
                broken(
                        "a threshold that nothing reaches",
                        "\"threshold\": 0.8",
                        "\"threshold\": 80",
                        LOAN
                                + "13:14 /x-entity/duplicates/threshold: “threshold” is not right: must have a maximum value of 1. Right would be: From which share of all weights, 0 to 1, a pair is kept."),
                broken(
                        "pairs that are kept nowhere",
                        "\"into\": \"same-loan\"",
                        "\"into\": \"sam-loan\"",
                        INTO + "There is no entity “sam-loan” in this module. Did you mean “same-loan”?"),
                broken(
                        "pairs in what knows no such record",
                        "\"into\": \"same-loan\"",
                        "\"into\": \"book\"",
                        INTO
                                + "“book” has no references to “loan”, and needs two. Its first names the record that was made first, its second the other."),
                pairs(
                        "pairs of one",
                        "\"found\": { \"x-reference\": { \"entity\": \"loan\" } }",
                        "\"found\": { \"type\": \"string\" }",
                        INTO
                                + "“same-loan” has 1 reference to “loan”, and needs two. Its first names the record that was made first, its second the other."),
                pairs(
                        "pairs that everybody reads",
                        "\"ownership\": \"unit\"",
                        "\"ownership\": \"none\"",
                        INTO
                                + "“same-loan” is reference data, which everybody reads. Let its “ownership” be \"unit\", or that of one of the two."),
                pairs(
                        "a score that people write",
                        "\"multipleOf\": 0.01, \"readOnly\": true",
                        "\"multipleOf\": 0.01",
                        INTO
                                + "“score” of “same-loan” cannot hold how much a pair agrees. Let it be a number from 0 to 1 with \"multipleOf\": 0.01 and \"readOnly\": true."),
                pairs(
                        "pairs that want what nobody knows",
                        "\"known\", \"found\" ]",
                        "\"known\", \"found\", \"why\" ]",
                        INTO
                                + "“why” of “same-loan” must have a value, and the engine knows none. Give it a default, or let it be optional."),
                new Defect(
                        "duplicates of reference data",
                        library()
                                .with("library", "entities/same-language.schema.json", """
                                        { "title": "Same language", "type": "object",
                                          "properties": {
                                            "one": { "x-reference": { "entity": "language" } },
                                            "other": { "x-reference": { "entity": "language" } } } }
                                        """)
                                .but(
                                        "library",
                                        "entities/language.schema.json",
                                        "\"ownership\": \"none\",",
                                        "\"ownership\": \"none\", \"duplicates\": { \"block\": [[\"name\"]], \"compare\": [ { \"property\": \"name\", \"by\": \"equal\", \"weight\": 1 } ], \"threshold\": 1, \"into\": \"same-language\" },"),
                        List.of(
                                "library/entities/language.schema.json:2:52 /x-entity/duplicates: “language” is reference data, which is kept apart by its key. Write “key”, or let “ownership” be \"unit\".")));
    }
}
