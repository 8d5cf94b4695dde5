package org.casewright.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.casewright.problem.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs a request to the API in by its {@code Authorization} header, or answers that it could not. */
final class ApiSignInFilter extends OncePerRequestFilter {

    private final ApiCredentials credentials;
    private final ProblemAnswers answers;

    ApiSignInFilter(ApiCredentials credentials, ProblemAnswers answers) {
        this.credentials = credentials;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        switch (credentials.check(header)) {
            case ApiCredentials.Answer.Known known -> {
                SecurityContextHolder.setContext(new SecurityContextImpl(new ApiAuthentication(known.actor())));
                chain.doFilter(request, response);
            }
            case ApiCredentials.Answer.OutOfScope outOfScope ->
                answers.write(
                        response,
                        ErrorCode.FORBIDDEN,
                        "The token carries none of the scopes " + SignedTokens.SCOPES + ", so it opens nothing here.");
            case ApiCredentials.Answer.MustChange mustChange ->
                answers.write(
                        response, ErrorCode.FORBIDDEN, "The password must be changed before the API can be used.");
            case ApiCredentials.Answer.Unknown unknown -> answers.unauthenticated(response);
        }
    }
}
