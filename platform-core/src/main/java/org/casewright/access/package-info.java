/**
 * Who may do what to which rows and fields: pure decisions, and the settings and policies that say them to the database.
 */
@NullMarked
package org.casewright.access;

import org.jspecify.annotations.NullMarked;
