package org.casewright.schema;

import java.util.List;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;

/**
 * Where the next release stores something, and how it came there.
 *
 * @param before what is taken over: the column itself, or the one that it is filled from; null for what is new. Of what
 *     comes back with another type, the column that stays retired
 */
record Slot(
        Wanted wanted,
        Origin origin,
        TableName table,
        String column,
        @Nullable StoredAs before) {

    /** How the place came to the name. */
    enum Origin {
        /** It was there under this name. */
        KEPT,
        /** It was there and nobody had written down whose it is. */
        ADOPTED,
        /** It was there under another name. */
        RENAMED,
        /** It was retired and is there again. */
        RESTORED,
        /** It is made. */
        ADDED,
        /** It is made, and filled from what was there. */
        FILLED
    }

    /**
     * Something that needs a place.
     *
     * @param path as in {@link StoredAs}
     * @param former paths under which it may be stored now, the likeliest first
     * @param property null for the entity's own table
     * @param name the table's or column's name, if it is free
     * @param group path of the repeating group whose table holds it; null for the entity's table
     */
    record Wanted(
            EntityDefinition entity,
            String path,
            List<String> former,
            @Nullable PropertyDefinition property,
            String name,
            String type,
            @Nullable String group) {

        boolean isTable() {
            return StoredAs.isTable(type);
        }

        String key() {
            return key(entity.ref(), path);
        }

        static String key(String entity, String path) {
            return entity + "#" + path;
        }

        /** As people say it. */
        String words() {
            return path.isEmpty() ? entity.ref() : entity.ref() + "." + path;
        }

        Location place() {
            var pointer = path.isEmpty() ? "" : "/properties/" + path.replaceFirst("\\..*", "");
            return new Location(entity.location().file(), 0, 0, pointer);
        }
    }

    StoredAs stored(long since) {
        return new StoredAs(0, wanted.entity().ref(), wanted.path(), table, column, wanted.type(), since, null);
    }

    /** Whether rows can have a value in it already. */
    boolean isThere() {
        return origin != Origin.ADDED && origin != Origin.FILLED;
    }

    Slot in(Origin other, String otherColumn) {
        return new Slot(wanted, other, table, otherColumn, before);
    }
}
