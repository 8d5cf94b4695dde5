package org.casewright.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casewright.TestPlatform;
import org.casewright.entity.EntityRecord;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shelves and crates with all kinds of values, some of them awkward, many of them missing. */
final class Depot {

    static final List<String> KEEPERS = List.of("keeper.knf", "keeper.nyc");
    static final List<String> TEXTS = List.of(
            "a",
            "A",
            "ab",
            "aB",
            "B",
            "z",
            "Z",
            "\u00e4",
            "\u00e9",
            "\u00c9",
            "e\u0301\u0323",
            "\u00df",
            "ss",
            "SS",
            "\u0130",
            "\u0131",
            "I",
            "i",
            "\u212a",
            "k",
            "\u017f",
            "\u03a3",
            "\u03c2",
            "\ufb03",
            "\uffee",
            "\ud835\udcb3",
            "\ud83d\ude00",
            "\ud83d\ude00x",
            "\u65e5\u672c",
            "a\u00a0b",
            "a b",
            "a  b",
            "a\nb",
            "a\tb",
            "%",
            "_",
            "a%b",
            "a_b",
            "'",
            "a\"b",
            "a\\b",
            "\\",
            "1",
            "10",
            "2",
            "-1",
            "true",
            "null",
            "2026-03-01",
            "[a]",
            "(a)",
            "a.b",
            "^a$",
            "a+b");
    static final List<String> NUMBERS =
            List.of("0", "1", "-1", "2", "2.50", "0.01", "-0.01", "99.99", "1000000", "12345678901234567890.12");
    static final List<String> WHOLES =
            List.of("0", "1", "-1", "2", "3", "1000", "999999999999999999", "-999999999999999999", "9007199254740993");
    static final List<String> DATES =
            List.of("2026-02-28", "2026-03-01", "2026-03-02", "2024-02-29", "1970-01-01", "0001-01-01", "9999-12-31");
    static final List<String> MOMENTS = List.of(
            "2026-03-01T20:59:59Z",
            "2026-03-01T20:59:59.999999Z",
            "2026-03-01T21:00:00Z",
            "2026-03-02T00:00:00+03:00",
            "2026-03-08T07:00:00Z",
            "2026-11-01T05:30:00Z",
            "1969-12-31T23:59:59.999999Z",
            "0001-01-02T00:00:00Z",
            "9999-12-30T00:00:00Z");
    static final List<String> TIMES = List.of("00:00:00", "10:00:00", "10:00:00.000001", "23:59:59.999999");
    static final List<String> GRADES = List.of("LOW", "MIDDLE", "HIGH");
    static final List<String> MARKS = List.of("WET", "UP", "GLASS");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    final List<EntityRecord> shelves = new ArrayList<>();
    final List<EntityRecord> crates = new ArrayList<>();

    private final TestPlatform platform;
    private final Random random;

    Depot(TestPlatform platform, Random random) {
        this.platform = platform;
        this.random = random;
        for (var i = 0; i < 8; i++) {
            shelves.add(make("depot/shelf", shelf()));
        }
        for (var i = 0; i < 60; i++) {
            crates.add(make("depot/crate", crate()));
        }
    }

    private EntityRecord make(String entity, ObjectNode values) {
        return platform.created(one(KEEPERS), entity, values.toString().replace("'", "\\u0027"));
    }

    private ObjectNode shelf() {
        var values = NODES.objectNode();
        text(values, "name");
        number(values, "height", NUMBERS);
        some(values, "built", DATES);
        flag(values, "open");
        some(values, "grade", GRADES);
        return values;
    }

    private ObjectNode crate() {
        var values = NODES.objectNode();
        text(values, "label");
        text(values, "note");
        some(values, "grade", GRADES);
        many(values, "marks", MARKS);
        many(values, "tags", TEXTS);
        flag(values, "full");
        number(values, "pieces", WHOLES);
        number(values, "weight", NUMBERS);
        some(values, "packed", DATES);
        some(values, "seen", MOMENTS);
        some(values, "opens", TIMES);
        var place = values.putObject("place");
        text(place, "hall");
        number(place, "row", WHOLES);
        many(place, "signs", TEXTS);
        var damages = values.putArray("damages");
        for (var count = random.nextInt(4); count > 0; count--) {
            damages.add(damage());
        }
        reference(values, "shelf", shelves);
        reference(values, "other", shelves);
        reference(values, "twin", crates);
        if (random.nextBoolean()) {
            values.put("keeper", platform.actor(one(KEEPERS)).id().toString());
        }
        return values;
    }

    private ObjectNode damage() {
        var values = NODES.objectNode();
        text(values, "what");
        number(values, "page", WHOLES);
        flag(values, "open");
        some(values, "on", DATES);
        some(values, "grade", GRADES);
        reference(values, "at", shelves);
        return values;
    }

    private void text(ObjectNode values, String name) {
        if (random.nextInt(4) > 0) {
            values.put(name, random.nextBoolean() ? one(TEXTS) : one(TEXTS) + one(TEXTS));
        }
    }

    private void some(ObjectNode values, String name, List<String> of) {
        if (random.nextInt(4) > 0) {
            values.put(name, one(of));
        }
    }

    private void number(ObjectNode values, String name, List<String> of) {
        if (random.nextInt(4) > 0) {
            var number = one(of);
            if (number.contains(".")) {
                values.put(name, new BigDecimal(number));
            } else {
                values.put(name, Long.parseLong(number));
            }
        }
    }

    private void flag(ObjectNode values, String name) {
        if (random.nextInt(3) > 0) {
            values.put(name, random.nextBoolean());
        }
    }

    private void many(ObjectNode values, String name, List<String> of) {
        var array = values.putArray(name);
        for (var count = random.nextInt(4); count > 0; count--) {
            array.add(one(of));
        }
    }

    private void reference(ObjectNode values, String name, List<EntityRecord> to) {
        if (!to.isEmpty() && random.nextInt(3) > 0) {
            values.put(name, one(to).id().toString());
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
