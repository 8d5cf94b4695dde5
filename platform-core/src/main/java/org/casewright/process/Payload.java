package org.casewright.process;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.casewright.catalog.Catalog;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.MessageDefinition.Kind;
import org.casewright.definition.MessageDefinition.Part;
import org.casewright.expression.Values;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The payload of a message: in JSON as it is kept with the process that it reached, and as expressions see it. */
record Payload(MessageDefinition message, Map<String, Object> values) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Reads what was said, and says what of it is not as the message was declared. */
    static Payload read(MessageDefinition message, ObjectNode said, Catalog catalog, List<Problem> problems) {
        var values = new LinkedHashMap<String, Object>();
        said.forEachEntry((name, node) -> {
            var part = message.payload().get(name);
            if (part == null) {
                problems.add(
                        Problem.at("/" + name, ErrorCode.UNKNOWN_PROPERTY, "{0} has no “{1}”.", message.name(), name));
            } else if (!node.isNull()) {
                var value = value(part, node, catalog);
                if (value == null) {
                    problems.add(Problem.at(
                            "/" + name, ErrorCode.TYPE, "“{0}” of {1} cannot be {2}.", name, message.name(), node));
                } else {
                    values.put(name, value);
                }
            }
        });
        var key = message.key();
        if (key != null && (said.path(key).isMissingNode() || said.path(key).isNull())) {
            problems.add(Problem.at("/" + key, ErrorCode.REQUIRED, "{0} needs “{1}”, its key.", message.name(), key));
        }
        return new Payload(message, values);
    }

    private static @Nullable Object value(Part part, JsonNode node, Catalog catalog) {
        try {
            return switch (part) {
                case Part.Reference reference -> UUID.fromString(node.asString(""));
                case Part.Code(var list) ->
                    catalog.codeList(list).codes().containsKey(node.asString("")) ? node.asString("") : null;
                case Part.Unknown unknown -> null;
                case Part.Plain(var kind) -> plain(kind, node);
            };
        } catch (IllegalArgumentException | DateTimeException none) {
            return null;
        }
    }

    private static @Nullable Object plain(Kind kind, JsonNode node) {
        return switch (kind) {
            case TEXT -> node.isString() ? node.stringValue() : null;
            case BOOL -> node.isBoolean() ? node.booleanValue() : null;
            case NUMBER -> node.isNumber() ? node.decimalValue() : null;
            case WHOLE -> node.isNumber() && isWhole(node.decimalValue()) ? node.decimalValue() : null;
            case DATE -> node.isString() ? LocalDate.parse(node.stringValue()) : null;
            case MOMENT -> node.isString() ? OffsetDateTime.parse(node.stringValue()) : null;
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** The value by which it finds who waits; null when it has no key. */
    @Nullable
    Object key() {
        return message.key() == null ? null : values.get(message.key());
    }

    /** As expressions see it; references are records. */
    Values seen(BiFunction<String, UUID, Values> records) {
        return name -> {
            var value = values.get(name);
            return message.payload().get(name) instanceof Part.Reference(var entity) && value instanceof UUID id
                    ? records.apply(entity, id)
                    : value;
        };
    }

    /** As it is kept. */
    byte[] bytes() {
        var kept = JSON.createObjectNode().put("message", message.name());
        var parts = kept.putObject("payload");
        values.forEach((name, value) -> parts.set(name, StepWriting.json(value)));
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What was kept, by the words of today: what is not declared any more is gone. */
    static Values kept(byte[] bytes, Catalog catalog, BiFunction<String, UUID, Values> records) {
        var kept = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        var message = catalog.message(kept.path("message").asString(""));
        if (message.isEmpty() || !(kept.path("payload") instanceof ObjectNode payload)) {
            return Values.NONE;
        }
        return read(message.get(), payload, catalog, new ArrayList<>()).seen(records);
    }
}
