@NullMarked
package org.casewright.ui.part;

import org.jspecify.annotations.NullMarked;
