package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.util.List;
import java.util.function.Consumer;
import org.casewright.definition.ViewDefinition;
import org.casewright.records.Group;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** The groups of a list with their counts; a group leads to its records. */
class GroupGrid extends Grid<Group> {

    private static final long serialVersionUID = 1L;

    private static final String FEW = "< 10";

    /**
     * Shows groups.
     *
     * @param heading of the column that says what the records of a group have in common
     * @param open shows the records of a group
     */
    GroupGrid(ViewDefinition view, String heading, List<Group> groups, Values values, Consumer<Group> open) {
        addThemeVariants(GridVariant.LUMO_NO_BORDER);
        setSelectionMode(SelectionMode.NONE);
        setAllRowsVisible(groups.size() <= 50);
        getElement().setAttribute("aria-label", view.title());
        addColumn(LitRenderer.<Group>of("<span class=\"k\" dir=\"auto\">${item.title}</span>")
                        .withProperty("title", GroupGrid::title))
                .setHeader(heading)
                .setFlexGrow(2);
        count(text("Records"), group -> group.count(), values);
        view.counts()
                .keySet()
                .forEach(name -> count(words(name), group -> group.counts().get(name), values));
        setItems(groups);
        addItemClickListener(event -> open.accept(event.getItem()));
    }

    private interface Counted {
        @Nullable
        Long of(Group group);
    }

    private void count(String heading, Counted counted, Values values) {
        addColumn(group -> {
                    var count = counted.of(group);
                    return count == null ? FEW : values.count(count);
                })
                .setHeader(heading)
                .setTextAlign(ColumnTextAlign.END);
    }

    private static String title(Group group) {
        if (!group.title().isEmpty()) {
            return group.title();
        }
        return group.value().isNull() ? "\u2014" : text("Not open to you");
    }

    /** A name in camel case as words. */
    static String words(String name) {
        var words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
        return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1);
    }
}
