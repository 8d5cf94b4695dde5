package org.casewright.history;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A hash or a salt as a value; in hexadecimal where people compare it. */
final class Bytes {

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    static @Nullable Bytes orNull(byte @Nullable [] bytes) {
        return bytes == null ? null : of(bytes);
    }

    static Bytes zeros(int many) {
        return new Bytes(new byte[many]);
    }

    /** What is no such text reads as nothing, which no digest is. */
    static Bytes parse(String hexadecimal) {
        try {
            return new Bytes(HexFormat.of().parseHex(hexadecimal));
        } catch (IllegalArgumentException notOne) {
            return zeros(0);
        }
    }

    byte[] array() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
