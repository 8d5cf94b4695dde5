package org.casewright.matching;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys that two records share when they agree in several things at once. Each is a digest, so that it is short, and tells
 * nothing of what it was made of. Whoever changes how they are made must make all keys again.
 */
public final class BlockKeys {

    /** More than any name of a person gives; beyond, the first ones will do. */
    private static final int MOST = 64;

    private static final int CHARACTERS = 16;

    private BlockKeys() {}

    /**
     * One key for each way to take one value of every part; none where a part has no value.
     *
     * @param block by what records agree: keys of different blocks differ
     */
    public static Set<String> of(String block, List<? extends Collection<String>> parts) {
        var ways = List.of(block);
        for (var part : parts) {
            ways = ways.stream()
                    .flatMap(way -> part.stream().sorted().map(value -> way + '\u001f' + value))
                    .limit(MOST)
                    .toList();
        }
        var keys = new LinkedHashSet<String>();
        ways.forEach(way -> keys.add(digest(way)));
        return keys;
    }

    /** The number by which a key is locked. */
    public static long lock(String key) {
        return Long.parseUnsignedLong(key, 16);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(digest, 0, CHARACTERS / 2);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256.", missing);
        }
    }
}
