/**
 * How the platform says that something is wrong: codes, places, sentences. Plain data; knows nothing else.
 */
@NullMarked
package org.casewright.problem;

import org.jspecify.annotations.NullMarked;
