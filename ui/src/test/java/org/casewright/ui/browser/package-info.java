/** The packaged application, used through a real browser as people do. */
@NullMarked
package org.casewright.ui.browser;

import org.jspecify.annotations.NullMarked;
