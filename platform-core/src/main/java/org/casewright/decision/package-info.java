/** Decisions about records: which rules hit, and what comes of it. Pure. */
@NullMarked
package org.casewright.decision;

import org.jspecify.annotations.NullMarked;
