package org.casewright.matching;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns texts into the keys by which they are found. Whoever changes a key must make all keys again. */
public final class Keys {

    private Keys() {}

    /** The words of a text, folded: no case, no marks, no punctuation. */
    public static List<String> words(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['’ʼ`]", "");
        return List.of(folded.split("[^\\p{L}\\p{N}]+")).stream()
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > 60 ? word.substring(0, 60) : word)
                .limit(200)
                .toList();
    }

    /** One phonetic key a word of a name: spellings that sound alike share it. */
    public static Set<String> phonetic(String name) {
        var keys = new LinkedHashSet<String>();
        words(name).forEach(word -> keys.add(phoneticWord(word)));
        return keys;
    }

    /**
     * The consonants of a word, with those that are written for one another made one: the skeleton that
     * transliterations of a name keep. A word in another script is its own key.
     */
    static String phoneticWord(String word) {
        var text = word.replace("kh", "h")
                .replace("ph", "f")
                .replace("th", "t")
                .replace("sh", "s")
                .replace("ch", "s")
                .replace("dh", "d")
                .replace("gh", "g")
                .replace("ck", "k");
        var key = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char sound = sound(text.charAt(i));
            if (sound != 0 && (key.isEmpty() || key.charAt(key.length() - 1) != sound)) {
                key.append(sound);
            }
        }
        // A name of vowels alone keeps its first letter, so that it has a key at all.
        return key.isEmpty() ? word.substring(0, 1) : key.toString();
    }

    private static char sound(char letter) {
        return switch (letter) {
            case 'a', 'e', 'i', 'o', 'u', 'y', 'w' -> 0;
            case 'q', 'g', 'c', 'k' -> 'k';
            case 'd', 't' -> 't';
            case 'b', 'p' -> 'p';
            case 'z', 's', 'j' -> 's';
            case 'v', 'f' -> 'f';
            case 'x', 'h' -> 'h';
            default -> letter;
        };
    }

    /** The folded text as one key, for whole and prefix search. */
    public static String folded(String text) {
        var joined = String.join(" ", words(text));
        return joined.length() > 200 ? joined.substring(0, 200) : joined;
    }
}
