/**
 * A stored record as a value, and its form as JSON. Plain data; opens no connection.
 */
@NullMarked
package org.casewright.entity;

import org.jspecify.annotations.NullMarked;
