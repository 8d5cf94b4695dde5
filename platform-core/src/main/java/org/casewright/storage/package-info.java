/** Records in PostgreSQL: rows from and to values, queries as SQL. Never opens a transaction. */
@NullMarked
package org.casewright.storage;

import org.jspecify.annotations.NullMarked;
