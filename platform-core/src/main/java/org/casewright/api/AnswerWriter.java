package org.casewright.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.identity.SecurityHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Writes answers as they are: no view, no negotiation, no conversion. */
final class AnswerWriter implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == Answer.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws IOException {
        container.setRequestHandled(true);
        var response = request.getNativeResponse(HttpServletResponse.class);
        if (value instanceof Answer answer && response != null) {
            write(answer, response);
        }
    }

    static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        // Also where the request was turned away before the chain that says it of all answers.
        response.setHeader("Content-Security-Policy", SecurityHeaders.DATA_ONLY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        for (var header : answer.headers()) {
            response.setHeader(header.name(), header.value());
        }
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.body().length > 0) {
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        }
    }
}
