/** Who gets in, and as whom. */
@NullMarked
package org.casewright.identity;

import org.jspecify.annotations.NullMarked;
