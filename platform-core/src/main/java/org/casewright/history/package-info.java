/**
 * Who did what to a record, and who read it: written in the caller's transaction, read under the record's access; sealed behind the
 * writers, so that whatever is changed afterwards is found, and what the law takes away is told as that.
 */
@NullMarked
package org.casewright.history;

import org.jspecify.annotations.NullMarked;
