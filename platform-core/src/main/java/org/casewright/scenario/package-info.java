/**
 * Plays the scenarios of modules: the whole platform on a throw-away database, with a clock that moves when a step says so.
 */
@NullMarked
package org.casewright.scenario;

import org.jspecify.annotations.NullMarked;
