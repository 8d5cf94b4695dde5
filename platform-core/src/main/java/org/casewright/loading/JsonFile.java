package org.casewright.loading;

import java.util.Map;
import org.casewright.problem.Location;
import tools.jackson.databind.JsonNode;

/**
 * A JSON file that was read, with the place of everything in it.
 *
 * @param label path as problems name it
 * @param values where each value begins, by pointer
 * @param names where the name of each object's member begins, by the member's pointer
 */
record JsonFile(String label, JsonNode root, Map<String, Spot> values, Map<String, Spot> names) {

    /** Line and column, both from 1. */
    record Spot(int line, int column) {}

    /** The place of a value, or of the nearest thing around it that is there. */
    Location at(String pointer) {
        for (var known = pointer; ; known = Pointer.parent(known)) {
            var spot = values.get(known);
            if (spot != null) {
                return new Location(label, spot.line(), spot.column(), pointer);
            }
            if (known.isEmpty()) {
                return new Location(label, 1, 1, pointer);
            }
        }
    }

    /** The place of a member's name; for the root and for array items that of the value. */
    Location atName(String pointer) {
        var spot = names.get(pointer);
        return spot == null ? at(pointer) : new Location(label, spot.line(), spot.column(), pointer);
    }
}
