/** What comes in and goes out beside records: so far, files. */
@NullMarked
package org.casewright.exchange;

import org.jspecify.annotations.NullMarked;
