/** Forms, without a browser. */
@NullMarked
package org.casewright.ui.form;

import org.jspecify.annotations.NullMarked;
