package org.casewright.loading;

import java.util.List;
import java.util.stream.Stream;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What is wrong with former names and places and with what fills stored records, and what is said of it. */
final class EvolutionDefects {

    private static final String SHELF = "entities/shelf.schema.json";

    private EvolutionDefects() {}

    static Defect property(String name, String property, String... said) {
        return shelf(name, "", property, said);
    }

    private static Defect shelf(String name, String entity, String property, String... said) {
        var content = """
                { "title": "Shelf", "type": "object", "x-entity": { %s },
                  "properties": {
                    "mark": %s } }
                """.formatted(entity, property);
        return new Defect(
                name,
                new GoodModules().with("library", SHELF, content),
                Stream.of(said).map(one -> "library/" + SHELF + one).toList());
    }

    static List<Defect> all() {
        var list = "\"type\": \"array\", \"items\": { \"x-reference\": { \"entity\": \"book\" } }";
        var group =
                "\"type\": \"array\", \"items\": { \"type\": \"object\", \"properties\": { \"row\": { \"type\": \"string\" } } }";
        return List.of(
                shelf(
                        "an entity's own name as its former one",
                        "\"renamedFrom\": \"shelf\"",
                        "{ \"type\": \"string\" }",
                        ":1:68 /x-entity/renamedFrom: “shelf” is the name it has. Name the former one."),
                property(
                        "its own name as the former one",
                        "{ \"type\": \"string\", \"x-renamedFrom\": \"mark\" }",
                        ":3:50 /properties/mark/x-renamedFrom: “mark” is the name it has. Name the former one."),
                property(
                        "a former name that is none",
                        "{ \"type\": \"string\", \"x-renamedFrom\": \"the-mark\" }",
                        ":3:50 /properties/mark/x-renamedFrom: “the-mark” is not camelCase: a small letter, then letters and digits, such as “lentOn”."),
                property(
                        "a group from another place",
                        "{ " + group + ", \"x-movedFrom\": \"place.rows\" }",
                        ":3:125 /properties/mark/x-movedFrom: Values move one property at a time. Write it at the properties within; a new name alone is x-renamedFrom."),
                property(
                        "a list of references from another place",
                        "{ " + list + ", \"x-movedFrom\": \"place.books\" }",
                        ":3:97 /properties/mark/x-movedFrom: A list of references stays with its record. A new name alone is x-renamedFrom."),
                property(
                        "two former places",
                        "{ \"type\": \"string\", \"x-renamedFrom\": \"sign\", \"x-movedFrom\": \"place.sign\" }",
                        ":3:73 /properties/mark/x-movedFrom: A value comes from one place. Leave one of the two out."),
                property(
                        "a list that is to be filled",
                        "{ " + list + ", \"x-backfill\": \"[]\" }",
                        ":3:96 /properties/mark/x-backfill: Only a property of the record that has one value is filled. Leave “x-backfill” out."),
                property(
                        "a computed property that is to be filled",
                        "{ \"type\": \"string\", \"x-computed\": \"\\\"a\\\"\", \"x-backfill\": \"\\\"b\\\"\" }",
                        ":3:70 /properties/mark/x-backfill: A computed property is filled by its own expression. Leave “x-backfill” out."),
                property(
                        "a filling of another type",
                        "{ \"type\": \"string\", \"x-backfill\": \"1\" }",
                        ":3:47 /properties/mark/x-backfill: In `1` at column 1: it gives a number where a text is wanted."));
    }
}
