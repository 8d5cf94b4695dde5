/** Who did what to a record: written in the caller's transaction, read under the record's access. */
@NullMarked
package org.casewright.history;

import org.jspecify.annotations.NullMarked;
