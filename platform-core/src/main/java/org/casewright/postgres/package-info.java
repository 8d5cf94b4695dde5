/**
 * The database as the ground to stand on: a PostgreSQL server run by the application itself, or one that an
 * administrator gives; the two roles (owner and application) on it, their pools, and the platform's own migrations.
 * Whoever needs a connection starts here; what is stored in the database is the business of others.
 */
@NullMarked
package org.casewright.postgres;

import org.jspecify.annotations.NullMarked;
