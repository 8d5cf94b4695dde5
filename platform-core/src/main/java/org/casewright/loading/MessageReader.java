package org.casewright.loading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.MessageDefinition.Kind;
import org.casewright.definition.MessageDefinition.Part;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code messages} of a {@code module.json}, when the modules that it needs are known. */
final class MessageReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,99}");

    private final ModuleSource module;
    private final JsonFile file;
    private final References references;
    private final Map<String, String> owners;
    private final Problems problems;

    /** {@code owners}: the module of each name that was declared before. */
    MessageReader(
            ModuleSource module, JsonFile file, References references, Map<String, String> owners, Problems problems) {
        this.module = module;
        this.file = file;
        this.references = references;
        this.owners = owners;
        this.problems = problems;
    }

    Map<String, MessageDefinition> read() {
        var messages = new LinkedHashMap<String, MessageDefinition>();
        file.root().path("messages").forEachEntry((name, node) -> {
            var pointer = Pointer.child("/messages", name);
            if (!NAME.matcher(name).matches()) {
                name(pointer, "“" + name + "” is no name of a message.", "Letters and digits, such as LoanOverdue.");
            }
            var other = owners.putIfAbsent(name, module.name());
            if (other != null) {
                name(
                        pointer,
                        "There is a message “" + name + "” already, in the module “" + other + "”.",
                        "Names of messages are global: declare it in a module that both need, or choose another.");
            }
            messages.put(name, message(pointer, name, node));
        });
        return messages;
    }

    private MessageDefinition message(String pointer, String name, JsonNode node) {
        var payload = new LinkedHashMap<String, Part>();
        node.path("payload").forEachEntry((part, said) -> {
            var at = Pointer.child(pointer + "/payload", part);
            Names.camel(part).ifPresent(wrong -> name(at, wrong, null));
            payload.put(part, Objects.requireNonNullElseGet(part(at, said), Part.Unknown::new));
        });
        var key = node.path("key").asString(null);
        if (key != null && !node.path("payload").has(key)) {
            problems.add(Problem.in(
                    file.at(pointer + "/key"),
                    "The payload has no “" + key + "”.",
                    Similar.advice(key, Set.copyOf(payload.keySet()))));
            payload.put(key, new Part.Unknown());
        }
        return new MessageDefinition(module.name(), name, key, payload);
    }

    private @Nullable Part part(String pointer, JsonNode node) {
        var kinds =
                Set.of("x-reference", "$ref", "type").stream().filter(node::has).toList();
        if (kinds.size() != 1) {
            problems.add(Problem.in(
                    file.at(pointer),
                    "A part of a payload is one of a reference, a code and a value.",
                    "Write { \"x-reference\": \"ENTITY\" }, { \"$ref\": \"../codes/NAME.codes.json\" } or"
                            + " { \"type\": \"string\" }."));
            return null;
        }
        if (node.has("format") && !node.path("type").asString("").equals("string")) {
            problems.add(Problem.in(file.at(pointer + "/format"), "Only a string has a format.", "Leave it out."));
        }
        return switch (kinds.getFirst()) {
            case "x-reference" -> {
                var entity = references.ownEntity(
                        module, node.path("x-reference").asString(""), file.at(pointer + "/x-reference"));
                yield entity == null ? null : new Part.Reference(entity);
            }
            case "$ref" -> {
                var list = references.codes(module, node.path("$ref").asString(""), file.at(pointer + "/$ref"));
                yield list == null ? null : new Part.Code(list.ref());
            }
            default -> new Part.Plain(kind(node));
        };
    }

    private static Kind kind(JsonNode node) {
        return switch (node.path("type").asString("")) {
            case "integer" -> Kind.WHOLE;
            case "number" -> Kind.NUMBER;
            case "boolean" -> Kind.BOOL;
            default ->
                switch (node.path("format").asString("")) {
                    case "date" -> Kind.DATE;
                    case "date-time" -> Kind.MOMENT;
                    default -> Kind.TEXT;
                };
        };
    }

    private void name(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.atName(pointer), message, advice));
    }
}
