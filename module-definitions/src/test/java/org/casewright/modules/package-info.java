/** The shipped modules at work. */
@NullMarked
package org.casewright.modules;

import org.jspecify.annotations.NullMarked;
