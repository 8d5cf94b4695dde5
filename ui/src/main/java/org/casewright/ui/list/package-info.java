/** The list of an entity: its views as tabs, filters as chips, rows that come page by page. */
@NullMarked
package org.casewright.ui.list;

import org.jspecify.annotations.NullMarked;
