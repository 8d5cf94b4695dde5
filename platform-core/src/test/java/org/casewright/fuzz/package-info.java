/** Valid inputs changed by chance, and what a reader of hostile input must hold to. */
@NullMarked
package org.casewright.fuzz;

import org.jspecify.annotations.NullMarked;
