package org.casewright.entity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as Java holds them, from and to JSON as the schema says it. */
public final class JsonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Message A_DATE = Message.of("a date such as 2026-03-02");
    private static final Message A_MOMENT = Message.of("a date and time such as 2026-03-02T08:00:00Z");
    private static final Message A_TIME = Message.of("a time such as 08:30");
    private static final Message TEXT = Message.of("text");
    private static final Message AN_ID = Message.of("the id of a record");

    private JsonValues() {}

    /** The JSON form of a value; JSON null for null. */
    public static JsonNode toJson(PropertyType type, @Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case JsonNode node -> node;
            case Attachment attachment -> attachment.json();
            case String text -> NODES.stringNode(text);
            case Boolean flag -> NODES.booleanNode(flag);
            case Long number -> NODES.numberNode(number);
            case Integer number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case OffsetDateTime moment -> NODES.stringNode(moment(moment));
            case List<?> list -> listToJson(type, list);
            case Map<?, ?> map
            when type instanceof PropertyType.Structure(var properties, var required) -> objectToJson(properties, map);
            default -> NODES.stringNode(value.toString());
        };
    }

    /** Writes the JSON form of a value, as {@link #toJson} makes it. */
    private static void write(PropertyType type, Object value, JsonGenerator json) {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            default -> json.writeTree(toJson(type, value));
        }
    }

    /** Writes the values that are there as members of an object that is open, in the order of the properties. */
    public static void writeMembers(
            Collection<PropertyDefinition> properties, Map<String, ?> values, JsonGenerator json) {
        for (var property : properties) {
            var value = values.get(property.name());
            if (value != null) {
                json.writeName(property.name());
                write(property.type(), value, json);
            }
        }
    }

    /** A text; JSON null for null. */
    public static JsonNode text(@Nullable String text) {
        return text == null ? NODES.nullNode() : NODES.stringNode(text);
    }

    /** An instant as the API writes it: UTC, at most microseconds. */
    public static String moment(OffsetDateTime moment) {
        var utc = moment.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        // The formatter says the same in ten times the time, and lists are full of moments.
        var text = utc.toLocalDateTime().toString();
        return utc.getSecond() == 0 && utc.getNano() == 0 ? text + ":00Z" : text + "Z";
    }

    private static ArrayNode listToJson(PropertyType type, List<?> list) {
        var array = NODES.arrayNode(list.size());
        for (var item : list) {
            if (item instanceof Entry entry && type instanceof PropertyType.Group group) {
                var node = NODES.objectNode().put("id", entry.id().toString());
                node.setAll(objectToJson(group.properties(), entry.values()));
                array.add(node);
            } else {
                array.add(String.valueOf(item));
            }
        }
        return array;
    }

    /** The values that are there, in the order of the properties. */
    public static ObjectNode objectToJson(Collection<PropertyDefinition> properties, Map<?, ?> values) {
        var node = NODES.objectNode();
        for (var property : properties) {
            var value = values.get(property.name());
            if (value != null) {
                node.set(property.name(), toJson(property.type(), value));
            }
        }
        return node;
    }

    /**
     * The value that JSON means.
     *
     * @param before the present value, for entries of repeating groups that are matched by {@code id}; null for none
     * @return null for JSON null, for text that is empty after its white space is cut off, and where a problem was noted
     */
    public static @Nullable Object fromJson(
            PropertyDefinition property,
            JsonNode node,
            @Nullable Object before,
            String pointer,
            Consumer<Problem> problems) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        try {
            return switch (property.type()) {
                case PropertyType.Text text -> plainText(node);
                case PropertyType.Code code -> plainText(node);
                case PropertyType.Bool bool -> bool(node);
                case PropertyType.Whole whole -> whole(node);
                case PropertyType.Decimal decimal -> decimal(node, decimal.scale());
                case PropertyType.Date date -> LocalDate.parse(string(node, A_DATE));
                case PropertyType.DateTime moment ->
                    OffsetDateTime.parse(string(node, A_MOMENT))
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.MICROS);
                case PropertyType.Time time -> LocalTime.parse(string(node, A_TIME));
                case PropertyType.Codes codes -> texts(node, true);
                case PropertyType.Texts texts -> texts(node, false);
                case PropertyType.Reference reference -> UUID.fromString(uuid(node));
                case PropertyType.References references -> ids(node);
                case PropertyType.Group group -> entries(group, node, before, pointer, problems);
                case PropertyType.Structure structure -> structure(structure, node, before, pointer, problems);
                case PropertyType.Attachment attachment -> attachment(node, before, pointer, problems);
                case PropertyType.Json json -> plainly(node);
            };
        } catch (WrongValue wrong) {
            problems.accept(
                    Problem.at(pointer, ErrorCode.TYPE, "{0} must be {1}.", property.title(), wrong.expected()));
        } catch (DateTimeException wrong) {
            problems.accept(Problem.at(pointer, ErrorCode.FORMAT, notADate(property, node)));
        }
        return null;
    }

    /** Whole numbers as such, however they are written: whoever checks them takes a decimal without a fraction for a long. */
    private static JsonNode plainly(JsonNode node) {
        return switch (node) {
            case DecimalNode number
            when number.decimalValue().stripTrailingZeros().scale() <= 0 ->
                NODES.numberNode(number.decimalValue().toBigInteger());
            case ArrayNode array -> {
                var plain = NODES.arrayNode();
                array.forEach(each -> plain.add(plainly(each)));
                yield plain;
            }
            case ObjectNode object -> {
                var plain = NODES.objectNode();
                object.properties().forEach(member -> plain.set(member.getKey(), plainly(member.getValue())));
                yield plain;
            }
            default -> node;
        };
    }

    private static Message notADate(PropertyDefinition property, JsonNode node) {
        var given = node.stringValue("");
        var shown = given.length() > 40 ? given.substring(0, 40) + "…" : given;
        return switch (property.type()) {
            case PropertyType.DateTime moment ->
                Message.of(
                        "{0}: “{1}” is no date and time. Write it like 2026-03-02T08:00:00Z.", property.title(), shown);
            case PropertyType.Time time ->
                Message.of("{0}: “{1}” is no time. Write it like 08:30.", property.title(), shown);
            default -> Message.of("{0}: “{1}” is no date. Write it like 2026-03-02.", property.title(), shown);
        };
    }

    private static @Nullable String plainText(JsonNode node) {
        var text = Normalizer.normalize(string(node, TEXT), Normalizer.Form.NFC);
        if (text.indexOf('\0') >= 0) {
            throw wrong(Message.of("text without the character U+0000"));
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw wrong(Message.of("whole characters: a half of one stands in it"));
            }
        }
        return text.isBlank() ? null : text;
    }

    private static Boolean bool(JsonNode node) {
        if (!node.isBoolean()) {
            throw wrong(Message.of("true or false"));
        }
        return node.booleanValue();
    }

    private static Long whole(JsonNode node) {
        if (!node.isNumber()) {
            throw wrong(Message.of("a whole number"));
        }
        var number = node.decimalValue();
        if (number.precision() - number.scale() > 18
                || number.stripTrailingZeros().scale() > 0) {
            throw wrong(Message.of("a whole number"));
        }
        return number.longValueExact();
    }

    private static BigDecimal decimal(JsonNode node, int scale) {
        if (!node.isNumber()) {
            throw wrong(Message.of("a number"));
        }
        var number = node.decimalValue();
        if (number.precision() - number.scale() > 30
                || number.stripTrailingZeros().scale() > scale) {
            throw wrong(Message.of("a number with at most {0, plural, one{# decimal} other{# decimals}}", scale));
        }
        return number.setScale(scale, RoundingMode.UNNECESSARY);
    }

    private static List<String> texts(JsonNode node, boolean distinct) {
        if (!node.isArray()) {
            throw wrong(Message.of("a list"));
        }
        var list = new ArrayList<String>();
        for (var item : node) {
            var text = plainText(item);
            if (text != null) {
                list.add(text);
            }
        }
        return distinct ? List.copyOf(new LinkedHashSet<>(list)) : List.copyOf(list);
    }

    private static String uuid(JsonNode node) {
        var text = string(node, AN_ID);
        if (text.length() != 36) {
            throw wrong(AN_ID);
        }
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException notOne) {
            throw wrong(AN_ID);
        }
    }

    private static @Nullable List<UUID> ids(JsonNode node) {
        if (!node.isArray()) {
            throw wrong(Message.of("a list of ids of records"));
        }
        var ids = new LinkedHashSet<UUID>();
        for (var item : node) {
            ids.add(UUID.fromString(uuid(item)));
        }
        return ids.isEmpty() ? null : List.copyOf(ids);
    }

    /** The one that is there, or the id of one that is to be taken; what else is said of it was only read. */
    private static Attachment attachment(
            JsonNode node, @Nullable Object before, String pointer, Consumer<Problem> problems) {
        if (!node.isObject() || !node.path("id").isString()) {
            throw wrong(Message.of("an object with the id of a file that was uploaded"));
        }
        node.propertyNames().stream()
                .filter(name -> !Attachment.NAMES.contains(name))
                .forEach(name -> problems.accept(Problem.at(
                        pointer + "/" + Pointers.escape(name),
                        ErrorCode.UNKNOWN_PROPERTY,
                        "There is no property {0} here.",
                        name)));
        var id = UUID.fromString(uuid(node.path("id")));
        return before instanceof Attachment present && present.id().equals(id) ? present : Attachment.named(id);
    }

    private static String string(JsonNode node, Message expected) {
        if (!node.isString()) {
            throw wrong(expected);
        }
        return node.stringValue();
    }

    private static List<Entry> entries(
            PropertyType.Group group,
            JsonNode node,
            @Nullable Object before,
            String pointer,
            Consumer<Problem> problems) {
        if (!node.isArray()) {
            throw wrong(Message.of("a list"));
        }
        var known = new LinkedHashMap<UUID, Entry>();
        if (before instanceof List<?> list) {
            list.forEach(item -> {
                if (item instanceof Entry entry) {
                    known.put(entry.id(), entry);
                }
            });
        }
        var entries = new LinkedHashMap<>(known);
        int index = 0;
        for (var item : node) {
            var at = pointer + "/" + index++;
            if (!item.isObject()) {
                throw wrong(Message.of("a list of objects"));
            }
            var given = item.path("id").isString() ? UUID.fromString(uuid(item.path("id"))) : null;
            var old = given == null ? null : known.get(given);
            if (given != null && old == null) {
                problems.accept(Problem.at(at + "/id", ErrorCode.REFERENCE, "There is no such entry any more."));
            } else if (given != null && item.path("retire").asBoolean(false)) {
                entries.remove(given);
            } else {
                var id = given == null ? Uuids.next() : given;
                Map<?, ?> values = old == null ? Map.of() : old.values();
                entries.put(
                        id, new Entry(id, merge(group.properties(), (ObjectNode) item, values, at, problems, true)));
            }
        }
        return List.copyOf(entries.values());
    }

    private static @Nullable Object structure(
            PropertyType.Structure structure,
            JsonNode node,
            @Nullable Object before,
            String pointer,
            Consumer<Problem> problems) {
        if (!node.isObject()) {
            throw wrong(Message.of("an object"));
        }
        Map<?, ?> old = before instanceof Map<?, ?> map ? map : Map.of();
        var values = merge(structure.properties(), (ObjectNode) node, old, pointer, problems, false);
        return values.isEmpty() ? null : values;
    }

    /** A merge patch of plain properties: absent is untouched, null clears. */
    private static Map<String, @Nullable Object> merge(
            List<PropertyDefinition> properties,
            ObjectNode patch,
            Map<?, ?> old,
            String pointer,
            Consumer<Problem> problems,
            boolean entry) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var property : properties) {
            var given = patch.get(property.name());
            var before = old.get(property.name());
            var value = given == null
                    ? before
                    : fromJson(property, given, before, pointer + "/" + property.name(), problems);
            if (value != null) {
                values.put(property.name(), value);
            }
        }
        patch.propertyNames().forEach(name -> {
            var known = properties.stream().anyMatch(property -> property.name().equals(name));
            if (!known && !(entry && (name.equals("id") || name.equals("retire")))) {
                problems.accept(Problem.at(
                        pointer + "/" + Pointers.escape(name),
                        ErrorCode.UNKNOWN_PROPERTY,
                        "There is no property {0} here.",
                        name));
            }
        });
        return values;
    }

    private static WrongValue wrong(Message expected) {
        return new WrongValue(expected);
    }

    private static final class WrongValue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Message expected;

        WrongValue(Message expected) {
            super(null, null, false, false);
            this.expected = expected;
        }

        Message expected() {
            return expected;
        }
    }
}
