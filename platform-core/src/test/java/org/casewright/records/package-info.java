@NullMarked
package org.casewright.records;

import org.jspecify.annotations.NullMarked;
