@NullMarked
package org.casewright.text;

import org.jspecify.annotations.NullMarked;
