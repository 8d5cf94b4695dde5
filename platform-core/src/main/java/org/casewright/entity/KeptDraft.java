package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody has begun to enter in a form and not saved yet.
 *
 * @param place address of the form's page, below the application's own
 * @param entity {@code module/entity} of the record that is entered or changed
 * @param record null for a new one
 * @param version of the record, when the form was opened; null for a new one
 * @param content what was entered, as the form says it
 * @param savedAt when it was last kept
 */
public record KeptDraft(
        UUID id,
        String place,
        String entity,
        @Nullable UUID record,
        @Nullable Long version,
        ObjectNode content,
        OffsetDateTime begunAt,
        OffsetDateTime savedAt) {}
