package org.casewright.expression;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression can ask beside the values it is evaluated on. */
public interface Environment {
    Clock clock();

    /** The time zone in which days begin, that of the record's or the asker's unit. */
    ZoneId zone();

    /** The value of {@code setting("name")}, null if there is none. */
    @Nullable
    Object setting(String name);

    /** {@code deadline("setting", choice, from)}: the moment that lies the setting's time behind {@code from}. */
    @Nullable
    OffsetDateTime deadline(String setting, @Nullable Object choice, OffsetDateTime from);

    /** The place of a code in the ordered list of the property at this path, as {@link Scope#rank} tells it. */
    @Nullable
    Integer rank(List<String> property, String code);

    /**
     * The result of {@code decide("decision")}: its outputs by name, or a list of such.
     *
     * @param root what the asking expression is evaluated on; the record is in it as {@code record}, or is it
     * @param effort to which the decision's cost is counted
     * @throws ExpressionException if there is no such decision, or its rules contradict each other
     */
    @Nullable
    Object decide(String decision, Values root, Effort effort) throws ExpressionException;

    /** {@code id}, {@code unit} and {@code roles} of who asks. */
    Values actor();
}
