/** What people see: the pages, the command line and the main class. */
@NullMarked
package org.casewright.ui;

import org.jspecify.annotations.NullMarked;
