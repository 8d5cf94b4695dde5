/** Lists, without a browser. */
@NullMarked
package org.casewright.ui.list;

import org.jspecify.annotations.NullMarked;
