/**
 * Releases: a set of definition files becomes tables, workflows and the catalog that is served, in one transaction, and is kept
 * with the database, which alone says what is served.
 */
@NullMarked
package org.casewright.release;

import org.jspecify.annotations.NullMarked;
