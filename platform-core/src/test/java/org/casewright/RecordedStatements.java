package org.casewright;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Everything that the application's connections are told to answer requests, whoever of the application tells them: each statement, with marks for its
 * values, how many rows it gave or changed, and where transactions end.
 */
public final class RecordedStatements implements BeanPostProcessor {

    private static final Set<String> ENDS = Set.of("commit", "rollback");
    private static final String REQUESTS = "http-";

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? instead(DataSource.class, ofSource(source)) : bean;
    }

    /** What was said while the work was done. */
    public List<String> during(Runnable work) {
        said.clear();
        work.run();
        return List.copyOf(said);
    }

    /** For who asks: by itself the platform looks for new releases and for jobs all the time. */
    private void say(Object text) {
        if (Thread.currentThread().getName().startsWith(REQUESTS)) {
            said.add(String.valueOf(text));
        }
    }

    private static <T> T instead(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RecordedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object on, Method method, Object @Nullable [] given) throws Throwable {
        try {
            return method.invoke(on, given);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    private InvocationHandler ofSource(DataSource source) {
        return (proxy, method, given) -> {
            var answer = call(source, method, given);
            return answer instanceof Connection connection
                    ? instead(Connection.class, ofConnection(connection))
                    : answer;
        };
    }

    private InvocationHandler ofConnection(Connection connection) {
        return (proxy, method, given) -> {
            var answer = call(connection, method, given);
            if (ENDS.contains(method.getName())) {
                say(method.getName());
            }
            return switch (answer) {
                case PreparedStatement prepared ->
                    instead(PreparedStatement.class, new Heard(prepared, String.valueOf(given[0])));
                case Statement plain -> instead(Statement.class, new Heard(plain, ""));
                case null, default -> answer;
            };
        };
    }

    /** A statement, and the answer that is being read. */
    private final class Heard implements InvocationHandler {
        private final Statement statement;
        private final String prepared;
        private @Nullable ResultSet rows;
        private int read;

        Heard(Statement statement, String prepared) {
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
            var name = method.getName();
            if (name.equals("close") || name.equals("getMoreResults")) {
                finish();
            } else if (name.startsWith("execute")) {
                say(given != null && given.length > 0 ? String.valueOf(given[0]) : prepared);
            }
            var answer = call(statement, method, given);
            if (answer instanceof ResultSet found && (name.equals("executeQuery") || name.equals("getResultSet"))) {
                rows = found;
                read = 0;
                return instead(ResultSet.class, this::ofRows);
            }
            if (name.equals("executeUpdate") || name.equals("getUpdateCount")) {
                say("changed " + answer);
            } else if (answer instanceof int[] counts) {
                say("changed " + Arrays.toString(counts));
            }
            return answer;
        }

        private @Nullable Object ofRows(Object proxy, Method method, Object @Nullable [] given) throws Throwable {
            if (method.getName().equals("close")) {
                finish();
            }
            var answer = call(Objects.requireNonNull(rows), method, given);
            if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                read++;
            }
            return answer;
        }

        /** Counts to the last row that the server has sent, though nobody has read it. */
        private void finish() throws SQLException {
            if (rows == null || rows.isClosed()) {
                return;
            }
            while (rows.next()) {
                read++;
            }
            say("rows " + read);
            rows.close();
        }
    }
}
