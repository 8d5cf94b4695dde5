package org.casewright.ui.shell;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.casewright.text.Message;
import org.casewright.text.Texts;
import org.springframework.web.util.HtmlUtils;

/** A page that needs no session and no script, for whoever is turned away at the door. */
final class PlainPage {

    private static final Message TO_SIGN_IN = Message.of("To the sign-in");

    private PlainPage() {}

    static void write(HttpServletRequest request, HttpServletResponse response, int status, Message title, Message said)
            throws IOException {
        // No session says who it is: what the browser asks for.
        var language = Texts.spoken(request.getLocale());
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", ContentPolicy.WITHOUT_SCRIPTS);
        var root = HtmlUtils.htmlEscape(request.getContextPath());
        var heading = HtmlUtils.htmlEscape(title.in(language));
        var page = """
                <!doctype html>
                <html lang="%4$s" dir="%5$s">
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
                <div class="row"><a href="%1$s/sign-in">%6$s</a></div>
                </div></div></main>
                </body>
                </html>
                """.formatted(
                        root,
                        heading,
                        HtmlUtils.htmlEscape(said.in(language)),
                        language.getLanguage(),
                        Languages.isRightToLeft(language) ? "rtl" : "ltr",
                        HtmlUtils.htmlEscape(TO_SIGN_IN.in(language)));
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
