@NullMarked
package org.casewright.exchange;

import org.jspecify.annotations.NullMarked;
