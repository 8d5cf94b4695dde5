/** A draft against its JSON Schema, its code lists and its lifecycle: all problems at once. */
@NullMarked
package org.casewright.validation;

import org.jspecify.annotations.NullMarked;
