package org.casewright.records;

import java.util.UUID;
import org.casewright.access.Actor;

/**
 * A record was not changed, but something that steps of its processes wait for may be another; published like
 * {@link RecordChanged}.
 *
 * @param entity {@code module/entity}
 * @param actor who changed what it reads
 */
public record RecordLookedAt(String entity, UUID id, Actor actor) {}
