package org.casewright.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.identity.AddressFailures;
import org.casewright.problem.ErrorCode;
import org.casewright.text.Message;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets an address that sent many wrong credentials to the API wait. Stands before the security chain, so that guessing
 * costs us no password hashing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class FailedSignIns extends OncePerRequestFilter {

    private final AddressFailures addresses;

    FailedSignIns(AddressFailures addresses) {
        this.addresses = addresses;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPaths.covers(request) || request.getHeader("Authorization") == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = request.getRemoteAddr();
        var wait = addresses.wait(address);
        if (!wait.isZero()) {
            AnswerWriter.write(
                    ProblemAnswers.of(
                                    ErrorCode.TOO_MANY_REQUESTS,
                                    Message.of("Too many failed sign-ins from your address."))
                            .with("Retry-After", Long.toString(wait.toSeconds() + 1)),
                    response);
            return;
        }
        chain.doFilter(request, response);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            addresses.add(address);
        }
    }
}
