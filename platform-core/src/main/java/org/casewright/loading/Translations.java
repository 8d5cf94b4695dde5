package org.casewright.loading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.ProcessDefinition;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Severity;
import org.casewright.text.CodeNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks {@code i18n/LANGUAGE.json}, and says modules in another language. */
final class Translations {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final String TITLES = "x-titles";
    private static final int MOST_WARNINGS = 50;

    private Translations() {}

    /**
     * Unknown keys are wrong; a text that has no translation is a warning.
     *
     * @param processes of the module, as far as they could be read
     */
    static void check(ModuleSource module, Map<String, ProcessDefinition> processes, Problems problems) {
        var files = module.sound(FileKind.TEXTS);
        if (files.isEmpty()) {
            return;
        }
        var texts = texts(module, processes.values());
        var named = named(module);
        // What a process that was refused calls its steps, nobody knows.
        var refused = module.stems(FileKind.WORKFLOW).stream()
                .filter(id -> !processes.containsKey(id))
                .map(id -> "workflows." + id + ".")
                .toList();
        files.forEach((language, file) -> check(language, file, texts, named, refused, problems));
    }

    private static void check(
            String language,
            JsonFile file,
            Map<String, String> texts,
            Set<String> named,
            List<String> refused,
            Problems problems) {
        if (!LANGUAGE.matcher(language).matches()) {
            problems.add(Problem.in(
                    file.at(""), "“" + language + "” is no language.", "Name the file such as fr.json or pt-BR.json."));
        }
        file.root().propertyNames().forEach(key -> {
            if (!key.equals("$schema")
                    && !texts.containsKey(key)
                    && refused.stream().noneMatch(key::startsWith)) {
                problems.add(Problem.in(
                        file.atName(Pointer.child("", key)),
                        "The module has no text “" + key + "”.",
                        Similar.advice(key, texts.keySet())));
            }
        });
        var missing = texts.keySet().stream()
                .filter(key -> !file.root().has(key) && !named.contains(key))
                .toList();
        missing.stream()
                .limit(MOST_WARNINGS)
                .forEach(key -> warn(
                        missing(file, key),
                        "“" + key + "” is not translated: “" + shown(String.valueOf(texts.get(key))) + "”.",
                        problems));
        if (missing.size() > MOST_WARNINGS) {
            warn(file.at(""), "Another " + (missing.size() - MOST_WARNINGS) + " texts are not translated.", problems);
        }
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Where the text would stand: in the object of all texts. */
    private static Location missing(JsonFile file, String key) {
        var whole = file.at("");
        return new Location(whole.file(), whole.line(), whole.column(), Pointer.child("", key));
    }

    private static void warn(Location at, String message, Problems problems) {
        var error = Problem.in(at, message, null);
        problems.add(new Problem(
                error.code(), Severity.WARNING, error.pointer(), error.text(), null, error.location(), null));
    }

    /** Keys of titles that the reader's language has of its own, where the module says nothing else. */
    private static Set<String> named(ModuleSource module) {
        var keys = new TreeSet<String>();
        module.raw(FileKind.CODES).forEach((stem, file) -> {
            if (file.root().has(TITLES)) {
                file.root().path("oneOf").forEach(code -> keys.add(titleKey(stem, code)));
            }
        });
        return keys;
    }

    private static String titleKey(String stem, JsonNode code) {
        return "codes." + stem + "." + code.path("const").asString("") + ".title";
    }

    /** Whether a module has codes whose titles are those of the reader's language. */
    static boolean hasNamed(ModuleSource module) {
        return !named(module).isEmpty();
    }

    /** Key -> text of all that people read. */
    private static Map<String, String> texts(ModuleSource module, Collection<ProcessDefinition> processes) {
        var texts = new TreeMap<String, String>();
        BinaryOperator<String> keep = (key, text) -> {
            texts.put(key, text);
            return text;
        };
        for (var kind : FileKind.values()) {
            module.raw(kind).forEach((stem, file) -> {
                if (file.root().deepCopy() instanceof ObjectNode root) {
                    ModuleTexts.visit(kind, stem, root, keep);
                }
            });
        }
        processes.forEach(process -> ModuleTexts.visit(process, keep));
        return texts;
    }

    /** The modules with their texts in a language, as far as they are translated. */
    static Collection<ModuleDefinition> modules(Collection<ModuleDefinition> modules, String language) {
        var files = new LinkedHashMap<String, Map<String, byte[]>>();
        var texts = new HashMap<String, JsonNode>();
        modules.forEach(module -> {
            var content = module.files().get(FileKind.TEXTS.path(language));
            texts.put(module.name(), content == null ? JsonMapper.shared().createObjectNode() : read(content));
            files.put(module.name(), translated(module.files(), of(module, texts), language));
        });
        var loaded = ModuleLoader.load(files);
        // They were right before, and other titles cannot make them wrong; if ever, the files' own texts are better.
        return loaded.catalog() == null
                ? modules
                : loaded.modules().stream()
                        .map(module -> translated(module, of(module, texts)))
                        .toList();
    }

    private static JsonNode of(ModuleDefinition module, Map<String, JsonNode> texts) {
        return Objects.requireNonNull(texts.get(module.name()));
    }

    private static ModuleDefinition translated(ModuleDefinition module, JsonNode texts) {
        var processes = new LinkedHashMap<String, ProcessDefinition>();
        module.processes()
                .forEach((id, process) -> processes.put(
                        id, ModuleTexts.visit(process, (key, text) -> translation(texts.get(key), text))));
        return module.called(processes);
    }

    private static Map<String, byte[]> translated(Map<String, byte[]> files, JsonNode texts, String language) {
        var all = new HashMap<String, byte[]>();
        files.forEach((path, file) -> {
            // Keys that are texts themselves would no longer be found.
            if (FileKind.of(path).filter(FileKind.TEXTS::equals).isEmpty()) {
                all.put(path, translated(path, file, texts, language));
            }
        });
        return all;
    }

    private static byte[] translated(String path, byte[] file, JsonNode texts, String language) {
        var kind = FileKind.of(path).orElse(null);
        if (kind == null || !kind.json() || kind.schema() == null || !(read(file) instanceof ObjectNode root)) {
            return file;
        }
        if (texts.isEmpty() && !root.has(TITLES)) {
            return file;
        }
        ModuleTexts.visit(kind, kind.stem(path), root, (key, text) -> translation(texts.get(key), text));
        if (kind == FileKind.CODES && root.has(TITLES)) {
            name(root, kind.stem(path), texts, language);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Titles that the language has, and the codes in the order in which people look for these. */
    private static void name(ObjectNode root, String stem, JsonNode texts, String language) {
        var names = CodeNames.valueOf(root.path(TITLES).asString("").toUpperCase(Locale.ROOT));
        var codes = new ArrayList<JsonNode>();
        for (var code : root.path("oneOf")) {
            if (code instanceof ObjectNode object && !texts.has(titleKey(stem, code))) {
                names.of(code.path("const").asString(""), language).ifPresent(name -> object.put("title", name));
            }
            codes.add(code);
        }
        var order = CodeNames.order(language);
        codes.sort((one, other) -> order.compare(
                one.path("title").asString(""), other.path("title").asString("")));
        root.putArray("oneOf").addAll(codes);
    }

    private static String translation(@Nullable JsonNode translated, String text) {
        return translated == null || translated.asString("").isBlank() ? text : translated.stringValue();
    }

    private static JsonNode read(byte[] content) {
        return JsonMapper.shared().readTree(new String(content, StandardCharsets.UTF_8));
    }
}
