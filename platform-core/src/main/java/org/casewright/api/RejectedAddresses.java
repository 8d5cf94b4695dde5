package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.problem.ErrorCode;
import org.casewright.text.Message;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** What a request gets whose address the firewall refuses: encoded slashes, semicolons, control characters. */
@Component
class RejectedAddresses implements RequestRejectedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException thrown)
            throws IOException {
        if (ApiPaths.covers(request)) {
            AnswerWriter.write(
                    ProblemAnswers.of(ErrorCode.MALFORMED, Message.of("The address is malformed.")), response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}
