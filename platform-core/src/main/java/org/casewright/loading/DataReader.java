package org.casewright.loading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads {@code data/*.csv} (RFC 4180): rows of a reference entity under the names of its properties. */
final class DataReader {

    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int MAX_PROBLEMS = 50;
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final String label;
    private final EntityDefinition entity;
    private final Catalog catalog;
    private final DataReferences references;
    private final Problems problems;
    private final List<PropertyDefinition> columns = new ArrayList<>();
    private final Map<List<String>, Integer> keys = new HashMap<>();
    private int said;

    DataReader(String label, EntityDefinition entity, Catalog catalog, DataReferences references, Problems problems) {
        this.label = label;
        this.entity = entity;
        this.catalog = catalog;
        this.references = references;
        this.problems = problems;
    }

    /** Property name -> text of each row; what is empty is left out. */
    List<Map<String, String>> read(byte[] content) {
        if (entity.key().isEmpty()) {
            problem(
                    0,
                    "“" + entity.ref() + "” has no key, so that its rows cannot be told apart.",
                    "Give the entity “key”.");
            return List.of();
        }
        var text = JsonReading.text(label, content, MAX_BYTES, problems);
        if (text == null) {
            return List.of();
        }
        var rows = new ArrayList<Map<String, String>>();
        var line = 1;
        try (var parser = CSVParser.parse(text, FORMAT)) {
            for (var row : parser) {
                if (rows.isEmpty() && columns.isEmpty()) {
                    if (!header(row)) {
                        return List.of();
                    }
                } else {
                    rows.add(row(row, line));
                }
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException | IOException notCsv) {
            problem(line, "This is not CSV: " + sentence(notCsv), "Write it as RFC 4180 says.");
        }
        return rows;
    }

    /** The library's words without its class and its own count of lines. */
    private static String sentence(Exception notCsv) {
        var cause = notCsv.getCause() == null ? notCsv : notCsv.getCause();
        return String.valueOf(cause.getMessage()).replaceFirst("^\\(startline \\d+\\) ", "") + ".";
    }

    private boolean header(CSVRecord row) {
        var names = new HashSet<String>();
        var right = true;
        for (var name : row) {
            var property = entity.properties().get(name);
            if (property == null) {
                problem(
                        1,
                        "“" + entity.ref() + "” has no property “" + name + "”.",
                        Similar.advice(name, entity.properties().keySet()));
                right = false;
            } else if (!names.add(name)) {
                problem(1, "The column “" + name + "” stands twice.", "Keep one of them.");
                right = false;
            } else if (!isScalar(property)) {
                problem(
                        1,
                        "“" + name + "” cannot stand in a CSV file.",
                        "Leave the column out: it has no single value that is entered.");
                right = false;
            } else {
                columns.add(property);
            }
        }
        for (var key : entity.key()) {
            if (!names.contains(key)) {
                problem(1, "The column “" + key + "”, which is the key, is missing.", "Add it.");
                right = false;
            }
        }
        return right;
    }

    private static boolean isScalar(PropertyDefinition property) {
        return property.computed() == null
                && switch (property.type()) {
                    case PropertyType.Group group -> false;
                    case PropertyType.Structure structure -> false;
                    case PropertyType.Json json -> false;
                    case PropertyType.Attachment attachment -> false;
                    case PropertyType.Codes codes -> false;
                    case PropertyType.Texts texts -> false;
                    default -> true;
                };
    }

    private Map<String, String> row(CSVRecord row, int line) {
        var values = new LinkedHashMap<String, String>();
        if (row.size() != columns.size()) {
            problem(
                    line,
                    "This row has " + row.size() + " values, and there are " + columns.size() + " columns.",
                    "Give each column one value.");
            return values;
        }
        for (var i = 0; i < columns.size(); i++) {
            var property = columns.get(i);
            var text = row.get(i);
            if (!text.isEmpty()) {
                values.put(property.name(), text);
                if (property.type() instanceof PropertyType.Referring referring) {
                    var keys =
                            referring instanceof PropertyType.References ? text.split("\\|", -1) : new String[] {text};
                    for (var key : keys) {
                        references.use(
                                new Location(label, line, 0, ""),
                                property.name(),
                                key.strip(),
                                referring.to().entity());
                    }
                }
                var wrong = wrong(property.type(), text);
                if (wrong != null) {
                    problem(line, "“" + property.name() + "” cannot be “" + shown(text) + "”.", wrong);
                }
            } else if (entity.required().contains(property.name())) {
                problem(line, "“" + property.name() + "” is empty, and it is required.", "Give it a value.");
            }
        }
        var key =
                entity.key().stream().map(name -> values.getOrDefault(name, "")).toList();
        if (key.size() == 1) {
            references.row(entity, key.getFirst());
        }
        var first = keys.putIfAbsent(key, line);
        if (first != null) {
            problem(
                    line,
                    "The key “" + String.join(", ", key) + "” stands in line " + first + " already.",
                    "Keep one of the rows.");
        }
        return values;
    }

    /** What would be right; null when the text is. */
    private @Nullable String wrong(PropertyType type, String text) {
        try {
            return switch (type) {
                case PropertyType.Text bounded ->
                    text.codePointCount(0, text.length()) > bounded.maxLength()
                            ? "It may have " + bounded.maxLength() + " characters."
                            : null;
                case PropertyType.Bool bool ->
                    text.equals("true") || text.equals("false") ? null : "Write true or false.";
                case PropertyType.Whole whole -> {
                    var number = Long.parseLong(text);
                    yield inside(BigDecimal.valueOf(number), decimal(whole.minimum()), decimal(whole.maximum()));
                }
                case PropertyType.Decimal decimal -> {
                    var number = new BigDecimal(text);
                    yield number.scale() > decimal.scale()
                            ? "It keeps " + decimal.scale() + " decimals."
                            : inside(number, decimal.minimum(), decimal.maximum());
                }
                case PropertyType.Date date -> {
                    LocalDate.parse(text);
                    yield null;
                }
                case PropertyType.DateTime moment -> {
                    OffsetDateTime.parse(text);
                    yield null;
                }
                case PropertyType.Time time -> {
                    LocalTime.parse(text);
                    yield null;
                }
                case PropertyType.Code code -> {
                    var codes = catalog.codeList(code.codeList()).codes().keySet();
                    yield codes.contains(text) ? null : Similar.advice(text, codes);
                }
                default -> null;
            };
        } catch (NumberFormatException notNumber) {
            return "Write a number.";
        } catch (DateTimeParseException notTime) {
            return "Write it as ISO 8601 says, such as 2026-03-02.";
        }
    }

    private static @Nullable BigDecimal decimal(@Nullable Long bound) {
        return bound == null ? null : BigDecimal.valueOf(bound);
    }

    private static @Nullable String inside(
            BigDecimal number, @Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
        if (minimum != null && number.compareTo(minimum) < 0) {
            return "It is at least " + minimum.toPlainString() + ".";
        }
        return maximum != null && number.compareTo(maximum) > 0
                ? "It is at most " + maximum.toPlainString() + "."
                : null;
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private void problem(int line, String message, String advice) {
        if (++said == MAX_PROBLEMS) {
            problems.add(Problem.in(
                    new Location(label, line, 0, ""), "There are more problems in this file.", "Mend these first."));
        } else if (said < MAX_PROBLEMS) {
            problems.add(Problem.in(new Location(label, line, 0, ""), message, advice));
        }
    }
}
