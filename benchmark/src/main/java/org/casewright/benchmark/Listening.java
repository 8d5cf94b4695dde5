package org.casewright.benchmark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that remember what goes through them. */
final class Listening extends DelegatingDataSource {
    private final List<Sent> heard = new ArrayList<>();

    Listening(DataSource target) {
        super(target);
    }

    /** What was sent since somebody asked last. */
    List<Sent> heard() {
        synchronized (heard) {
            var all = List.copyOf(heard);
            heard.clear();
            return all;
        }
    }

    private void hear(Sent sent) {
        synchronized (heard) {
            heard.add(sent);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return proxy(Connection.class, (self, method, arguments) -> {
            var result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && arguments != null
                    ? listening(statement, (String) arguments[0])
                    : result;
        });
    }

    private PreparedStatement listening(PreparedStatement statement, String sql) {
        var values = new TreeMap<Integer, Object>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            var name = method.getName();
            if (name.startsWith("set") && arguments != null && arguments.length > 1) {
                values.put((Integer) arguments[0], name.equals("setNull") ? Sent.NULL : value(arguments[1]));
            } else if (name.startsWith("execute")) {
                hear(new Sent(sql, List.copyOf(values.values())));
            }
            return call(statement, method, arguments);
        });
    }

    private static Object value(Object value) throws SQLException {
        return value instanceof Array array
                ? new Sent.Elements(array.getBaseTypeName(), List.of((Object[]) array.getArray()))
                : value;
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
