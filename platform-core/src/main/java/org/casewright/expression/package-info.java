/**
 * The FEEL that definition files speak: parsed once, checked against the catalog's types, evaluated in microseconds,
 * and translated to what SQL can do. Knows names and values only, neither records nor tables.
 */
@NullMarked
package org.casewright.expression;

import org.jspecify.annotations.NullMarked;
