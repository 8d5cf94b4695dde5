/** The page of one record, and of one that is only being entered. */
@NullMarked
package org.casewright.ui.record;

import org.jspecify.annotations.NullMarked;
