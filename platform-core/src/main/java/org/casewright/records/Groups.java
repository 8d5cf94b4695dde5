package org.casewright.records;

import java.util.List;

/**
 * The groups of a question, the largest first.
 *
 * @param more whether there are smaller ones that were cut off
 */
public record Groups(List<Group> items, boolean more) {

    public Groups {
        items = List.copyOf(items);
    }
}
