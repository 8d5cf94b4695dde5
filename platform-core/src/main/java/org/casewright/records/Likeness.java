package org.casewright.records;

import java.util.List;
import org.casewright.entity.EntityRecord;

/**
 * A record that a draft perhaps is.
 *
 * @param record as the asker may see it
 * @param score how much the two agree, as far as the asker may know: a share of all weights, from 0 to 1
 * @param agreeing in what, the weightiest first
 */
public record Likeness(EntityRecord record, double score, List<Agreeing> agreeing) {

    public Likeness {
        agreeing = List.copyOf(agreeing);
    }

    /**
     * What agrees.
     *
     * @param path from the record, with dots
     * @param title what people call it
     */
    public record Agreeing(String path, String title) {}
}
