package org.casewright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.casewright.TestPlatform;
import org.casewright.expression.Expression;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters whose answer in PostgreSQL was once not what they mean, each with the crates that they select. */
class FiltersTest {

    private static final String KEEPER = "keeper.knf";

    private static TestPlatform platform;

    @BeforeAll
    static void open() {
        platform = TestPlatform.with("depot");
        var shelf = platform.created(KEEPER, "depot/shelf", "{'name': 'S1'}").id();
        var first =
                platform.created(KEEPER, "depot/crate", """
                        {'label': 'A', 'tags': ['red', 'blue'], 'marks': ['WET'], 'full': true, 'pieces': 1,
                         'packed': '2026-03-01', 'seen': '2026-03-01T20:59:59.999999Z', 'opens': '10:00:00.000001',
                         'place': {'signs': ['x']}, 'shelf': '%1$s', 'damages': [{'what': 'dent', 'at': '%1$s'}]}""".formatted(shelf)).id();
        platform.created(KEEPER, "depot/crate", "{'label': 'B\\nb', 'twin': '" + first + "'}");
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            true                                                 | A B
            list contains(actor.roles, "KEEPER")                 | A B
            list contains(actor.roles, "OTHER")                  | ``
            null                                                 | ``
            count(tags) > 1                                      | A
            count(tags) = 0                                      | B
            some t in tags satisfies starts with(t, "r")         | A
            some t in tags satisfies t > label                   | A
            every t in tags satisfies t in ("red", "blue")       | A B
            list contains(twin.tags, "red")                      | B
            list contains(place.signs, "x")                      | A
            some d in damages satisfies d.at.name = "S1"         | A
            some d in damages satisfies d.at = shelf             | A
            not(retired)                                         | A B
            retired or twin.retired                              | ``
            unit = "00000000-0000-0000-0000-000000000000"        | ``
            not(unit = "garbage")                                | A B
            twin.unit != null                                    | B
            twin.unit = unit                                     | B
            shelf != "garbage"                                   | A
            shelf in ("garbage", "1-1-1-1-1")                    | ``
            id < "ffffffff-ffff-ffff-ffff-ffffffffffff"          | ``
            starts with(id, "0")                                 | ``
            pieces < 9223372036854775808                         | A
            pieces = 10 ** 30                                    | ``
            seen < @"2026-03-01T20:59:59.9999999Z"               | A
            seen >= @"2026-03-01T20:59:59.9999991Z"              | ``
            seen != @"2026-03-01T20:59:59.9999991Z"              | A
            opens = @"10:00:00.000001"                           | A
            packed < date(999999999, 12, 31)                     | ``
            unit.number > 0                                      | A B
            matches(label, "B.b")                                | ``
            matches(label, "(?s)B.b")                            | B
            matches(label, "^[^A]+$")                            | B
            matches(label, "(?i)^a$")                            | A
            """)
    void selectsWhatItMeans(String filter, String labels) {
        assertThat(selected(filter)).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            matches(label, "\\\\pL")      | a filter's pattern has characters
            matches(label, "a{300}")      | a filter's pattern has characters
            matches(label, "(?m)^b")      | a filter's pattern has characters
            label = "a\\u0000"            | no stored text has the character U+0000
            label in ("x", "\\ud800")     | half of a surrogate pair
            shelf = label                 | a filter compares a record with a record
            """)
    void whatCannotBeAskedIsRefusedWithItsReason(String filter, String reason) {
        assertThatThrownBy(() -> selected(filter))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.problems().toString()).contains(reason));
    }

    private static String selected(String filter) {
        return platform
                .records()
                .find(Query.of("depot/crate").where(Expression.parse(filter)), platform.actor(KEEPER))
                .items()
                .stream()
                .map(crate -> String.valueOf(crate.value("label")).substring(0, 1))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
