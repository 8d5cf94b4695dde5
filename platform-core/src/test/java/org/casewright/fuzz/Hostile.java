package org.casewright.fuzz;

import java.util.List;
import java.util.Random;

/** Words, numbers and texts that readers have stumbled over. */
final class Hostile {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t",
            "\n",
            "\u0000",
            "a\u0000b",
            "\u001b[31m",
            "\u007f\u0085\u2028\u2029",
            "\ud800",
            "\udc00\ud800",
            "\ufeff",
            "\ufffe\uffff",
            "\u202egnirts",
            "a\u0301\u0302\u0303\u0304",
            "\u1e9e\ufb03\u0130\u0131",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "'; drop table record; --",
            "\"",
            "\\",
            "`",
            "${7*7}",
            "#{7*7}",
            "%s%n%x",
            "../../../etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "http://localhost/",
            "C:\\",
            "CON",
            "__proto__",
            "constructor",
            "hashCode",
            "null",
            "true",
            "id",
            "number",
            "unit",
            "owner",
            "version",
            "record",
            "item",
            "*",
            "#",
            "/",
            "//",
            "~",
            "~0~1",
            "~2",
            "-1",
            "0",
            "1e400",
            "NaN",
            "Infinity",
            "99999999999999999999",
            "2026-02-29",
            "2026-13-45",
            "0000-00-00",
            "+999999999-12-31",
            "-999999999-01-01",
            "24:00:00",
            "23:59:60",
            "2026-03-02T10:00:00",
            "2026-03-02T10:00:00+99:99",
            "P",
            "P1D",
            "PT",
            "P99999999999999Y",
            "P-1D",
            "PT9999999999999999H",
            "R99999/PT1S",
            "0 0 0 * * ?",
            "=",
            "= ",
            "= today()",
            "= 1/0",
            "= record.record.record",
            "= (((((((((",
            "today()",
            "not(",
            "{",
            "{}",
            "{{",
            "{a.b.c.d}",
            "{sequence:999999999999}",
            "{random:0:}",
            "{year:2}",
            "(a+)+$",
            "((a{1000}){1000}){1000}",
            "[",
            "(?<x>",
            "\\p{Foo}",
            "@record",
            "@",
            "platform/user",
            "platform/unit",
            "platform/nothing",
            "library/loan",
            "common/mixins/timed.mixin.json",
            "../codes/loan-state.codes.json",
            "#/properties/state",
            "#/inverse/loans",
            "#/properties/reader/properties/reader/properties/reader",
            "#/$defs/x",
            "form:",
            "form:return",
            "process:library",
            "org.casewright.set-fields",
            "100%: notify owner LIB; 150%: reassign LIB",
            "lost=Lost!, lost=Lost!");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "0.1",
            "1e2",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "0.00000000000000000000000000001",
            "1e308",
            "1e309",
            "-1e400",
            "1e-400",
            "1e401",
            "1E999999999",
            "1E-999999999",
            "1E99999999999",
            "9".repeat(99),
            "9".repeat(2_000),
            "0." + "3".repeat(90));

    private Hostile() {}

    static String text(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "x".repeat(1 << random.nextInt(8));
            case 1 -> pick(random, TEXTS).repeat(1 + random.nextInt(40));
            case 2 -> pick(random, TEXTS) + pick(random, TEXTS);
            case 3 -> random.nextInt(20) == 0 ? "é".repeat(1 << random.nextInt(18)) : "long".repeat(100);
            default -> pick(random, TEXTS);
        };
    }

    static String number(Random random) {
        return random.nextInt(4) == 0 ? Long.toString(random.nextLong() >> random.nextInt(60)) : pick(random, NUMBERS);
    }

    static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
