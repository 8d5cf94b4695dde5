package org.casewright.expression;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
        public @Nullable Object decide(String decision) {
            return decision.equals("fee") ? Values.of(Map.of("amount", 12, "currency", "KES")) : null;
        }

        @Override
        public Values actor() {
            return Values.of(Map.of("id", "u1", "unit", "KNF", "roles", List.of("LIB")));
        }
    };

    private Library() {}
}
