package org.casewright.fuzz;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes JSON as a tree: parts left out, repeated, exchanged, nested, renamed, of another kind. */
public final class JsonMutations implements Mutations.Structure {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper PLAIN = new JsonMapper();
    private static final JsonMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    /** Stands in a tree where a text is put in that no tree can hold: numbers of any size, depths without end. */
    private static final Object RAW = "@raw@";

    private final List<JsonNode> others;

    /** With JSON that parts are taken from. */
    public JsonMutations(List<byte[]> others) {
        this.others = others.stream().map(JsonMutations::tree).toList();
    }

    private static JsonNode tree(byte[] text) {
        return PLAIN.readTree(text);
    }

    /** A value inside another. */
    private record Spot(JsonNode in, @Nullable String name, int index) {

        JsonNode value() {
            return name == null ? in.path(index) : in.path(name);
        }

        void set(JsonNode value) {
            if (in instanceof ObjectNode object && name != null) {
                object.set(name, value);
            } else {
                ((ArrayNode) in).set(index, value);
            }
        }

        void remove() {
            if (in instanceof ObjectNode object && name != null) {
                object.remove(name);
            } else {
                ((ArrayNode) in).remove(index);
            }
        }

        void repeat(Random random) {
            if (in instanceof ObjectNode object && name != null) {
                object.set(Hostile.text(random), value().deepCopy());
            } else {
                var value = value();
                for (var times = 1 << random.nextInt(8); times > 0; times--) {
                    ((ArrayNode) in).insert(index, value.deepCopy());
                }
            }
        }

        void rename(String other) {
            if (in instanceof ObjectNode object && name != null) {
                object.set(other, object.remove(name));
            }
        }
    }

    @Override
    public byte @Nullable [] changed(byte[] text, Random random) {
        JsonNode root;
        try {
            root = PLAIN.readTree(text).deepCopy();
        } catch (JacksonException notJson) {
            return null;
        }
        var raw = change(root, random);
        var mapper = random.nextInt(4) == 0 ? ESCAPED : PLAIN;
        try {
            var written = random.nextBoolean()
                    ? mapper.writeValueAsString(root)
                    : mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
            return written.replace("\"" + RAW + "\"", raw).getBytes(StandardCharsets.UTF_8);
        } catch (JacksonException unwritable) {
            return null;
        }
    }

    /** What stands for {@link #RAW}. */
    private String change(JsonNode root, Random random) {
        var spots = new ArrayList<Spot>();
        collect(root, spots);
        if (spots.isEmpty()) {
            return "";
        }
        var spot = Hostile.pick(random, spots);
        switch (random.nextInt(12)) {
            case 0, 1 -> spot.remove();
            case 2 -> spot.repeat(random);
            case 3 -> {
                var other = Hostile.pick(random, spots);
                var value = spot.value().deepCopy();
                spot.set(other.value().deepCopy());
                other.set(value);
            }
            case 4 -> spot.set(part(random).deepCopy());
            case 5 -> spot.rename(name(random));
            case 6 -> spot.set(nested(spot.value(), random));
            case 7 -> spot.set(kind(random));
            case 8, 9 -> spot.set(NODES.stringNode(Hostile.text(random)));
            default -> {
                spot.set(NODES.stringNode(RAW.toString()));
                return raw(random);
            }
        }
        return "";
    }

    private static void collect(JsonNode node, List<Spot> spots) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((name, value) -> {
                spots.add(new Spot(object, name, 0));
                collect(value, spots);
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                spots.add(new Spot(array, null, i));
                collect(array.get(i), spots);
            }
        }
    }

    private JsonNode part(Random random) {
        var spots = new ArrayList<Spot>();
        var other = Hostile.pick(random, others);
        collect(other, spots);
        return spots.isEmpty() ? other : Hostile.pick(random, spots).value();
    }

    private String name(Random random) {
        var spots = new ArrayList<Spot>();
        collect(Hostile.pick(random, others), spots);
        var name = spots.isEmpty() ? null : Hostile.pick(random, spots).name();
        return name == null || random.nextInt(3) == 0 ? Hostile.text(random) : name;
    }

    private static JsonNode nested(JsonNode value, Random random) {
        var nested = value.deepCopy();
        for (var depth = 1 + random.nextInt(1 << random.nextInt(7)); depth > 0; depth--) {
            nested = switch (random.nextInt(3)) {
                case 0 -> NODES.arrayNode().add(nested);
                case 1 ->
                    NODES.objectNode().set("properties", NODES.objectNode().set("a", nested));
                default -> NODES.objectNode().set("items", nested);
            };
        }
        return nested;
    }

    private static JsonNode kind(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.arrayNode();
            case 3 -> NODES.objectNode();
            case 4 -> NODES.objectNode().put("$ref", Hostile.text(random));
            case 5 -> NODES.arrayNode().add(Hostile.text(random)).addNull();
            case 6 -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(20)));
            default -> NODES.numberNode(random.nextInt(3) - 1);
        };
    }

    private static String raw(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var depth = 1 << random.nextInt(16);
                yield "[".repeat(depth) + "]".repeat(depth);
            }
            case 1 -> {
                var depth = 1 << random.nextInt(14);
                yield "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            }
            case 2 -> "\"" + "x".repeat(1 << random.nextInt(21)) + "\"";
            default -> Hostile.number(random);
        };
    }
}
