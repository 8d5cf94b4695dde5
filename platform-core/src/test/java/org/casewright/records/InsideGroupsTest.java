package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.json;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Entry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Expressions inside repeating groups and objects: their own names first, then the record's. */
class InsideGroupsTest {

    private static final String PURCHASE = "shelf/purchase";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("shelf");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    private static EntityRecord fresh(EntityRecord record) {
        return platform.read("all.hqg", record);
    }

    private static EntityRecord book() {
        return platform.created("lib.knf", "shelf/book", "{'title': 'A book', 'pages': 900}");
    }

    private static EntityRecord purchase(String values) {
        return platform.created("lib.knf", PURCHASE, values);
    }

    private static Entry line(EntityRecord purchase, int at) {
        return (Entry) ((List<?>) Objects.requireNonNull(fresh(purchase).value("lines"))).get(at);
    }

    @Test
    void defaultsAndComputedValuesAreWorkedOut() {
        var book = book();
        var purchase = purchase("{'note': 'law', 'lines': [{'book': '" + book.id()
                + "', 'price': 2.5, 'copies': 6}, {'book': '" + book.id() + "', 'price': 4}]}");

        assertThat(line(purchase, 0).values())
                .containsEntry("total", new BigDecimal("15.00"))
                .containsEntry("binding", "LAW")
                .containsEntry("heavy", false);
        assertThat(line(purchase, 1).values()).containsEntry("copies", 1L).doesNotContainKey("binding");
        assertThat(fresh(purchase).value("sum")).isEqualTo(new BigDecimal("19.00"));

        saved(platform.update("lib.knf", fresh(book), "{'pages': 1200}"));
        assertThat(line(purchase, 0).values())
                .as("over the reference of the entry")
                .containsEntry("heavy", true);
    }

    @Test
    void whatDoesNotCountIsClearedAndNotRequired() {
        var purchase = purchase("{'lines': [{'book': '" + book().id() + "', 'copies': 6, 'binding': 'TAX'}]}");
        assertThat(line(purchase, 0).values()).containsEntry("binding", "TAX");

        saved(platform.update(
                "lib.knf", purchase, "{'lines': [{'id': '" + line(purchase, 0).id() + "', 'copies': 2}]}"));

        assertThat(line(purchase, 0).values()).containsEntry("copies", 2L).doesNotContainKey("binding");
    }

    @Test
    void problemsStandAtTheEntry() {
        var book = book();
        assertThat(refused(platform.create(
                        "lib.knf",
                        PURCHASE,
                        "{'paid': true, 'lines': [{'book': '" + book.id() + "', 'price': 1}, {'book': '" + book.id()
                                + "', 'total': 7}]}")))
                .containsOnly(Map.entry("/lines/1/price", "required"), Map.entry("/lines/1/total", "read-only"));

        var purchase = purchase("{'lines': [{'book': '" + book.id() + "', 'price': 1, 'sentOn': '2026-01-01'}]}");
        var paid = saved(platform.update("lib.knf", purchase, "{'paid': true}"));
        assertThat(refused(platform.update(
                        "lib.knf",
                        paid,
                        "{'lines': [{'id': '" + line(purchase, 0).id() + "', 'sentOn': '2026-01-02'}]}")))
                .containsOnly(Map.entry("/lines/0/sentOn", "read-only"));
    }

    @Test
    void objectsAreTheSame() {
        var author = platform.created("lib.knf", "shelf/author", "{'name': 'Ada', 'prize': true}");
        var contact = "{'contact': {'person': '" + author.id() + "'";

        assertThat(refused(platform.create("lib.knf", PURCHASE, contact + "}}")))
                .containsOnly(Map.entry("/contact/phone", "required"));
        var purchase = purchase(contact + ", 'phone': '1'}}");
        assertThat(fresh(purchase).value("contact"))
                .isEqualTo(Map.of("person", author.id(), "phone", "1", "greeting", "Dear Ada"));

        saved(platform.update("lib.knf", fresh(author), "{'name': 'Ada B.'}"));
        assertThat(fresh(purchase).value("contact"))
                .isEqualTo(Map.of("person", author.id(), "phone", "1", "greeting", "Dear Ada B."));
    }

    @Test
    void aPreviewSaysItByPointer() {
        var preview = platform.records()
                .preview(
                        PURCHASE,
                        null,
                        json("{'paid': true, 'lines': [{'book': '" + book().id() + "', 'copies': 2, 'price': 3}]}"),
                        platform.actor("lib.knf"));

        assertThat(preview.irrelevant()).contains("lines/0/binding");
        assertThat(preview.required()).contains("lines/0/price");
        assertThat(preview.readOnly()).contains("lines/0/total");
        assertThat(preview.values().at("/lines/0/total").decimalValue()).isEqualByComparingTo("6");
    }
}
