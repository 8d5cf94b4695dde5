/** Releases against a real database and the real workflow engine. */
@NullMarked
package org.casewright.release;

import org.jspecify.annotations.NullMarked;
