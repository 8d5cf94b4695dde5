package org.casewright.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values in an order, as bytes that no other values give: each says its length or has a fixed one. SHA-256 over them is what
 * seals hold; what is written here is never changed, or old seals could not be verified.
 */
final class Canonical {

    private static final int NOTHING = -1;

    private final MessageDigest digest = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    Canonical text(@Nullable String text) {
        return bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    Canonical bytes(byte @Nullable [] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? NOTHING : bytes.length)
                .flip());
        if (bytes != null) {
            digest.update(bytes);
        }
        return this;
    }

    Canonical number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    Canonical id(@Nullable UUID id) {
        return bytes(
                id == null
                        ? null
                        : ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array());
    }

    /** To the microsecond, as the database keeps it. */
    Canonical moment(@Nullable OffsetDateTime moment) {
        return bytes(
                moment == null
                        ? null
                        : ByteBuffer.allocate(Long.BYTES)
                                .putLong(moment.toEpochSecond() * 1_000_000 + moment.getNano() / 1_000)
                                .array());
    }

    /** Raw: for what has a fixed length. */
    Canonical fixed(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    Canonical fixed(Bytes bytes) {
        return fixed(bytes.array());
    }

    Bytes sha() {
        return Bytes.of(digest.digest());
    }
}
