/**
 * Measures the platform beside rivals that were written by hand for one table: a bare Java and SQL server, and a Spring MVC and
 * jOOQ application that does the same work. What counts are ratios of one run, never a clock alone.
 */
@NullMarked
package org.casewright.benchmark;

import org.jspecify.annotations.NullMarked;
