package org.casewright.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.casewright.postgres.Statements;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Asks the database for somebody: in the caller's transaction, or in one of its own. */
final class Questions {

    private final DSLContext dsl;
    private final Statements statements;

    Questions(DSLContext dsl, Statements statements) {
        this.dsl = dsl;
        this.statements = statements;
    }

    /**
     * A query as it goes to the server; made once, asked often.
     *
     * @param rows reads the answer
     */
    record Question(String sql, List<?> values, Row.Reader rows) {

        /** The same question with other values. */
        Question with(List<?> others) {
            return new Question(sql, others, rows);
        }
    }

    Question question(Select<Record> query) {
        return new Question(dsl.render(query), query.getBindValues(), new Row.Reader(List.of(query.fields())));
    }

    /** The rows as these settings show them. */
    List<Row> ask(Map<String, String> settings, Question question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            statements.speakAs(settings);
            return dsl.connectionResult(connection -> {
                statements.send();
                return ask(connection, Map.of(), question);
            });
        }
        return dsl.connectionResult(connection -> ask(connection, settings, question));
    }

    /**
     * Settings and question go together, and what goes together outside a transaction is one: it begins and ends in the same
     * round trip, and the settings with it.
     */
    private List<Row> ask(Connection connection, Map<String, String> settings, Question question) throws SQLException {
        var sql = settings.isEmpty() ? question.sql() : Statements.settingsText(settings) + "; " + question.sql();
        try (var statement = connection.prepareStatement(sql)) {
            bind(question.values(), statement, Statements.bindSettings(statement, settings));
            statement.execute();
            if (!settings.isEmpty()) {
                Statements.confirm(statement, settings);
                statement.getMoreResults();
            }
            try (var rows = statement.getResultSet()) {
                return question.rows().read(rows, dsl);
            }
        }
    }

    /** Sends a statement with whatever the transaction has yet to send. */
    static void later(Statements statements, DSLContext dsl, Query query) {
        later(statements, dsl.render(query), query.getBindValues(), counted -> {});
    }

    /**
     * The same.
     *
     * @param counted hears how many rows it was
     */
    static void later(Statements statements, String sql, List<?> values, IntConsumer counted) {
        statements.add(sql, values.size(), (statement, first) -> bind(values, statement, first), counted);
    }

    /** Puts parameters in place, {@code first} being the index of the first. */
    static void bind(List<?> values, PreparedStatement statement, int first) throws SQLException {
        var at = first;
        for (var value : values) {
            bind(value, statement, at++);
        }
    }

    private static void bind(@Nullable Object value, PreparedStatement statement, int at) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case String text -> statement.setString(at, text);
            // As text whose type the server finds out, for there is no class of the driver's own for it.
            case JSONB json -> statement.setObject(at, json.data(), Types.OTHER);
            case Object[] array ->
                statement.setArray(at, statement.getConnection().createArrayOf(elementType(array), array));
            default -> statement.setObject(at, value);
        }
    }

    private static String elementType(Object[] array) {
        return switch (array) {
            case String[] texts -> "text";
            case UUID[] ids -> "uuid";
            case Integer[] numbers -> "int4";
            case Short[] numbers -> "int2";
            case Long[] numbers -> "int8";
            default -> throw new IllegalArgumentException("no such array: " + array.getClass());
        };
    }
}
