package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.casewright.ui.part.Icon;

/** What tables of these pages have in common: plain columns, a status, and what can be done with a row. */
final class Table {

    private Table() {}

    /** A status as one sees it. */
    record Shown(String word, String shade) {

        /** Without a shade it is plain text. */
        String look() {
            return shade.isEmpty() ? "" : "st " + shade;
        }
    }

    /** What can be done with a row, by the words that say it. */
    static final class Deeds {
        private final Map<String, Runnable> all = new LinkedHashMap<>();

        Deeds and(String words, Runnable deed) {
            all.put(words, deed);
            return this;
        }

        Deeds andIf(boolean possible, String words, Runnable deed) {
            return possible ? and(words, deed) : this;
        }
    }

    static <T> void prepare(Grid<T> grid, String label) {
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.getElement().setAttribute("aria-label", label);
    }

    static <T> Grid.Column<T> column(Grid<T> grid, String header, ValueProvider<T, String> text) {
        return grid.addColumn(LitRenderer.<T>of("<span dir=\"auto\">${item.text}</span>")
                        .withProperty("text", text))
                .setHeader(header)
                .setResizable(true)
                .setFlexGrow(1);
    }

    /** The same as a link to a page of the row's own. */
    static <T> Grid.Column<T> link(
            Grid<T> grid, String header, ValueProvider<T, String> text, ValueProvider<T, String> path) {
        return grid.addColumn(LitRenderer.<T>of("<a href=\"${item.path}\" dir=\"auto\">${item.text}</a>")
                        .withProperty("text", text)
                        .withProperty("path", path))
                .setHeader(header)
                .setResizable(true)
                .setFlexGrow(1);
    }

    static <T> Grid.Column<T> status(Grid<T> grid, Function<T, Shown> status) {
        return grid.addColumn(LitRenderer.<T>of("<span class=\"st ${item.shade}\">${item.word}</span>")
                        .withProperty("word", row -> status.apply(row).word())
                        .withProperty("shade", row -> status.apply(row).shade()))
                .setHeader(text("Status"))
                .setWidth("168px")
                .setFlexGrow(0);
    }

    /** A row where the window is narrow: title and status, and two small texts below. */
    static <T> Grid.Column<T> card(
            Grid<T> grid,
            ValueProvider<T, String> title,
            Function<T, Shown> status,
            ValueProvider<T, String> below,
            ValueProvider<T, String> besides) {
        var column = grid.addColumn(LitRenderer.<T>of("""
                        <div class="item"><span dir="auto">${item.title}</span><span class="${item.look}">${item.word}</span>
                        <span dir="auto">${item.below}</span><span dir="auto">${item.besides}</span></div>""")
                        .withProperty("title", title)
                        .withProperty("word", row -> status.apply(row).word())
                        .withProperty("look", row -> status.apply(row).look())
                        .withProperty("below", below)
                        .withProperty("besides", besides))
                .setFlexGrow(1);
        column.setVisible(false);
        return column;
    }

    /** The button of each row that opens what can be done with it. */
    static <T> Grid.Column<T> deeds(Grid<T> grid, Function<T, String> name, Function<T, Deeds> deeds) {
        return grid.addComponentColumn(row -> menu(name.apply(row), deeds.apply(row)))
                .setHeader("")
                .setWidth("56px")
                .setFlexGrow(0);
    }

    private static MenuBar menu(String name, Deeds deeds) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_ICON);
        bar.addClassName("rowmenu");
        MenuItem more = bar.addItem(new Icon("more"));
        more.setAriaLabel(text("What to do with {0}", name));
        deeds.all.forEach((words, deed) -> more.getSubMenu().addItem(words, event -> deed.run()));
        return bar;
    }
}
