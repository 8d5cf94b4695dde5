package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A form that belongs to no entity, looked at by somebody who configures. */
@ExtendWith(RunningApplication.Shared.class)
class FormPreviewIT {

    private static final String SCHEMA = """
            { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string", "description": "As it stands on the card" },
                "born": { "type": "string", "format": "date" },
                "ill": { "type": "boolean" },
                "since": { "type": "string", "format": "date" },
                "grade": { "type": "integer", "minimum": 1, "maximum": 5 },
                "colour": { "type": "string", "oneOf": [ { "const": "r", "title": "Red" }, { "const": "g", "title": "Green" } ] },
                "address": { "type": "object", "properties": { "street": { "type": "string" }, "town": { "type": "string" } } },
                "phones": { "type": "array", "items": { "type": "object", "properties": {
                    "number": { "type": "string" }, "note": { "type": "string" } } } },
                "visits": { "type": "array", "items": { "type": "object", "properties": {
                    "on": { "type": "string", "format": "date" }, "what": { "type": "string" } } } },
                "keeper": { "oneOf": [ { "title": "Person", "type": "object", "properties": { "name": { "type": "string" } } },
                                       { "title": "House", "type": "object", "properties": { "number": { "type": "integer" } } } ] } } }""";

    private static final String LAYOUT = """
            { "type": "Categorization", "options": { "variant": "stepper" }, "elements": [
                { "type": "Category", "label": "Who", "elements": [
                    { "type": "HorizontalLayout", "elements": [
                        { "type": "Control", "scope": "#/properties/name" },
                        { "type": "Control", "scope": "#/properties/born" },
                        { "type": "Control", "scope": "#/properties/colour", "options": { "format": "radio" } } ] },
                    { "type": "HorizontalLayout", "elements": [
                        { "type": "Control", "scope": "#/properties/ill" },
                        { "type": "Control", "scope": "#/properties/since",
                          "rule": { "effect": "SHOW", "condition": { "scope": "#/properties/ill", "schema": { "const": true } } } },
                        { "type": "Control", "scope": "#/properties/grade", "options": { "slider": true },
                          "rule": { "effect": "ENABLE", "condition": { "scope": "#/properties/ill", "schema": { "const": true } } } } ] },
                    { "type": "Control", "scope": "#/properties/address" },
                    { "type": "Control", "scope": "#/properties/phones" } ] },
                { "type": "Category", "label": "More", "elements": [
                    { "type": "ListWithDetail", "scope": "#/properties/visits", "options": { "elementLabelProp": "what", "showSortButtons": true } },
                    { "type": "Control", "scope": "#/properties/keeper" } ] } ] }""";

    private static final String DATA = """
            { "name": "Ada", "born": "1984-03-14", "phones": [ { "number": "4711" } ],
              "visits": [ { "on": "2026-03-01", "what": "At the door" }, { "what": "Inside" } ], "keeper": { "name": "Odo" } }""";

    @Test
    void aFormIsDrawnFromASchemaAndGivesItsDataBack(RunningApplication application)
            throws IOException, InterruptedException {
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/form-preview");
            assertThat(browser.count("[data-field=schema]"))
                    .as("it is for those who configure")
                    .isZero();

            assertThat(application
                            .command("user", "grant", "lib.knf", "configure")
                            .exit())
                    .isZero();
            browser.open("/form-preview");
            browser.fill("schema", SCHEMA);
            browser.fill("layout", LAYOUT);
            browser.fill("data", DATA);
            browser.press("Show");
            browser.reads("Born");
            assertThat(browser.count("[data-field='/since']")).isZero();

            browser.fill("/ill", "Yes");
            browser.fill("/since", "2026-02-03");
            browser.fill("/address/town", "Knaf");
            browser.picture("form-preview");
            browser.reads("\"since\" : \"2026-02-03\"");
            browser.reads("\"town\" : \"Knaf\"");

            browser.press("Next");
            browser.press("Inside");
            browser.fill("/visits/1/on", "2026-03-02");
            browser.picture("form-preview-list");
            browser.dark();
            browser.picture("form-preview-list-dark");
            browser.light();
            browser.phone();
            browser.rightToLeft();
            browser.picture("form-preview-list-right-to-left");
            assertThat(browser.overflow()).isZero();
            browser.light();
            browser.reads("\"on\" : \"2026-03-02\"");
        } finally {
            application.command("user", "revoke", "lib.knf", "configure");
        }
    }
}
