package org.casewright.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A module that grows and changes at random, as a configurator would change it week by week. */
final class RandomModules {

    private static final List<String> TYPES = List.of(
            "text", "whole", "decimal", "bool", "date", "moment", "texts", "code", "reference", "object", "group");
    private static final List<String> PLAIN =
            List.of("text", "whole", "decimal", "bool", "date", "moment", "texts", "code");

    /** A property: its type, and what else is said of it. */
    record Property(String type, Map<String, String> words, Map<String, Property> parts) {

        Property with(String word, String value) {
            var more = new TreeMap<>(words);
            more.put(word, value);
            return new Property(type, more, parts);
        }

        Property without(String... gone) {
            var fewer = new TreeMap<>(words);
            List.of(gone).forEach(fewer::remove);
            return new Property(type, fewer, parts);
        }
    }

    /** An entity: its properties, those that are required, and its former name. */
    static final class Entity {
        final Map<String, Property> properties = new LinkedHashMap<>();
        final TreeSet<String> required = new TreeSet<>();
        String renamedFrom = "";

        Entity copy() {
            var copy = new Entity();
            copy.properties.putAll(properties);
            copy.required.addAll(required);
            copy.renamedFrom = renamedFrom;
            return copy;
        }
    }

    private final Random random;
    private final Map<String, Entity> entities = new TreeMap<>();
    private final Map<String, Boolean> codes = new TreeMap<>(Map.of("A", true, "B", true, "C", true));
    private int names;

    RandomModules(Random random) {
        this.random = random;
        for (var i = 0; i < 2; i++) {
            addEntity();
        }
    }

    private RandomModules(RandomModules other) {
        this.random = other.random;
        this.names = other.names;
        other.entities.forEach((name, entity) -> entities.put(name, entity.copy()));
        codes.putAll(other.codes);
    }

    RandomModules copy() {
        return new RandomModules(this);
    }

    Modules files() {
        var modules = Modules.of("shop");
        entities.forEach((name, entity) -> modules.with(
                "entities/" + name + ".schema.json",
                Modules.entity(
                        name,
                        entity.renamedFrom.isEmpty() ? "" : "'renamedFrom': '" + entity.renamedFrom + "'",
                        written(entity.properties),
                        entity.required.toArray(String[]::new))));
        return modules.with(
                "codes/state.codes.json",
                Modules.codes(codes.entrySet().stream()
                        .map(code -> "'const': '" + code.getKey() + "'"
                                + (code.getValue() ? "" : ", 'deprecated': true, 'x-replacedBy': 'A'"))
                        .toArray(String[]::new)));
    }

    private String written(Map<String, Property> properties) {
        return properties.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': { " + written(entry.getValue()) + " }")
                .collect(Collectors.joining(", "));
    }

    private String written(Property property) {
        var type = switch (property.type()) {
            case "text" -> "'type': 'string'";
            case "whole" -> "'type': 'integer'";
            case "decimal" -> "'type': 'number', 'multipleOf': 0.01";
            case "bool" -> "'type': 'boolean'";
            case "date" -> "'type': 'string', 'format': 'date'";
            case "moment" -> "'type': 'string', 'format': 'date-time'";
            case "texts" -> "'type': 'array', 'items': { 'type': 'string' }";
            case "code" -> "'$ref': '../codes/state.codes.json'";
            case "reference" ->
                "'x-reference': { 'entity': '" + entities.keySet().iterator().next() + "' }";
            case "object" -> "'type': 'object', 'properties': { " + written(property.parts()) + " }";
            default ->
                "'type': 'array', 'items': { 'type': 'object', 'properties': { " + written(property.parts()) + " } }";
        };
        return type
                + property.words().entrySet().stream()
                        .map(word -> ", '" + word.getKey() + "': " + word.getValue())
                        .collect(Collectors.joining());
    }

    // --- changes

    /** One to four changes; what they are called, for whoever reads a failure. */
    List<String> change() {
        forgetWhatWas();
        var done = new ArrayList<String>();
        var changes = 1 + random.nextInt(4);
        for (var i = 0; i < changes; i++) {
            done.add(one());
        }
        return done;
    }

    /** Former names are told once. */
    private void forgetWhatWas() {
        entities.values().forEach(entity -> {
            entity.renamedFrom = "";
            entity.properties.replaceAll((name, property) -> property.without("x-renamedFrom", "x-movedFrom"));
        });
    }

    private String one() {
        var name = pick(new ArrayList<>(entities.keySet()));
        var entity = entities.get(name);
        if (entity == null) {
            throw new IllegalStateException(name);
        }
        return switch (random.nextInt(12)) {
            case 0 -> addEntity();
            case 1 ->
                entities.size() > 1 && !name.equals(entities.keySet().iterator().next())
                        ? removeEntity(name)
                        : addProperty(entity);
            case 2 -> renameEntity(name, entity);
            case 3, 4 -> addProperty(entity);
            case 5 -> removeProperty(entity);
            case 6 -> renameProperty(entity);
            case 7 -> retype(entity);
            case 8 -> require(entity);
            case 9 -> bound(entity);
            case 10 -> index(entity);
            default -> code();
        };
    }

    private String addEntity() {
        var name = "e" + names++;
        var entity = new Entity();
        for (var i = 0; i < 3; i++) {
            entity.properties.put("p" + names++, property(TYPES));
        }
        entities.put(name, entity);
        return "add " + name;
    }

    private String removeEntity(String name) {
        entities.remove(name);
        return "remove " + name;
    }

    private String renameEntity(String name, Entity entity) {
        var to = "f" + names++;
        // What is new in this release has no former name.
        if (!entity.renamedFrom.isEmpty()
                || name.equals(entities.keySet().iterator().next())) {
            return addProperty(entity);
        }
        entities.remove(name);
        entity.renamedFrom = name;
        entities.put(to, entity);
        return "rename " + name + " to " + to;
    }

    private Property property(List<String> types) {
        var type = pick(types);
        var parts = new LinkedHashMap<String, Property>();
        if (type.equals("object") || type.equals("group")) {
            parts.put("a" + names++, property(PLAIN));
            parts.put("b" + names++, property(PLAIN));
        }
        return new Property(type, new TreeMap<>(), parts);
    }

    private String addProperty(Entity entity) {
        // Sometimes one that was there before.
        var name = random.nextInt(3) == 0 ? "p" + random.nextInt(names) : "p" + names++;
        if (entity.properties.containsKey(name)) {
            return "nothing";
        }
        entity.properties.put(name, property(TYPES));
        return "add " + name;
    }

    private String removeProperty(Entity entity) {
        if (entity.properties.size() < 2) {
            return addProperty(entity);
        }
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        entity.properties.remove(name);
        entity.required.remove(name);
        return "remove " + name;
    }

    private String renameProperty(Entity entity) {
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        var property = entity.properties.get(name);
        if (property == null || property.words().containsKey("x-renamedFrom")) {
            return "nothing";
        }
        var to = "q" + names++;
        entity.properties.remove(name);
        entity.properties.put(to, property.with("x-renamedFrom", "'" + name + "'"));
        if (entity.required.remove(name)) {
            entity.required.add(to);
        }
        return "rename " + name + " to " + to;
    }

    private String retype(Entity entity) {
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        var other = property(TYPES);
        entity.properties.put(name, other);
        entity.required.remove(name);
        return "retype " + name + " to " + other.type();
    }

    private String require(Entity entity) {
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        var property = entity.properties.get(name);
        if (property == null) {
            return "nothing";
        }
        if (entity.required.remove(name)) {
            entity.properties.put(name, property.without("x-backfill"));
            return "optional " + name;
        }
        var backfill = switch (property.type()) {
            case "text" -> "'\\\"none\\\"'";
            case "whole", "decimal" -> "'7'";
            case "bool" -> "'true'";
            case "code" -> "'\\\"A\\\"'";
            default -> "";
        };
        if (backfill.isEmpty()) {
            return "nothing";
        }
        entity.required.add(name);
        entity.properties.put(name, property.with("x-backfill", backfill));
        return "require " + name;
    }

    private String bound(Entity entity) {
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        var property = entity.properties.get(name);
        if (property == null) {
            return "nothing";
        }
        if (property.type().equals("text")) {
            entity.properties.put(name, property.with("maxLength", Integer.toString(5 + random.nextInt(20))));
        } else if (property.type().equals("whole")) {
            entity.properties.put(name, property.with("maximum", Integer.toString(50 + random.nextInt(100))));
        } else {
            return "nothing";
        }
        return "bound " + name;
    }

    private String index(Entity entity) {
        var name = pick(new ArrayList<>(entity.properties.keySet()));
        var property = entity.properties.get(name);
        if (property == null || !List.of("text", "whole", "date").contains(property.type())) {
            return "nothing";
        }
        var word = random.nextInt(4) == 0 ? "x-unique" : "x-sortable";
        entity.properties.put(
                name, property.words().containsKey(word) ? property.without(word) : property.with(word, "true"));
        return word + " " + name;
    }

    private String code() {
        if (random.nextBoolean()) {
            codes.put("C" + names++, true);
            return "a code";
        }
        codes.put("B", !Boolean.TRUE.equals(codes.get("B")));
        return "code B is " + (Boolean.TRUE.equals(codes.get("B")) ? "back" : "replaced");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
