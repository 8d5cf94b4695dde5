package org.casewright.ui.part;

import com.vaadin.flow.component.grid.Grid;
import java.util.List;

/** A table whose rows are cards where the window is narrow. */
public final class Cards {

    private static final int NARROW = 720;

    private Cards() {}

    /** Shows these columns alone where the window is narrow, and all others where it is not. */
    public static <T> void where(Grid<T> grid, List<Grid.Column<T>> narrow, List<Grid.Column<T>> wide) {
        grid.addAttachListener(attached -> {
            var page = attached.getUI().getPage();
            fit(grid, narrow, wide, page.getExtendedClientDetails().getWindowInnerWidth());
            var listening = page.addBrowserWindowResizeListener(event -> fit(grid, narrow, wide, event.getWidth()));
            grid.addDetachListener(detached -> {
                detached.unregisterListener();
                listening.remove();
            });
        });
    }

    private static <T> void fit(Grid<T> grid, List<Grid.Column<T>> narrow, List<Grid.Column<T>> wide, int width) {
        var isNarrow = width <= NARROW;
        wide.forEach(column -> column.setVisible(!isNarrow));
        narrow.forEach(column -> column.setVisible(isNarrow));
        grid.setClassName("cards", isNarrow);
    }
}
