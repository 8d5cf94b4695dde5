package org.casewright.entity;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a file; none of it ever changes, so that it stands with the record while its content lies apart.
 *
 * @param name as it was called where it came from, made harmless
 * @param type media type, found in the content and not as somebody said
 * @param size in bytes
 * @param sha256 of the content, in hexadecimal digits
 */
public record Attachment(UUID id, String name, String type, long size, String sha256) {

    /** The names by which JSON says it. */
    public static final Set<String> NAMES = Set.of("id", "name", "type", "size", "sha256");

    /** One that was only named: nothing is known of it yet but its id. */
    public static Attachment named(UUID id) {
        return new Attachment(id, "", "", 0, "");
    }

    /** Whether it was only named. */
    public boolean isOnlyNamed() {
        return sha256.isEmpty();
    }

    /** Reads what {@link #json} wrote. */
    public static Attachment of(JsonNode json) {
        return new Attachment(
                UUID.fromString(json.path("id").stringValue()),
                json.path("name").stringValue(),
                json.path("type").stringValue(),
                json.path("size").longValue(),
                json.path("sha256").stringValue());
    }

    /** As expressions see it: name -> value. */
    public Map<String, Object> parts() {
        return Map.of("id", id, "name", name, "type", type, "size", size, "sha256", sha256);
    }

    /** As the API says it. */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("name", name)
                .put("type", type)
                .put("size", size)
                .put("sha256", sha256);
    }
}
