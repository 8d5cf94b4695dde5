package org.casewright.identity;

import java.time.Duration;

/**
 * Addresses from which wrong credentials came, at the form or at the API. Who guesses many names waits here; who guesses one name's
 * passwords finds the name resting. Each node counts for itself.
 */
public final class AddressFailures {

    /** One more every ten seconds. */
    private static final double PER_SECOND = 0.1;

    private final TokenBuckets<String> addresses;

    AddressFailures(int atOnce) {
        this.addresses = new TokenBuckets<>(PER_SECOND, atOnce, System::nanoTime);
    }

    /** How long the address has to wait before it may try again; zero for not at all. */
    public Duration wait(String address) {
        return addresses.wait(address);
    }

    /** Something wrong came from there. */
    public void add(String address) {
        addresses.take(address);
    }
}
