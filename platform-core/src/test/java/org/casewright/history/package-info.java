@NullMarked
package org.casewright.history;

import org.jspecify.annotations.NullMarked;
