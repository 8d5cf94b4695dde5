/** Administration: units, people, teams, partners, and what each role grants. */
@NullMarked
package org.casewright.ui.administration;

import org.jspecify.annotations.NullMarked;
