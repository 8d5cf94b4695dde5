package org.casewright.schema;

import java.util.Optional;

/**
 * From one type of column to another without loss: an expression that gives null where a value has no exact counterpart.
 * What is not here cannot be converted.
 */
final class Conversions {

    private static final String WHOLE = "'^[+-]?[0-9]{1,18}$'";
    private static final String NUMERIC = "numeric(38,";

    private Conversions() {}

    static Optional<String> of(String from, String to, String x) {
        if (from.equals(to)) {
            return Optional.of(x);
        }
        if (to.equals("text")) {
            return toText(from, x);
        }
        if (to.equals("jsonb")) {
            return Optional.of("to_jsonb(" + x + ")");
        }
        if (from.equals("text")) {
            return fromText(to, x);
        }
        if (to.startsWith(NUMERIC) && (from.equals("bigint") || from.startsWith(NUMERIC))) {
            return Optional.of(
                    when(x + " = round(" + x + ", " + scale(to) + ") and abs(" + x + ") < 1e" + room(to), x, to));
        }
        if (to.equals("bigint") && from.startsWith(NUMERIC)) {
            return Optional.of(when(x + " = trunc(" + x + ") and abs(" + x + ") < 9e18", x, to));
        }
        if (from.equals("date") && to.equals("timestamp with time zone")) {
            return Optional.of("(" + x + "::timestamp at time zone 'UTC')");
        }
        if (from.equals("timestamp with time zone") && to.equals("date")) {
            var utc = "(" + x + " at time zone 'UTC')";
            return Optional.of(when(utc + " = date_trunc('day', " + utc + ")", utc, to));
        }
        return Optional.empty();
    }

    private static Optional<String> toText(String from, String x) {
        return switch (from) {
            case "bigint", "boolean", "uuid" -> Optional.of(x + "::text");
            case "date" -> Optional.of("to_char(" + x + ", 'YYYY-MM-DD')");
            case "time without time zone" -> Optional.of("to_char(" + x + ", 'HH24:MI:SS.US')");
            case "timestamp with time zone" ->
                Optional.of("to_char(" + x + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
            case "text[]" -> Optional.of("case when cardinality(" + x + ") = 1 then " + x + "[1] end");
            case "jsonb" -> Optional.of("(" + x + " #>> '{}')");
            default -> from.startsWith(NUMERIC) ? Optional.of("trim_scale(" + x + ")::text") : Optional.empty();
        };
    }

    private static Optional<String> fromText(String to, String x) {
        return switch (to) {
            case "bigint" -> Optional.of(when(x + " ~ " + WHOLE, x, to));
            case "boolean" -> Optional.of("case " + x + " when 'true' then true when 'false' then false end");
            case "uuid" -> Optional.of(when(x + " ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'", x, to));
            case "date" -> Optional.of(read(x, "'^[0-9]{4}-[0-9]{2}-[0-9]{2}$'", to));
            case "time without time zone" ->
                Optional.of(read(x, "'^[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?$'", "time"));
            case "timestamp with time zone" ->
                Optional.of(read(
                        x,
                        "'^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$'",
                        "timestamptz"));
            case "text[]" -> Optional.of("case when " + x + " is not null then array[" + x + "] end");
            default ->
                to.startsWith(NUMERIC)
                        ? Optional.of(when(
                                x + " ~ '^[+-]?[0-9]{1," + room(to) + "}"
                                        + (scale(to) == 0 ? "" : "([.][0-9]{1," + scale(to) + "})?") + "$'",
                                x,
                                to))
                        : Optional.empty();
        };
    }

    private static String when(String fits, String x, String to) {
        return "case when " + fits + " then " + x + "::" + to + " end";
    }

    /** In two steps, for a server may work out both sides of an {@code and}. */
    private static String read(String x, String form, String type) {
        return "case when " + x + " ~ " + form + " then case when platform.reads_as(" + x + ", '" + type + "') then "
                + x + "::" + type + " end end";
    }

    private static int scale(String numeric) {
        return Integer.parseInt(numeric.substring(NUMERIC.length(), numeric.length() - 1));
    }

    private static int room(String numeric) {
        return 38 - scale(numeric);
    }
}
