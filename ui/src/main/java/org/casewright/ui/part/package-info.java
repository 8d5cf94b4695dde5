/**
 * The small things that every page is made of: icons, statuses, tables, messages, and how values read. Knows definitions
 * and locales, no page and no front door.
 */
@NullMarked
package org.casewright.ui.part;

import org.jspecify.annotations.NullMarked;
