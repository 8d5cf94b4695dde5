package org.casewright.expression;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lending library to try expressions on, at noon of 2 March 2026 in Nairobi. */
final class Library {
    static final ZoneId ZONE = ZoneId.of("Africa/Nairobi");
    static final Instant NOON = Instant.parse("2026-03-02T09:00:00Z");

    static final Environment ENVIRONMENT = new Environment() {
        @Override
        public Clock clock() {
            return Clock.fixed(NOON, ZONE);
        }

        @Override
        public ZoneId zone() {
            return ZONE;
        }

        @Override
        public @Nullable Object setting(String name) {
            return name.equals("loanDays") ? 21 : null;
        }

        @Override
        public @Nullable OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from) {
            return "URGENT".equals(choice) ? from.plus(Duration.ofDays(2)) : from.plus(Duration.ofDays(20));
        }

        @Override
        public @Nullable Integer rank(List<String> property, String code) {
            int rank = property.equals(List.of("level"))
                    ? List.of("LOW", "MIDDLE", "HIGH").indexOf(code)
                    : -1;
            return rank < 0 ? null : rank;
        }

        @Override
        public @Nullable Object decide(String decision, Values root, Effort effort) {
            return decision.equals("fee") ? Values.of(Map.of("amount", 12, "currency", "KES")) : null;
        }

        @Override
        public Values actor() {
            return Values.of(Map.of("id", "u1", "unit", "KNF", "roles", List.of("LIB")));
        }
    };

    private static final Scope READER = Scope.of(Map.of(
            "id", FeelType.text(),
            "name", new FeelType.Text(FeelType.Search.NAME),
            "born", FeelType.date(),
            "pays", FeelType.bool(),
            "branch", new FeelType.Reference(Scope.of(Map.of("id", FeelType.text(), "code", FeelType.text())))));

    private static final Scope DAMAGE = Scope.of(Map.of(
            "page", FeelType.numeric(), "what", FeelType.text(), "open", FeelType.bool(), "seenOn", FeelType.date()));

    private static final Scope COPY = Scope.of(Map.of(
            "id", FeelType.text(),
            "state", new FeelType.Code(List.of("FREE", "OUT"), false),
            "price", FeelType.numeric(),
            "boughtOn", FeelType.date(),
            "reader", new FeelType.Reference(READER),
            "damages", FeelType.listOf(new FeelType.Context(DAMAGE))));

    /** What a loan has. */
    static final Scope LOAN = new Scope() {
        private final Map<String, FeelType> types = Map.ofEntries(
                Map.entry("id", FeelType.text()),
                Map.entry("state", new FeelType.Code(List.of("OUT", "BACK", "HELD", "LOST"), false)),
                Map.entry("level", new FeelType.Code(List.of("LOW", "MIDDLE", "HIGH"), true)),
                Map.entry("title", FeelType.text()),
                Map.entry("note", new FeelType.Text(FeelType.Search.TEXT)),
                Map.entry("fee", FeelType.numeric()),
                Map.entry("paid", FeelType.bool()),
                Map.entry("lentOn", FeelType.date()),
                Map.entry("dueOn", FeelType.date()),
                Map.entry("lentAt", FeelType.dateTime()),
                Map.entry("opens", FeelType.time()),
                Map.entry("daysOverdue", FeelType.numeric()),
                Map.entry("languages", FeelType.listOf(FeelType.text())),
                Map.entry("reader", new FeelType.Reference(READER)),
                Map.entry("otherReader", new FeelType.Reference(READER)),
                Map.entry("address", new FeelType.Context(Scope.of(Map.of("city", FeelType.text())))),
                Map.entry("copies", FeelType.listOf(new FeelType.Reference(COPY))),
                Map.entry("damages", FeelType.listOf(new FeelType.Context(DAMAGE))));

        @Override
        public @Nullable FeelType typeOf(String name) {
            return types.get(name);
        }

        @Override
        public Collection<String> names() {
            return types.keySet();
        }

        @Override
        public boolean isStored(String name) {
            return !name.equals("daysOverdue");
        }
    };

    /** A value from the result of an expression on these names and values, null for absent ones. */
    static @Nullable Object evaluate(String expression, Map<String, ? extends @Nullable Object> values) {
        return Evaluator.evaluate(Expression.parse(expression), Values.of(values), ENVIRONMENT);
    }

    /** The problems that the checker finds on a loan. */
    static List<String> problems(String expression) {
        List<String> problems = new ArrayList<>();
        Checker.check(Expression.parse(expression), LOAN, null, problems::add);
        return problems;
    }

    private Library() {}
}
