package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever is thrown below {@code /api/} into a problem; leaves other paths alone. */
@Component
class ApiExceptions implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!ApiPaths.covers(request) || response.isCommitted()) {
            return null;
        }
        try {
            response.reset();
            AnswerWriter.write(answer(thrown), response);
            return new ModelAndView();
        } catch (IOException e) {
            return null;
        }
    }

    private static Answer answer(Exception thrown) {
        return switch (thrown) {
            case HttpRequestMethodNotSupportedException wrong -> {
                var allowed = wrong.getSupportedMethods();
                var list = allowed == null
                        ? ""
                        : String.join(", ", Arrays.stream(allowed).sorted().toList());
                yield ProblemAnswers.of(ErrorCode.METHOD_NOT_ALLOWED, Message.of("Here one can use {0}.", list))
                        .with("Allow", list);
            }
            case MultipartException form ->
                ProblemAnswers.of(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        Message.of("Send the body as it is, not as a form in parts."));
            case NoHandlerFoundException none -> ProblemAnswers.of(Refusal.notFound());
            case NoResourceFoundException none -> ProblemAnswers.of(Refusal.notFound());
            default -> ProblemAnswers.of(thrown);
        };
    }
}
