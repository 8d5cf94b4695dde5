@NullMarked
package org.casewright.matching;

import org.jspecify.annotations.NullMarked;
