package org.casewright.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one may ask of the API ({@code casewright.api.*}).
 *
 * @param requestsPerSecond of one actor, on average
 * @param burst of one actor, at once
 */
@ConfigurationProperties("casewright.api")
record ApiLimits(
        @DefaultValue("200") double requestsPerSecond,
        @DefaultValue("400") int burst) {}
