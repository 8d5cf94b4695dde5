/** Scenarios played on a real database. */
@NullMarked
package org.casewright.scenario;

import org.jspecify.annotations.NullMarked;
