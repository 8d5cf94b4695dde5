package org.casewright.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Page;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * A list as a file that spreadsheets open: CSV by RFC 4180, in UTF-8 with its mark, written page by page, so that it may be as long
 * as the table. Days, moments and numbers stand as ISO 8601 and JSON write them, codes and references by their titles. A text that
 * a spreadsheet would take for a formula is preceded by an apostrophe.
 */
@Component
public class CsvExport {

    private static final int PAGE = 200;
    private static final char MARK = '\uFEFF';
    /** With these a spreadsheet's formula begins, or what it strips before one. */
    private static final String FORMULAS = "=+-@\t\r\n";

    private final Records records;
    private final Catalogs catalogs;

    CsvExport(Records records, Catalogs catalogs) {
        this.records = records;
        this.catalogs = catalogs;
    }

    /**
     * A column.
     *
     * @param path one name, or a reference and a name of the record to which it points
     */
    public record Column(String heading, List<String> path) {
        public Column {
            path = List.copyOf(path);
            if (path.isEmpty() || path.size() > 2) {
                throw new IllegalArgumentException("a path has one or two names: " + path);
            }
        }
    }

    /** The first page and how to go on; nothing is written yet. */
    public final class Export {
        private final List<Column> columns;
        private final Actor actor;
        private final Catalog catalog;
        private final Query query;
        private final Page first;

        private Export(Query query, List<Column> columns, Actor actor) {
            this.columns = List.copyOf(columns);
            this.actor = actor;
            this.catalog = catalogs.current(actor.language());
            var through = this.columns.stream()
                    .filter(column -> column.path().size() > 1)
                    .map(column -> column.path().getFirst())
                    .collect(Collectors.toSet());
            this.query = query.expanding(through).limitedTo(PAGE).after(null).counted(Query.Count.NONE);
            this.first = records.export(this.query, actor);
        }

        /**
         * Writes the file; each page in a transaction of its own, so that nobody waits for whoever reads slowly.
         *
         * @throws IOException when the other end has gone
         */
        public void writeTo(OutputStream out) throws IOException {
            var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write(MARK);
            var csv = new CSVPrinter(writer, CSVFormat.RFC4180);
            csv.printRecord(columns.stream().map(Column::heading).map(CsvExport::harmless));
            for (var page = first; page != null; page = behind(page)) {
                var related = new HashMap<UUID, JsonNode>();
                page.related().forEach((id, record) -> related.put(id, records.json(record)));
                for (var record : page.items()) {
                    csv.printRecord(cells(record, page, related));
                }
                csv.flush();
            }
        }

        private @Nullable Page behind(Page page) {
            return page.next() == null ? null : records.export(query.after(page.next()), actor);
        }

        private List<String> cells(EntityRecord record, Page page, Map<UUID, JsonNode> related) {
            var json = records.json(record);
            var cells = new ArrayList<String>(columns.size());
            for (var column : columns) {
                var name = column.path().getFirst();
                var value = json.get(name);
                cells.add(
                        column.path().size() == 1
                                ? cell(record.entity(), name, value, page)
                                : behind(value, column.path().getLast(), page, related));
            }
            return cells;
        }

        private String behind(@Nullable JsonNode reference, String name, Page page, Map<UUID, JsonNode> related) {
            if (reference == null || reference.isNull()) {
                return "";
            }
            var id = UUID.fromString(reference.stringValue());
            var record = page.related().get(id);
            return record == null
                    ? ""
                    : cell(
                            record.entity(),
                            name,
                            Objects.requireNonNull(related.get(id)).get(name),
                            page);
        }

        private String cell(EntityDefinition entity, String name, @Nullable JsonNode value, Page page) {
            if (value == null || value.isNull()) {
                return "";
            }
            var property = entity.properties().get(name);
            return property == null ? text(value) : CsvExport.text(catalog, property.type(), value, page.titles());
        }
    }

    /**
     * Begins the export of what a query finds.
     *
     * @param columns at least one; what the actor may not know is not a column
     * @throws Refusal {@code NOT_FOUND} and {@code FORBIDDEN} as {@link Records#export} says; {@code MALFORMED} for a column that
     *     is not there
     */
    public Export begin(Query query, List<Column> columns, Actor actor) {
        var catalog = catalogs.current(actor.language());
        var entity = catalog.findEntity(query.entity())
                .filter(found -> !records.privileges(found.ref(), null, actor).isEmpty())
                .orElseThrow(Refusal::notFound);
        for (var column : columns) {
            if (!isThere(catalog, entity, column.path(), actor)) {
                throw Refusal.of(
                        ErrorCode.MALFORMED,
                        "There is no column {0}: a column is a property, a system name"
                                + " such as number, or one of them behind a reference, as in reader.name.",
                        String.join(".", column.path()));
            }
        }
        return new Export(query, columns, actor);
    }

    private boolean isThere(Catalog catalog, EntityDefinition entity, List<String> path, Actor actor) {
        var name = path.getFirst();
        var property = entity.properties().get(name);
        if (property == null) {
            return path.size() == 1 && EntityDefinition.SYSTEM_NAMES.contains(name);
        }
        if (!records.readable(entity, actor).has(property)) {
            return false;
        }
        return path.size() == 1
                || (property.type() instanceof PropertyType.Reference(var to)
                        && catalog.findEntity(to.entity())
                                .filter(next -> isThere(catalog, next, path.subList(1, path.size()), actor))
                                .isPresent());
    }

    private static String text(Catalog catalog, PropertyType type, JsonNode value, Map<UUID, String> titles) {
        return switch (type) {
            case PropertyType.Code(var list) -> harmless(catalog.codeList(list).titleOf(value.asString()));
            case PropertyType.Codes(var list) ->
                harmless(joined(each(value).map(code -> catalog.codeList(list).titleOf(code.asString()))));
            case PropertyType.Reference reference -> harmless(title(value, titles));
            case PropertyType.References references ->
                harmless(joined(each(value).map(id -> title(id, titles))));
            case PropertyType.Texts texts -> harmless(joined(each(value).map(JsonNode::asString)));
            case PropertyType.Group group -> Integer.toString(value.size());
            case PropertyType.Structure structure ->
                harmless(joined(structure.properties().stream()
                        .map(part -> Optional.ofNullable(value.get(part.name()))
                                .filter(found -> !found.isNull())
                                .map(found -> text(catalog, part.type(), found, titles))
                                .orElse(""))));
            case PropertyType.Attachment file -> harmless(value.path("name").asString(""));
            case PropertyType.Json json -> harmless(value.toString());
            case PropertyType.Whole whole -> value.asString();
            case PropertyType.Decimal decimal -> value.decimalValue().toPlainString();
            default -> text(value);
        };
    }

    private static String text(JsonNode value) {
        return harmless(value.asString());
    }

    private static String title(JsonNode value, Map<UUID, String> titles) {
        return titles.getOrDefault(UUID.fromString(value.stringValue()), "");
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String joined(Stream<String> words) {
        return words.filter(word -> !word.isEmpty()).collect(Collectors.joining("; "));
    }

    private static String harmless(String text) {
        return text.isEmpty() || FORMULAS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
