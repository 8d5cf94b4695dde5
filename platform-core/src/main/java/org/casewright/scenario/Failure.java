package org.casewright.scenario;

import org.casewright.problem.Location;

/**
 * Why a scenario failed.
 *
 * @param at the place in its file
 * @param expected what was expected there, as the first half of a sentence: {@code “status” to be "HLD"}
 * @param found what came instead, as its other half: {@code it is "ACT"}
 */
public record Failure(Location at, String expected, String found) {

    /** The whole sentence, without the place. */
    public String sentence() {
        return "Expected " + expected + ", but " + found + ".";
    }

    @Override
    public String toString() {
        return at + ": " + sentence();
    }
}
