package org.casewright.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A statement as it goes to the database.
 *
 * @param values its parameters in order; arrays as {@link Elements}, nothing as {@link #NULL}
 */
record Sent(String sql, List<Object> values) {
    static final Object NULL = new Object();

    private static final String SETTING = "set_config(?, ?, true)";

    /** What is in an array; it belongs to no connection. */
    record Elements(String type, List<Object> of) {
        Elements {
            of = List.copyOf(of);
        }
    }

    Sent {
        values = List.copyOf(values);
    }

    /** The settings with which it begins, as a statement of their own; without values where there are none. */
    Sent settings() {
        if (!sql.startsWith("select " + SETTING)) {
            return new Sent("", List.of());
        }
        var end = sql.indexOf("; ");
        var text = end < 0 ? sql : sql.substring(0, end);
        return new Sent(text, values.subList(0, 2 * (text.split("set_config", -1).length - 1)));
    }

    /** What it asks behind them. */
    Sent question() {
        var settings = settings();
        return settings.values().isEmpty()
                ? this
                : new Sent(
                        sql.substring(settings.sql().length() + 2),
                        values.subList(settings.values().size(), values.size()));
    }

    /** Restricted by one more condition at its end. */
    Sent and(Sent condition) {
        return new Sent(sql + " and (" + condition.sql() + ")", joined(values, condition.values()));
    }

    /** The same with another value at its end. */
    Sent withLast(Object value) {
        return new Sent(sql, joined(values.subList(0, values.size() - 1), List.of(value)));
    }

    /** This and another one in one round trip. */
    Sent then(Sent next) {
        return new Sent(sql + "; " + next.sql(), joined(values, next.values()));
    }

    private static List<Object> joined(List<Object> some, List<Object> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Asks, and throws away what comes back. */
    void ask(Connection connection) throws SQLException {
        try (var statement = prepared(connection)) {
            statement.execute();
        }
    }

    /** Asks, and gives the first column of what comes back. */
    List<String> answer(Connection connection) throws SQLException {
        var answer = new ArrayList<String>();
        try (var statement = prepared(connection);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                answer.add(rows.getString(1));
            }
        }
        return answer;
    }

    private PreparedStatement prepared(Connection connection) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var place = 0; place < values.size(); place++) {
            bind(statement, place + 1, values.get(place));
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int place, Object value) throws SQLException {
        if (value instanceof Elements(var type, var of)) {
            statement.setArray(place, statement.getConnection().createArrayOf(type, of.toArray()));
        } else if (value.equals(NULL)) {
            statement.setNull(place, Types.NULL);
        } else {
            statement.setObject(place, value);
        }
    }
}
