package org.casewright.api;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * An answer whose bytes are ready.
 *
 * @param headers beside {@code Content-Type} and {@code Content-Length}
 */
// Answers are written, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, @Nullable String contentType, List<Header> headers, byte[] body) {

    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";
    private static final byte[] EMPTY = {};

    /** A line of the head. */
    record Header(String name, String value) {}

    static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, List.of(), Json.write(body));
    }

    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** An object, written member by member without a tree in between. */
    static Answer written(int status, Consumer<JsonGenerator> members) {
        return new Answer(status, JSON, List.of(), Json.write(members));
    }

    static Answer empty(int status) {
        return new Answer(status, null, List.of(), EMPTY);
    }

    /** The same answer with one more header. */
    Answer with(String name, String value) {
        var more = new java.util.ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, contentType, List.copyOf(more), body);
    }

    /** Whether what was asked was done. */
    boolean successful() {
        return status < 400;
    }
}
