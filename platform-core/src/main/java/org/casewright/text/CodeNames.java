package org.casewright.text;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What countries and languages are called in a language, as the Unicode CLDR says it. */
public enum CodeNames {
    /** By ISO 3166: two or three letters. */
    COUNTRY {
        @Override
        String name(String code, ULocale reader) {
            var known = TWO_LETTERS.getOrDefault(code, code);
            return new ULocale("und", known).getDisplayCountry(reader);
        }
    },
    /** By ISO 639: two or three letters. */
    LANGUAGE {
        @Override
        String name(String code, ULocale reader) {
            return new ULocale(code).getDisplayLanguage(reader);
        }
    };

    private static final Map<String, String> TWO_LETTERS = Stream.of(Locale.getISOCountries())
            .collect(Collectors.toUnmodifiableMap(
                    code -> new ULocale("und", code).getISO3Country(), Function.identity(), (one, other) -> one));

    abstract String name(String code, ULocale reader);

    /** The name of a code, as it stands on a list; empty where there is none. */
    public Optional<String> of(String code, String language) {
        var reader = ULocale.forLanguageTag(language);
        var name = name(code, reader);
        return name.isEmpty() || name.equalsIgnoreCase(code)
                ? Optional.empty()
                : Optional.of(capital(name, reader.toLocale()));
    }

    private static String capital(String name, Locale language) {
        var first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(language) + name.substring(first);
    }

    /** As people look for names in a language. */
    public static Comparator<String> order(String language) {
        return Collator.getInstance(ULocale.forLanguageTag(language))::compare;
    }
}
