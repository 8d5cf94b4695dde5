package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has written about a record.
 *
 * @param by the account that wrote it
 * @param text as it reads now
 * @param changedAt when its author last changed it; null for never
 * @param struckAt when it was struck out: it is read as something that holds no longer; null for never
 * @param struckBy who did it; null for nobody
 */
public record Note(
        UUID id,
        UUID record,
        UUID by,
        OffsetDateTime at,
        String text,
        @Nullable OffsetDateTime changedAt,
        @Nullable OffsetDateTime struckAt,
        @Nullable UUID struckBy) {}
