/**
 * All modules of one release together, immutable and swapped whole; {@link org.casewright.catalog.Catalogs} holds the current one.
 */
@NullMarked
package org.casewright.catalog;

import org.jspecify.annotations.NullMarked;
