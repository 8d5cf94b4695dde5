package org.casewright.loading;

import java.util.Map;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON file that was read, with the place of everything in it.
 *
 * @param label path as problems name it
 * @param values where each value begins, by pointer
 * @param names where the name of each object's member begins, by the member's pointer
 */
record JsonFile(String label, JsonNode root, Map<String, Spot> values, Map<String, Spot> names) {

    /**
     * Line and column, both from 1.
     *
     * @param label of another file from which the value was taken over; null for this one
     * @param pointer where the value stands there; null where it stands here
     */
    record Spot(
            int line,
            int column,
            @Nullable String label,
            @Nullable String pointer) {

        Spot(int line, int column) {
            this(line, column, null, null);
        }

        /** The same spot, for whoever takes its value over. */
        Spot of(String file, String at) {
            return label == null && pointer == null ? new Spot(line, column, file, at) : this;
        }
    }

    /** The place of a value, or of the nearest thing around it that is there. */
    Location at(String pointer) {
        for (var known = pointer; ; known = Pointer.parent(known)) {
            var spot = values.get(known);
            if (spot != null) {
                return location(spot, known, pointer);
            }
            if (known.isEmpty()) {
                return new Location(label, 1, 1, pointer);
            }
        }
    }

    private Location location(Spot spot, String known, String pointer) {
        var file = spot.label() == null ? label : spot.label();
        var at = spot.pointer() == null ? pointer : spot.pointer() + pointer.substring(known.length());
        return new Location(file, spot.line(), spot.column(), at);
    }

    /** The place of a member's name; for the root and for array items that of the value. */
    Location atName(String pointer) {
        var spot = names.get(pointer);
        return spot == null ? at(pointer) : location(spot, pointer, pointer);
    }
}
