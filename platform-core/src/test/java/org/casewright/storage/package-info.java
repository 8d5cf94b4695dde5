/** What storage asks of the database. */
@NullMarked
package org.casewright.storage;

import org.jspecify.annotations.NullMarked;
