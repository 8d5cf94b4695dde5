package org.casewright.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.casewright.postgres.Statements;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The application's connections as the engine gets them. A started process inserts into half a dozen tables, and the engine would
 * wait for each: here its inserts are left with what else the transaction has yet to say. Whatever it asks, changes or deletes is
 * sent behind them, and is answered at once.
 */
final class EngineConnections extends TransactionAwareDataSourceProxy {

    private static final ClassLoader LOADER = EngineConnections.class.getClassLoader();

    private final Statements statements;

    EngineConnections(DataSource application, Statements statements) {
        super(application);
        this.statements = statements;
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return connection;
        }
        return (Connection) Proxy.newProxyInstance(
                LOADER, new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    var result = call(connection, method, given);
                    return result instanceof PreparedStatement statement
                                    && given != null
                                    && given[0] instanceof String sql
                            ? sql.stripLeading().regionMatches(true, 0, "insert", 0, 6)
                                    ? later(sql, statement)
                                    : behindInserts(statement)
                            : result;
                });
    }

    /** A statement that waits for its answer, and before that for what was left to be sent. */
    private PreparedStatement behindInserts(PreparedStatement statement) {
        return proxy((proxy, method, given) -> {
            if (method.getName().startsWith("execute")) {
                send();
            }
            return call(statement, method, given);
        });
    }

    private void send() throws SQLException {
        try {
            statements.send();
        } catch (UncategorizedSQLException failed) {
            // As the engine would have been told by its own statement.
            throw failed.getSQLException();
        }
    }

    /** An insert that is left to be sent, each of its rows as one statement. It says that each row was inserted. */
    private PreparedStatement later(String sql, PreparedStatement prepared) {
        var row = new ArrayList<Parameter>();
        var batch = new ArrayList<List<Parameter>>();
        return proxy((proxy, method, given) -> switch (method.getName()) {
            case "addBatch" -> {
                batch.add(List.copyOf(row));
                row.clear();
                yield null;
            }
            case "executeBatch" -> {
                var inserted = new int[batch.size()];
                Arrays.fill(inserted, 1);
                batch.forEach(each -> leave(sql, each));
                batch.clear();
                yield inserted;
            }
            case "execute", "executeUpdate" -> {
                leave(sql, List.copyOf(row));
                row.clear();
                yield method.getReturnType() == int.class ? (Object) 1 : (Object) false;
            }
            case "getUpdateCount" -> 1;
            default -> {
                if (method.getName().startsWith("set") && given != null && given.length > 1) {
                    row.add(new Parameter(method, Arrays.asList(given)));
                    yield null;
                }
                yield call(prepared, method, given);
            }
        });
    }

    private void leave(String sql, List<Parameter> row) {
        statements.add(
                sql,
                row.size(),
                (statement, first) -> {
                    for (var parameter : row) {
                        parameter.put(statement, first - 1);
                    }
                },
                rows -> {});
    }

    private static PreparedStatement proxy(java.lang.reflect.InvocationHandler handler) {
        return (PreparedStatement) Proxy.newProxyInstance(LOADER, new Class<?>[] {PreparedStatement.class}, handler);
    }

    /** A parameter as it was set, to be set again elsewhere. */
    private record Parameter(Method method, List<@Nullable Object> given) {
        void put(PreparedStatement statement, int behind) throws SQLException {
            var moved = given.toArray();
            moved[0] = (Integer) Objects.requireNonNull(moved[0]) + behind;
            call(statement, method, moved);
        }
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] given)
            throws SQLException {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException failed) {
            switch (failed.getCause()) {
                case SQLException sql -> throw sql;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
