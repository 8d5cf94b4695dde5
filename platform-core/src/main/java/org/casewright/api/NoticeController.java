package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.records.Notices;
import org.casewright.records.Notices.Told;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** What the asker was told. */
@Controller
class NoticeController {

    static final String NOTICES = ApiPaths.ROOT + "/notices";

    private final Notices notices;

    NoticeController(Notices notices) {
        this.notices = notices;
    }

    @GetMapping(NOTICES)
    Answer list(HttpServletRequest request, Actor actor) {
        var parameters = Parameters.of(request, Set.of("unread", "limit", "cursor"));
        var unread = parameters.flag("unread");
        var limit = parameters.number("limit", 1, 200, 50);
        var cursor = parameters.text("cursor");
        var found = notices.list(unread, cursor == null ? null : cursor(cursor), limit, actor);
        var body = Json.object();
        var items = body.putArray("items");
        found.forEach(notice -> items.add(json(notice)));
        body.put("next", found.size() < limit ? null : found.getLast().id().toString());
        body.put("unread", notices.unread(actor));
        return Answer.ok(body);
    }

    @PostMapping(NOTICES + "/{id}/read")
    Answer read(@PathVariable String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        Requests.optional(request);
        return Answer.ok(json(notices.read(Requests.id(id), actor)));
    }

    private static UUID cursor(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw Parameters.malformed("The parameter cursor is not what an earlier page gave as next.");
        }
    }

    private static ObjectNode json(Told notice) {
        var json = Json.object();
        json.put("id", notice.id().toString());
        json.put("text", notice.key());
        var arguments = json.putObject("arguments");
        new TreeMap<>(notice.arguments()).forEach(arguments::put);
        var about = notice.about();
        if (about == null) {
            json.putNull("record");
        } else {
            json.putObject("record")
                    .put("entity", about.entity())
                    .put("id", about.record().toString())
                    .put("number", about.number())
                    .put("title", about.title());
        }
        json.put("at", notice.at().toString());
        json.put("readAt", notice.readAt() == null ? null : notice.readAt().toString());
        return json;
    }
}
