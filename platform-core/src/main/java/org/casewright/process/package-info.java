/**
 * The workflow engine, whole, behind one front door for tasks. Nothing outside this package imports the engine.
 */
@NullMarked
package org.casewright.process;

import org.jspecify.annotations.NullMarked;
