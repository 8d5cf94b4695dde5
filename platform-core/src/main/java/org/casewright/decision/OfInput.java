package org.casewright.decision;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.casewright.definition.DecisionDefinition;
import org.casewright.expression.Effort;
import org.casewright.expression.Environment;
import org.casewright.expression.Expression;
import org.casewright.expression.Values;
import org.jspecify.annotations.Nullable;

/** The environment of a cell: {@code rank(?)} is that of the list from which the input takes its codes. */
record OfInput(Environment around, List<String> input) implements Environment {

    /** Of an input that is a property; of any other the longest path that it reads. */
    static OfInput of(Environment around, Expression input) {
        var longest = input.paths().stream().max(Comparator.comparingInt(List::size));
        return new OfInput(around, longest.orElse(List.of()));
    }

    @Override
    public Clock clock() {
        return around.clock();
    }

    @Override
    public ZoneId zone() {
        return around.zone();
    }

    @Override
    public @Nullable Object setting(String name) {
        return around.setting(name);
    }

    @Override
    public @Nullable OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from) {
        return around.deadline(setting, choice, from);
    }

    @Override
    public @Nullable Integer rank(List<String> property, String code) {
        return property.isEmpty() || !property.getFirst().equals(DecisionDefinition.INPUT)
                ? around.rank(property, code)
                : around.rank(
                        Stream.concat(input.stream(), property.stream().skip(1)).toList(), code);
    }

    @Override
    public @Nullable Object decide(String decision, Values root, Effort effort) {
        return around.decide(decision, root, effort);
    }

    @Override
    public Values actor() {
        return around.actor();
    }
}
