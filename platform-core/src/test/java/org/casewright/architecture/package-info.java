@NullMarked
package org.casewright.architecture;

import org.jspecify.annotations.NullMarked;
