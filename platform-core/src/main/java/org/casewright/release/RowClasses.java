package org.casewright.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives row classes their small numbers, each once and for ever: records hold them. */
final class RowClasses {

    private static final int MOST = 63;

    private final JdbcClient sql;
    private final Map<String, Map<String, Integer>> numbers = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private RowClasses(JdbcClient sql) {
        this.sql = sql;
        sql.sql("select entity, name, number from platform.row_class")
                .query((row, line) -> numbers.computeIfAbsent(row.getString(1), key -> new TreeMap<>())
                        .put(row.getString(2), row.getInt(3)))
                .list();
    }

    /** The numbers that were given so far. */
    static Map<String, Map<String, Integer>> known(JdbcClient sql) {
        return new RowClasses(sql).numbers;
    }

    /** The numbers of a catalog's row classes, new ones among them. */
    static RowClasses given(Catalog catalog, JdbcClient sql) {
        var classes = new RowClasses(sql);
        catalog.entities().forEach(entity -> classes.give(entity, catalog.rowClassNames(entity)));
        return classes;
    }

    Map<String, Map<String, Integer>> numbers() {
        return numbers;
    }

    List<Problem> problems() {
        return problems;
    }

    private void give(EntityDefinition entity, List<String> names) {
        var known = numbers.computeIfAbsent(entity.ref(), key -> new TreeMap<>());
        for (var name : names) {
            if (known.containsKey(name)) {
                continue;
            }
            var number =
                    known.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
            if (number > MOST) {
                problems.add(Problem.in(
                        entity.location(),
                        "The row class " + name + " is one too many.",
                        "An entity has up to " + MOST + " row classes over all its releases."));
                return;
            }
            sql.sql("insert into platform.row_class (entity, name, number) values (?, ?, ?)")
                    .params(entity.ref(), name, number)
                    .update();
            known.put(name, number);
        }
    }
}
