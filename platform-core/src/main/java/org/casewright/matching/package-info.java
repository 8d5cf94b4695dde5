/** Names and other texts to the keys by which they are found; pure. */
@NullMarked
package org.casewright.matching;

import org.jspecify.annotations.NullMarked;
