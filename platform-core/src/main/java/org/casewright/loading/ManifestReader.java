package org.casewright.loading;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code module.json}. */
final class ManifestReader {

    private static final int DEFAULT_ORDER = 100;
    private static final Pattern DEADLINE = Pattern.compile("[0-9]{1,5}(d|h|mo|wd)");

    private final ModuleSource module;
    private final JsonFile file;
    private final Problems problems;

    private ManifestReader(ModuleSource module, JsonFile file, Problems problems) {
        this.module = module;
        this.file = file;
        this.problems = problems;
    }

    static Manifest read(ModuleSource module, Problems problems) {
        return module.json(ModuleFiles.MANIFEST)
                .map(file -> new ManifestReader(module, file, problems).read())
                .orElseThrow();
    }

    private Manifest read() {
        var root = file.root();
        var name = root.path("name").stringValue();
        Names.module(name).ifPresentOrElse(wrong -> problem("/name", wrong, null), () -> {
            if (!module.files().prefix().isEmpty() && !module.files().folder().equals(name)) {
                problem(
                        "/name",
                        "The module is called “" + name + "” and its folder “"
                                + module.files().folder() + "”.",
                        "Give both the same name.");
            }
        });
        return new Manifest(
                module.name(),
                root.path("version").stringValue(),
                root.path("title").stringValue(),
                root.path("icon").asString(null),
                root.path("order").asInt(DEFAULT_ORDER),
                needs(root.path("needs")),
                main(root.path("main")),
                roles(root.path("roles")),
                settings(root.path("settings")),
                module.manifestDamaged());
    }

    private Map<String, String> needs(JsonNode node) {
        var needs = new LinkedHashMap<String, String>();
        node.forEachEntry((name, version) -> needs.put(name, version.stringValue()));
        return needs;
    }

    private List<String> main(JsonNode node) {
        var main = new ArrayList<String>();
        for (var i = 0; i < node.size(); i++) {
            var name = node.get(i).stringValue();
            if (module.has(FileKind.ENTITY, name)) {
                main.add(name);
            } else {
                problem(
                        "/main/" + i,
                        "There is no entity “" + name + "” in this module.",
                        Similar.advice(name, module.stems(FileKind.ENTITY)));
            }
        }
        return main;
    }

    private Map<String, String> roles(JsonNode node) {
        var roles = new LinkedHashMap<String, String>();
        node.forEachEntry((id, role) -> {
            Names.role(id).ifPresent(wrong -> problemAtName(Pointer.child("/roles", id), wrong));
            roles.put(id, role.path("title").stringValue());
        });
        return roles;
    }

    private Map<String, SettingDefinition> settings(JsonNode node) {
        var settings = new LinkedHashMap<String, SettingDefinition>();
        node.forEachEntry((name, setting) -> {
            var pointer = Pointer.child("/settings", name);
            Names.camel(name).ifPresent(wrong -> problemAtName(pointer, wrong));
            var type = setting.path("type").stringValue();
            var by = setting.path("by").asString(null);
            if (by != null && !type.equals("deadline")) {
                problem(pointer + "/by", "Only a deadline has “by”.", "Leave it out, or let the type be deadline.");
            }
            checkDefault(pointer, type, by, setting);
            settings.put(
                    name,
                    new SettingDefinition(
                            name,
                            setting.path("title").stringValue(),
                            type,
                            by,
                            setting.path("perUnit").asBoolean(false),
                            setting.path("default")));
        });
        return settings;
    }

    private void checkDefault(String pointer, String type, @Nullable String by, JsonNode setting) {
        var value = setting.path("default");
        var at = pointer + "/default";
        switch (type) {
            case "integer" -> {
                if (!value.isIntegralNumber()) {
                    problem(at, "The default of an integer must be a whole number.", null);
                }
            }
            case "number" -> {
                if (!value.isNumber()) {
                    problem(at, "The default of a number must be a number.", null);
                }
            }
            case "boolean" -> {
                if (!value.isBoolean()) {
                    problem(at, "The default of a boolean must be true or false.", null);
                }
            }
            case "string" -> {
                if (!value.isString()) {
                    problem(at, "The default of a string must be a string.", null);
                }
            }
            case "date" -> checkText(at, value, "date", "such as \"2026-03-02\"", LocalDate::parse);
            case "duration" ->
                checkText(at, value, "duration", "such as \"P14D\" or \"PT2H\"", ManifestReader::duration);
            case "deadline" -> checkDeadline(at, by, value);
            default -> throw new IllegalStateException("The meta-schema knows no setting of type " + type + ".");
        }
        checkBounds(at, setting);
    }

    private static Object duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notDaysAndTime) {
            return Period.parse(text);
        }
    }

    private void checkText(String at, JsonNode value, String kind, String form, Function<String, Object> parse) {
        try {
            Objects.requireNonNull(parse.apply(value.asString("?")));
        } catch (DateTimeParseException wrong) {
            problem(at, "The default of a " + kind + " must be a " + kind + " in ISO 8601.", "Write it " + form + ".");
        }
    }

    private void checkDeadline(String at, @Nullable String by, JsonNode value) {
        if (by == null ? !value.isString() : !value.isObject()) {
            problem(
                    at,
                    "The default of this deadline must be "
                            + (by == null ? "a string." : "an object with a deadline for each code of “" + by + "”."),
                    by == null ? "Write it such as \"20wd\"." : "Write it such as { \"NORMAL\": \"20wd\" }.");
        } else if (by == null) {
            checkDeadlineText(at, value);
        } else {
            value.forEachEntry((code, deadline) -> checkDeadlineText(Pointer.child(at, code), deadline));
        }
    }

    private void checkDeadlineText(String at, JsonNode value) {
        if (!DEADLINE.matcher(value.asString("")).matches()) {
            problem(
                    at,
                    value + " is not a deadline.",
                    "Write a whole number with d (days), h (hours), mo (months) or wd (working days): \"20wd\".");
        }
    }

    private void checkBounds(String at, JsonNode setting) {
        var value = setting.path("default");
        if (!value.isNumber()) {
            return;
        }
        var number = value.decimalValue();
        if (setting.has("minimum") && number.compareTo(setting.get("minimum").decimalValue()) < 0) {
            problem(at, "The default is smaller than the minimum " + setting.get("minimum") + ".", null);
        }
        if (setting.has("maximum") && number.compareTo(setting.get("maximum").decimalValue()) > 0) {
            problem(at, "The default is larger than the maximum " + setting.get("maximum") + ".", null);
        }
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }

    private void problemAtName(String pointer, String message) {
        problems.add(Problem.in(file.atName(pointer), message, null));
    }
}
