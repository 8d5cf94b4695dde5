/** The page of a record, without a browser. */
@NullMarked
package org.casewright.ui.record;

import org.jspecify.annotations.NullMarked;
