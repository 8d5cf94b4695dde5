/**
 * What the files of a module can say, as immutable records. Names are already resolved to "module/name".
 */
@NullMarked
package org.casewright.definition;

import org.jspecify.annotations.NullMarked;
