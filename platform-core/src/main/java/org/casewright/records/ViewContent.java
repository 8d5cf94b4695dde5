package org.casewright.records;

import java.util.ArrayList;
import java.util.List;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.records.SavedView.Column;
import org.casewright.records.SavedView.Content;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a saved view shows, as it is stored. */
final class ViewContent {

    private static final JsonMapper JSON = new JsonMapper();

    private ViewContent() {}

    static String write(Content content) {
        var json = JsonNodeFactory.instance.objectNode();
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

    static Content read(String text) {
        var json = JSON.readTree(text);
        var columns = new ArrayList<Column>();
        json.path("columns")
                .forEach(column -> columns.add(new Column(
                        List.of(column.path("path").asString("").split("\\.")),
                        column.path("width").asInt(0))));
        var sort = new ArrayList<Sort>();
        json.path("sort")
                .forEach(each -> sort.add(new Sort(
                        each.path("by").asString(""), each.path("descending").asBoolean(false))));
        var filter = json.path("filter");
        return new Content(columns, filter.isString() ? filter.asString() : null, sort);
    }
}
