/** The launcher and the command line, as somebody at the keyboard meets them. */
@NullMarked
package org.casewright.ui.command;

import org.jspecify.annotations.NullMarked;
