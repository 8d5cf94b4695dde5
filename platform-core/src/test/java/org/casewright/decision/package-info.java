@NullMarked
package org.casewright.decision;

import org.jspecify.annotations.NullMarked;
