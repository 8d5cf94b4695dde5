package org.casewright.api;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bytes to JSON and back: strict, bounded, decimals exact. What it says about wrong text repeats none of it. */
final class Json {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 200;
    private static final int LARGEST_SCALE = 400;
    private static final int MOST_PROBLEMS = 50;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(200)
                            .maxStringLength(Requests.LARGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** The bytes of an object whose members are written by the writer. */
    static byte[] write(Consumer<JsonGenerator> members) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Reads one JSON object.
     *
     * @throws Refusal {@code MALFORMED} with line and column when it is none; {@code INVALID} when it holds what no
     *     value can hold: NUL, half a surrogate pair, a number beyond all use
     */
    static ObjectNode readObject(byte[] bytes) {
        if (read(bytes) instanceof ObjectNode object) {
            refuseUnstorable(object);
            return object;
        }
        throw new Refusal(ErrorCode.MALFORMED, "The body must be one JSON object.");
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw new Refusal(ErrorCode.MALFORMED, "The JSON is nested too deep, or a name or number is too long.");
        } catch (JacksonException e) {
            throw new Refusal(ErrorCode.MALFORMED, sentence(e), List.of());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Refusal(ErrorCode.MALFORMED, "The JSON has a number that is too large.");
        }
    }

    private static Message sentence(JacksonException e) {
        var duplicate = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
        var at = e.getLocation();
        if (at == null || at.getLineNr() < 1) {
            return duplicate
                    ? Message.of("The JSON has a name twice in one object.")
                    : Message.of("The body is not well-formed JSON.");
        }
        return Message.of(
                duplicate
                        ? "The JSON has a name twice in one object, at line {0}, column {1}."
                        : "The body is not well-formed JSON, at line {0}, column {1}.",
                at.getLineNr(),
                Math.max(1, at.getColumnNr()));
    }

    private static void refuseUnstorable(ObjectNode root) {
        var problems = new ArrayList<Problem>();
        check(root, "", problems);
        if (!problems.isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "Some values cannot be taken.", List.copyOf(problems));
        }
    }

    private static void check(JsonNode node, String pointer, List<Problem> problems) {
        if (problems.size() >= MOST_PROBLEMS) {
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> checkMembers((ObjectNode) node, pointer, problems);
            case ARRAY -> {
                for (var i = 0; i < node.size(); i++) {
                    check(node.get(i), pointer + "/" + i, problems);
                }
            }
            case STRING -> {
                if (!Texts.storable(node.stringValue())) {
                    problems.add(Problem.at(pointer, ErrorCode.FORMAT, Texts.WHY_NOT));
                }
            }
            case NUMBER -> {
                if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > LARGEST_SCALE) {
                    problems.add(Problem.at(pointer, ErrorCode.RANGE, "The number is too large or too fine."));
                }
            }
            default -> {
                // true, false and null are what they are
            }
        }
    }

    private static void checkMembers(ObjectNode node, String pointer, List<Problem> problems) {
        for (var member : node.properties()) {
            if (Texts.storable(member.getKey())) {
                check(member.getValue(), pointer + "/" + Texts.escapePointer(member.getKey()), problems);
            } else {
                problems.add(Problem.at(
                        pointer,
                        ErrorCode.FORMAT,
                        "A name in this object has the character U+0000 or half of a surrogate pair."));
            }
        }
    }
}
