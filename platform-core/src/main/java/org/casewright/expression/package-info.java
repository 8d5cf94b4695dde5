/** FEEL, as much of it as modules may use: parsed, checked against schema types, evaluated, and turned into filters. */
@NullMarked
package org.casewright.expression;

import org.jspecify.annotations.NullMarked;
