/**
 * What stands around every page: the document, sign-in, menu, head and search, the home page, and what is shown when
 * something is not there or fails.
 */
@NullMarked
package org.casewright.ui.shell;

import org.jspecify.annotations.NullMarked;
