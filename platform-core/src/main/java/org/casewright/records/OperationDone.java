package org.casewright.records;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An operation that was done and not undone.
 *
 * @param entity {@code module/entity} of the record with which it was done
 * @param record with which it was done
 * @param operation its name
 * @param input the record that it made
 */
public record OperationDone(String entity, UUID record, String operation, UUID input, OffsetDateTime at) {}
