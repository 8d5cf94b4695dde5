package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casewright.TestPlatform.refused;
import static org.casewright.TestPlatform.saved;

import java.util.List;
import java.util.Map;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Expression;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeysAndNumbersTest {

    private static final String BOOK = "shelf/book";
    private static final String BOOKING = "shelf/booking";
    private static final String TIP = "shelf/tip";

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

    @Nested
    class NumbersOfProperties {

        @Test
        void areGivenLikeThoseOfRecords() {
            var first = platform.created("lib.knf", BOOK, "{'title': 'One'}");
            var second = platform.created("lib.knf", BOOK, "{'title': 'Two', 'pages': 200}");
            var other = platform.created("lib.ugb", BOOK, "{'title': 'Three'}");

            assertThat(first.value("barcode")).asString().matches("KNF\\d{10}");
            assertThat(other.value("barcode")).asString().matches("UGB\\d{10}");
            assertThat(second.value("label")).asString().matches("[A-HJ-NPQ]{6}");
            assertThat(first.value("label")).as("not relevant").isNull();
            var digits = String.valueOf(first.value("barcode")).substring(3);
            assertThat(Numbers.luhn("x" + digits.substring(0, digits.length() - 1)))
                    .isEqualTo(digits.charAt(digits.length() - 1) - '0');
            assertThat(first.value("barcode")).isNotEqualTo(second.value("barcode"));
        }

        @Test
        void areNeverWrittenAndStayAsTheyAre() {
            var book = platform.created("lib.knf", BOOK, "{'title': 'One'}");

            assertThat(refused(platform.create("lib.knf", BOOK, "{'title': 'X', 'barcode': 'mine'}")))
                    .containsOnly(Map.entry("/barcode", "read-only"));
            var changed = saved(platform.update("lib.knf", book, "{'title': 'Two', 'pages': 101}"));
            assertThat(changed.value("barcode")).isEqualTo(book.value("barcode"));
            assertThat(changed.value("label")).as("relevant by now").isNotNull();
        }
    }

    @Nested
    class KeysForATime {

        private Outcome seat(int seat, String from, String to) {
            return platform.create(
                    "lib.knf",
                    BOOKING,
                    "{'seat': " + seat + ", 'room': 'R', 'from': '" + from + "'"
                            + (to.isEmpty() ? "" : ", 'to': '" + to + "'") + "}");
        }

        @Test
        void neverOverlap() {
            saved(seat(1, "2026-03-01", "2026-03-10"));

            assertThat(refused(seat(1, "2026-03-09", "2026-03-20"))).containsOnly(Map.entry("/seat", "unique"));
            assertThat(refused(seat(1, "2026-02-01", ""))).containsOnly(Map.entry("/seat", "unique"));
            saved(seat(1, "2026-03-10", "2026-03-20"));
            saved(seat(2, "2026-03-09", "2026-03-20"));
            saved(platform.create("lib.knf", BOOKING, "{'room': 'R', 'from': '2026-03-01'}"));
        }

        @Test
        void holdOnlyWhereTheySayAndOnlyForTheLiving() {
            var first = saved(seat(3, "2026-03-01", "2026-03-10"));
            saved(platform.update("lib.knf", first, "{'cancelled': true}"));
            var second = saved(seat(3, "2026-03-01", "2026-03-10"));

            assertThat(refused(platform.update("lib.knf", fresh(first), "{'cancelled': false}")))
                    .containsOnly(Map.entry("/seat", "unique"));
            saved(platform.apply(
                    "lib.knf", new Change.Retire(BOOKING, second.id().toString(), null)));
            saved(platform.update("lib.knf", fresh(first), "{'cancelled': false}"));
        }

        @Test
        void doNotEndBeforeTheyBegin() {
            assertThat(refused(seat(4, "2026-03-10", "2026-03-09"))).containsOnly(Map.entry("/to", "schema"));
        }

        @Test
        void takeReferencesAndMoments() {
            var book = platform.created("lib.knf", BOOK, "{'title': 'One'}");
            var lent = "{'book': '" + book.id() + "', 'lentAt': '2026-03-01T08:00:00Z'";
            saved(platform.create("lib.knf", BOOKING, lent + ", 'backAt': '2026-03-01T09:00:00Z'}"));

            assertThat(refused(platform.create("lib.knf", BOOKING, lent + "}")))
                    .containsOnly(Map.entry("/book", "unique"));
        }
    }

    @Nested
    class KeysThatMerge {

        @Test
        void answerAClashWithWhatIsHiddenAsSuccess() {
            var hidden = platform.created("lib.ugb", TIP, "{'subject': 'Flood', 'words': 'Water', 'tags': ['a']}");

            var answered = saved(platform.create(
                    "lib.knf", TIP, "{'subject': 'Flood', 'words': 'Other', 'place': 'River', 'tags': ['b']}"));

            assertThat(answered.id()).isNotEqualTo(hidden.id());
            assertThat(answered.system().version()).isEqualTo(1);
            assertThat(answered.system().number()).matches("T-\\d{4}");
            assertThat(answered.value("words")).isEqualTo("Other");
            assertThat(platform.records().get(TIP, answered.id().toString(), platform.actor("all.hqg")))
                    .isEmpty();
            var merged = fresh(hidden);
            assertThat(merged.value("words")).as("what is there stays").isEqualTo("Water");
            assertThat(merged.value("place")).isEqualTo("River");
            assertThat(merged.value("tags")).isEqualTo(List.of("a", "b"));
            assertThat(merged.system().version()).isEqualTo(2);
        }

        @Test
        void refuseAClashWithWhatCanBeSeen() {
            platform.created("lib.knf", TIP, "{'subject': 'Fire'}");

            assertThat(refused(platform.create("lib.knf", TIP, "{'subject': 'Fire'}")))
                    .containsOnly(Map.entry("/subject", "unique"));
        }

        @Test
        void holdOnlyWhereTheySay() {
            platform.created("lib.ugb", TIP, "{'subject': 'Storm', 'closed': true}");

            var made = platform.created("lib.knf", TIP, "{'subject': 'Storm'}");

            assertThat(fresh(made).value("subject")).isEqualTo("Storm");
        }
    }

    @Nested
    class Grouping {

        private Groups groups(String as, String by, Map<String, Expression> counts) {
            return platform.records()
                    .groups(
                            Query.of(BOOK).where(Expression.parse("starts with(title, \"Grouped\")")),
                            by,
                            counts,
                            platform.actor(as));
        }

        @Test
        void countsWhatTheAskerMaySee() {
            platform.created("lib.knf", BOOK, "{'title': 'Grouped 1', 'subject': 'LAW', 'pages': 10}");
            platform.created("lib.knf", BOOK, "{'title': 'Grouped 2', 'subject': 'LAW', 'pages': 500}");
            platform.created("lib.knf", BOOK, "{'title': 'Grouped 3'}");
            platform.created("lib.ugb", BOOK, "{'title': 'Grouped 4', 'subject': 'LAW'}");
            var counts = Map.of("long", Expression.parse("pages > 100"));

            var own = groups("lib.knf", "subject", counts);

            assertThat(own.items())
                    .extracting(group -> group.value().asString("-"), Group::title, Group::count, Group::counts)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("LAW", "Law", 2L, Map.of("long", 1L)),
                            org.assertj.core.groups.Tuple.tuple("-", "", 1L, Map.of("long", 0L)));
            assertThat(groups("all.hqg", "unit", Map.of()).items())
                    .extracting(group -> group.value().asString(), Group::title, Group::count)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("KNF", "Field office", 3L),
                            org.assertj.core.groups.Tuple.tuple("UGB", "Other office", 1L));
            assertThat(groups("lib.knf", "createdBy", Map.of()).items())
                    .extracting(Group::title)
                    .containsExactly("Librarian");
        }
    }
}
