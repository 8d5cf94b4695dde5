package org.casewright.ui.form;

import java.util.Set;
import org.casewright.definition.Conditions;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Effect;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.FormDefinition.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a layout stands on: where its scopes lead, and what its controls are made of. A record of an entity, an entry or an object in
 * it, or a document that has only a schema.
 */
interface Ground {

    /** Whether values are entered; else they are read. */
    boolean isEditing();

    /** Whether it is a form of its own, not one within another. */
    boolean isOutermost();

    /** What a scope leads to; null for nothing. */
    @Nullable
    JsonNode value(Scope scope);

    /** Whether the control says its title, and how many there are, itself. */
    boolean isTitled(Control control);

    /** Whether the control shows one plain value, which stands in a list of facts where it is only read. */
    boolean isFact(Control control);

    /**
     * What shows the control, without its rule; null where its scope leads nowhere.
     *
     * @param section the title that stands above it already; null for none
     */
    @Nullable
    Part control(Control control, @Nullable String section);

    /** Whether a control that is not built yet would be seen. */
    boolean counts(Control control);

    /** Adds where a control that is not built yet would show problems. */
    void ahead(Control control, Set<Part.Shown> places);

    /** Whether nothing at all is wrong in the form. */
    boolean isClean();

    /** How many problems are at these places. */
    int wrong(Set<Part.Shown> places);

    /** Whether the rule lets its element be seen. */
    default boolean shows(@Nullable Rule rule) {
        return rule == null || (!isUnder(rule, Effect.SHOW, false) && !isUnder(rule, Effect.HIDE, true));
    }

    /** Whether the rule lets its element be changed. */
    default boolean enables(@Nullable Rule rule) {
        return rule == null || (!isUnder(rule, Effect.ENABLE, false) && !isUnder(rule, Effect.DISABLE, true));
    }

    /** Whether the rule has this effect now. */
    default boolean demands(@Nullable Rule rule, Effect effect) {
        return rule != null && isUnder(rule, effect, true);
    }

    private boolean isUnder(Rule rule, Effect effect, boolean held) {
        return rule.effect() == effect && Conditions.holds(rule.condition(), this::value) == held;
    }
}
