package org.casewright.definition;

import org.casewright.definition.EntityDefinition.NumberPattern;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A property of an entity, of a repeating group, or of a structure.
 *
 * @param name camelCase, as in the file and the API
 * @param column physical column; never changes, and is empty for repeating groups and lists of references
 * @param readOnly written by processes, operations and the engine only
 * @param defaultValue a constant; null for none
 * @param defaultExpression FEEL behind {@code "= "}; null for none
 * @param relevant when false the property is hidden, not required, and cleared on save
 * @param requiredWhen required also when this is true ({@code x-required})
 * @param writable when false the property keeps its value
 * @param sensitivity field class; absent for everybody to whom no role grants it; null for none
 * @param guidance text for the caseworker
 * @param widget a hint to the form
 * @param number pattern of the number that each record gets here; null for none
 * @param evolution where the stored values of earlier releases are found
 */
public record PropertyDefinition(
        String name,
        String title,
        PropertyType type,
        String column,
        boolean readOnly,
        @Nullable JsonNode defaultValue,
        @Nullable Expression defaultExpression,
        @Nullable Computed computed,
        @Nullable Expression relevant,
        @Nullable Expression requiredWhen,
        @Nullable Expression writable,
        @Nullable String sensitivity,
        Search search,
        boolean sortable,
        boolean index,
        boolean unique,
        boolean appendOnly,
        @Nullable String guidance,
        @Nullable String widget,
        @Nullable NumberPattern number,
        Evolution evolution) {

    /**
     * What becomes of values that were stored before this definition.
     *
     * @param renamedFrom the property's former name, beside it; null when it is told by none
     * @param movedFrom dotted path, from the record, whose values move here; null for none
     * @param backfill FEEL that SQL can do: a value for stored rows that have none; null for none
     */
    public record Evolution(
            @Nullable String renamedFrom,
            @Nullable String movedFrom,
            @Nullable Expression backfill) {

        /** Nothing is said. */
        public static final Evolution NONE = new Evolution(null, null, null);
    }

    /** How text is searched; other text is not searchable. */
    public enum Search {
        NONE,
        NAME,
        TEXT,
        EXACT,
        PREFIX
    }

    /**
     * A value that the engine works out.
     *
     * @param stored whether it is a column, kept right at every change it depends on
     * @param daily whether it is worked out again each day
     */
    public record Computed(Expression expression, boolean stored, boolean daily) {}

    /** The same property, held by another column or as another type. */
    public PropertyDefinition stored(String otherColumn, PropertyType otherType) {
        return new PropertyDefinition(
                name,
                title,
                otherType,
                otherColumn,
                readOnly,
                defaultValue,
                defaultExpression,
                computed,
                relevant,
                requiredWhen,
                writable,
                sensitivity,
                search,
                sortable,
                index,
                unique,
                appendOnly,
                guidance,
                widget,
                number,
                evolution);
    }

    /** Whether the property has a column of its own in the entity's table. */
    public boolean isColumn() {
        return !(type instanceof PropertyType.Group)
                && !(type instanceof PropertyType.References)
                && !(type instanceof PropertyType.Structure)
                && (computed == null || computed.stored());
    }
}
