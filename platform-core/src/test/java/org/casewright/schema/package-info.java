/** The tables that definitions become, on a real server. */
@NullMarked
package org.casewright.schema;

import org.jspecify.annotations.NullMarked;
