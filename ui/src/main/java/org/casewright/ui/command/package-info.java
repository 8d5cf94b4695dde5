/**
 * The command line: reads what a person typed, makes ready what the command needs (the database, the application), and turns
 * what can go wrong into one clear line and an exit code.
 */
@NullMarked
package org.casewright.ui.command;

import org.jspecify.annotations.NullMarked;
