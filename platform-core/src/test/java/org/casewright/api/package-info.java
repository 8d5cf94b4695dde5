/** The API over real HTTP, on a real PostgreSQL, with the module {@code post}. */
@NullMarked
package org.casewright.api;

import org.jspecify.annotations.NullMarked;
