/** What tests of several packages share. */
@NullMarked
package org.casewright;

import org.jspecify.annotations.NullMarked;
