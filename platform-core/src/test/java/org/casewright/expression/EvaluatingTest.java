package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatingTest {
    @Test
    void countsTheEntriesForWhichTheFilterHolds() {
        Values root = Values.of(Map.of(
                "members", List.of(Values.of(Map.of("status", "ACT")), Values.of(Map.of("status", "INA"))),
                "from", LocalDate.of(2026, 1, 31)));
        assertThat(Evaluator.evaluate(
                        Expression.parse("count(members[status = \"ACT\" or status = \"HLD\"])"),
                        root,
                        Library.ENVIRONMENT))
                .isEqualTo(new java.math.BigDecimal(1));
        assertThat(Evaluator.evaluate(Expression.parse("from + duration(\"P1M\")"), root, Library.ENVIRONMENT))
                .isEqualTo(LocalDate.of(2026, 2, 28));
    }
}
