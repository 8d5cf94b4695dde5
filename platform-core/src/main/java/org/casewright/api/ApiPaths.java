package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;

/** Where the API lives. */
final class ApiPaths {

    static final String ROOT = "/api/v1";
    static final String RECORDS = ROOT + "/{module}/{entity}";
    static final String EXPORT = RECORDS + "/export";
    static final String VIEWS = RECORDS + "/views";
    static final String BULK = RECORDS + "/bulk";
    static final String RECORD = RECORDS + "/{id}";

    private ApiPaths() {}

    /** Whether the API answers for the request's path. */
    static boolean covers(HttpServletRequest request) {
        var path = request.getRequestURI();
        var context = request.getContextPath();
        return path.startsWith("/api/", context.length()) || path.regionMatches(context.length(), "/api", 0, 5);
    }
}
