/** What pages are made of, without a browser. */
@NullMarked
package org.casewright.ui.part;

import org.jspecify.annotations.NullMarked;
