/** Processes on a real engine and a real PostgreSQL. */
@NullMarked
package org.casewright.process;

import org.jspecify.annotations.NullMarked;
