package org.casewright.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.casewright.problem.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Says at the gate of the API, in the form of RFC 9457, that nobody gets in. */
final class ProblemAnswers {

    private final JsonMapper json = JsonMapper.shared();

    /** The same for every reason why credentials are not accepted. */
    void unauthenticated(HttpServletResponse response) throws IOException {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"casewright\"");
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"casewright\", charset=\"UTF-8\"");
        write(
                response,
                ErrorCode.UNAUTHENTICATED,
                "Sign in with a personal access token, or with name and password. After five failures a name rests for 15"
                        + " minutes.");
    }

    void write(HttpServletResponse response, ErrorCode code, String detail) throws IOException {
        var problem = json.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.valueOf(code.status()).getReasonPhrase());
        problem.put("status", code.status());
        problem.put("detail", detail);
        problem.put("code", code.code());
        problem.putArray("errors");
        response.setStatus(code.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
