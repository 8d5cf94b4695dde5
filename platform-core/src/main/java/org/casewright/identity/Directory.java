package org.casewright.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Units and accounts by number, code, id and name. Names and codes never change, so they may be remembered. */
@Component
public class Directory {

    /**
     * A business unit.
     *
     * @param number small and stable, from 1
     * @param code three capitals, prefix of record numbers
     * @param parent number of the unit above; 0 for the root
     * @param zone IANA time zone
     */
    public record Unit(int number, UUID id, String code, String name, int parent, String zone, String status) {}

    /** An account: {@code name} signs in, {@code title} is what people call it. */
    public record Account(UUID id, String name, String title, int unit) {}

    /** Every unit. */
    public List<Unit> units() {
        throw new UnsupportedOperationException();
    }

    public Optional<Unit> unit(int number) {
        throw new UnsupportedOperationException();
    }

    public Optional<Unit> unit(String code) {
        throw new UnsupportedOperationException();
    }

    public Optional<Account> account(UUID id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Account> account(String name) {
        throw new UnsupportedOperationException();
    }

    /** Accounts whose name or title begins with or contains the words; at most {@code limit}. */
    public List<Account> search(String words, int limit) {
        throw new UnsupportedOperationException();
    }
}
