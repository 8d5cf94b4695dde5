package org.casewright.ui.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.HtmlUtils;

/** A page that needs no session and no script, for whoever is turned away at the door. */
final class PlainPage {

    private PlainPage() {}

    static void write(
            HttpServletRequest request, HttpServletResponse response, int status, String title, String sentence)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", ContentPolicy.WITHOUT_SCRIPTS);
        var root = HtmlUtils.htmlEscape(request.getContextPath());
        var heading = HtmlUtils.htmlEscape(title);
        var page = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%2$s · Casewright</title>
                <link rel="icon" href="%1$s/look/favicon.svg">
                <link rel="stylesheet" href="%1$s/look/ui.css">
                </head>
                <body>
                <main class="page"><div class="center"><div class="empty">
                <h2>%2$s</h2>
                <p>%3$s</p>
                <div class="row"><a href="%1$s/sign-in">To the sign-in</a></div>
                </div></div></main>
                </body>
                </html>
                """.formatted(root, heading, HtmlUtils.htmlEscape(sentence));
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
