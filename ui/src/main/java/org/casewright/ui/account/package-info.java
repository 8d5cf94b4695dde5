/** What somebody sees of their own ways in, and an administrator of everybody's sessions. */
@NullMarked
package org.casewright.ui.account;

import org.jspecify.annotations.NullMarked;
