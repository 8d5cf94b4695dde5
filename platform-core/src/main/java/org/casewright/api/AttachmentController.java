package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.exchange.Attachments;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Files: sent before a record takes them, and read with the record. */
@Controller
class AttachmentController {

    static final String UPLOADS = ApiPaths.ROOT + "/attachments";
    static final String OF_RECORD = ApiPaths.RECORD + "/attachments/{attachment}";

    /** Bodies that servers take apart, as forms of web pages send them. */
    private static final Set<String> FORMS = Set.of("multipart/form-data", "application/x-www-form-urlencoded", "");

    private final Catalogs catalogs;
    private final Attachments attachments;

    AttachmentController(Catalogs catalogs, Attachments attachments) {
        this.catalogs = catalogs;
        this.attachments = attachments;
    }

    @PostMapping(UPLOADS)
    Answer upload(HttpServletRequest request, Actor actor) throws IOException {
        requireBytes(request);
        var name = Parameters.of(request, Set.of("name")).text("name");
        var file = attachments.upload(request.getInputStream(), request.getContentLengthLong(), name, actor);
        return Answer.json(201, file.json());
    }

    private static void requireBytes(HttpServletRequest request) {
        var encoding = request.getHeader("Content-Encoding");
        var given = request.getContentType();
        var type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (FORMS.contains(type) || (encoding != null && !"identity".equalsIgnoreCase(encoding))) {
            throw new Refusal(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send the file itself as the body, without Content-Encoding, with its media type or"
                            + " application/octet-stream as Content-Type.");
        }
    }

    @AnswersFiles
    @GetMapping(OF_RECORD)
    void read(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String attachment,
            HttpServletRequest request,
            HttpServletResponse response,
            Actor actor)
            throws IOException {
        Parameters.none(request);
        var definition = new Knowledge(catalogs.current(), actor).entity(module, entity);
        RecordController.requireId(id);
        var found = attachments
                .ofRecord(definition.ref(), id, Requests.id(attachment), actor)
                .orElseThrow(Refusal::notFound);
        var file = found.file();
        var tag = "\"" + file.sha256() + "\"";
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "private, no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        // It is shown by nothing of ours, and nothing in it may run where it is shown.
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename(file.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentType(file.type());
        response.setContentLengthLong(file.size());
        found.copyTo(response.getOutputStream());
    }
}
