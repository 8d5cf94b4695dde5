package org.casewright.ui.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the files of modules say in English for people, and is said otherwise in another language. Looks into the files itself, and for
 * more than the platform knows to be texts, so that it finds what the platform forgets to translate.
 */
final class ModuleWords {

    private static final Set<String> TEXTS =
            Set.of("title", "plural", "message", "label", "text", "x-guidance", "x-help");
    private static final Pattern STEP =
            Pattern.compile("<bpmn:(?:process|\\w*[Tt]ask|\\w+Event) [^>]*?\\bname=\"([^\"]+)\"");
    private static final Pattern OUTCOMES = Pattern.compile("name=\"outcomes\" value=\"([^\"]+)\"");

    private final Set<String> english = new TreeSet<>();
    private final Set<String> data = new TreeSet<>();

    private ModuleWords() {}

    /** English words of these modules that nobody reads in the language. */
    static Set<String> untranslated(Path modules, String language, List<String> names) {
        var words = new ModuleWords();
        var translated = new TreeSet<String>();
        for (var name : names) {
            words.read(modules.resolve(name));
            json(modules.resolve(name).resolve("i18n/" + language + ".json"))
                    .forEach(text -> translated.add(text.asString("")));
        }
        words.english.removeAll(translated);
        words.english.removeAll(words.data);
        return words.english;
    }

    private void read(Path module) {
        for (var file : files(module)) {
            var path = module.relativize(file).toString().replace('\\', '/');
            if (path.endsWith(".bpmn")) {
                process(text(file));
            } else if (path.startsWith("demo/")) {
                everything(json(file));
            } else if (path.startsWith("data/") && path.endsWith(".csv")) {
                text(file).lines().forEach(line -> data.addAll(List.of(line.split(",", -1))));
            } else if (path.endsWith(".json") && !path.startsWith("tests/") && !path.startsWith("i18n/")) {
                texts(json(file));
            }
        }
    }

    private void process(String bpmn) {
        STEP.matcher(bpmn).results().forEach(found -> english.add(found.group(1)));
        OUTCOMES.matcher(bpmn)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .forEach(outcome -> english.add(outcome.substring(outcome.indexOf('=') + 1)
                        .replace("!", "")
                        .strip()));
    }

    private void texts(JsonNode node) {
        node.forEachEntry((name, value) -> {
            if (TEXTS.contains(name) && value.isString()) {
                english.add(value.stringValue());
            }
        });
        node.forEach(this::texts);
    }

    /** Names that demonstration records have are no words of the module, though they may be the same. */
    private void everything(JsonNode node) {
        if (node.isString()) {
            data.add(node.stringValue());
        }
        node.forEach(this::everything);
    }

    private static List<Path> files(Path module) {
        try (var files = Files.walk(module)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
