package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

    private static ObjectNode read(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String again(String text) {
        return new String(Json.write(read(text)), StandardCharsets.UTF_8);
    }

    @Test
    void numbersStayAsTheyWereWritten() {
        assertThat(again("{\"a\":12.50,\"b\":0.1,\"c\":9007199254740993,\"d\":123456789012345678901234567890}"))
                .isEqualTo("{\"a\":12.50,\"b\":0.1,\"c\":9007199254740993,\"d\":123456789012345678901234567890}");
        assertThat(again("{\"a\":1E+2}")).isEqualTo("{\"a\":100}");
    }

    @Test
    void saysLineAndColumn() {
        assertThatThrownBy(() -> read("{\n  \"a\": 1,\n  \"b\" 2\n}"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED);
                    assertThat(refusal.sentence()).contains("line 3, column");
                });
    }

    @Test
    void findsWhatCannotBeStoredWhereverItIs() {
        assertThatThrownBy(() -> read("{\"a\": [{\"b/c\": \"x\\u0000\"}], \"d\": 1e401, \"e\\u0000\": 1}"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(problem ->
                                        problem.pointer() + " " + problem.code().code())
                                .containsExactly("/a/0/b~1c format", "/d range", " format"));
    }
}
