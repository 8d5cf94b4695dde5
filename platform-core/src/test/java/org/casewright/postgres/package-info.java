/** Real databases for tests: one server for the whole test run, a fresh database for whoever asks. */
@NullMarked
package org.casewright.postgres;

import org.jspecify.annotations.NullMarked;
