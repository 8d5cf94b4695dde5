/** What definition files say, taken by itself. */
@NullMarked
package org.casewright.definition;

import org.jspecify.annotations.NullMarked;
