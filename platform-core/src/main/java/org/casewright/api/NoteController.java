package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.problem.Refusal;
import org.casewright.records.Notes;
import org.casewright.records.Notes.Written;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** What people write about records beside their values. */
@Controller
class NoteController {

    static final String NOTES = "/notes";

    private final Catalogs catalogs;
    private final Records records;
    private final Notes notes;
    private final Idempotency idempotency;

    NoteController(Catalogs catalogs, Records records, Notes notes, Idempotency idempotency) {
        this.catalogs = catalogs;
        this.records = records;
        this.notes = notes;
        this.idempotency = idempotency;
    }

    private String known(String module, String entity, String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var ref = new Knowledge(catalogs.current(actor.language()), actor)
                .entity(module, entity)
                .ref();
        RecordController.requireId(id);
        return ref;
    }

    @GetMapping(ApiPaths.RECORD + NOTES)
    Answer list(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var ref = known(module, entity, id, request, actor);
        var record = records.get(ref, id, actor).orElseThrow(Refusal::notFound);
        var body = Json.object();
        var items = body.putArray("items");
        notes.of(record, actor).forEach(note -> items.add(json(note)));
        return Answer.ok(body);
    }

    @PostMapping(ApiPaths.RECORD + NOTES)
    Answer write(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var ref = known(module, entity, id, request, actor);
        var body = Requests.json(request);
        return idempotency.once(
                request,
                body,
                actor,
                () -> Answer.json(201, json(notes.write(ref, id, text(Json.readObject(body)), actor))));
    }

    @PatchMapping(ApiPaths.RECORD + NOTES + "/{note}")
    Answer change(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String note,
            HttpServletRequest request,
            Actor actor) {
        var ref = known(module, entity, id, request, actor);
        var words = text(Requests.patch(request));
        return Answer.ok(json(notes.change(ref, id, Requests.id(note), words, actor)));
    }

    /** It stays, struck out. */
    @DeleteMapping(ApiPaths.RECORD + NOTES + "/{note}")
    Answer strike(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String note,
            HttpServletRequest request,
            Actor actor) {
        var ref = known(module, entity, id, request, actor);
        return Answer.ok(json(notes.strike(ref, id, Requests.id(note), actor)));
    }

    private static @Nullable String text(ObjectNode given) {
        Members.requireKnown(given, Set.of("text"));
        return Members.text(given, "text");
    }

    private static ObjectNode json(Written written) {
        var note = written.note();
        var json = Json.object();
        json.put("id", note.id().toString());
        json.put("text", note.text());
        json.put("by", written.by());
        json.put("byTitle", written.byTitle());
        json.put("at", note.at().toString());
        json.put("changedAt", note.changedAt() == null ? null : note.changedAt().toString());
        json.put("struckAt", note.struckAt() == null ? null : note.struckAt().toString());
        json.put("struckByTitle", written.struckByTitle());
        json.put("changeable", written.changeable());
        json.put("strikable", written.strikable());
        return json;
    }
}
