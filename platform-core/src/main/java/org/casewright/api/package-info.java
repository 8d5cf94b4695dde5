/**
 * REST and OpenAPI over the front doors for records and tasks. Thin: it reads requests, asks, and writes answers and
 * problems; it decides nothing about data.
 */
@NullMarked
package org.casewright.api;

import org.jspecify.annotations.NullMarked;
