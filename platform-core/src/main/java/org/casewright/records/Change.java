package org.casewright.records;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing to do to one record.
 *
 * <p>{@code values} is JSON exactly as the entity's schema says. Under a reference's name an object creates or changes
 * the record it points to; under an inverse's name stands an array of entries, each with {@code id}, or {@code as} when
 * new, or {@code "retire": true}. A string {@code "@name"} refers to the change that is called {@code name}.
 * {@code statusReason} goes with a change of status. Absent is untouched; null clears.
 */
public sealed interface Change {

    /** {@code module/entity}. */
    String entity();

    /**
     * A new record.
     *
     * @param as name by which other changes refer to it; null for none
     */
    record Create(String entity, @Nullable String as, ObjectNode values) implements Change {}

    /**
     * A JSON Merge Patch (RFC 7396) of a record; entries of repeating groups are matched by their {@code id}.
     *
     * @param record id or number
     * @param version the version that the asker saw; null when the present one will do (processes only)
     */
    record Update(String entity, String record, @Nullable Long version, ObjectNode values) implements Change {}

    /** Takes a record out of lists, keys and pickers; nothing is deleted. */
    record Retire(String entity, String record, @Nullable Long version) implements Change {}

    /** Brings a retired record back. */
    record Restore(String entity, String record) implements Change {}

    /**
     * Gives a record to somebody else; what follows its unit and owner goes with it.
     *
     * @param version the version that the asker saw; null when the present one will do
     * @param unit code of its new unit; null for the present one
     * @param owner name of the account or team that owns it from then on; null for nobody: the unit's queue
     */
    record Assign(
            String entity,
            String record,
            @Nullable Long version,
            @Nullable String unit,
            @Nullable String owner) implements Change {}

    /** Says that the present state of a record is meant, by id. */
    static Update update(String entity, UUID id, @Nullable Long version, ObjectNode values) {
        return new Update(entity, id.toString(), version, values);
    }
}
