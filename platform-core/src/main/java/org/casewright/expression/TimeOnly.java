package org.casewright.expression;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where nobody but the clock can be asked: settings, deadlines, ranks, decisions and the actor are null. */
public record TimeOnly(ZoneId zone) implements Environment {

    @Override
    public Clock clock() {
        return Clock.system(zone);
    }

    @Override
    public @Nullable Object setting(String name) {
        return null;
    }

    @Override
    public @Nullable OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from) {
        return null;
    }

    @Override
    public @Nullable Integer rank(List<String> property, String code) {
        return null;
    }

    @Override
    public @Nullable Object decide(String decision, Values root, Effort effort) {
        return null;
    }

    @Override
    public Values actor() {
        return Values.NONE;
    }
}
