package org.casewright.loading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** The defects, and what is said of each: place, sentence, advice. */
final class Defects {

    private Defects() {}

    static List<Defect> json() {
        return List.of(
                defect(
                        "a comma too many",
                        new GoodModules()
                                .but(
                                        "library",
                                        "access.json",
                                        "\"unit\", \"read\": \"subtree\"",
                                        "\"unit\",, \"read\": \"subtree\""),
                        "library/access.json:3:36: This is not JSON: Unexpected character (',' (code 44)): was expecting double-quote to start property name."),
                defect(
                        "a file that ends too soon",
                        new GoodModules()
                                .but(
                                        "library",
                                        "views/loan.views.json",
                                        "\"default\": true } }",
                                        "\"default\": true }"),
                        "library/views/loan.views.json:8:1: This is not JSON: Unexpected end-of-input: expected close marker for Object."),
                defect(
                        "a key that stands twice",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"title\": \"Loan\",",
                                        "\"title\": \"Loan\", \"title\": \"Loan\","),
                        "library/entities/loan.schema.json:2:20 /title: “title” stands twice in this object, first in line 2. Keep one of them."),
                defect(
                        "something behind the end",
                        new GoodModules()
                                .but(
                                        "library",
                                        "codes/loan-reason.codes.json",
                                        "\"title\": \"Theft\" } ] }",
                                        "\"title\": \"Theft\" } ] } 1"),
                        "library/codes/loan-reason.codes.json:3:48: Something stands behind the end of the JSON value. A file holds one value and nothing behind it."),
                defect(
                        "an empty file",
                        new GoodModules().with("library", "forms/reader.form.json", ""),
                        "library/forms/reader.form.json:1:1: This file is empty. It must hold one JSON object."),
                defect(
                        "a byte order mark",
                        new GoodModules().with("library", "codes/loan-reason.codes.json", "\ufeff{}"),
                        "library/codes/loan-reason.codes.json:1:1: This file begins with a byte order mark. Save it as UTF-8 without a byte order mark."),
                defect(
                        "a line that is not UTF-8",
                        new GoodModules()
                                .with(
                                        "library",
                                        "codes/loan-reason.codes.json",
                                        "{\n\"title\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
                        "library/codes/loan-reason.codes.json:2: This line is not UTF-8. Save the file as UTF-8."),
                defect(
                        "brackets without end",
                        new GoodModules()
                                .with(
                                        "library",
                                        "codes/loan-reason.codes.json",
                                        "[".repeat(5_000).getBytes(StandardCharsets.UTF_8)),
                        "library/codes/loan-reason.codes.json:1:100: This JSON is nested too deep. At most 100 levels are read."),
                defect(
                        "an array where an object belongs",
                        new GoodModules().with("library", "access.json", "[]"),
                        "library/access.json:1:1: The file must be an object, and this is an array. Right would be: Who may do what. The file is access.json."),
                defect(
                        "an unknown keyword",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"x-sortable\": true",
                                        "\"x-sortabel\": true"),
                        "library/entities/loan.schema.json:26:97 /properties/lentOn/x-sortabel: “x-sortabel” is not known here. Did you mean “x-sortable”?"),
                defect(
                        "a missing keyword",
                        new GoodModules()
                                .but(
                                        "library",
                                        "codes/loan-state.codes.json",
                                        "\"const\": \"BACK\", \"title\": \"Back\"",
                                        "\"const\": \"BACK\""),
                        "library/codes/loan-state.codes.json:5:5 /oneOf/1: “title” is missing in entry 2 of “oneOf”. Right would be: What people read."),
                defect(
                        "a value of another type",
                        new GoodModules().but("library", "module.json", "\"main\": [ \"loan\" ]", "\"main\": \"loan\""),
                        "library/module.json:6:11 /main: “main” must be an array, and this is a string. Right would be: Names of the entities that the menu shows first."),
                defect(
                        "a value that is not offered",
                        new GoodModules().but("library", "codes/loan-state.codes.json", "\"wait\"", "\"waiting\""),
                        "library/codes/loan-state.codes.json:4:50 /oneOf/0/x-shade: “x-shade” cannot be \"waiting\". Known here: bad, idle, new, ok, wait."),
                defect(
                        "a version that is none",
                        new GoodModules().but("library", "module.json", "\"1.0.0\"", "\"1.0\""),
                        "library/module.json:3:14 /version: “version” cannot be \"1.0\". Right would be: Three numbers with dots, such as 1.2.0."),
                defect(
                        "a file that the format does not know",
                        new GoodModules().with("library", "entities/loan.json", "{}"),
                        "library/entities/loan.json: The format knows no such file. “entities/loan.json” is none of: module.json, access.json, entities/NAME.schema.json, mixins/NAME.mixin.json, codes/NAME.codes.json, forms/NAME.form.json, views/NAME.views.json, workflows/NAME.bpmn, data/NAME.csv, demo/demo.json, tests/NAME.test.json, decisions/NAME.dmn, i18n/NAME.json."));
    }

    static List<Defect> names() {
        return List.of(
                defect(
                        "a reserved property",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"pays\": {",
                                        "\"unit\": { \"type\": \"string\" }, \"pays\": {"),
                        "library/entities/reader.schema.json:7:5 /properties/unit: “unit” is reserved: every record has it. Choose another name."),
                defect(
                        "a word of FEEL as a property",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/holding.schema.json",
                                        "\"since\": { \"type\": \"string\", \"format\": \"date\" },",
                                        "\"since\": { \"type\": \"string\", \"format\": \"date\" }, \"then\": { \"type\": \"boolean\" },"),
                        "library/entities/holding.schema.json:6:54 /properties/then: “then” is reserved: it is a word of expressions or of forms. Choose another name."),
                defect(
                        "a property that is not camelCase",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"price\": {",
                                        "\"Prices\": { \"type\": \"string\" }, \"price\": {"),
                        "library/entities/book.schema.json:7:5 /properties/Prices: “Prices” is not camelCase: a small letter, then letters and digits, such as “lentOn”. Choose another name."),
                defect(
                        "a name of 201 characters",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"pays\": {",
                                        "\"" + "p".repeat(201) + "\": { \"type\": \"string\" }, \"pays\": {"),
                        "library/entities/reader.schema.json:7:5 /properties/ppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp: “pppppppppppppppppppppppppppppppppppppppp...” has 201 characters; 200 is the most. Choose another name."),
                defect(
                        "an entity that is not kebab-case",
                        new GoodModules()
                                .with(
                                        "library",
                                        "entities/Big_Book.schema.json",
                                        "{ \"title\": \"B\", \"type\": \"object\", \"properties\": {} }"),
                        "library/entities/Big_Book.schema.json:1:1: “Big_Book” is not kebab-case: small letters and digits with hyphens between, such as “loan-item”. Rename the file."),
                defect(
                        "two names for one column",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"home\": {",
                                        "\"homeStreet\": { \"type\": \"string\" }, \"home\": {"),
                        "library/entities/reader.schema.json:8:41 /properties/home: “street” and “homeStreet” would be the same column “home_street”. Rename one of them."),
                defect(
                        "a name whose column every record has",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"home\": {",
                                        "\"rowClass\": { \"type\": \"string\" }, \"home\": {"),
                        "library/entities/reader.schema.json:8:5 /properties/rowClass: “rowClass” would be the column “row_class”, which every record has. Choose another name."),
                defect(
                        "a group whose table another entity has",
                        new GoodModules()
                                .with(
                                        "library",
                                        "entities/loan-damages.schema.json",
                                        "{ \"title\": \"D\", \"type\": \"object\", \"properties\": {} }"),
                        "library/entities/loan.schema.json:31:16 /properties/damages: “damages” of “loan” and the entity “loan-damages” would be the same table “loan_damages”. Rename one of them."),
                defect(
                        "a property that a mixin brings already",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"note\": {",
                                        "\"from\": { \"type\": \"string\", \"format\": \"date\" }, \"note\": {"),
                        "common/mixins/timed.mixin.json:5:5 /properties/from: “loan” has a property “from” already, in library/entities/loan.schema.json:29. Leave it out of one of them."),
                defect(
                        "an inverse that another reference has",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/holding.schema.json",
                                        "\"reader\": { \"x-reference\": { \"entity\": \"reader\" } }",
                                        "\"reader\": { \"x-reference\": { \"entity\": \"reader\", \"inverse\": \"loans\" } }"),
                        "library/entities/loan.schema.json:24:84 /properties/reader/x-reference/inverse: “library/reader” has a list “loans” already, of library/holding.reader. Give the inverse another name."),
                defect(
                        "an inverse that a property is called",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/holding.schema.json",
                                        "\"reader\": { \"x-reference\": { \"entity\": \"reader\" } }",
                                        "\"reader\": { \"x-reference\": { \"entity\": \"reader\", \"inverse\": \"pays\" } }"),
                        "library/entities/holding.schema.json:5:65 /properties/reader/x-reference/inverse: “library/reader” has a property “pays”. Give the inverse another name."),
                defect(
                        "a code twice",
                        new GoodModules().but("library", "codes/loan-reason.codes.json", "\"THEFT\"", "\"FIRE\""),
                        "library/codes/loan-reason.codes.json:3:16 /oneOf/1/const: The code “FIRE” stands twice in this list. Keep one of them."),
                defect(
                        "a role that is not in capitals",
                        new GoodModules()
                                .but(
                                        "library",
                                        "module.json",
                                        "\"LIB\": {",
                                        "\"Auditor-2\": { \"title\": \"A\" }, \"LIB\": {"),
                        "library/module.json:7:14 /roles/Auditor-2: “Auditor-2” is not capitals and digits with underscores between, such as “LIB_ASSISTANT”."));
    }

    static List<Defect> references() {
        return List.of(
                defect(
                        "an unknown entity",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"entity\": \"book\"",
                                        "\"entity\": \"boook\""),
                        "library/entities/loan.schema.json:23:59 /properties/book/x-reference/entity: There is no entity “boook” in this module. Did you mean “book”?"),
                defect(
                        "an unknown code list",
                        new GoodModules()
                                .but("library", "entities/book.schema.json", "colour.codes.json", "color.codes.json"),
                        "library/entities/book.schema.json:6:25 /properties/colour/$ref: There is no file “codes/color.codes.json” in the module “common”. Did you mean “colour”?"),
                defect(
                        "a path out of the module",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"$ref\": \"../codes/loan-state.codes.json\"",
                                        "\"$ref\": \"../../../etc/codes/loan-state.codes.json\""),
                        "library/entities/loan.schema.json:25:42 /properties/state/$ref: “../../../etc/codes/loan-state.codes.json” leads out of the module's folder. Write ../codes/NAME.codes.json, or MODULE/codes/NAME.codes.json for another module's."),
                defect(
                        "an address of the web",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"$ref\": \"../codes/loan-state.codes.json\"",
                                        "\"$ref\": \"https://example.org/loan-state.codes.json\""),
                        "library/entities/loan.schema.json:25:42 /properties/state/$ref: “https://example.org/loan-state.codes.json” is an address outside of the modules. Write ../codes/NAME.codes.json, or MODULE/codes/NAME.codes.json for another module's."),
                defect(
                        "an absolute path",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"$ref\": \"../codes/loan-state.codes.json\"",
                                        "\"$ref\": \"/codes/loan-state.codes.json\""),
                        "library/entities/loan.schema.json:25:42 /properties/state/$ref: “/codes/loan-state.codes.json” is an address outside of the modules. Write ../codes/NAME.codes.json, or MODULE/codes/NAME.codes.json for another module's."),
                defect(
                        "a module that is not needed",
                        new GoodModules().but("library", "module.json", "\"needs\": { \"common\": \"^1.2\" },", ""),
                        "library/entities/book.schema.json:6:25 /properties/colour/$ref: The module “common” is not among those that “library” needs. Add \"common\" to “needs” in module.json.",
                        "library/entities/loan.schema.json:4:24 /allOf/0/$ref: The module “common” is not among those that “library” needs. Add \"common\" to “needs” in module.json."),
                defect(
                        "an unknown mixin",
                        new GoodModules().but("library", "entities/loan.schema.json", "timed.mixin", "time.mixin"),
                        "library/entities/loan.schema.json:4:24 /allOf/0/$ref: There is no file “mixins/time.mixin.json” in the module “common”. Did you mean “timed”?"),
                defect(
                        "an unknown role",
                        new GoodModules().but("library", "views/loan.views.json", "\"LIB\"", "\"LIBR\""),
                        "library/views/loan.views.json:6:16 /overdue/roles/0: There is no role “LIBR”. Did you mean “LIB”?"),
                defect(
                        "ownership in a circle",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"ownership\": \"unit\"",
                                        "\"ownership\": { \"parent\": \"last\" }")
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"pays\": {",
                                        "\"last\": { \"x-reference\": { \"entity\": \"loan\", \"inverse\": \"lastOf\" } }, \"pays\": {"),
                        "library/entities/loan.schema.json:9:30 /x-entity/ownership/parent: Ownership goes in a circle: library/loan -> library/reader -> library/loan. Let one of them have ownership unit.",
                        "library/entities/reader.schema.json:3:30 /x-entity/ownership/parent: Ownership goes in a circle: library/reader -> library/loan -> library/reader. Let one of them have ownership unit."),
                defect(
                        "ownership by something that is no reference",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"ownership\": { \"parent\": \"reader\" }",
                                        "\"ownership\": { \"parent\": \"note\" }"),
                        "library/entities/loan.schema.json:9:30 /x-entity/ownership/parent: “note” is no reference to a record that has a unit. Name a reference property."),
                defect(
                        "a hierarchy that is none",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"entity\": \"language\", \"onRetire\": \"restrict\"",
                                        "\"entity\": \"reader\", \"pick\": \"cascade\""),
                        "library/entities/book.schema.json:5:64 /properties/language/x-reference/pick: “library/reader” is no hierarchy: its records do not refer to one another. Write \"search\" or \"select\", give it a reference to itself, or a “filter” by what is chosen before."),
                defect(
                        "a list of references in an object",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"street\": { \"type\": \"string\" }",
                                        "\"street\": { \"type\": \"array\", \"items\": { \"x-reference\": { \"entity\": \"book\" } } }"),
                        "library/entities/reader.schema.json:8:104 /properties/home/properties/street/items/x-reference: A list of references cannot stand so deep. It is a table of its own and belongs to a record: make an entity of what is around it."));
    }

    static List<Defect> entities() {
        return List.of(
                defect(
                        "a required property that is not there",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"required\": [ \"title\" ]",
                                        "\"required\": [ \"titel\" ]"),
                        "library/entities/book.schema.json:9:17 /required/0: There is no property “titel”. Known here: colour, language, outCount, price, title."),
                defect(
                        "a property without a type",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"pays\": { \"type\": \"boolean\" }",
                                        "\"pays\": { \"title\": \"Pays\" }"),
                        "library/entities/reader.schema.json:7:13 /properties/pays: “pays” has no type. Give it \"type\", a code list by \"$ref\", \"x-reference\" or \"x-attachment\"."),
                defect(
                        "an unknown placeholder",
                        new GoodModules().but("library", "entities/loan.schema.json", "{year:2}", "{month}"),
                        "library/entities/loan.schema.json:8:15 /x-entity/number: “{month}” is no placeholder here. Placeholders are {unit} {year} {year:2} {day} {sequence:n} {random:n:alphabet} {check}."),
                defect(
                        "a number that never changes",
                        new GoodModules().but("library", "entities/loan.schema.json", "-{sequence:6}", ""),
                        "library/entities/loan.schema.json:8:15 /x-entity/number: “LN-{unit}-{year:2}” gives every record the same number. Placeholders are {unit} {year} {year:2} {day} {sequence:n} {random:n:alphabet} {check}."),
                defect(
                        "a lifecycle over text",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"property\": \"state\"",
                                        "\"property\": \"note\""),
                        "library/entities/loan.schema.json:11:19 /x-entity/lifecycle/property: “note” has no code list. Give it a “$ref” to one."),
                defect(
                        "a transition to an unknown code",
                        new GoodModules()
                                .but("library", "entities/loan.schema.json", "\"to\": \"LOST\"", "\"to\": \"GONE\""),
                        "library/entities/loan.schema.json:16:32 /x-entity/lifecycle/transitions/1/to: There is no code “GONE” in “loan-state”. Known here: BACK, LOST, OUT."),
                defect(
                        "a transition that nobody may take",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"to\": \"BACK\", \"roles\": [ \"LIB\", \"process:library\" ]",
                                        "\"to\": \"BACK\""),
                        "library/entities/loan.schema.json:15:9 /x-entity/lifecycle/transitions/0: Nobody may take this transition. Give it “roles”, or \"auto\": true."),
                defect(
                        "automatic transitions in a circle",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"from\": \"OUT\", \"to\": \"BACK\", \"roles\": [ \"LIB\", \"process:library\" ]",
                                        "\"from\": \"OUT\", \"to\": \"BACK\", \"auto\": true, \"when\": \"fee = 1\"")
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"from\": \"*\", \"to\": \"OUT\", \"roles\": [ \"LIB\" ], \"reason\": true",
                                        "\"from\": \"BACK\", \"to\": \"OUT\", \"auto\": true, \"when\": \"fee = 2\""),
                        "library/entities/loan.schema.json:15:9 /x-entity/lifecycle/transitions/0: Automatic transitions go in a circle: OUT -> BACK -> ... -> OUT. Let a person or a process take one of them."),
                defect(
                        "an unknown reason",
                        new GoodModules().but("library", "entities/loan.schema.json", "[ \"FIRE\" ]", "[ \"FLOOD\" ]"),
                        "library/entities/loan.schema.json:16:72 /x-entity/lifecycle/transitions/1/reason/0: There is no code “FLOOD” in “loan-reason”. Known here: FIRE, THEFT."),
                defect(
                        "a key over nothing",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"properties\": [ \"book\" ]",
                                        "\"properties\": [ \"bok\" ]"),
                        "library/entities/loan.schema.json:18:35 /x-entity/unique/0/properties/0: There is no property “bok”. Did you mean “book”?"),
                defect(
                        "periods into nothing",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"into\": \"history\"",
                                        "\"into\": \"histories\""),
                        "library/entities/loan.schema.json:21:28 /x-entity/periods/0/into: “loan” has no inverse list “histories”. Did you mean “history”?"),
                defect(
                        "periods with a date that is none",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/holding.schema.json",
                                        "\"since\": { \"type\": \"string\", \"format\": \"date\" }",
                                        "\"since\": { \"type\": \"boolean\" }"),
                        "library/entities/loan.schema.json:21:70 /x-entity/periods/0/from: “since” of “holding” is no date. Name a property with \"format\": \"date\"."),
                defect(
                        "searching first what is not searched",
                        new GoodModules().but("library", "entities/loan.schema.json", "\"x-search\": \"text\", ", ""),
                        "library/entities/loan.schema.json:19:32 /x-entity/searchFirst/1: “note” is not searchable. Give the property “x-search”."),
                defect(
                        "a default that does not fit",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"pays\": { \"type\": \"boolean\" }",
                                        "\"pays\": { \"type\": \"boolean\", \"default\": \"yes\" }"),
                        "library/entities/reader.schema.json:7:45 /properties/pays/default: The default does not fit the property: string found, boolean expected."),
                defect(
                        "a bound upside down",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"minimum\": 0",
                                        "\"minimum\": 9, \"maximum\": 3"),
                        "library/entities/book.schema.json:7:14 /properties/price: The minimum is larger than the maximum."),
                defect(
                        "a pattern that is none",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "\"maxLength\": 200,",
                                        "\"maxLength\": 200, \"pattern\": \"[a-\","),
                        "library/entities/reader.schema.json:6:62 /properties/name/pattern: “[a-” is no regular expression: Illegal character range."));
    }

    static List<Defect> feel() {
        return List.of(
                defect(
                        "a syntax error",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"when\": \"daysOverdue > 90\"",
                                        "\"when\": \"daysOverdue > \""),
                        "library/entities/loan.schema.json:16:90 /x-entity/lifecycle/transitions/1/when: In `daysOverdue > ` at column 15: it ends here where a value is expected."),
                defect(
                        "an unknown name",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"x-required\": \"reader.pays\"",
                                        "\"x-required\": \"reader.pay\""),
                        "library/entities/loan.schema.json:30:116 /properties/fee/x-required: In `reader.pay` at column 1: there is no pay; did you mean pays?"),
                defect(
                        "an unknown function",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "max(0, days(dueOn, today()))",
                                        "maximum(0, days(dueOn, today()))"),
                        "library/entities/loan.schema.json:28:90 /properties/daysOverdue/x-computed/feel: In `maximum(0, days(dueOn, today()))` at column 1: there is no function maximum."),
                defect(
                        "a type that does not fit",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/reader.schema.json",
                                        "count(loans[state = \\\"OUT\\\"]) <= 5",
                                        "count(loans[state = \\\"OUT\\\"])"),
                        "library/entities/reader.schema.json:4:42 /x-entity/rules/0/assert: In `count(loans[state = \"OUT\"])` at column 1: it gives a number where yes or no is wanted."),
                defect(
                        "a code that is not in the list",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "state = \\\"OUT\\\"",
                                        "state = \\\"AWAY\\\""),
                        "library/entities/book.schema.json:8:52 /properties/outCount/x-computed: In `count(loans[state = \"AWAY\"])` at column 21: there is no code \"AWAY\"."),
                defect(
                        "a setting that is not there",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "setting(\\\"loanDays\\\")",
                                        "setting(\\\"days\\\")"),
                        "library/entities/loan.schema.json:27:82 /properties/dueOn/x-computed: In `lentOn + duration(\"P1D\") * setting(\"days\")`: there is no setting “days”. Known here: loanDays, patience."),
                defect(
                        "computed values in a circle",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"outCount\": { \"type\": \"integer\", \"x-computed\": \"count(loans[state = \\\"OUT\\\"])\" }",
                                        "\"outCount\": { \"type\": \"integer\", \"x-computed\": \"sum(loans.weight)\" }")
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"note\": {",
                                        "\"weight\": { \"type\": \"integer\", \"x-computed\": \"book.outCount + 1\" }, \"note\": {"),
                        "library/entities/book.schema.json:8:52 /properties/outCount/x-computed: In `sum(loans.weight)`: the computed values read each other in a circle: book.outCount -> loan.weight -> book.outCount. Compute one of them from what people enter."),
                defect(
                        "a stored value that changes with time",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "{ \"feel\": \"max(0, days(dueOn, today()))\", \"stored\": false }",
                                        "\"max(0, days(dueOn, today()))\""),
                        "library/entities/loan.schema.json:28:80 /properties/daysOverdue/x-computed: `max(0, days(dueOn, today()))` changes with time, and its value is stored. Write { \"feel\": ..., \"stored\": false }, or \"refresh\": \"daily\"."),
                defect(
                        "a title with an unknown path",
                        new GoodModules().but("library", "entities/loan.schema.json", "{book.title}", "{book.name}"),
                        "library/entities/loan.schema.json:7:22 /x-entity/titleTemplate: In `{book.name} to {reader.name}` at column 1: there is no name."),
                defect(
                        "a filter that SQL cannot do",
                        new GoodModules()
                                .but(
                                        "library",
                                        "views/loan.views.json",
                                        "dueOn < today()",
                                        "dueOn + duration(\\\"P1D\\\") < lentOn"),
                        "library/views/loan.views.json:4:15 /overdue/filter: In `state = \"OUT\" and dueOn + duration(\"P1D\") < lentOn` at column 19: a filter compares properties with what is known beforehand; move the calculation to the other side, or declare a stored x-computed."),
                defect(
                        "a filter of candidates with an unknown name",
                        new GoodModules().but("library", "entities/loan.schema.json", "record.note", "record.notes"),
                        "library/entities/loan.schema.json:23:97 /properties/book/x-reference/filter: In `price < 100 and title != record.notes` at column 26: there is no notes; did you mean note?"),
                defect(
                        "a row class that is no text",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "if reader.pays then \\\"NORMAL\\\" else \\\"POOR\\\"",
                                        "if reader.pays then 1 else 2"),
                        "library/entities/loan.schema.json:20:17 /x-entity/rowClass: In `if reader.pays then 1 else 2` at column 1: it gives a number where a text is wanted."));
    }

    static List<Defect> surface() {
        return List.of(
                defect(
                        "a scope that leads nowhere",
                        new GoodModules()
                                .but("library", "forms/return.form.json", "#/properties/fee\"", "#/properties/fees\""),
                        "library/forms/return.form.json:3:35 /elements/1/scope: “library/loan” has no property “fees”. Did you mean “fee”?"),
                defect(
                        "a scope into a list",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/reader.form.json",
                                        "\"#/inverse/loans\"",
                                        "\"#/inverse/loans/properties/note\""),
                        "library/forms/reader.form.json:4:39 /elements/1/elements/0/scope: “#/inverse/loans/properties/note” leads into the entries of a list. Name the list, and put the fields of its entries into “options” -> “detail”."),
                defect(
                        "a column that is not there",
                        new GoodModules()
                                .but("library", "forms/return.form.json", "\"page\", \"what\"", "\"page\", \"where\""),
                        "library/forms/return.form.json:6:95 /elements/3/options/x-columns/1: The entry has no property “where”. Known here: page, what."),
                defect(
                        "an element of another kind",
                        new GoodModules().but("library", "forms/reader.form.json", "\"Categorization\"", "\"Tabs\""),
                        "library/forms/reader.form.json:1:11 /type: “type” cannot be \"Tabs\". Known here: Categorization, Category, Control, Group, HorizontalLayout, Label, ListWithDetail, VerticalLayout."),
                defect(
                        "an option that is not known",
                        new GoodModules()
                                .but("library", "forms/return.form.json", "\"x-columns\": [", "\"columns\": ["),
                        "library/forms/return.form.json:6:72 /elements/3/options/columns: “columns” is not known here. Did you mean “x-columns”?"),
                defect(
                        "a rule whose schema is none",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/return.form.json",
                                        "{ \"const\": \"LOST\" }",
                                        "{ \"type\": \"text\" }"),
                        "library/forms/return.form.json:4:91 /elements/1/rule/condition/schema: This is no JSON Schema: /type does not have a value in the enumeration [\"array\", \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]."),
                defect(
                        "a rule that assigns nothing",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/return.form.json",
                                        "\"effect\": \"SHOW\"",
                                        "\"effect\": \"ASSIGN\""),
                        "library/forms/return.form.json:4:15 /elements/1/rule: It is not said what is assigned. Give it “x-value”."),
                defect(
                        "a condition that expects and asserts",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/return.form.json",
                                        "\"condition\": { ",
                                        "\"condition\": { \"type\": \"LEAF\", \"expectedValue\": 1, "),
                        "library/forms/return.form.json:4:117 /elements/1/rule/condition/schema: “schema” belongs to another kind of condition. Leave it out."),
                defect(
                        "a layout whose rule requires",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/reader.form.json",
                                        "{ \"type\": \"Category\", \"label\": \"Reader\",",
                                        "{ \"type\": \"Category\", \"label\": \"Reader\", \"rule\": { \"effect\": \"REQUIRE\", \"condition\": { \"scope\": \"#\", \"schema\": {} } },"),
                        "library/forms/reader.form.json:2:66 /elements/0/rule/effect: Only a control has a value that a rule could REQUIRE. Move it there."),
                defect(
                        "a list with details beside it that is none",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/reader.form.json",
                                        "{ \"type\": \"Control\", \"scope\": \"#/properties/name\"",
                                        "{ \"type\": \"ListWithDetail\", \"scope\": \"#/properties/name\""),
                        "library/forms/reader.form.json:2:97 /elements/0/elements/0/scope: Only a list has details beside it. Write \"type\": \"Control\"."),
                defect(
                        "a text that is known in part",
                        new GoodModules()
                                .but(
                                        "library",
                                        "forms/reader.form.json",
                                        "{ \"type\": \"Control\", \"scope\": \"#/properties/name\"",
                                        "{ \"type\": \"Control\", \"options\": { \"x-partial\": { \"precision\": \"name\", \"day\": \"D\", \"month\": { \"code\": \"M\", \"as\": 1 }, \"year\": { \"code\": \"Y\", \"as\": \"01-01\" } } }, \"scope\": \"#/properties/name\""),
                        "library/forms/reader.form.json:2:107 /elements/0/elements/0/options/x-partial: Only a date of the record itself can be known in part. Leave “x-partial” out."),
                defect(
                        "a form that nobody uses",
                        new GoodModules()
                                .with(
                                        "library",
                                        "forms/spare.form.json",
                                        "{ \"type\": \"Label\", \"text\": \"Hello\" }"),
                        "library/forms/spare.form.json:1:1: Nothing says whose record this form shows: it has no entity's name, and no task or operation uses it. Let a task use it, or give its root \"x-entity\"."),
                defect(
                        "a list sorted by what is not sortable",
                        new GoodModules().but("library", "views/loan.views.json", "\"-lentOn\"", "\"dueOn\""),
                        "library/views/loan.views.json:5:13 /overdue/sort: “dueOn” is not sortable. Give the property \"x-sortable\": true."),
                defect(
                        "a list of an unknown entity",
                        new GoodModules().with("library", "views/lone.views.json", "{}"),
                        "library/views/lone.views.json: There is no entity “lone” in this module. The file has an entity's name. Known here: book, holding, language, loan, reader."),
                defect(
                        "an unknown depth",
                        new GoodModules().but("library", "access.json", "\"read\": \"subtree\"", "\"read\": \"tree\""),
                        "library/access.json:3:45 /roles/LIB/loan/0/read: “read” cannot be \"tree\". Known here: all, none, own, subtree, unit."),
                defect(
                        "an unknown field class",
                        new GoodModules().but("library", "access.json", "\"staff\": \"write\"", "\"stuff\": \"write\""),
                        "library/access.json:3:119 /roles/LIB/loan/0/fieldClasses/stuff: No property has the field class “stuff”. Did you mean “staff”?"),
                defect(
                        "an unknown profile",
                        new GoodModules()
                                .but("library", "access.json", "\"profile\": \"MINE\"", "\"profile\": \"YOURS\""),
                        "library/access.json:5:55 /roles/READER/loan/0/profile: There is no profile “YOURS”. Known here: MINE."),
                defect(
                        "a bar that names no account",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"barred\": \"reader.name\", \"rowClass\": "),
                        "library/entities/loan.schema.json:20:15 /x-entity/barred: `reader.name` gives a text where accounts are wanted. Give a reference to platform/user."),
                defect(
                        "a bar that depends on who asks",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"barred\": \"actor.id\", \"rowClass\": "),
                        "library/entities/loan.schema.json:20:15 /x-entity/barred: `actor.id` depends on who asks. It is stored with the record, the same for everybody."),
                defect(
                        "a grant to no account",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"grants\": [ { \"to\": \"reader\", \"privileges\": [ \"read\" ], \"roles\": [ \"READER\" ] } ], \"rowClass\": "),
                        "library/entities/loan.schema.json:20:25 /x-entity/grants/0/to: `reader` gives a record where accounts, teams, units or partners are wanted. Give a reference to platform/user, platform/team, platform/unit or platform/partner."),
                defect(
                        "a grant that ends with a number",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"grants\": [ { \"to\": \"owner\", \"privileges\": [ \"read\" ], \"roles\": [ \"READER\" ], \"until\": \"daysOverdue\" } ], \"rowClass\": "),
                        "library/entities/loan.schema.json:20:92 /x-entity/grants/0/until: `daysOverdue` gives a number where a date or a moment is wanted. Give the last day, or the moment when it ends."),
                defect(
                        "a grant by an unknown profile",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"grants\": [ { \"to\": \"owner\", \"privileges\": [ \"read\" ], \"roles\": [ \"READER\" ], \"profile\": \"MINEX\" } ], \"rowClass\": "),
                        "library/entities/loan.schema.json:20:94 /x-entity/grants/0/profile: There is no profile “MINEX”. Did you mean “MINE”?"),
                defect(
                        "a grant to an unknown role",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"grants\": [ { \"to\": \"owner\", \"privileges\": [ \"read\" ], \"roles\": [ \"READR\" ] } ], \"rowClass\": "),
                        "library/entities/loan.schema.json:20:71 /x-entity/grants/0/roles/0: There is no role “READR”. Did you mean “READER”?"),
                defect(
                        "a grant that helps nobody",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/loan.schema.json",
                                        "\"rowClass\": ",
                                        "\"grants\": [ { \"to\": \"owner\", \"privileges\": [ \"read\" ], \"roles\": [ \"READER\" ] } ], \"rowClass\": ")
                                .but(
                                        "library",
                                        "access.json",
                                        "\"read\": \"own\", \"profile\"",
                                        "\"write\": \"own\", \"profile\""),
                        "library/entities/loan.schema.json:20:69 /x-entity/grants/0/roles: None of these roles reads “library/loan”, so that the grant helps nobody. Let access.json give one of them at least { \"read\": \"own\" }."),
                defect(
                        "row classes of an entity without any",
                        new GoodModules()
                                .but(
                                        "library",
                                        "access.json",
                                        "\"book\": [ { \"read\": \"all\" } ]",
                                        "\"book\": [ { \"read\": \"all\", \"rowClasses\": [ \"A\" ] } ]"),
                        "library/access.json:4:48 /roles/LIB/book/0/rowClasses: “library/book” has no row classes. Give the entity “rowClass”, or leave “rowClasses” out."),
                defect(
                        "a CSV column that is no property",
                        new GoodModules().but("library", "data/language.csv", "code,name,family", "code,label,family"),
                        "library/data/language.csv:1: “library/language” has no property “label”. Known here: code, family, name."),
                defect(
                        "a CSV row that is too short",
                        new GoodModules().but("library", "data/language.csv", "eng,English,ine", "eng,English"),
                        "library/data/language.csv:3: This row has 2 values, and there are 3 columns. Give each column one value."),
                defect(
                        "a CSV key twice",
                        new GoodModules().but("library", "data/language.csv", "eng,English,ine", "ine,English,"),
                        "library/data/language.csv:3: The key “ine” stands in line 2 already. Keep one of the rows."),
                defect(
                        "a CSV reference to no row",
                        new GoodModules().but("library", "data/language.csv", "eng,English,ine", "eng,English,gem"),
                        "library/data/language.csv:3: “family” names “gem”, and no row of “library/language” has this key. Add the row, or mend the key."),
                defect(
                        "a demo user of no unit",
                        new GoodModules().but("library", "demo/demo.json", "\"unit\": \"KNF\"", "\"unit\": \"KNX\""),
                        "library/demo/demo.json:2:43 /users/0/unit: There is no unit “KNX”. Did you mean “KNF”?"),
                defect(
                        "a demo record with an unknown property",
                        new GoodModules()
                                .but("library", "demo/demo.json", "\"title\": \"Dune\"", "\"titel\": \"Dune\""),
                        "library/demo/demo.json:3:62 /records/0/values/titel: “library/book” has no property “titel”. Known here: colour, language, outCount, price, title."),
                defect(
                        "a demo record that a list names and nobody made",
                        new GoodModules()
                                .but(
                                        "library",
                                        "entities/book.schema.json",
                                        "\"colour\":",
                                        "\"writers\": { \"type\": \"array\", \"items\": { \"x-reference\": { \"entity\": \"book\" } } }, \"colour\":")
                                .but(
                                        "library",
                                        "demo/demo.json",
                                        "\"language\": \"eng\"",
                                        "\"writers\": [ \"@dune\", \"@duna\" ]"),
                        "library/demo/demo.json:3:101 /records/0/values/writers/1: No record is called “duna”. Did you mean “dune”?"),
                defect(
                        "a default that is no deadline",
                        new GoodModules()
                                .but(
                                        "library",
                                        "module.json",
                                        "\"type\": \"duration\", \"default\": \"P3D\"",
                                        "\"type\": \"deadline\", \"default\": \"3 days\""),
                        "library/module.json:10:50 /settings/patience/default: \"3 days\" is not a deadline. Write a whole number with d (days), h (hours), mo (months) or wd (working days): \"20wd\"."));
    }

    static List<Defect> workflows() {
        return List.of(
                defect(
                        "a script",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<endEvent id=\"end\" />",
                                        "<endEvent id=\"end\" /><scriptTask id=\"run\" scriptFormat=\"groovy\"><script>1</script></scriptTask>"),
                        "library/workflows/lend.bpmn:29:26 #run: <scriptTask>: Scripts are never run. Use a service task of the catalogue."),
                defect(
                        "a Java class",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\"",
                                        "camunda:class=\"java.lang.Runtime\""),
                        "library/workflows/lend.bpmn:22:5 #write_off: camunda:class: Java classes are never run. Use camunda:modelerTemplate=\"org.casewright.set-fields\"."),
                defect(
                        "a Java class under an older name",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\"",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\" xmlns:old=\"http://activiti.org/bpmn\" old:class=\"java.lang.Runtime\""),
                        "library/workflows/lend.bpmn:22:5 #write_off: The attribute “class” of “http://activiti.org/bpmn” is not known here. Only BPMN 2.0 with Camunda 7 attributes is read."),
                defect(
                        "an outcome that no task has",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "outcome = \"lost\"", "outcome = \"stolen\""),
                        "library/workflows/lend.bpmn:33:7 #to_write_off: In `outcome = \"stolen\"` at column 11: there is no code \"stolen\"."),
                defect(
                        "a bean",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\"",
                                        "camunda:delegateExpression=\"${runner}\""),
                        "library/workflows/lend.bpmn:22:5 #write_off: camunda:delegateExpression: Beans are never called. Use camunda:modelerTemplate=\"org.casewright.set-fields\"."),
                defect(
                        "an expression that calls a bean",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\"",
                                        "camunda:expression=\"${runner.run(1)}\""),
                        "library/workflows/lend.bpmn:22:5 #write_off: camunda:expression: Expressions that call beans are never run. Use camunda:modelerTemplate=\"org.casewright.set-fields\"."),
                defect(
                        "an external task",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "camunda:modelerTemplate=\"org.casewright.set-fields\"",
                                        "camunda:type=\"external\" camunda:topic=\"x\""),
                        "library/workflows/lend.bpmn:22:5 #write_off: camunda:topic: External tasks are not run. Use camunda:modelerTemplate=\"org.casewright.set-fields\".",
                        "library/workflows/lend.bpmn:22:5 #write_off: camunda:type: External tasks are not run. Use camunda:modelerTemplate=\"org.casewright.set-fields\"."),
                defect(
                        "a listener",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<endEvent id=\"end\" />",
                                        "<endEvent id=\"end\"><extensionElements><camunda:executionListener event=\"start\" expression=\"x\" /></extensionElements></endEvent>"),
                        "library/workflows/lend.bpmn:29:43 #end: camunda:executionListener: Listeners are never run. Leave it out."),
                defect(
                        "a condition in a script language",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "language=\"feel\"", "language=\"javascript\""),
                        "library/workflows/lend.bpmn:33:7 #to_write_off: Scripts are never run, and this condition is in “javascript”. Write it in FEEL: language=\"feel\"."),
                defect(
                        "a condition that calls a method",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<conditionExpression xsi:type=\"tFormalExpression\" language=\"feel\">outcome = \"lost\"</conditionExpression>",
                                        "<conditionExpression>${execution.getEngineServices()}</conditionExpression>"),
                        "library/workflows/lend.bpmn:33:7 #to_write_off: `${execution.getEngineServices()}` is neither a variable's path nor a comparison of variables. Write FEEL behind =."),
                defect(
                        "an external entity",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<definitions xmlns=\"http",
                                        "<!DOCTYPE x [ <!ENTITY e SYSTEM \"file:///etc/passwd\"> ]>\n<definitions xmlns=\"http"),
                        "library/workflows/lend.bpmn:2:1: A document type stands here; files with entities of their own are never read. Leave <!DOCTYPE ...> out."),
                defect(
                        "an entity bomb",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<definitions xmlns=\"http",
                                        "<!DOCTYPE x [ <!ENTITY a \"aaaaaaaaaa\"> <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"> ]>\n<definitions xmlns=\"http"),
                        "library/workflows/lend.bpmn:2:1: A document type stands here; files with entities of their own are never read. Leave <!DOCTYPE ...> out."),
                defect(
                        "XML that is not well-formed",
                        new GoodModules().but("library", "workflows/lend.bpmn", "</process>", "</proces>"),
                        "library/workflows/lend.bpmn:36:5: This is not XML: The element type \"process\" must be terminated by the matching end-tag \"</process>\"."),
                defect(
                        "a process of another name",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "<process id=\"lend\"", "<process id=\"lent\""),
                        "library/workflows/lend.bpmn:3:3 #lent: The process is called “lent” and its file “lend.bpmn”. Give both the same name."),
                defect(
                        "a process that is about nothing",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<camunda:property name=\"entity\" value=\"loan\" />",
                                        ""),
                        "library/workflows/lend.bpmn:3:3 #lend: The process does not say which records it works on. Give it the camunda:property “entity”."),
                defect(
                        "a start that is not known",
                        new GoodModules().but("library", "workflows/lend.bpmn", "create if fee = null", "whenever"),
                        "library/workflows/lend.bpmn:3:3 #lend: The start “whenever” is not known. Write “create”, “create if FEEL”, “when FEEL”, “daily FEEL” or “message NAME create = {...}”."),
                defect(
                        "a start whose condition is wrong",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "create if fee = null", "create if fees = null"),
                        "library/workflows/lend.bpmn:3:3 #lend: In `fees = null` at column 1: there is no fees; did you mean fee?"),
                defect(
                        "a task without a role",
                        new GoodModules().but("library", "workflows/lend.bpmn", " camunda:candidateGroups=\"LIB\"", ""),
                        "library/workflows/lend.bpmn:11:5 #follow_up: Nobody is offered this task. Give it camunda:candidateGroups with a role."),
                defect(
                        "a task with an unknown form",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "form:return", "form:returns")
                                .without("library", "forms/return.form.json"),
                        "library/workflows/lend.bpmn:11:5 #follow_up: There is no form “returns” in this module. Known here: reader."),
                defect(
                        "a due date that is none",
                        new GoodModules().but("library", "workflows/lend.bpmn", "= record.dueOn", "= record.fee"),
                        "library/workflows/lend.bpmn:11:5 #follow_up: `= record.fee` gives a number where a date, or a date and time is wanted."),
                defect(
                        "a timer that is none",
                        new GoodModules()
                                .but("library", "workflows/lend.bpmn", "= setting(\"patience\")", "three days"),
                        "library/workflows/lend.bpmn:19:29 #late: “three days” is not a duration. Write it as ISO 8601 says, or FEEL behind =."),
                defect(
                        "an unknown service",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "org.casewright.set-fields",
                                        "org.casewright.set-field"),
                        "library/workflows/lend.bpmn:22:5 #write_off: The service task “org.casewright.set-field” is not known. Available: org.casewright.set-fields, org.casewright.create-record, org.casewright.share, org.casewright.assign, org.casewright.send-message, org.casewright.wait-for."),
                defect(
                        "a step that makes nobody knows what",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "org.casewright.set-fields",
                                        "org.casewright.create-record"),
                        "library/workflows/lend.bpmn:22:5 #write_off: Nothing says what is made. Give the step the input “entity”, such as loan."),
                defect(
                        "a step that makes a record of what it has not, and refers to it by what is no reference to it",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "org.casewright.set-fields",
                                        "org.casewright.create-record")
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "<camunda:inputParameter name=\"values\">= {state: \"LOST\", fee: 12.5}</camunda:inputParameter>",
                                        "<camunda:inputParameter name=\"entity\">reader</camunda:inputParameter><camunda:inputParameter name=\"values\">= {nam: \"Jo\"}</camunda:inputParameter><camunda:inputParameter name=\"into\">book</camunda:inputParameter>"),
                        "library/workflows/lend.bpmn:25:80 #write_off: “library/reader” has no property “nam”. Did you mean “name”?",
                        "library/workflows/lend.bpmn:25:156 #write_off: “book” is no reference to “library/reader”. Name a property with \"x-reference\", or leave “into” out."),
                defect(
                        "a service of a later version",
                        new GoodModules()
                                .but(
                                        "library",
                                        "workflows/lend.bpmn",
                                        "org.casewright.set-fields",
                                        "org.casewright.notify"),
                        "library/workflows/lend.bpmn:22:5 #write_off: The service task “org.casewright.notify” is not available in this version. Available: org.casewright.set-fields, org.casewright.create-record, org.casewright.share, org.casewright.assign, org.casewright.send-message, org.casewright.wait-for."),
                defect(
                        "setting a property that is not there",
                        new GoodModules().but("library", "workflows/lend.bpmn", "fee: 12.5", "fees: 12.5"),
                        "library/workflows/lend.bpmn:25:11 #write_off: “library/loan” has no property “fees”. Did you mean “fee”?"),
                defect(
                        "setting a code that is not there",
                        new GoodModules().but("library", "workflows/lend.bpmn", "{state: \"LOST\"", "{state: \"GONE\""),
                        "library/workflows/lend.bpmn:25:11 #write_off: “state” has no code “GONE”. Known here: BACK, LOST, OUT."),
                defect(
                        "setting a computed property",
                        new GoodModules().but("library", "workflows/lend.bpmn", "fee: 12.5", "dueOn: today()"),
                        "library/workflows/lend.bpmn:25:11 #write_off: “dueOn” is computed. Set what it is computed from."),
                defect(
                        "an unknown property of the process",
                        new GoodModules().but("library", "workflows/lend.bpmn", "name=\"start\"", "name=\"starts\""),
                        "library/workflows/lend.bpmn:7:9 #lend: The property “starts” of <process> is not known. Did you mean “start”?"));
    }

    static List<Defect> scenarios() {
        return List.of(
                defect(
                        "a step of no known kind",
                        scenario("\"clock\": \"P30D\"", "\"clok\": \"P30D\""),
                        "library/tests/lend.test.json:4:7 /steps/1/clok: “clok” is not known here. Did you mean “clock”?"),
                defect(
                        "an operation that the record does not have",
                        scenario(
                                "{ \"clock\": \"P30D\" }",
                                "{ \"as\": \"lib.knf\", \"operate\": \"split\", \"of\": \"@lent\" }"),
                        "library/tests/lend.test.json:4:35 /steps/1/operate: “library/loan” has no operation “split”. There is none."),
                defect(
                        "a step that does two things",
                        scenario(
                                "\"as\": \"lib.knf\", \"create\"",
                                "\"as\": \"lib.knf\", \"get\": \"@dune\", \"create\""),
                        "library/tests/lend.test.json:3:24 /steps/0/get: This step says “create” and “get”. Write a step for each."),
                defect(
                        "a step that does nothing",
                        scenario("{ \"clock\": \"P30D\" }", "{ \"as\": \"lib.knf\" }"),
                        "library/tests/lend.test.json:4:5 /steps/1: Nothing is done in this step. Write one of: create, update, retire, restore, get, records, duplicates, claim, complete, operate, breakGlass, clock, expectTask, deliver, expectMessage."),
                defect(
                        "a member that means nothing in its step",
                        scenario("\"clock\": \"P30D\"", "\"clock\": \"P30D\", \"of\": \"@lent\""),
                        "library/tests/lend.test.json:4:24 /steps/1/of: “of” means nothing beside “clock”. Leave it out."),
                defect(
                        "a step that nobody takes",
                        scenario("{ \"as\": \"lib.knf\", \"create\"", "{ \"create\""),
                        "library/tests/lend.test.json:3:5 /steps/0: “as” is missing beside “create”. Say who does it: a user of a demo/demo.json."),
                defect(
                        "a user who is not there",
                        scenario("\"as\": \"lib.knf\", \"create\"", "\"as\": \"lib.knx\", \"create\""),
                        "library/tests/lend.test.json:3:13 /steps/0/as: There is no user “lib.knx” in any demo/demo.json. Did you mean “lib.knf”?"),
                defect(
                        "an entity that is not there",
                        scenario("\"create\": \"loan\"", "\"create\": \"lone\""),
                        "library/tests/lend.test.json:3:34 /steps/0/create: There is no entity “lone” in this module. Known here: book, holding, language, loan, reader."),
                defect(
                        "values of a property that is not there",
                        scenario("\"fee\": 0", "\"fees\": 0"),
                        "library/tests/lend.test.json:6:55 /steps/3/values/fees: “library/loan” has no property “fees”. Did you mean “fee”?"),
                defect(
                        "an expectation of a property that is not there",
                        scenario("\"expect\": { \"state\"", "\"expect\": { \"stat\""),
                        "library/tests/lend.test.json:3:141 /steps/0/expect/stat: “library/loan” has no property “stat”. Did you mean “state”?"),
                defect(
                        "a record that no step has saved",
                        scenario("\"update\": \"@lent\"", "\"update\": \"@lend\""),
                        "library/tests/lend.test.json:6:34 /steps/3/update: No step before has saved a record “lend”. Did you mean “lent”?"),
                defect(
                        "a record that is not called by its name",
                        scenario("\"update\": \"@lent\"", "\"update\": \"lent\""),
                        "library/tests/lend.test.json:6:34 /steps/3/update: “lent” calls no record by name. Write such as \"@dune\"."),
                defect(
                        "a name of the demonstration without it",
                        scenario("\"demo\": true", "\"demo\": false"),
                        "library/tests/lend.test.json:3:62 /steps/0/values/book: “dune” is a record of the demonstration, and this scenario plays without it. Give the scenario \"demo\": true."),
                defect(
                        "a name that is given twice",
                        scenario("\"count\": 0", "\"count\": 1, \"save\": \"lent\""),
                        "library/tests/lend.test.json:7:116 /steps/4/save: There is a record “lent” already. Give it another name."),
                defect(
                        "a task of no process",
                        scenario("\"complete\": \"Follow up\"", "\"complete\": \"Follow on\""),
                        "library/tests/lend.test.json:5:36 /steps/2/complete: No process has a task “Follow on”. Did you mean “Follow up”?"),
                defect(
                        "an outcome of another task",
                        scenario("\"outcome\": \"back\"", "\"outcome\": \"bask\""),
                        "library/tests/lend.test.json:5:75 /steps/2/outcome: “Follow up” does not end with “bask”. Did you mean “back”?"),
                defect(
                        "a rule of no entity",
                        scenario("\"rule\": \"max5\"", "\"rule\": \"max6\""),
                        "library/tests/lend.test.json:6:107 /steps/3/expectError/rule: There is no rule “max6”. Did you mean “max5”?"),
                defect(
                        "an error code of nothing",
                        scenario("\"rule\": \"max5\"", "\"code\": \"requird\""),
                        "library/tests/lend.test.json:6:107 /steps/3/expectError/code: No error has the code “requird”. Did you mean “required”?"),
                defect(
                        "a status that the API does not answer",
                        scenario("\"status\": 422", "\"status\": 418"),
                        "library/tests/lend.test.json:6:94 /steps/3/expectError/status: “status” cannot be 418. Known here: 400, 403, 404, 409, 412, 422, 500."),
                defect(
                        "a role of no module",
                        scenario("\"role\": \"LIB\"", "\"role\": \"LIBS\""),
                        "library/tests/lend.test.json:8:67 /steps/5/expectTask/role: There is no role “LIBS”. Did you mean “LIB”?"),
                defect(
                        "a day that is none",
                        scenario("\"2026-03-02\"", "\"2026-02-30\""),
                        "library/tests/lend.test.json:1:39 /today: There is no day “2026-02-30”. Write such as \"2026-03-02\"."),
                defect(
                        "a time that cannot pass",
                        scenario("\"P30D\"", "\"30 days\""),
                        "library/tests/lend.test.json:4:16 /steps/1/clock: “30 days” is no time that can pass. Write such as \"P100D\" or \"PT2H\"; 50 years are the most."),
                defect(
                        "an expectation beside a refusal",
                        scenario(
                                "\"fee\": 0 }, \"expectError\"",
                                "\"fee\": 0 }, \"expect\": { \"fee\": 0 }, \"expectError\""),
                        "library/tests/lend.test.json:6:67 /steps/3/expect: What is refused leaves nothing for “expect”. Keep this or “expectError”."),
                defect(
                        "an expectation that is none",
                        scenario("\"state\": \"OUT\" }", "\"state\": { \"is\": \"OUT\" } }"),
                        "library/tests/lend.test.json:3:150 /steps/0/expect/state: This is nothing that can be expected. Write the value, or one of { \"matches\": REGEX }, { \"in\": [...] }, { \"null\": true }, { \"count\": N }, { \"contains\": VALUE }."),
                defect(
                        "an expectation of a pattern that is none",
                        scenario("\"state\": \"OUT\" }", "\"state\": { \"matches\": \"(\" } }"),
                        "library/tests/lend.test.json:3:163 /steps/0/expect/state/matches: “(” is no regular expression: missing closing )."),
                defect(
                        "a filter of another type",
                        scenario("\"filter\": \"state = ", "\"filter\": \"fee = "),
                        "library/tests/lend.test.json:7:53 /steps/4/filter: In `fee = \"OUT\" and reader.id = \"@jo\"` at column 5: a number is never compared with a text."),
                defect(
                        "one of many records",
                        scenario("\"count\": 0", "\"count\": 2, \"save\": \"some\""),
                        "library/tests/lend.test.json:7:116 /steps/4/save: One of several records cannot be saved. Add \"count\": 1."),
                defect(
                        "no day at all",
                        scenario("\"today\": \"2026-03-02\", ", ""),
                        "library/tests/lend.test.json:1:1: “today” is missing. Right would be: The day on which it begins, at 08:00 UTC, such as 2026-03-02."));
    }

    private static GoodModules scenario(String old, String changed) {
        return new GoodModules().but("library", "tests/lend.test.json", old, changed);
    }

    static List<Defect> modules() {
        return List.of(
                defect(
                        "a module that is missing",
                        new GoodModules().without("common"),
                        "library/module.json:5:24 /needs/common: The module “common” is needed and is not there. Load it too: give its folder as well, or the folder that holds both."),
                defect(
                        "a version that will not do",
                        new GoodModules().but("library", "module.json", "\"^1.2\"", "\"^2\""),
                        "library/module.json:5:24 /needs/common: “common” ^2 is needed, and 1.4.0 is there. Load another version, or write \"^1.4.0\"."),
                defect(
                        "modules that need each other",
                        new GoodModules()
                                .but(
                                        "common",
                                        "module.json",
                                        "\"title\": \"Common\",",
                                        "\"title\": \"Common\", \"needs\": { \"library\": \"^1\" },"),
                        "common/module.json:1:82 /needs/library: Modules need each other in a circle: common -> library -> common. Move what both need into a module of its own.",
                        "library/module.json:5:24 /needs/common: Modules need each other in a circle: library -> common -> library. Move what both need into a module of its own."),
                defect(
                        "a role that another module has",
                        new GoodModules().but("common", "module.json", "\"AUDITOR\"", "\"LIB\""),
                        "library/module.json:7:14 /roles/LIB: There is a role “LIB” already, in the module “common”. Role ids are global: use that one, or choose another id."),
                defect(
                        "a folder of another name",
                        new GoodModules()
                                .but("library", "module.json", "\"name\": \"library\"", "\"name\": \"libraries\""),
                        "library/module.json:2:11 /name: The module is called “libraries” and its folder “library”. Give both the same name."),
                defect(
                        "no module.json",
                        new GoodModules().without("common", "module.json"),
                        "common/module.json: The module has no module.json. Write one with name, version and title."));
    }

    private static Defect defect(String name, GoodModules modules, String... said) {
        return new Defect(name, modules, List.of(said));
    }
}
