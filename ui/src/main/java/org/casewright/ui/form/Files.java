package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.casewright.entity.Attachment;
import org.casewright.exchange.Attachments.Content;
import org.casewright.ui.part.Icon;
import tools.jackson.databind.JsonNode;

/** A file as it stands on a page: what it shows, where a browser can show it, its name to save it by, and its size. */
final class Files {

    /** What every browser shows as a picture, and nothing can run in. */
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private Files() {}

    /** A file of a record, or one that was just sent and no record has yet. */
    static Component show(FormContext context, Draft draft, JsonNode json) {
        var file = Attachment.of(json);
        var served = served(() -> find(context, draft, file.id()));
        var shown = new Div();
        shown.addClassName("file");
        if (isPicture(file)) {
            // Its name stands beside it.
            shown.add(new Image(served, ""));
        } else {
            shown.add(new Icon("doc"));
        }
        var name = new Anchor(served, file.name());
        name.getElement().setAttribute("dir", "auto");
        var size = new Span(context.values().bytes(file.size()));
        size.addClassNames("sm", "mute");
        var words = new Div(name, size);
        shown.add(words);
        return shown;
    }

    /** Whether every browser shows it. */
    static boolean isPicture(Attachment file) {
        return PICTURES.contains(file.type());
    }

    private static Optional<Content> find(FormContext context, Draft draft, UUID id) {
        var actor = context.actor().get();
        var record = draft.id();
        return context.attachments()
                .waiting(id, actor)
                .or(() -> record == null
                        ? Optional.empty()
                        : context.attachments().ofRecord(draft.entity().ref(), record.toString(), id, actor));
    }

    /** Looked up for whoever asks, at each request: the address alone opens nothing. */
    static DownloadHandler served(Supplier<Optional<Content>> find) {
        return event -> {
            var found = find.get();
            var response = event.getResponse();
            if (found.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            var file = found.get().file();
            event.setFileName(file.name());
            event.setContentType(file.type());
            event.setContentLength(file.size());
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            response.setHeader("Cache-Control", "private, no-cache");
            found.get().copyTo(event.getOutputStream());
        };
    }
}
