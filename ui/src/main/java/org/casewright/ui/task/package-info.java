/** The inbox, and the page of one task: its form, and its outcomes as buttons. */
@NullMarked
package org.casewright.ui.task;

import org.jspecify.annotations.NullMarked;
