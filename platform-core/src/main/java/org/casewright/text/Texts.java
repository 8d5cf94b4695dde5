package org.casewright.text;

import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's texts in its languages: {@code texts/LANGUAGE.json} of every part of the application, which map English patterns to
 * those of the language. A pattern may end with {@code ##} and a note that tells it from others of the same words; it is never shown.
 */
public final class Texts {

    /** In which languages everything that the platform says itself can be read. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.of("ar"));

    private static final String NOTE = "##";

    private static final Map<String, Map<String, String>> TRANSLATIONS = LANGUAGES.stream()
            .map(Locale::getLanguage)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Texts::read));

    private static final int MOST_REMEMBERED = 10_000;

    /** Patterns as they were taken apart, which costs more than to fill them in. */
    private static final Map<Pattern, MessageFormat> REMEMBERED = new ConcurrentHashMap<>();

    private record Pattern(String text, Locale locale) {}

    private Texts() {}

    /** The pattern in the language of this locale, with these values; in English where it is not translated. */
    public static String in(Locale locale, String english, @Nullable Object... values) {
        var translated = translations(locale.getLanguage()).get(english);
        var pattern = translated == null ? withoutNote(english) : translated;
        // What has no values is no pattern: braces stand for themselves.
        return values.length == 0
                ? pattern
                : format(
                        new Pattern(pattern, translated == null ? english(locale) : locale),
                        Arrays.stream(values).map(Texts::plain).toArray());
    }

    private static String format(Pattern pattern, Object[] values) {
        if (REMEMBERED.size() >= MOST_REMEMBERED) {
            // Readers may ask for any number of locales.
            REMEMBERED.clear();
        }
        var format = REMEMBERED.computeIfAbsent(
                pattern, each -> new MessageFormat(each.text(), ULocale.forLocale(each.locale())));
        // It keeps what it is doing in itself.
        synchronized (format) {
            return format.format(values);
        }
    }

    /** Numbers are written as the language does; all else says itself how it reads. */
    private static Object plain(@Nullable Object value) {
        return value instanceof Number ? value : String.valueOf(value);
    }

    /** All of these, as a sentence in the platform's language names them: a, b and c. */
    public static String all(Locale locale, List<String> items) {
        return listed(locale, ListFormatter.Type.AND, items);
    }

    /** One of these, as a sentence in the platform's language names them: a, b or c. */
    public static String either(Locale locale, List<String> items) {
        return listed(locale, ListFormatter.Type.OR, items);
    }

    private static String listed(Locale locale, ListFormatter.Type type, List<String> items) {
        return ListFormatter.getInstance(ULocale.forLocale(spoken(locale)), type, ListFormatter.Width.WIDE)
                .format(items);
    }

    /** English pattern -> pattern, of one language; empty for English, and for what the platform does not speak. */
    public static Map<String, String> translations(String language) {
        return TRANSLATIONS.getOrDefault(language, Map.of());
    }

    /** The language of the platform that comes nearest: the same one, otherwise English. */
    public static Locale spoken(Locale wanted) {
        return LANGUAGES.stream()
                .filter(each -> each.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** Plurals have the rules of the language in which the pattern is. */
    private static Locale english(Locale locale) {
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? locale : Locale.ENGLISH;
    }

    private static String withoutNote(String english) {
        var at = english.indexOf(NOTE);
        return at < 0 ? english : english.substring(0, at);
    }

    private static Map<String, String> read(String language) {
        var texts = new HashMap<String, String>();
        try {
            var files = Texts.class.getClassLoader().getResources("texts/" + language + ".json");
            while (files.hasMoreElements()) {
                try (var file = files.nextElement().openStream()) {
                    JsonMapper.shared()
                            .readTree(file)
                            .properties()
                            .forEach(text ->
                                    texts.put(text.getKey(), text.getValue().stringValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(texts);
    }
}
