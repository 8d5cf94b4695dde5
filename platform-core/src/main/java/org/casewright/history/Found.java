package org.casewright.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sealed line as it stands now.
 *
 * @param digest over its values, as the line itself says; null for none
 * @param values what is left of them; null for nothing
 */
record Found(Leaf leaf, UUID record, @Nullable Bytes digest, Lines.@Nullable Values values) {

    static Found of(ResultSet row) throws SQLException {
        return new Found(
                Lines.leaf(row),
                Objects.requireNonNull(row.getObject("record_id", UUID.class)),
                Bytes.orNull(row.getBytes("digest")),
                row.getBoolean("valued") ? Lines.Values.of(row) : null);
    }
}
