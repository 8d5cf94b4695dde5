package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a request brings: its body, within bounds and of the right kind, and the version it speaks of. */
final class Requests {

    /** Bytes of the largest body. */
    static final int LARGEST = 4 << 20;

    static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Set<String> CREATING = Set.of(Answer.JSON);
    private static final Set<String> PATCHING = Set.of(MERGE_PATCH, Answer.JSON);

    private Requests() {}

    /** The body as JSON object. */
    static ObjectNode object(HttpServletRequest request) {
        return Json.readObject(body(request, CREATING));
    }

    /** The body as JSON Merge Patch. */
    static ObjectNode patch(HttpServletRequest request) {
        return Json.readObject(patchBytes(request));
    }

    /** The bytes of a JSON Merge Patch. */
    static byte[] patchBytes(HttpServletRequest request) {
        return body(request, PATCHING);
    }

    /** The bytes of a JSON body. */
    static byte[] json(HttpServletRequest request) {
        return body(request, CREATING);
    }

    /** The bytes of a body that may be missing. */
    static byte[] optional(HttpServletRequest request) {
        var bytes = bytes(request);
        if (bytes.length > 0) {
            requireType(request, CREATING);
        }
        return bytes;
    }

    /** An id in a path; what is none is the id of nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw Refusal.notFound();
        }
    }

    private static byte[] body(HttpServletRequest request, Set<String> types) {
        requireType(request, types);
        return bytes(request);
    }

    private static void requireType(HttpServletRequest request, Set<String> types) {
        var encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.");
        }
        var given = request.getContentType();
        var type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!types.contains(type) || !utf8(given)) {
            throw Refusal.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send JSON in UTF-8 with Content-Type {0}.",
                    String.join(" or ", types.stream().sorted().toList()));
        }
    }

    private static boolean utf8(@Nullable String contentType) {
        var at = contentType == null ? -1 : contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (contentType == null || at < 0) {
            return true;
        }
        var charset = contentType
                .substring(at + "charset=".length())
                .split(";", 2)[0]
                .strip()
                .replace("\"", "");
        return charset.equalsIgnoreCase("utf-8");
    }

    private static byte[] bytes(HttpServletRequest request) {
        if (request.getContentLengthLong() > LARGEST) {
            throw tooLarge();
        }
        try {
            var bytes = request.getInputStream().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw new Refusal(ErrorCode.MALFORMED, "The body ended too early.");
        }
    }

    private static Refusal tooLarge() {
        return Refusal.of(ErrorCode.TOO_LARGE, "The body is larger than {0} MB.", LARGEST >> 20);
    }

    /** The version in {@code If-Match}; refuses with 428 when there is none. */
    static long requiredVersion(HttpServletRequest request) {
        var version = version(request);
        if (version == null) {
            throw new Refusal(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Say in If-Match which version you saw: the ETag that came with the record.");
        }
        return version;
    }

    /** The version in {@code If-Match}; null when there is none. */
    static @Nullable Long version(HttpServletRequest request) {
        var given = request.getHeader("If-Match");
        if (given == null || "*".equals(given.strip())) {
            return null;
        }
        return ETags.version(given.strip());
    }
}
