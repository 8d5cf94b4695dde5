package org.casewright.ui.form;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A value of a form, as the field that shows and changes it knows it. */
sealed interface Slot permits Place.Field, Spot {

    /** Where it is, from the record or the document on. */
    String pointer();

    @Nullable
    JsonNode value();

    /** Nothing takes it away. */
    void set(@Nullable JsonNode value);

    /** Whether it counts now. */
    boolean isRelevant();

    /** Whether it must have a value now. */
    boolean isRequired();

    /** Whether it cannot be changed now, though it has a field. */
    boolean isFixed();

    /** What is wrong with it; null for nothing. */
    @Nullable
    String problem();

    /** Notes what is wrong with it. */
    void complain(String sentence);

    /** What was wrong is being mended. */
    void forgive();
}
