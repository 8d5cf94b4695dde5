package org.casewright.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.casewright.entity.EntityRecord;

/** Filters over a {@link Depot} in what SQL can do of FEEL, with constants that mean something to its records. */
final class RandomFilters {

    private static final List<String> OPERATORS = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final List<String> EQUALITY = List.of("=", "!=");
    private static final List<String> ORDERED = List.of("TEXT", "NUMBER", "DATE", "MOMENT", "TIME");

    /** Kind -> the paths of that kind from a record. */
    private static final Map<String, List<String>> OF_CRATE = Map.of(
            "TEXT",
            List.of(
                    "label",
                    "note",
                    "number",
                    "place.hall",
                    "shelf.name",
                    "twin.note",
                    "shelf.number",
                    "owner.name",
                    "owner.title",
                    "createdBy.name",
                    "keeper.title",
                    "unit.code",
                    "unit.name"),
            "NUMBER",
            List.of("pieces", "weight", "double", "version", "place.row", "shelf.height", "twin.pieces", "unit.number"),
            "DATE",
            List.of("packed", "shelf.built", "twin.packed"),
            "MOMENT",
            List.of("seen", "createdAt", "updatedAt", "twin.seen", "shelf.createdAt"),
            "TIME",
            List.of("opens", "twin.opens"),
            "FLAG",
            List.of("full", "shelf.open", "twin.full", "retired"),
            "CODE",
            List.of("grade", "shelf.grade", "twin.grade"),
            "ID",
            List.of(
                    "id",
                    "shelf",
                    "other",
                    "twin",
                    "keeper",
                    "owner",
                    "unit",
                    "createdBy",
                    "shelf.id",
                    "twin.id",
                    "keeper.id",
                    "owner.id",
                    "unit.id",
                    "twin.shelf"));

    /** The same from the entries of a list. */
    private static final Map<String, Map<String, List<String>>> OF_ENTRIES = Map.of(
            "damages",
            Map.of(
                    "TEXT", List.of("what", "at.name"),
                    "NUMBER", List.of("page", "at.height"),
                    "DATE", List.of("on", "at.built"),
                    "FLAG", List.of("open", "at.open"),
                    "CODE", List.of("grade", "at.grade"),
                    "ID", List.of("id", "at", "at.id")),
            "twins",
            Map.of(
                    "TEXT", List.of("label", "note", "shelf.name", "number", "owner.name", "place.hall"),
                    "NUMBER", List.of("pieces", "weight", "place.row", "shelf.height"),
                    "DATE", List.of("packed", "shelf.built"),
                    "MOMENT", List.of("seen", "updatedAt"),
                    "TIME", List.of("opens"),
                    "FLAG", List.of("full", "shelf.open"),
                    "CODE", List.of("grade", "shelf.grade"),
                    "ID", List.of("id", "shelf", "other", "keeper", "twin", "shelf.id")),
            "shelf.crates",
            Map.of(
                    "TEXT", List.of("label"),
                    "NUMBER", List.of("weight", "pieces"),
                    "DATE", List.of("packed"),
                    "FLAG", List.of("full"),
                    "CODE", List.of("grade"),
                    "ID", List.of("id", "twin")),
            "twin.damages",
            Map.of("TEXT", List.of("what"), "NUMBER", List.of("page"), "FLAG", List.of("open")),
            "tags",
            Map.of("TEXT", List.of("")),
            "marks",
            Map.of("CODE", List.of("")),
            "twin.tags",
            Map.of("TEXT", List.of("")),
            "place.signs",
            Map.of("TEXT", List.of("")));

    private static final List<String> PATTERNS = List.of(
            "a",
            "^a",
            "b$",
            "^$",
            "a.b",
            "a|B",
            "[a-c]+",
            "[^a]",
            "^[^a]$",
            "\\\\d+",
            "\\\\w",
            "\\\\s",
            "(ab)?z",
            "(?i)A",
            "(?i)\u00e4",
            "(?i)k",
            "(?i)s+",
            "(?i)i",
            "a{2}",
            "a{1,3}b*",
            "\\\\.",
            "[.]",
            "\\\\bA\\\\b",
            "x*",
            "a*?b",
            "[[:alpha:]]",
            "\\\\S",
            "\\\\D$",
            "\\\\pL",
            "(?s)a.b",
            "(?m)^b",
            "(?:a|b)+$",
            "[\\\\d_%]",
            "\\\\x41",
            "\\\\Qa.b\\\\E",
            "a{",
            "\u00df",
            "\ud83d\ude00",
            "[\ud83d\ude00-\ud83d\ude10]",
            "[",
            "(",
            "a**",
            "\\\\",
            "]",
            "[a\\\\]]",
            "a{300}",
            "\\\\z",
            "\\\\Aa",
            "$",
            "^",
            "()",
            "a||b",
            "(?P<x>a)",
            "\\\\1",
            "[a-]",
            "[\\\\-a]",
            "[^\\\\s]",
            "\\\\W");

    private final Random random;
    private final Depot depot;

    RandomFilters(Random random, Depot depot) {
        this.random = random;
        this.depot = depot;
    }

    /** Where paths begin: the record, and within a list its entry. */
    private record At(Map<String, List<String>> paths, String prefix, boolean inList) {}

    String filter() {
        return condition(new At(OF_CRATE, "", false), 3);
    }

    private String condition(At at, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 12)) {
            case 4, 5 -> "(" + condition(at, depth - 1) + " and " + condition(at, depth - 1) + ")";
            case 6, 7 -> "(" + condition(at, depth - 1) + " or " + condition(at, depth - 1) + ")";
            case 8 -> "not(" + condition(at, depth - 1) + ")";
            case 9, 10 -> at.inList() ? simple(at) : list(at, depth);
            case 11 ->
                "(if " + one(List.of("actor.unit = \"KNF\"", "1 = 2", "null", "setting(\"most\") > 1")) + " then "
                        + condition(at, depth - 1) + " else " + condition(at, depth - 1) + ")";
            default -> simple(at);
        };
    }

    private String simple(At at) {
        var kind = one(new ArrayList<>(at.paths().keySet().stream().sorted().toList()));
        var path = path(at, kind);
        return switch (random.nextInt(12)) {
            case 0 -> path + " " + one(EQUALITY) + " null";
            case 1 -> "null " + one(EQUALITY) + " " + path;
            case 2 -> path + " " + operator(kind) + " " + path(at, kind);
            case 3 -> constant(kind) + " " + operator(kind) + " " + path;
            case 4 -> path + " in (" + tests(at, kind) + ")";
            case 5 ->
                ORDERED.contains(kind)
                        ? path + " between " + constant(kind) + " and " + constant(kind)
                        : path + " in [" + constant(kind) + ", " + constant(kind) + "]";
            case 6 ->
                ORDERED.contains(kind)
                        ? path + " in " + one(List.of("[", "(")) + constant(kind) + ".." + constant(kind)
                                + one(List.of("]", ")"))
                        : path + " != " + constant(kind);
            case 7 -> special(at, kind, path);
            default -> path + " " + operator(kind) + " " + constant(kind);
        };
    }

    private String special(At at, String kind, String path) {
        return switch (kind) {
            case "TEXT" ->
                switch (random.nextInt(3)) {
                    case 0 -> "starts with(" + path + ", " + constant("TEXT") + ")";
                    case 1 -> "contains(" + searchable(at) + ", " + constant("TEXT") + ")";
                    default -> "matches(" + searchable(at) + ", \"" + one(PATTERNS) + "\")";
                };
            case "MOMENT" -> "date(" + path + ") " + one(OPERATORS) + " " + constant("DATE");
            case "FLAG" -> random.nextBoolean() ? path : "not(" + path + ")";
            case "DATE" -> path + " " + one(OPERATORS) + " today() - duration(\"P" + random.nextInt(40) + "D\")";
            default ->
                at.inList() || random.nextBoolean()
                        ? one(List.of("true", "null", "1 = 2", "list contains(actor.roles, \"KEEPER\")"))
                        : "list contains(" + one(List.of("tags", "marks", "twin.tags")) + ", "
                                + (random.nextBoolean() ? constant("TEXT") : constant("CODE")) + ")";
        };
    }

    private String searchable(At at) {
        return at.inList() ? path(at, "TEXT") : one(List.of("label", "label", "shelf.name", "twin.label"));
    }

    private String list(At at, int depth) {
        var list = one(OF_ENTRIES.keySet().stream().sorted().toList());
        var entries = OF_ENTRIES.getOrDefault(list, Map.of());
        return switch (random.nextInt(4)) {
            case 0 ->
                "count(" + list + ") " + one(OPERATORS) + " "
                        + one(List.of("0", "1", "2", "1.5", "setting(\"most\")", "null"));
            case 1 ->
                "count(" + list + "[" + condition(new At(entries, "item", true), depth - 1) + "]) " + one(OPERATORS)
                        + " " + random.nextInt(3);
            case 2 ->
                "(some e in " + list
                        + (random.nextInt(4) == 0 ? "[" + condition(new At(entries, "item", true), 1) + "]" : "")
                        + " satisfies " + condition(mixed(at, entries), depth - 1) + ")";
            default -> "(every e in " + list + " satisfies " + condition(mixed(at, entries), depth - 1) + ")";
        };
    }

    private At mixed(At at, Map<String, List<String>> entries) {
        return new At(random.nextInt(5) == 0 ? at.paths() : entries, random.nextInt(5) == 0 ? "" : "e", true);
    }

    private String path(At at, String kind) {
        var path = one(at.paths().getOrDefault(kind, List.of("id")));
        return at.prefix().isEmpty()
                ? path.isEmpty() ? "e" : path
                : path.isEmpty() ? at.prefix() : at.prefix() + "." + path;
    }

    private String operator(String kind) {
        return ORDERED.contains(kind) ? one(OPERATORS) : one(EQUALITY);
    }

    private String tests(At at, String kind) {
        var tests = new ArrayList<String>();
        for (var count = 1 + random.nextInt(3); count > 0; count--) {
            tests.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "null";
                        case 1 ->
                            ORDERED.contains(kind)
                                    ? one(List.of("<", ">", "<=", ">=")) + " " + constant(kind)
                                    : constant(kind);
                        case 2 -> path(at, kind);
                        default -> constant(kind);
                    });
        }
        return String.join(", ", tests);
    }

    private String constant(String kind) {
        if (random.nextInt(12) == 0) {
            return one(List.of("null", "1 / 0"));
        }
        return switch (kind) {
            case "TEXT" -> text();
            case "NUMBER" -> number();
            case "DATE" ->
                random.nextInt(3) == 0
                        ? one(List.of(
                                "today()",
                                "date(2026, 2, 29)",
                                "date(-1, 1, 1)",
                                "@\"0001-01-01\" - duration(\"P1D\")",
                                "date(12026, 1, 1)",
                                "date(999999999, 1, 1)",
                                "date(now())"))
                        : "@\"" + one(Depot.DATES) + "\"";
            case "MOMENT" ->
                random.nextInt(3) == 0
                        ? one(List.of(
                                "now()",
                                "date and time(\"2026-03-02T00:00:00\")",
                                "@\"2026-03-01T20:59:59.9999999Z\"",
                                "@\"2026-03-01T20:59:59.999999499Z\"",
                                "now() + duration(\"P999999999D\")",
                                "date and time(date(12026, 1, 1), @\"10:00:00\")",
                                "@\"2026-11-01T01:30:00\"",
                                "@\"2026-03-08T02:30:00\""))
                        : "@\"" + one(Depot.MOMENTS) + "\"";
            case "TIME" -> "@\"" + (random.nextInt(4) == 0 ? "10:00:00.0000015" : one(Depot.TIMES)) + "\"";
            case "FLAG" -> Boolean.toString(random.nextBoolean());
            case "CODE" ->
                "\"" + (random.nextInt(8) == 0 ? "HIGHER" : one(random.nextBoolean() ? Depot.GRADES : Depot.MARKS))
                        + "\"";
            default -> id();
        };
    }

    private String text() {
        if (random.nextInt(10) == 0) {
            return one(List.of(
                    "actor.name",
                    "actor.unit",
                    "\"\"",
                    "\"C-KNF-0001\"",
                    "\"KNF\"",
                    "upper case(\"a\")",
                    "\"a\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\uDBFF\\uDFFF\"",
                    "string join([\"a\", \"b\"])"));
        }
        var text = one(Depot.TEXTS);
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private String number() {
        return switch (random.nextInt(4)) {
            case 0 ->
                one(List.of(
                        "1 / 3",
                        "0.1 + 0.2",
                        "9223372036854775808",
                        "-9223372036854775809",
                        "10 ** 30",
                        "-(10 ** 300)",
                        "0.001",
                        "1.000",
                        "setting(\"most\")",
                        "2 ** 0.5",
                        "count(actor.roles)"));
            case 1 -> one(Depot.NUMBERS);
            default -> one(Depot.WHOLES);
        };
    }

    private String id() {
        return switch (random.nextInt(8)) {
            case 0 -> "actor.id";
            case 1 -> one(List.of("\"garbage\"", "\"1-1-1-1-1\"", "\"\"", "\"KNF\"", "\"keeper.knf\""));
            case 2 -> "\"" + record().id().toString().toUpperCase(java.util.Locale.ROOT) + "\"";
            default -> "\"" + record().id() + "\"";
        };
    }

    private EntityRecord record() {
        return random.nextBoolean() ? one(depot.shelves) : one(depot.crates);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
