package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Under which names what is stored where, in this release and in all before it. */
final class Mapping {

    private static final String ROWS = """
            select id, entity, path, table_schema, table_name, column_name, type, since, until
              from platform.mapping where since <= ? order by id""";

    private record Name(String entity, String path) {}

    private record Place(TableName table, String column) {}

    private final List<StoredAs> rows;
    private final Map<Name, StoredAs> holding = new HashMap<>();
    private final Map<Name, List<StoredAs>> earlier = new HashMap<>();
    private final Map<Place, StoredAs> holders = new HashMap<>();
    private final Map<Place, List<StoredAs>> at = new HashMap<>();
    private final Map<TableName, Set<String>> names = new HashMap<>();

    Mapping(List<StoredAs> rows) {
        this.rows = List.copyOf(rows);
        for (var row : rows) {
            var name = new Name(row.entity(), row.path());
            var place = new Place(row.table(), row.column());
            at.computeIfAbsent(place, key -> new ArrayList<>()).add(row);
            if (row.holds()) {
                holding.put(name, row);
                holders.put(place, row);
            } else {
                earlier.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
            }
            if (row.path().isEmpty()) {
                names.computeIfAbsent(row.table(), key -> new LinkedHashSet<>()).add(row.entity());
            }
        }
    }

    static Mapping read(Connection connection) throws SQLException {
        return read(Long.MAX_VALUE, connection);
    }

    /** As it was when a release was served, whatever came since. */
    static Mapping read(long release, Connection connection) throws SQLException {
        var rows = new ArrayList<StoredAs>();
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setLong(1, release);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var until = found.getObject("until", Long.class);
                    rows.add(new StoredAs(
                            found.getLong("id"),
                            found.getString("entity"),
                            found.getString("path"),
                            new TableName(found.getString("table_schema"), found.getString("table_name")),
                            found.getString("column_name"),
                            found.getString("type"),
                            found.getLong("since"),
                            until == null || until > release ? null : until));
                }
            }
        }
        return new Mapping(rows);
    }

    List<StoredAs> rows() {
        return rows;
    }

    /** What is stored under this name now. */
    Optional<StoredAs> holding(String entity, String path) {
        return Optional.ofNullable(holding.get(new Name(entity, path)));
    }

    /** The name under which this place is known now. */
    Optional<StoredAs> holder(TableName table, String column) {
        return Optional.ofNullable(holders.get(new Place(table, column)));
    }

    /** What was stored under this name once, the latest first. */
    List<StoredAs> earlier(Collection<String> entities, String path) {
        return entities.stream()
                .flatMap(entity -> earlier.getOrDefault(new Name(entity, path), List.of()).stream())
                .sorted(Comparator.comparing((StoredAs row) -> Objects.requireNonNull(row.until()))
                        .reversed())
                .toList();
    }

    /** Whether a place was ever given to a name. */
    boolean knows(TableName table, String column) {
        return at.containsKey(new Place(table, column));
    }

    /** All names that a place had, the earliest first. */
    List<StoredAs> at(TableName table, String column) {
        return at.getOrDefault(new Place(table, column), List.of());
    }

    /** Schemas in which anything ever was. */
    Set<String> schemas() {
        var schemas = new LinkedHashSet<String>();
        rows.forEach(row -> schemas.add(row.table().schema()));
        return schemas;
    }

    /** Names that the entity behind a table ever had. */
    Set<String> names(TableName table) {
        return names.getOrDefault(table, Set.of());
    }

    /** Names that entities had -> the name that each has now. */
    Map<String, String> formerNames() {
        var former = new HashMap<String, String>();
        rows.stream()
                .filter(row -> !row.holds() && row.path().isEmpty())
                .forEach(row -> holder(row.table(), "")
                        .filter(now -> !now.entity().equals(row.entity()))
                        .ifPresent(now -> former.put(row.entity(), now.entity())));
        return former;
    }
}
