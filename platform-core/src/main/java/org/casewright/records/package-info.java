/**
 * The one front door for data. Only this package knows the order of the steps of a change.
 */
@NullMarked
package org.casewright.records;

import org.jspecify.annotations.NullMarked;
