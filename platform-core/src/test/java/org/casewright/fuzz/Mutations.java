package org.casewright.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Changes a text by chance, as bytes, as words and as lines, with parts of other texts of its kind. */
public final class Mutations {

    private static final Pattern WORD = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*+\"|[\\p{L}_][\\p{L}\\p{N}_.-]*+|\\p{N}+(?:\\.\\p{N}+)?|\\s++|.", Pattern.DOTALL);

    /** More than any reader takes, and not more than it takes to see that. */
    private static final int LARGEST = 5 << 20;

    private final List<byte[]> others;

    /** With texts that parts are taken from. */
    public Mutations(List<byte[]> others) {
        this.others = List.copyOf(others);
    }

    /** Structures of which a kind of file is made, such as JSON. */
    public interface Structure {
        /** A change of the structure; null where the text has none. */
        byte @org.jspecify.annotations.Nullable [] changed(byte[] text, Random random);
    }

    /** One to four changes. */
    public byte[] change(byte[] text, Random random, Structure structure) {
        var changed = text;
        for (var count = 1 + random.nextInt(4) * random.nextInt(2); count > 0; count--) {
            changed = switch (random.nextInt(10)) {
                case 0 -> bytes(changed, random);
                case 1, 2 -> words(changed, random);
                case 3 -> lines(changed, random);
                default -> {
                    var other = structure.changed(changed, random);
                    yield other == null ? words(changed, random) : other;
                }
            };
        }
        return changed.length <= LARGEST ? changed : Arrays.copyOf(changed, LARGEST);
    }

    /** A text without structure. */
    public String change(String text, Random random) {
        return new String(
                change(text.getBytes(StandardCharsets.UTF_8), random, (same, chance) -> null), StandardCharsets.UTF_8);
    }

    /** Bytes flipped, cut off, left out, repeated, put in. */
    static byte[] bytes(byte[] text, Random random) {
        if (text.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        var from = random.nextInt(text.length);
        var to = Math.min(text.length, from + 1 + random.nextInt(1 << random.nextInt(8)));
        var part = Arrays.copyOfRange(text, from, to);
        return switch (random.nextInt(6)) {
            case 0 -> {
                var flipped = text.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                var other = text.clone();
                other[from] = (byte) random.nextInt();
                yield other;
            }
            case 2 -> Arrays.copyOf(text, from);
            case 3 -> joined(Arrays.copyOf(text, from), Arrays.copyOfRange(text, to, text.length));
            case 4 -> joined(Arrays.copyOf(text, to), part, Arrays.copyOfRange(text, to, text.length));
            default -> {
                random.nextBytes(part);
                yield joined(Arrays.copyOf(text, from), part, Arrays.copyOfRange(text, from, text.length));
            }
        };
    }

    static byte[] joined(byte[]... parts) {
        var length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        var all = new byte[length];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Words exchanged, left out, repeated, taken from elsewhere. */
    private byte[] words(byte[] text, Random random) {
        var words = split(text);
        if (words.isEmpty()) {
            return Hostile.text(random).getBytes(StandardCharsets.UTF_8);
        }
        var at = random.nextInt(words.size());
        switch (random.nextInt(7)) {
            case 0 -> words.remove(at);
            case 1 -> Collections.swap(words, at, random.nextInt(words.size()));
            case 2 -> words.set(at, words.get(random.nextInt(words.size())));
            case 3 -> words.set(at, words.get(at).repeat(1 + random.nextInt(1 << random.nextInt(10))));
            case 4 -> words.set(at, quoted(words.get(at), Hostile.text(random)));
            case 5 -> words.set(at, Hostile.number(random));
            default -> {
                var other = split(Hostile.pick(random, others));
                words.set(at, other.isEmpty() ? "" : Hostile.pick(random, other));
            }
        }
        return String.join("", words).getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String word, String text) {
        return word.startsWith("\"") ? "\"" + text + "\"" : text;
    }

    private static List<String> split(byte[] text) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(new String(text, StandardCharsets.UTF_8));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** Lines exchanged, left out, repeated, taken from elsewhere. */
    private byte[] lines(byte[] text, Random random) {
        var lines = new ArrayList<>(Arrays.asList(new String(text, StandardCharsets.UTF_8).split("\n", -1)));
        var at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 2 -> lines.addAll(at, Collections.nCopies(1 + random.nextInt(50), lines.get(at)));
            case 3 -> lines.set(at, lines.get(at) + "\r");
            default -> {
                var other = new String(Hostile.pick(random, others), StandardCharsets.UTF_8).split("\n", -1);
                lines.add(at, other[random.nextInt(other.length)]);
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
