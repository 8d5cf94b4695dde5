package org.casewright.entity;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account is told in the application.
 *
 * @param account who is told
 * @param key which sentence it is, such as {@code breakGlass}
 * @param arguments what stands in the sentence, by name; plain text
 * @param entity {@code module/entity} of the record that it is about; null for none
 * @param readAt null while it is unread
 */
public record Notice(
        UUID id,
        UUID account,
        String key,
        Map<String, String> arguments,
        @Nullable String entity,
        @Nullable UUID record,
        OffsetDateTime at,
        @Nullable OffsetDateTime readAt) {

    public Notice {
        arguments = Map.copyOf(arguments);
    }
}
