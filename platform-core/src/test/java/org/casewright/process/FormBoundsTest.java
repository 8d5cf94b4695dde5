package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.loading.ModuleLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FormBoundsTest {

    private static final String FORM = """
            { "x-entity": "loan", "type": "VerticalLayout", "elements": [
              { "type": "Control", "scope": "#/properties/note" },
              { "type": "Control", "scope": "#/properties/fee", "options": { "readonly": true } },
              { "type": "Control", "scope": "#/properties/state" },
              { "type": "Control", "scope": "#/properties/damages" },
              { "type": "Control", "scope": "#/properties/book" },
              { "type": "Control", "scope": "#/properties/reader/properties/name" },
              { "type": "Control", "scope": "#/properties/reader/inverse/loans", "options": { "detail":
                { "type": "VerticalLayout", "elements": [ { "type": "Control", "scope": "#/properties/note" } ] } } },
              { "type": "Control", "scope": "#/properties/reader/inverse/cards", "options": { "readonly": true } },
              { "type": "Control", "scope": "#/inverse/reminders" } ] }""";

    private static final Catalog CATALOG = catalog();

    private static Catalog catalog() {
        var files = Map.of(
                "module.json",
                """
                { "$schema": "https://casewright.org/schema/v1/module.json", "name": "library", "version": "1.0.0",
                  "title": "Library", "main": ["loan"], "roles": { "LIB": { "title": "Librarian" } } }""",
                "access.json",
                """
                { "$schema": "https://casewright.org/schema/v1/access.json", "roles": { "LIB": { "loan": [ { "read": "unit" } ] } } }""",
                "codes/state.codes.json",
                """
                { "$schema": "https://casewright.org/schema/v1/codes.json", "title": "State", "oneOf": [ { "const": "OUT", "title": "Out" } ] }""",
                "entities/loan.schema.json",
                entity("Loan", "'lifecycle': { 'property': 'state', 'initial': 'OUT', 'transitions': [] }", """
                        'note': { 'title': 'Note', 'type': 'string', 'maxLength': 20 },
                        'fee': { 'title': 'Fee', 'type': 'integer' },
                        'lost': { 'title': 'Lost', 'type': 'boolean' },
                        'state': { 'title': 'State', '$ref': '../codes/state.codes.json' },
                        'damages': { 'title': 'Damages', 'type': 'array', 'items': { 'type': 'object', 'properties':
                          { 'page': { 'title': 'Page', 'type': 'integer' } } } },
                        'book': { 'title': 'Book', 'x-reference': { 'entity': 'book' } },
                        'reader': { 'title': 'Reader', 'x-reference': { 'entity': 'reader', 'inverse': 'loans' } }"""),
                "entities/book.schema.json",
                entity("Book", "'plural': 'Books'", "'title': { 'title': 'Title', 'type': 'string', 'maxLength': 20 }"),
                "entities/reader.schema.json",
                entity(
                        "Reader",
                        "'plural': 'Readers'",
                        "'name': { 'title': 'Name', 'type': 'string', 'maxLength': 20 },"
                                + " 'phone': { 'title': 'Phone', 'type': 'string', 'maxLength': 20 }"),
                "entities/card.schema.json",
                entity(
                        "Card",
                        "'plural': 'Cards'",
                        "'reader': { 'title': 'Reader', 'x-reference': { 'entity': 'reader', 'inverse': 'cards' } }"),
                "entities/reminder.schema.json",
                entity(
                        "Reminder",
                        "'plural': 'Reminders'",
                        "'loan': { 'title': 'Loan', 'x-reference': { 'entity': 'loan', 'inverse': 'reminders' } },"
                                + " 'text': { 'title': 'Text', 'type': 'string', 'maxLength': 20 }"),
                "forms/check.form.json",
                FORM);
        var bytes = new java.util.HashMap<String, byte[]>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        var loaded = ModuleLoader.load(Map.of("library", bytes));
        if (loaded.catalog() == null) {
            throw new AssertionError(loaded.problems());
        }
        return loaded.catalog();
    }

    private static String entity(String title, String more, String properties) {
        return "{ '$schema': 'https://casewright.org/schema/v1/entity.json', 'title': '%s', 'type': 'object', 'x-entity': { 'ownership': 'unit', %s }, 'properties': { %s } }"
                .formatted(title, more, properties)
                .replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"note": "x"} |
            {"note": null, "state": "OUT", "statusReason": "because"} |
            {"damages": [{"page": 3}, {"id": "1", "retire": true}]} |
            {"book": "id of another"} |
            {"reader": {"name": "R", "loans": [{"as": "new", "note": "n"}, {"id": "1", "retire": true}]}} |
            {"reader": {"version": 2, "name": "R", "loans": [{"id": "1", "version": 3, "note": "n"}]}} |
            {"reminders": [{"as": "r", "text": "t", "loan": "x"}]} |
            {"fee": 3} | /fee READ_ONLY
            {"lost": true, "fee": 2} | /fee READ_ONLY, /lost UNKNOWN_PROPERTY
            {"reader": "id of another"} | /reader READ_ONLY
            {"reader": {"phone": "1"}} | /reader/phone UNKNOWN_PROPERTY
            {"reader": {"loans": [{"note": "n"}, {"fee": 2}]}} | /reader/loans/1/fee UNKNOWN_PROPERTY
            {"reader": {"cards": [{"as": "forged"}]}} | /reader/cards READ_ONLY
            {"book": {"title": "another title"}} | /book READ_ONLY
            {"unit": "UGB", "a/b": 1} | /a~1b UNKNOWN_PROPERTY, /unit UNKNOWN_PROPERTY
            """)
    void aTaskWritesWhatItsFormShows(String values, String refused) {
        assertThat(problems("library/check", values))
                .isEqualTo(refused == null ? List.of() : Arrays.asList(refused.split(", ")));
    }

    @Test
    void withoutAFormNothingIsWritten() {
        assertThat(problems(null, "{\"note\": \"x\"}")).containsExactly("/note UNKNOWN_PROPERTY");
        assertThat(problems(null, "{}")).isEmpty();
    }

    private static List<String> problems(@org.jspecify.annotations.Nullable String form, String values) {
        return FormBounds.problems(
                        CATALOG,
                        form == null ? null : CATALOG.form(form).orElseThrow(),
                        CATALOG.entity("library/loan"),
                        new JsonMapper().readTree(values))
                .stream()
                .map(problem -> problem.pointer() + " " + problem.code())
                .sorted()
                .toList();
    }
}
