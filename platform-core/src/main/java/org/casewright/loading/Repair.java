package org.casewright.loading;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casewright.loading.MetaSchemas.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts out of a file what its meta-schema refuses, so that the rest can be read and one mistake is not reported again at
 * every place that relies on the file. What was cut was said before; nothing is loaded from a repaired file.
 */
final class Repair {

    private static final int ROUNDS = 5;

    private Repair() {}

    /** The rest; null when what is wrong cannot be cut out. */
    static @Nullable JsonFile repaired(JsonFile file, Kind kind, String folder) {
        if (!(file.root() instanceof ObjectNode original)) {
            return null;
        }
        var root = original.deepCopy();
        for (var round = 0; round < ROUNDS; round++) {
            var errors = MetaSchemas.errors(root, kind);
            if (errors.isEmpty()) {
                return new JsonFile(file.label(), root, file.values(), file.names());
            }
            for (var error : errors) {
                if (!cut(root, kind, error, folder)) {
                    return null;
                }
            }
        }
        return null;
    }

    private static boolean cut(ObjectNode root, Kind kind, Error error, String folder) {
        var pointer = error.getInstanceLocation().toString();
        var at = root.at(JsonPointer.compile(pointer));
        if (at.isMissingNode()) {
            return true;
        }
        if (error.getKeyword().equals("additionalProperties") && at instanceof ObjectNode object) {
            var value = object.remove(error.getProperty());
            Similar.nearest(String.valueOf(error.getProperty()), MetaSchemas.known(error))
                    .filter(meant -> !object.has(meant))
                    .ifPresent(meant -> object.set(meant, value));
            return true;
        }
        return switch (kind) {
            case ENTITY, MIXIN -> cutEntity(root, steps(pointer), error);
            case MODULE -> cutManifest(root, steps(pointer), error, folder);
            case SCENARIO -> cutScenario(root, steps(pointer));
            default -> false;
        };
    }

    private static List<String> steps(String pointer) {
        var steps = new ArrayList<String>();
        for (var rest = pointer; !rest.isEmpty(); rest = Pointer.parent(rest)) {
            steps.addFirst(Pointer.last(rest));
        }
        return steps;
    }

    private static boolean cutEntity(ObjectNode root, List<String> steps, Error error) {
        if (steps.isEmpty()) {
            return complete(root, error.getProperty(), "?");
        }
        var inner = root.get(steps.getFirst());
        if (steps.size() == 1 || !(inner instanceof ObjectNode object)) {
            root.remove(steps.getFirst());
        } else if (steps.getFirst().equals("properties")) {
            // Something is here, and it may be anything.
            object.putObject(steps.get(1)).put("type", "object");
        } else {
            object.remove(steps.get(1));
        }
        return true;
    }

    private static boolean cutManifest(ObjectNode root, List<String> steps, Error error, String folder) {
        if (!steps.isEmpty()) {
            root.remove(steps.getFirst());
            return true;
        }
        return complete(root, error.getProperty(), folder);
    }

    /** Takes a member out of a step, or a step that is none out of its place; the others keep theirs. */
    private static boolean cutScenario(ObjectNode root, List<String> steps) {
        if (steps.size() < 2 || !(root.path("steps") instanceof ArrayNode all)) {
            return false;
        }
        var index = Integer.parseInt(steps.get(1));
        if (steps.size() == 2 || !(all.get(index) instanceof ObjectNode step)) {
            all.set(index, root.objectNode());
        } else {
            step.remove(steps.get(2));
        }
        return true;
    }

    private static boolean complete(ObjectNode root, @Nullable String missing, String name) {
        switch (missing) {
            case "title", "name" -> root.put(missing, name);
            case "version" -> root.put(missing, "0.0.0");
            case "type" -> root.put(missing, "object");
            case "properties" -> root.putObject(missing);
            case null, default -> {
                return false;
            }
        }
        return true;
    }

    /** A stand-in for a manifest that could not be read at all. */
    static JsonFile manifest(String label, String folder) {
        JsonNode root = JsonMapper.shared()
                .createObjectNode()
                .put("name", folder)
                .put("version", "0.0.0")
                .put("title", folder);
        return new JsonFile(label, root, Map.of(), Map.of());
    }
}
