package org.casewright.ui.command;

import java.util.function.Function;
import org.casewright.release.Proposal;
import org.casewright.release.Provenance.Origin;
import org.casewright.release.Releases;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned or applied.
 *
 * @param proposal made anew whenever somebody else was faster
 * @param origin whose files they are, when they come from another installation
 */
record NextRelease(
        Function<Releases, Proposal> proposal, @Nullable Origin origin) {}
