package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.casewright.catalog.Catalog;
import org.casewright.definition.CodeList;
import org.junit.jupiter.api.Test;

/** Codes that are called in each language as it calls them. */
class NamedCodesTest {

    private static Catalog catalog(GoodModules modules) {
        var loaded = modules.with("library", "codes/country.codes.json", """
                        { "title": "Country", "x-titles": "country", "oneOf": [
                          { "const": "FRA", "title": "France" }, { "const": "DEU", "title": "Germany" },
                          { "const": "XKX", "title": "Kosovo (file)" }, { "const": "QQQ", "title": "Nowhere" } ] }
                        """).load();
        return Objects.requireNonNull(loaded.catalog(), loaded.problems().toString());
    }

    private static CodeList countries(Catalog catalog, String language) {
        return catalog.in(language).codeList("library/country");
    }

    @Test
    void haveTheNamesAndTheOrderOfTheLanguage() {
        var catalog = catalog(new GoodModules());
        assertThat(countries(catalog, "fr").titleOf("DEU")).isEqualTo("Allemagne");
        assertThat(countries(catalog, "fr").codes().keySet()).startsWith("DEU", "FRA");
        assertThat(countries(catalog, "ar").titleOf("DEU")).isEqualTo("ألمانيا");
        // What the language has no name for keeps the file's; the file's own language is its own.
        assertThat(countries(catalog, "fr").titleOf("QQQ")).isEqualTo("Nowhere");
        assertThat(countries(catalog, "en").titleOf("DEU")).isEqualTo("Germany");
        assertThat(countries(catalog, "en").codes().keySet()).startsWith("FRA", "DEU");
    }

    @Test
    void areCalledOtherwiseWhereTheModuleSaysSo() {
        var catalog = catalog(
                new GoodModules().with("library", "i18n/fr.json", "{ \"codes.country.DEU.title\": \"Outre-Rhin\" }"));
        assertThat(countries(catalog, "fr").titleOf("DEU")).isEqualTo("Outre-Rhin");
        assertThat(countries(catalog, "fr").codes().keySet()).containsExactly("FRA", "XKX", "QQQ", "DEU");
    }
}
