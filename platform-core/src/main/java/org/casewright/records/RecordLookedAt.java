package org.casewright.records;

import java.util.UUID;

/**
 * A record was not changed, but something that steps of its processes wait for may be another; published like
 * {@link RecordChanged}.
 *
 * @param entity {@code module/entity}
 */
public record RecordLookedAt(String entity, UUID id) {}
