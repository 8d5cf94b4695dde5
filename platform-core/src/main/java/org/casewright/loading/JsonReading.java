package org.casewright.loading;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.casewright.loading.JsonFile.Spot;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Strict JSON (RFC 8259): UTF-8 without byte order mark, no name twice, nothing behind the value, bounded. */
final class JsonReading {

    static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_EXPONENT = 400;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNameLength(1_000)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    private final String label;
    private final Problems problems;
    private final Map<String, Spot> values = new HashMap<>();
    private final Map<String, Spot> names = new HashMap<>();
    private TokenStreamLocation place = TokenStreamLocation.NA;

    private JsonReading(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    /** The file, or null when it is not JSON; the problems say why, and name what stands twice in it. */
    static @Nullable JsonFile read(String label, byte[] content, Problems problems) {
        var text = text(label, content, MAX_BYTES, problems);
        return text == null ? null : new JsonReading(label, problems).read(text);
    }

    /** The bytes as UTF-8 text, or null with a problem. */
    static @Nullable String text(String label, byte[] content, int maxBytes, Problems problems) {
        if (content.length > maxBytes) {
            problems.add(Problem.in(
                    Location.of(label),
                    "This file has " + content.length + " bytes.",
                    "A file of this kind may have at most " + maxBytes + "."));
            return null;
        }
        if (startsWith(content, 0xEF, 0xBB, 0xBF)
                || startsWith(content, 0xFE, 0xFF)
                || startsWith(content, 0xFF, 0xFE)) {
            problems.add(Problem.in(
                    new Location(label, 1, 1, ""),
                    "This file begins with a byte order mark.",
                    "Save it as UTF-8 without a byte order mark."));
            return null;
        }
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.wrap(content);
        try {
            return decoder.decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            var line = 1;
            for (var i = 0; i < bytes.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            problems.add(
                    Problem.in(new Location(label, line, 0, ""), "This line is not UTF-8.", "Save the file as UTF-8."));
            return null;
        }
    }

    private static boolean startsWith(byte[] content, int... first) {
        if (content.length < first.length) {
            return false;
        }
        for (var i = 0; i < first.length; i++) {
            if ((content[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable JsonFile read(String text) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                refuse(parser.currentLocation(), "", "This file is empty.", "It must hold one JSON object.");
                return null;
            }
            place = parser.currentTokenLocation();
            var root = value(parser, "");
            var trailing = parser.nextToken() != null;
            if (trailing) {
                refuse(
                        parser.currentTokenLocation(),
                        "",
                        "Something stands behind the end of the JSON value.",
                        "A file holds one value and nothing behind it.");
            }
            return trailing ? null : new JsonFile(label, root, values, names);
        } catch (StreamConstraintsException tooMuch) {
            var deep = sentence(tooMuch).contains("nesting depth");
            refuse(
                    place,
                    "",
                    deep ? "This JSON is nested too deep." : "A name, text or number in this JSON is too long.",
                    deep ? "At most " + MAX_DEPTH + " levels are read." : null);
            return null;
        } catch (JacksonException notJson) {
            refuse(notJson.getLocation(), "", "This is not JSON: " + sentence(notJson), null);
            return null;
        }
    }

    private static String sentence(JacksonException exception) {
        var message = String.valueOf(exception.getOriginalMessage());
        var source = message.indexOf(" at [Source");
        var clean = (source < 0 ? message : message.substring(0, source))
                .replace(" (start marker", "")
                .replace('\n', ' ')
                .strip();
        return clean.endsWith(".") ? clean : clean + ".";
    }

    private JsonNode value(JsonParser parser, String pointer) {
        place = parser.currentTokenLocation();
        values.put(pointer, spot(place));
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, pointer);
            default -> throw new IllegalStateException("A value cannot begin with " + parser.currentToken() + ".");
        };
    }

    private JsonNode object(JsonParser parser, String pointer) {
        var object = NODES.objectNode();
        for (var token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            var name = parser.currentName();
            var child = Pointer.child(pointer, name);
            var place = parser.currentTokenLocation();
            parser.nextToken();
            if (object.has(name)) {
                var first = names.get(child);
                refuse(
                        place,
                        child,
                        "“" + name + "” stands twice in this object"
                                + (first == null ? "." : ", first in line " + first.line() + "."),
                        "Keep one of them.");
                value(parser, child + "/");
            } else {
                names.put(child, spot(place));
                object.set(name, value(parser, child));
            }
        }
        return object;
    }

    private JsonNode array(JsonParser parser, String pointer) {
        var array = NODES.arrayNode();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, Pointer.child(pointer, array.size())));
        }
        return array;
    }

    private JsonNode number(JsonParser parser, String pointer) {
        var number = decimal(parser.getString());
        if (number == null || Math.abs((long) number.scale()) > MAX_EXPONENT) {
            refuse(parser.currentTokenLocation(), pointer, "This number is too large or too fine.", null);
            return NODES.numberNode(0);
        }
        var whole = number.toBigInteger();
        // Whoever checks a number takes one without a fraction for a long, however it is written, unless it says that
        // it is none.
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                && (whole.bitLength() < Long.SIZE || new BigDecimal(whole).compareTo(number) != 0)) {
            return NODES.numberNode(number);
        }
        if (whole.bitLength() < Integer.SIZE) {
            return NODES.numberNode(whole.intValueExact());
        }
        return whole.bitLength() < Long.SIZE ? NODES.numberNode(whole.longValueExact()) : NODES.numberNode(whole);
    }

    /** Null where the exponent is beyond all counting. */
    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    private static Spot spot(TokenStreamLocation place) {
        return new Spot(place.getLineNr(), place.getColumnNr());
    }

    private void refuse(@Nullable TokenStreamLocation place, String pointer, String message, @Nullable String advice) {
        var line = place == null ? 0 : Math.max(0, place.getLineNr());
        var column = place == null ? 0 : Math.max(0, place.getColumnNr());
        problems.add(Problem.in(new Location(label, line, column, pointer), message, advice));
    }
}
