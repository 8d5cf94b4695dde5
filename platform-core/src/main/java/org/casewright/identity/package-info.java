/** Units, accounts, tokens and sign-in; builds the {@link org.casewright.access.Actor} of a request. */
@NullMarked
package org.casewright.identity;

import org.jspecify.annotations.NullMarked;
