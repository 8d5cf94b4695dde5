package org.casewright.records;

import java.util.UUID;

/** Somebody or something has ended a share before its time; published inside the transaction in which that is kept. */
public record ShareEnded(UUID share) {}
