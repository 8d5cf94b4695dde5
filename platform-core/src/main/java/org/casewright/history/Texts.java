package org.casewright.history;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a line of the history says, text by text, so that each can be erased by itself. Each text has a salt of its own, which
 * follows from the line's: without it nobody can try which value had the digest that is left.
 */
final class Texts {

    /** The name of the reason; no property has it. */
    static final String REASON = "";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 16;

    private Texts() {}

    /** The same as they are stored: name -> the value's JSON as a text. */
    static ObjectNode of(@Nullable String reason, JsonNode changes) {
        var texts = JsonNodeFactory.instance.objectNode();
        if (reason != null) {
            texts.put(REASON, reason);
        }
        changes.properties()
                .forEach(change -> texts.put(change.getKey(), change.getValue().toString()));
        return texts;
    }

    /** The other way. */
    static ObjectNode changes(JsonNode texts) {
        var changes = JsonNodeFactory.instance.objectNode();
        texts.properties().forEach(text -> {
            if (!text.getKey().equals(REASON)) {
                changes.set(text.getKey(), JSON.readTree(text.getValue().stringValue()));
            }
        });
        return changes;
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    static Bytes salt() {
        var salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return Bytes.of(salt);
    }

    /** The salt of one text of a line with this salt. */
    static Bytes salt(Bytes ofLine, String name) {
        return Bytes.of(Arrays.copyOf(hash(ofLine, name), SALT));
    }

    /** The salted digest of one text. */
    static Bytes digest(Bytes salt, String text) {
        return Bytes.of(hash(salt, text));
    }

    private static byte[] hash(Bytes salt, String text) {
        var digest = Canonical.sha256();
        digest.update(salt.array());
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The salted digests of all texts. */
    static SortedMap<String, Bytes> digests(Bytes ofLine, JsonNode texts) {
        var digests = new TreeMap<String, Bytes>();
        texts.properties()
                .forEach(text -> digests.put(
                        text.getKey(),
                        digest(salt(ofLine, text.getKey()), text.getValue().stringValue())));
        return digests;
    }

    /** The digest of a line's texts. */
    static Bytes digest(SortedMap<String, Bytes> digests) {
        var line = new Canonical();
        digests.forEach((name, digest) -> line.text(name).fixed(digest));
        return line.sha();
    }
}
