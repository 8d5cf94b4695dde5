package org.casewright.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What modules can tell each other. Its name is global.
 *
 * @param key the part of the payload by which it finds those who wait for it; null when it finds all
 * @param payload its parts by name, in the file's order
 */
public record MessageDefinition(
        String module, String name, @Nullable String key, Map<String, Part> payload) {

    public MessageDefinition {
        payload = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** A part of the payload: a reference, a code, or a plain value. */
    public sealed interface Part {
        /** A record of {@code module/entity}. */
        record Reference(String entity) implements Part {}

        /** A code of {@code module/list}. */
        record Code(String codeList) implements Part {}

        /** What could not be read. */
        record Unknown() implements Part {}

        /** A value of JSON. */
        record Plain(Kind kind) implements Part {}
    }

    /** Kinds of plain values. */
    public enum Kind {
        TEXT,
        WHOLE,
        NUMBER,
        BOOL,
        DATE,
        MOMENT
    }

    /** What the sender calls it; receivers of the same module and others alike. */
    public String ref() {
        return module + "/" + name;
    }
}
