package org.casewright.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lines of the history as seals see them, by their places. */
final class Lines {

    /** Lines, and what is left of what they say. */
    static final String WITH_VALUES = """
            select h.*, v.id is not null as valued, v.salt, v.salts::text as salts, v.texts::text as texts,
                   v.erased::text as erased
              from platform.history h left join platform.history_values v on v.id = h.id and v.at = h.at
            """;

    /** The same of those that say something. */
    static final String VALUED = WITH_VALUES.replace("left join", "join");

    private Lines() {}

    /** A line as it stands, hashed. */
    static Leaf leaf(ResultSet row) throws SQLException {
        var hash = new Canonical()
                .id(row.getObject("record_id", UUID.class))
                .text(row.getString("entity"))
                .moment(row.getObject("at", OffsetDateTime.class))
                .text(row.getString("action"))
                .id(row.getObject("actor_id", UUID.class))
                .text(row.getString("actor_name"))
                .text(row.getString("step"))
                .number(row.getLong("version"))
                .number(row.getLong("release"))
                .text(row.getString("field_class"))
                .id(row.getObject("cause", UUID.class))
                .moment(row.getObject("until", OffsetDateTime.class))
                .text(row.getString("door"))
                .bytes(row.getBytes("digest"))
                .sha();
        return new Leaf(row.getLong("tx"), row.getLong("id"), hash);
    }

    /**
     * What is left of a line's values.
     *
     * @param salt null once something was erased
     * @param salts instead, name -> salt in hexadecimal
     * @param erased name -> {@code {digest, by}}; null when nothing was
     */
    record Values(
            @Nullable Bytes salt,
            @Nullable JsonNode salts,
            JsonNode texts,
            @Nullable JsonNode erased) {

        static Values of(ResultSet row) throws SQLException {
            return new Values(
                    Bytes.orNull(row.getBytes("salt")),
                    read(row.getString("salts")),
                    Texts.read(Objects.requireNonNull(row.getString("texts"))),
                    read(row.getString("erased")));
        }

        private static @Nullable JsonNode read(@Nullable String json) {
            return json == null ? null : Texts.read(json);
        }

        /** The salted digests of what is there, and those that were left of what is not. */
        SortedMap<String, Bytes> digests() {
            if (salt != null) {
                return Texts.digests(salt, texts);
            }
            var digests = new TreeMap<String, Bytes>();
            texts.properties()
                    .forEach(text -> digests.put(
                            text.getKey(),
                            Texts.digest(saltOf(text.getKey()), text.getValue().stringValue())));
            gone().properties()
                    .forEach(gone -> digests.put(
                            gone.getKey(),
                            Bytes.parse(gone.getValue().path("digest").asString(""))));
            return digests;
        }

        /** Name -> {@code {digest, by}}. */
        JsonNode gone() {
            return erased == null ? Texts.read("{}") : erased;
        }

        /** The salt of one of the texts. */
        Bytes saltOf(String name) {
            return salt != null
                    ? Texts.salt(salt, name)
                    : Bytes.parse(salts == null ? "" : salts.path(name).asString(""));
        }
    }
}
