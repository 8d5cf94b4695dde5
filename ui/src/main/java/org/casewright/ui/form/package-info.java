/**
 * Forms made from layouts and entity definitions, bound to JSON: what is entered is what {@code Records.apply} takes. The same
 * for the record page, a new record and a task.
 */
@NullMarked
package org.casewright.ui.form;

import org.jspecify.annotations.NullMarked;
