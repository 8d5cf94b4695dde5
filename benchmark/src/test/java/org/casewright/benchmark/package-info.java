@NullMarked
package org.casewright.benchmark;

import org.jspecify.annotations.NullMarked;
