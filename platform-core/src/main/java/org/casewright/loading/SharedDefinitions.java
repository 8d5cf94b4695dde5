package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.loading.JsonFile.Spot;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts what stands under {@code $defs} where a {@code $ref} names it, so that whoever reads a file afterwards sees one
 * schema; what is wrong in it is still said where it was written. What stands beside the {@code $ref} wins.
 */
final class SharedDefinitions {

    private static final int MOST_VALUES = 50_000;
    private static final Set<String> LITERAL = Set.of("default", "examples", "enum", "const", "$comment");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A value and the file in whose words it speaks. */
    private record At(ModuleSource module, JsonFile file, String pointer) {
        At child(String name) {
            return new At(module, file, Pointer.child(pointer, name));
        }
    }

    private final ModuleSource module;
    private final JsonFile file;
    private final References references;
    private final Problems problems;
    private final Map<String, Spot> values;
    private final Map<String, Spot> names;
    private final List<String> way = new ArrayList<>();
    private int made;

    private SharedDefinitions(ModuleSource module, JsonFile file, References references, Problems problems) {
        this.module = module;
        this.file = file;
        this.references = references;
        this.problems = problems;
        this.values = new HashMap<>(file.values());
        this.names = new HashMap<>(file.names());
    }

    /** Does it for the entities and mixins of all modules. */
    static void resolve(Collection<ModuleSource> modules, References references, Problems problems) {
        var resolved = new LinkedHashMap<ModuleSource, Map<String, JsonFile>>();
        for (var module : modules) {
            for (var kind : List.of(FileKind.ENTITY, FileKind.MIXIN)) {
                module.sound(kind).forEach((name, file) -> {
                    if (refers(file.root())) {
                        resolved.computeIfAbsent(module, key -> new LinkedHashMap<>())
                                .put(
                                        kind.path(name),
                                        new SharedDefinitions(module, file, references, problems).resolve());
                    }
                });
            }
        }
        resolved.forEach((module, files) -> files.forEach(module::replace));
    }

    private static boolean refers(JsonNode node) {
        if (node.isObject() && node.path("$ref").asString("").contains("#")) {
            return true;
        }
        for (var inner : node) {
            if (refers(inner)) {
                return true;
            }
        }
        return false;
    }

    private JsonFile resolve() {
        var root = NODES.objectNode();
        file.root().forEachEntry((name, value) -> {
            var at = new At(module, file, Pointer.child("", name));
            root.set(name, name.equals("$defs") ? value : put(value, at, at.pointer()));
        });
        return new JsonFile(file.label(), root, values, names);
    }

    private JsonNode put(JsonNode node, At at, String pointer) {
        if (++made > MOST_VALUES) {
            if (made == MOST_VALUES + 1) {
                problem(at, "This file becomes too large by what its “$ref” take over.", "Take over less.");
            }
            return node;
        }
        place(at, pointer);
        return switch (node) {
            case ObjectNode object when object.path("$ref").asString("").contains("#") -> shared(object, at, pointer);
            case ObjectNode object -> {
                var copy = NODES.objectNode();
                members(object, at, pointer, copy);
                yield copy;
            }
            case ArrayNode array -> {
                var copy = NODES.arrayNode();
                for (var i = 0; i < array.size(); i++) {
                    copy.add(put(array.get(i), at.child(String.valueOf(i)), Pointer.child(pointer, i)));
                }
                yield copy;
            }
            default -> node;
        };
    }

    private void members(ObjectNode object, At at, String pointer, ObjectNode into) {
        // Under these stand names, which may be any.
        var named = Set.of("properties", "$defs").contains(Pointer.last(at.pointer()));
        object.forEachEntry((name, value) -> {
            var own = at.child(name);
            var there = Pointer.child(pointer, name);
            if (name.equals("$ref")) {
                place(own, there);
                into.put(name, inModule(at, value.asString("")));
            } else if (name.equals("x-reference") && value instanceof ObjectNode reference) {
                place(own, there);
                into.set(name, inModule(at, reference));
            } else {
                into.set(name, LITERAL.contains(name) && !named ? value : put(value, own, there));
            }
        });
    }

    /** A file as the module calls it into which it is taken over. */
    private String inModule(At at, String ref) {
        return at.module() == module || !ref.startsWith("../")
                ? ref
                : at.module().name() + ref.substring(2);
    }

    private ObjectNode inModule(At at, ObjectNode reference) {
        var entity = reference.path("entity").asString("");
        if (at.module() == module || entity.isEmpty() || entity.contains("/")) {
            return reference;
        }
        return reference.deepCopy().put("entity", at.module().name() + "/" + entity);
    }

    private JsonNode shared(ObjectNode object, At at, String pointer) {
        var copy = NODES.objectNode();
        var ref = object.path("$ref").stringValue();
        var from = find(ref, at);
        if (from == null) {
            // Something is here, and it may be anything.
            copy.put("type", "object");
        } else {
            var key = from.file().label() + "#" + from.pointer();
            if (way.contains(key)) {
                copy.put("type", "object");
                problem(
                        at.child("$ref"),
                        "“" + ref + "” leads back to itself.",
                        "A value that holds itself has no end.");
            } else {
                way.add(key);
                if (put(from.file().root().at(from.pointer()), from, pointer) instanceof ObjectNode definition) {
                    copy.setAll(definition);
                }
                way.removeLast();
            }
        }
        var beside = object.deepCopy();
        beside.remove("$ref");
        members(beside, at, pointer, copy);
        return copy;
    }

    private @Nullable At find(String ref, At at) {
        var place = at.child("$ref");
        var hash = ref.indexOf('#');
        var path = ref.substring(0, hash);
        var pointer = ref.substring(hash + 1);
        At from = new At(at.module(), at.file(), pointer);
        if (!path.isEmpty()) {
            var found = references.mixin(at.module(), path, place.file().at(place.pointer()));
            if (found == null || found.file() == null) {
                return null;
            }
            from = new At(found.module(), found.file(), pointer);
        }
        var known = from.file().root().path("$defs").propertyNames();
        if (!pointer.startsWith("/$defs/") || pointer.indexOf('/', "/$defs/".length()) >= 0) {
            problem(
                    place,
                    "“" + ref + "” names no shared definition.",
                    "Write #/$defs/NAME, or a mixin's path before it.");
            return null;
        }
        var name = pointer.substring("/$defs/".length());
        if (!known.contains(name)) {
            problem(place, "There is no definition “" + name + "” there.", Similar.advice(name, known));
            return null;
        }
        return from;
    }

    private void place(At at, String pointer) {
        if (at.file().label().equals(file.label()) && at.pointer().equals(pointer)) {
            return;
        }
        var value = at.file().values().get(at.pointer());
        if (value != null) {
            values.put(pointer, value.of(at.file().label(), at.pointer()));
        }
        var name = at.file().names().get(at.pointer());
        if (name != null) {
            names.putIfAbsent(pointer, name.of(at.file().label(), at.pointer()));
        }
    }

    private void problem(At at, String message, String advice) {
        problems.add(Problem.in(at.file().at(at.pointer()), message, advice));
    }
}
