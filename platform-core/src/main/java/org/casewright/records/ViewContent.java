package org.casewright.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.casewright.records.SavedView.Column;
import org.casewright.records.SavedView.Content;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a saved view shows, as it is stored: by the names of the release in which that was said. */
final class ViewContent {

    private static final JsonMapper JSON = new JsonMapper();

    private ViewContent() {}

    static String write(Content content, long release) {
        var json = JsonNodeFactory.instance.objectNode().put("release", release);
        var columns = json.putArray("columns");
        content.columns().forEach(column -> {
            var one = columns.addObject().put("path", String.join(".", column.path()));
            if (column.width() > 0) {
                one.put("width", column.width());
            }
        });
        json.put("filter", content.filter());
        var sort = json.putArray("sort");
        content.sort()
                .forEach(each -> sort.addObject().put("by", each.property()).put("descending", each.descending()));
        return json.toString();
    }

    /**
     * By the present names.
     *
     * @param now from a path in a release to what it is called now
     */
    static Content read(String text, BiFunction<List<String>, Long, List<String>> now) {
        var json = JSON.readTree(text);
        var release = json.path("release").asLong(0);
        var columns = new ArrayList<Column>();
        json.path("columns")
                .forEach(column -> columns.add(new Column(
                        now.apply(List.of(column.path("path").asString("").split("\\.")), release),
                        column.path("width").asInt(0))));
        var sort = new ArrayList<Sort>();
        json.path("sort")
                .forEach(each -> sort.add(new Sort(
                        now.apply(List.of(each.path("by").asString("")), release)
                                .getFirst(),
                        each.path("descending").asBoolean(false))));
        var filter = json.path("filter");
        return new Content(
                columns,
                filter.isString() ? Expression.renamed(filter.asString(), path -> now.apply(path, release)) : null,
                sort);
    }
}
