package org.casewright.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Holds the dictionaries of a part of the application against what its sources say. */
public final class Translated {

    /** Forms that a language has and that nobody needs to write: none of something, and millions. */
    private static final Map<String, Set<String>> SPARED = Map.of("ar", Set.of("zero"), "fr", Set.of("many"));

    private Translated() {}

    /** Whether each pattern is translated, nothing else is, and the translations have the same values and all plurals. */
    public static void check(Set<String> patterns, Path texts) throws IOException {
        for (var language : Texts.LANGUAGES) {
            if (!language.equals(Locale.ENGLISH)) {
                var file = texts.resolve(language.getLanguage() + ".json");
                var translations = read(file);
                var missing = new TreeSet<>(patterns);
                missing.removeAll(translations.keySet());
                assertThat(missing)
                        .as("not translated in %s", file.getFileName())
                        .isEmpty();
                var unsaid = new TreeSet<>(translations.keySet());
                unsaid.removeAll(patterns);
                assertThat(unsaid).as("said nowhere, in %s", file.getFileName()).isEmpty();
                var wrong = new ArrayList<String>();
                translations.forEach((english, other) -> wrong.addAll(faults(language, english, other)));
                assertThat(wrong).as("wrong in %s", file.getFileName()).isEmpty();
            }
        }
    }

    /** English pattern -> pattern, of one file. */
    public static Map<String, String> read(Path file) throws IOException {
        var read = new TreeMap<String, String>();
        JsonMapper.shared()
                .readTree(Files.readString(file))
                .properties()
                .forEach(text -> read.put(text.getKey(), text.getValue().stringValue()));
        return read;
    }

    private static List<String> faults(Locale language, String english, String other) {
        var faults = new ArrayList<String>();
        if (!values(english).equals(values(other))) {
            faults.add("other values than “" + english + "”: " + other);
        }
        if (other.contains("'")) {
            faults.add("an apostrophe that quotes, write \u2019: " + other);
        }
        if (other.isBlank()) {
            faults.add("nothing for " + english);
        }
        var forms = PluralRules.forLocale(language).getKeywords().stream()
                .filter(form ->
                        !SPARED.getOrDefault(language.getLanguage(), Set.of()).contains(form))
                .collect(Collectors.toCollection(TreeSet::new));
        for (var plural : plurals(other)) {
            if (!plural.containsAll(forms)) {
                faults.add("has the forms " + plural + " of " + forms + ": " + other);
            }
        }
        return faults;
    }

    private static Set<String> values(String pattern) {
        var parsed = new MessagePattern(pattern);
        var values = new TreeSet<String>();
        for (var i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_NUMBER
                    || part.getType() == MessagePattern.Part.Type.ARG_NAME) {
                values.add(parsed.getSubstring(part));
            }
        }
        return values;
    }

    /** The forms of each plural in a pattern. */
    private static List<Set<String>> plurals(String pattern) {
        var parsed = new MessagePattern(pattern);
        var plurals = new ArrayList<Set<String>>();
        for (var i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_START
                    && part.getArgType() == MessagePattern.ArgType.PLURAL) {
                plurals.add(forms(parsed, i));
            }
        }
        return plurals;
    }

    private static Set<String> forms(MessagePattern parsed, int start) {
        var forms = new TreeSet<String>();
        var end = parsed.getLimitPartIndex(start);
        for (var i = start + 1; i < end; i++) {
            if (parsed.getPartType(i) == MessagePattern.Part.Type.MSG_START) {
                i = parsed.getLimitPartIndex(i);
            } else if (parsed.getPartType(i) == MessagePattern.Part.Type.ARG_SELECTOR) {
                forms.add(parsed.getSubstring(parsed.getPart(i)));
            }
        }
        return forms;
    }
}
