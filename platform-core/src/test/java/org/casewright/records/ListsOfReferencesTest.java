package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListsOfReferencesTest {

    private static final String AUTHOR = "shelf/author";
    private static final String BOOK = "shelf/book";
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

    private static EntityRecord author(String name) {
        return platform.created("lib.knf", AUTHOR, "{'name': '" + name + "'}");
    }

    private static EntityRecord book(String values) {
        return platform.created("lib.knf", BOOK, "{'title': 'A book'" + values + "}");
    }

    private static String ids(EntityRecord... records) {
        return "['"
                + String.join(
                        "', '",
                        java.util.Arrays.stream(records)
                                .map(record -> record.id().toString())
                                .toList())
                + "']";
    }

    private static EntityRecord fresh(EntityRecord record) {
        return platform.read("all.hqg", record);
    }

    private static List<UUID> find(String entity, String filter) {
        return platform
                .records()
                .find(Query.of(entity).where(Expression.parse(filter)), platform.actor("all.hqg"))
                .items()
                .stream()
                .map(EntityRecord::id)
                .toList();
    }

    @Test
    void keepTheirOrderAndAreReplacedWhole() {
        var ada = author("Ada");
        var ben = author("Ben");
        var book = book(", 'authors': " + ids(ben, ada));

        assertThat(fresh(book).value("authors")).isEqualTo(List.of(ben.id(), ada.id()));

        var turned = saved(platform.update("lib.knf", book, "{'authors': " + ids(ada, ben, ada) + "}"));
        assertThat(fresh(turned).value("authors")).isEqualTo(List.of(ada.id(), ben.id()));

        var emptied = saved(platform.update("lib.knf", turned, "{'authors': []}"));
        assertThat(fresh(emptied).value("authors")).isNull();
        assertThat(platform.records().history(BOOK, book.id().toString(), platform.actor("lib.knf")))
                .extracting(entry -> entry.changes().containsKey("authors"))
                .containsExactly(true, true, true);
    }

    @Test
    void takeNumbersNamesAndRecordsThatAreMadeWithThem() {
        var ada = author("Ada");
        var outcome = platform.create(
                "lib.knf",
                BOOK,
                "{'title': 'X', 'authors': ['" + ada.system().number()
                        + "', {'as': 'new', 'name': 'Eve'}], 'editors': ['@new']}");

        var book = fresh(saved(outcome));
        assertThat(book.value("authors"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .contains(ada.id());
        assertThat(book.value("editors"))
                .isEqualTo(List.of(((List<?>) java.util.Objects.requireNonNull(book.value("authors"))).get(1)));
    }

    @Test
    void sayWhatIsWrongAtTheEntry() {
        var ada = author("Ada");
        var hidden = platform.created("lib.ugb", AUTHOR, "{'name': 'Far'}");
        var dead = platform.created("lib.knf", AUTHOR, "{'name': 'Old', 'living': false}");

        assertThat(refused(platform.create(
                        "lib.knf",
                        BOOK,
                        "{'title': 'X', 'authors': ['" + ada.id() + "', '" + hidden.id() + "'], 'editors': ['"
                                + dead.id() + "'], 'sources': ['@who'], 'keepers': ['x']}")))
                .containsOnly(
                        Map.entry("/authors/1", "reference"),
                        Map.entry("/editors/0", "reference"),
                        Map.entry("/sources/0", "reference"),
                        Map.entry("/keepers", "type"));
        assertThat(refused(platform.create(
                        "lib.knf",
                        BOOK,
                        "{'title': 'X', 'authors': " + ids(ada, author("B"), author("C"), author("D")) + "}")))
                .containsOnlyKeys("/authors");
    }

    @Test
    void haveAListOnTheOtherSide() {
        var ada = author("Ada");
        var ben = author("Ben");
        var book = book(", 'authors': " + ids(ada));

        assertThat(fresh(ada).value("bookCount")).isEqualTo(1L);
        assertThat(platform.records()
                        .find(Query.of(BOOK).relatedTo("authors", ada.id()), platform.actor("lib.knf"))
                        .items())
                .extracting(EntityRecord::id)
                .containsExactly(book.id());

        saved(platform.update("lib.knf", fresh(ben), "{'books': [{'id': '" + book.id() + "'}, {'title': 'New'}]}"));
        assertThat(fresh(book).value("authors")).isEqualTo(List.of(ada.id(), ben.id()));
        assertThat(fresh(ben).value("bookCount")).isEqualTo(2L);

        saved(platform.update("lib.knf", fresh(ben), "{'books': [{'id': '" + book.id() + "', 'retire': true}]}"));
        assertThat(fresh(book).value("authors")).isEqualTo(List.of(ada.id()));
        assertThat(fresh(book).system().retired()).as("it is Ada's still").isFalse();
        assertThat(fresh(ben).value("bookCount")).isEqualTo(1L);
    }

    @Test
    void areReadByExpressions() {
        var ada = author("Ada");
        var ben = author("Ben");
        var book = book(", 'authors': " + ids(ada, ben));
        assertThat(fresh(book).value("famous")).isEqualTo(false);

        saved(platform.update("lib.knf", fresh(ben), "{'prize': true}"));

        assertThat(fresh(book).value("famous")).isEqualTo(true);
        assertThat(find(BOOK, "some a in authors satisfies a.name = \"Ben\" and a.prize = true"))
                .containsExactly(book.id());
        assertThat(find(BOOK, "count(authors) = 2 and list contains(authors, \"" + ada.id() + "\")"))
                .containsExactly(book.id());
        assertThat(find(AUTHOR, "some b in books satisfies b.famous = true"))
                .containsExactlyInAnyOrder(ada.id(), ben.id());
        assertThat(find(BOOK, "some k in keepers satisfies k.name = \"lib.knf\""))
                .isEmpty();
    }

    @Test
    void followWhatRetires() {
        var ada = author("Ada");
        var source = book("");
        var book = book(", 'authors': " + ids(ada) + ", 'sources': " + ids(source));

        assertThat(refused(platform.apply(
                        "lib.knf", new Change.Retire(BOOK, source.id().toString(), null))))
                .containsValue("conflict");

        saved(platform.apply("lib.knf", new Change.Retire(AUTHOR, ada.id().toString(), null)));
        assertThat(fresh(book).value("authors")).isNull();
    }

    @Test
    void bringTheTitlesOfTheirRecordsIntoLists() {
        var ada = author("Ada of the list");
        var hidden = platform.created("lib.ugb", AUTHOR, "{'name': 'Hidden'}");
        var book = book(", 'authors': " + ids(ada));
        platform.owner()
                .sql("insert into shelf.book_authors values (:book, :author, 7)")
                .param("book", book.id())
                .param("author", hidden.id())
                .update();

        var page = platform.records().find(Query.of(BOOK).relatedTo("authors", ada.id()), platform.actor("lib.knf"));

        assertThat(page.items()).hasSize(1);
        assertThat(page.items().getFirst().value("authors")).isEqualTo(List.of(ada.id(), hidden.id()));
        assertThat(page.titles()).containsEntry(ada.id(), "Ada of the list").doesNotContainKey(hidden.id());
    }

    @Test
    void areKeysInDataFiles() {
        assertThat(find("shelf/place", "some n in near satisfies n.code = \"C\""))
                .hasSize(1);
        var places = platform.records().find(Query.of("shelf/place"), platform.actor("lib.knf"));
        var first = places.items().stream()
                .filter(place -> "A".equals(place.value("code")))
                .findFirst()
                .orElseThrow();

        assertThat(places.items()).hasSize(3);
        assertThat(first.value("near"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting(id -> places.titles().get(id))
                .containsExactly("B", "C");
    }

    @Test
    void titlesFollowTheRecordsThatTheyName() {
        var book = book("");
        var booking = platform.created("lib.knf", "shelf/booking", "{'seat': 7, 'book': '" + book.id() + "'}");

        saved(platform.update("lib.knf", fresh(book), "{'title': 'Renamed'}"));

        assertThat(platform.records().title(fresh(booking), platform.actor("lib.knf")))
                .isEqualTo("Renamed on seat 7");
        assertThat(fresh(booking).system().version()).isEqualTo(1);
    }

    @Test
    void insideAGroupTheOtherSideListsTheParent() {
        var book = book(", 'pages': 120");
        var other = book(", 'pages': 30");
        var ada = author("Ada");
        var purchase = platform.created(
                "lib.knf",
                PURCHASE,
                "{'contact': {'person': '" + ada.system().number() + "'}, 'lines': [{'book': '" + book.id()
                        + "', 'copies': 2}, {'book': '" + other.id() + "'}]}");

        assertThat(find(BOOK, "some p in purchases satisfies p.pages = 150"))
                .containsExactlyInAnyOrder(book.id(), other.id());
        assertThat(find(AUTHOR, "count(purchases) = 1")).contains(ada.id());
        assertThat(fresh(ada).value("ordered")).isEqualTo(1L);
        assertThat(find(PURCHASE, "some l in lines satisfies l.book.pages > 100"))
                .containsExactly(purchase.id());
        assertThat(find(PURCHASE, "contact.person.name = \"Ada\"")).containsExactly(purchase.id());
        assertThat(platform.records()
                        .find(Query.of(PURCHASE).relatedTo("lines.book", book.id()), platform.actor("lib.knf"))
                        .items())
                .extracting(EntityRecord::id)
                .containsExactly(purchase.id());

        saved(platform.update("lib.knf", fresh(book), "{'pages': 100}"));
        assertThat(fresh(purchase).value("pages")).isEqualTo(130L);

        assertThat(refused(platform.apply(
                        "lib.knf", new Change.Retire(BOOK, book.id().toString(), null))))
                .containsValue("conflict");
        assertThat(refused(platform.update("lib.knf", fresh(book), "{'purchases': [{'note': 'x'}]}")))
                .containsOnly(Map.entry("/purchases/0", "reference"));
        assertThat(refused(platform.update(
                        "lib.knf", fresh(purchase), "{'lines': [{'copies': 1, 'book': '" + UUID.randomUUID() + "'}]}")))
                .containsKey("/lines/0/book");

        saved(platform.apply("lib.knf", new Change.Retire(AUTHOR, ada.id().toString(), null)));
        assertThat(fresh(purchase).value("contact")).isNull();
    }
}
