package org.casewright.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.casewright.entity.Uuids;
import org.casewright.postgres.DatabaseAddress;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Rival (a): a servlet, a pool and prepared statements, and nothing else: nobody signs in, nothing is validated, and the owner's
 * role passes by every policy. What the machine and the database can do at most.
 */
final class PlainServer implements ServeCommand.Server {
    private static final int CONNECTIONS = 20;

    private final Tomcat tomcat;
    private final HikariDataSource pool;

    private PlainServer(Tomcat tomcat, HikariDataSource pool) {
        this.tomcat = tomcat;
        this.pool = pool;
    }

    static PlainServer start(DatabaseAddress address) {
        var pool = pool(address.url(), address.user(), address.password());
        var tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
        tomcat.setPort(0);
        try {
            var connector = tomcat.getConnector();
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxKeepAliveRequests(-1);
            }
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setAddress(InetAddress.getLoopbackAddress());
            }
            var context = tomcat.addContext("", null);
            Tomcat.addServlet(context, "items", new Items(pool)).addMapping("/*");
            tomcat.start();
        } catch (LifecycleException | SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PlainServer(tomcat, pool);
    }

    /** As many connections as the platform's pool has. */
    static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.close();
        }
    }

    private static final class Items extends HttpServlet {
        private static final long serialVersionUID = 1;

        private static final JsonMapper JSON = new JsonMapper();

        private static final String COLUMNS =
                "id, number, unit_no, owner_user, version, created_at, created_by, updated_at,"
                        + " updated_by, title, code, state, kind, priority, quantity, price, urgent, arrived, contact, note";
        private static final String GET = "select " + COLUMNS + " from bench.item where id = ?";
        private static final String LIST = "select " + COLUMNS + " from bench.item"
                + " where retired_at is null and state = ? and quantity >= ? order by arrived desc, id desc limit ?";
        private static final String COUNT =
                "select count(*) from bench.item where retired_at is null and state = ? and quantity >= ?";
        private static final String ITEM =
                "insert into bench.item (id, number, unit_no, row_class, access_key, owner_user,"
                        + " version, created_at, created_by, updated_at, updated_by, title, code, state, kind, priority, quantity,"
                        + " price, urgent, arrived, contact, note) values (?, 'R-' || nextval('bench.rival_number'), ?, 0, ?, ?, 1, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning number";
        private static final String TICKET =
                "insert into bench.ticket (id, number, unit_no, row_class, access_key, owner_user,"
                        + " version, created_at, created_by, updated_at, updated_by, subject, text, urgency, due) values (?,"
                        + " 'R-' || nextval('bench.rival_number'), ?, 0, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?) returning number";
        private static final String HISTORY =
                "insert into bench.rival_history (record_id, entity, at, action, actor_id,"
                        + " actor_name, version, release, changes) values (?, ?, ?, 'create', ?, 'clerk', 1, 1, ?::jsonb)";
        private static final String TASK =
                "insert into platform.task (id, instance, process, step, name, case_id, record_id,"
                        + " entity, table_ref, unit_no, row_class, access_key, owner_user, roles, priority, created_at, form, outcomes)"
                        + " values (?, ?, 'bench_ticket', 'handle', 'Handle', ?, ?, 'bench/ticket', 'bench.ticket', ?, 0, ?, ?,"
                        + " '{CLERK}', 50, ?, 'handle', '[]')";

        private final transient HikariDataSource pool;
        private final transient Map<Integer, String> units = new HashMap<>();
        private final UUID clerk;
        private final int office;

        Items(HikariDataSource pool) throws SQLException {
            this.pool = pool;
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                try (var rows = statement.executeQuery("select number, code from platform.unit")) {
                    while (rows.next()) {
                        units.put(rows.getInt(1), rows.getString(2));
                    }
                }
                try (var rows =
                        statement.executeQuery("select id, unit_no from platform.account where name = 'clerk'")) {
                    rows.next();
                    clerk = rows.getObject(1, UUID.class);
                    office = rows.getInt(2);
                }
            }
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var path = request.getRequestURI();
            try (var connection = pool.getConnection()) {
                if (request.getQueryString() == null) {
                    get(connection, UUID.fromString(path.substring(path.lastIndexOf('/') + 1)), response);
                } else {
                    list(connection, request, response);
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private void get(Connection connection, UUID id, HttpServletResponse response)
                throws SQLException, IOException {
            try (var statement = connection.prepareStatement(GET)) {
                statement.setObject(1, id);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        response.setStatus(404);
                        return;
                    }
                    var out = new ByteArrayOutputStream(1024);
                    try (var json = JSON.createGenerator(out)) {
                        write(rows, json);
                    }
                    send(200, out, response);
                }
            }
        }

        private void list(Connection connection, HttpServletRequest request, HttpServletResponse response)
                throws SQLException, IOException {
            var state = request.getParameter("state");
            var quantity = Integer.parseInt(request.getParameter("quantity"));
            var limit = Integer.parseInt(request.getParameter("limit"));
            var out = new ByteArrayOutputStream(1 << 15);
            try (var json = JSON.createGenerator(out);
                    var statement = connection.prepareStatement(LIST)) {
                statement.setString(1, state);
                statement.setInt(2, quantity);
                statement.setInt(3, limit + 1);
                json.writeStartObject();
                json.writeArrayPropertyStart("items");
                var next = "";
                try (var rows = statement.executeQuery()) {
                    for (var left = limit; rows.next(); left--) {
                        if (left == 0) {
                            break;
                        }
                        write(rows, json);
                        next = rows.getString(18) + " " + rows.getString(1);
                    }
                }
                json.writeEndArray();
                json.writeStringProperty("next", next);
                if (request.getParameter("count") != null) {
                    json.writeNumberProperty("count", count(connection, state, quantity));
                }
                json.writeEndObject();
            }
            send(200, out, response);
        }

        private static long count(Connection connection, String state, int quantity) throws SQLException {
            try (var statement = connection.prepareStatement(COUNT)) {
                statement.setString(1, state);
                statement.setInt(2, quantity);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        }

        private void write(ResultSet row, JsonGenerator json) throws SQLException {
            json.writeStartObject();
            json.writeStringProperty("id", row.getString(1));
            json.writeStringProperty("number", row.getString(2));
            json.writeStringProperty("unit", units.get(row.getInt(3)));
            json.writeStringProperty("owner", owner(row.getObject(4, UUID.class)));
            json.writeNumberProperty("version", row.getLong(5));
            json.writeStringProperty(
                    "createdAt", row.getObject(6, OffsetDateTime.class).toString());
            json.writeStringProperty("createdBy", owner(row.getObject(7, UUID.class)));
            json.writeStringProperty(
                    "updatedAt", row.getObject(8, OffsetDateTime.class).toString());
            json.writeStringProperty("updatedBy", owner(row.getObject(9, UUID.class)));
            json.writeBooleanProperty("retired", false);
            json.writeStringProperty("title", row.getString(10));
            json.writeStringProperty("code", row.getString(11));
            json.writeStringProperty("state", row.getString(12));
            json.writeStringProperty("kind", row.getString(13));
            json.writeNumberProperty("priority", row.getLong(14));
            json.writeNumberProperty("quantity", row.getLong(15));
            json.writeNumberProperty("price", row.getBigDecimal(16));
            json.writeBooleanProperty("urgent", row.getBoolean(17));
            json.writeStringProperty("arrived", row.getString(18));
            json.writeStringProperty("contact", row.getString(19));
            json.writeStringProperty("note", row.getString(20));
            json.writeEndObject();
        }

        private String owner(UUID account) {
            return account.equals(clerk) ? "clerk" : account.toString();
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            var values = JSON.readTree(request.getInputStream());
            var id = Uuids.next();
            var now = OffsetDateTime.now(ZoneOffset.UTC);
            String number;
            try (var connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                if (request.getRequestURI().endsWith("/item")) {
                    number = insertItem(connection, id, now, values);
                    history(connection, id, "bench/item", now, values);
                } else {
                    number = insertTicket(connection, id, now, values);
                    history(connection, id, "bench/ticket", now, values);
                    task(connection, id, now);
                }
                connection.commit();
            } catch (SQLException e) {
                throw new IOException(e);
            }
            created(id, number, now, values, response);
        }

        private String insertItem(Connection connection, UUID id, OffsetDateTime now, JsonNode values)
                throws SQLException {
            try (var statement = connection.prepareStatement(ITEM)) {
                var at = system(statement, id, now);
                statement.setString(at, text(values, "title"));
                statement.setString(at + 1, text(values, "code"));
                statement.setString(at + 2, text(values, "state"));
                statement.setString(at + 3, text(values, "kind"));
                statement.setLong(at + 4, values.path("priority").longValue());
                statement.setLong(at + 5, values.path("quantity").longValue());
                statement.setBigDecimal(at + 6, values.path("price").decimalValue());
                statement.setBoolean(at + 7, values.path("urgent").booleanValue());
                statement.setDate(at + 8, Date.valueOf(LocalDate.parse(text(values, "arrived"))));
                statement.setString(at + 9, text(values, "contact"));
                statement.setString(at + 10, text(values, "note"));
                return number(statement);
            }
        }

        private String insertTicket(Connection connection, UUID id, OffsetDateTime now, JsonNode values)
                throws SQLException {
            try (var statement = connection.prepareStatement(TICKET)) {
                var at = system(statement, id, now);
                statement.setString(at, text(values, "subject"));
                statement.setString(at + 1, text(values, "text"));
                statement.setLong(at + 2, values.path("urgency").longValue());
                statement.setDate(at + 3, Date.valueOf(LocalDate.parse(text(values, "due"))));
                return number(statement);
            }
        }

        private int system(PreparedStatement statement, UUID id, OffsetDateTime now) throws SQLException {
            statement.setObject(1, id);
            statement.setInt(2, office);
            statement.setInt(3, office * 64);
            statement.setObject(4, clerk);
            statement.setObject(5, now);
            statement.setObject(6, clerk);
            statement.setObject(7, now);
            statement.setObject(8, clerk);
            return 9;
        }

        private static String number(PreparedStatement statement) throws SQLException {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }

        private void history(Connection connection, UUID id, String entity, OffsetDateTime now, JsonNode values)
                throws SQLException {
            var changes = JsonNodeFactory.instance.objectNode();
            values.properties()
                    .forEach(value -> changes.putArray(value.getKey()).addNull().add(value.getValue()));
            try (var statement = connection.prepareStatement(HISTORY)) {
                statement.setObject(1, id);
                statement.setString(2, entity);
                statement.setObject(3, now);
                statement.setObject(4, clerk);
                statement.setString(5, changes.toString());
                statement.executeUpdate();
            }
        }

        private void task(Connection connection, UUID id, OffsetDateTime now) throws SQLException {
            try (var statement = connection.prepareStatement(TASK)) {
                var task = Uuids.next().toString();
                statement.setString(1, task);
                statement.setString(2, task);
                statement.setObject(3, id);
                statement.setObject(4, id);
                statement.setInt(5, office);
                statement.setInt(6, office * 64);
                statement.setObject(7, clerk);
                statement.setObject(8, now);
                statement.executeUpdate();
            }
        }

        private static String text(JsonNode values, String name) {
            return values.path(name).stringValue();
        }

        private void created(UUID id, String number, OffsetDateTime now, JsonNode values, HttpServletResponse response)
                throws IOException {
            var record = JsonNodeFactory.instance.objectNode();
            record.put("id", id.toString());
            record.put("number", number);
            record.put("unit", units.get(office));
            record.put("owner", "clerk");
            record.put("version", 1);
            record.put("createdAt", now.toString());
            record.put("createdBy", "clerk");
            record.put("updatedAt", now.toString());
            record.put("updatedBy", "clerk");
            record.put("retired", false);
            values.properties().forEach(value -> record.set(value.getKey(), value.getValue()));
            var out = new ByteArrayOutputStream(1024);
            JSON.writeValue(out, record);
            send(201, out, response);
        }

        private static void send(int status, ByteArrayOutputStream body, HttpServletResponse response)
                throws IOException {
            response.setStatus(status);
            response.setContentType("application/json");
            response.setContentLength(body.size());
            body.writeTo(response.getOutputStream());
        }
    }
}
