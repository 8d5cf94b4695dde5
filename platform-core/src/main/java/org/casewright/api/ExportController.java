package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.exchange.CsvExport;
import org.casewright.exchange.CsvExport.Column;
import org.casewright.records.SavedViews;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Lists as files. */
@Controller
class ExportController {

    private static final Set<String> KNOWN = Set.of("filter", "sort", "q", "retired", "view", "columns");

    private final Catalogs catalogs;
    private final CsvExport export;
    private final SavedViews saved;

    ExportController(Catalogs catalogs, CsvExport export, SavedViews saved) {
        this.catalogs = catalogs;
        this.saved = saved;
        this.export = export;
    }

    @AnswersFiles
    @GetMapping(ApiPaths.EXPORT)
    void export(
            @PathVariable String module,
            @PathVariable String entity,
            HttpServletRequest request,
            HttpServletResponse response,
            Actor actor)
            throws IOException {
        var knowledge = new Knowledge(catalogs.current(actor.language()), actor);
        var definition = knowledge.entity(module, entity);
        var parameters = Parameters.of(request, KNOWN);
        var view = QueryController.view(knowledge, saved, definition, parameters.text("view"), actor);
        var begun = export.begin(
                QueryController.query(definition.ref(), view, parameters),
                columns(knowledge, definition, view, parameters.text("columns")),
                actor);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename(entity + ".csv", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentType("text/csv;charset=UTF-8;header=present");
        begun.writeTo(response.getOutputStream());
    }

    /** Those that are named; else the view's; else all that the asker may know. */
    private static List<Column> columns(
            Knowledge knowledge, EntityDefinition entity, @Nullable ViewDefinition view, @Nullable String named) {
        var paths = named != null
                ? Arrays.stream(named.split(",", -1)).map(String::strip)
                : view != null && !view.columns().isEmpty()
                        ? view.columns().stream().map(column -> String.join(".", column.path()))
                        : Stream.concat(
                                entity.number() == null ? Stream.empty() : Stream.of("number"),
                                knowledge.properties(entity).stream()
                                        .filter(property -> knowledge.reads(entity, property))
                                        .map(property -> property.name()));
        return paths.map(ExportController::column).toList();
    }

    private static Column column(String path) {
        var names = List.of(path.split("\\.", -1));
        if (names.size() > 2 || names.stream().anyMatch(String::isEmpty)) {
            throw Parameters.malformed(
                    "The parameter columns holds names with commas between them, each a property, or a"
                            + " reference, a dot and a property behind it.");
        }
        return new Column(path, names);
    }
}
