package org.casewright.exchange;

import java.text.Normalizer;
import java.util.Locale;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Names of files as strangers give them, made harmless for whoever saves the file. */
final class FileNames {

    private static final int LONGEST = 120;
    private static final String NAMELESS = "file";

    private FileNames() {}

    /** One name without a path, with nothing invisible in it, that ends as the type of the content does. */
    static String harmless(@Nullable String given, String type) {
        var name = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name = visible(name).strip();
        // A name of dots alone is a way to somewhere, and one that begins with a dot is hidden.
        name = name.replaceFirst("^[. ]+", "").replaceFirst("[. ]+$", "");
        if (name.isEmpty()) {
            name = NAMELESS;
        }
        return ending(name, type);
    }

    private static String visible(String name) {
        var visible = new StringBuilder();
        name.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    // Turns other characters around, or is not seen.
                }
                default -> visible.appendCodePoint("<>:\"|?*".indexOf(point) >= 0 ? '_' : point);
            }
        });
        return visible.toString();
    }

    private static String ending(String name, String type) {
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        try {
            var known = MimeTypes.getDefaultMimeTypes().forName(type).getExtensions();
            if (known.contains(ending)) {
                return shortened(name.substring(0, dot), LONGEST - ending.length()) + name.substring(dot);
            }
            return known.isEmpty()
                    ? shortened(name, LONGEST)
                    : shortened(name, LONGEST - known.getFirst().length()) + known.getFirst();
        } catch (MimeTypeException unknown) {
            throw new IllegalArgumentException(type, unknown);
        }
    }

    private static String shortened(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        var end = Character.isHighSurrogate(name.charAt(most - 1)) ? most - 1 : most;
        return name.substring(0, end);
    }
}
