package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of a request that may be answered twice: read when it is first asked for, and kept. */
final class Body {

    private final HttpServletRequest request;
    private byte @Nullable [] bytes;

    Body(HttpServletRequest request) {
        this.request = request;
    }

    byte[] json() {
        return read(Requests::json);
    }

    byte[] patch() {
        return read(Requests::patchBytes);
    }

    private byte[] read(Function<HttpServletRequest, byte[]> reading) {
        var known = bytes;
        if (known == null) {
            known = reading.apply(request);
            bytes = known;
        }
        return known;
    }
}
