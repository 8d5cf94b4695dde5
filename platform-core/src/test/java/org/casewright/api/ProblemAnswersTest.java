package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemAnswersTest {

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static boolean has(Answer answer, String header) {
        return answer.headers().stream().anyMatch(line -> line.name().equals(header));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasItsStatus(ErrorCode code) {
        var answer = ProblemAnswers.of(new Refusal(code, "A sentence."));

        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.status()).isEqualTo(code.status());
    }

    @Test
    void whatAModuleDidWrongIsLoggedAndNotTold() {
        var inner = Problem.in(Location.of("post/entities/letter.schema.json"), "Secret inner sentence.", null);

        var answer = ProblemAnswers.of(
                new Refusal(ErrorCode.MODULE_FAILED, "x-computed of letter failed on 'Talani'", List.of(inner)));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).contains("\"code\":\"module-failed\"", "\"reference\":\"");
        assertThat(text(answer)).doesNotContain("Talani", "Secret", "letter");
    }

    @Test
    void whatBrokeHereIsNotTold() {
        var answer = ProblemAnswers.of(new IllegalStateException("password=hunter2"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).contains("\"code\":\"internal\"").doesNotContain("hunter2", "IllegalState");
    }

    @ParameterizedTest
    @CsvSource({
        "40001, 503, true",
        "40P01, 503, true",
        "55P03, 503, true",
        "57014, 503, true",
        "08006, 503, true",
        "57P01, 503, true",
        "53300, 503, true",
        "23503, 409, false",
        "42P01, 500, false"
    })
    void theDatabasesStatesMeanWhatTheyMean(String state, int status, boolean again) {
        var answer = ProblemAnswers.of(new IllegalStateException(new SQLException("select secret", state)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(has(answer, "Retry-After")).isEqualTo(again);
        assertThat(text(answer)).doesNotContain("secret");
    }
}
