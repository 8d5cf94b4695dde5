package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Layout;

/** Sections behind tabs; each is built when it is first opened. */
final class Tabbed implements Part {

    private final Tabs tabs = new Tabs();
    private final Div content = new Div();
    private final Div both = new Div(tabs, content);
    private final Map<Tab, Category> categories = new LinkedHashMap<>();

    /** What is behind a tab, and the place in the tab that counts what is wrong there. */
    private record Category(Later<Div> content, Span count) {}

    Tabbed(FormView form, Draft draft, Layout layout, String measure) {
        for (var element : layout.elements()) {
            if (element instanceof Layout category) {
                var count = new Span();
                count.addClassName("c");
                var tab = new Tab(new Span(category.label() == null ? "" : category.label()), count);
                var column = new Div();
                column.addClassName("stack");
                categories.put(tab, new Category(new Later<>(form, draft, category, column, measure), count));
            }
        }
        categories.keySet().forEach(tabs::add);
        tabs.addSelectedChangeListener(event -> open(event.getSelectedTab()));
        categories.keySet().stream().findFirst().ifPresent(this::open);
        Fields.widen(both);
    }

    private void open(Tab tab) {
        var category = categories.get(tab);
        if (category != null) {
            category.content().build(null);
            content.removeAll();
            content.add(category.content().component());
        }
    }

    @Override
    public Component component() {
        return both;
    }

    @Override
    public void refresh() {
        categories.forEach((tab, category) -> {
            category.content().refresh();
            var wrong = category.content().wrong();
            tab.setClassName("wrong", wrong > 0);
            category.count().setText(wrong == 0 ? "" : String.valueOf(wrong));
        });
    }

    @Override
    public void check() {
        categories.values().forEach(category -> category.content().check());
    }

    @Override
    public boolean focusFirst() {
        var open = categories.get(tabs.getSelectedTab());
        return open != null && open.content().focusFirst();
    }

    @Override
    public boolean focusWrong() {
        for (var tab : categories.entrySet()) {
            var content = tab.getValue().content();
            if (content.wrong() > 0) {
                tabs.setSelectedTab(tab.getKey());
                open(tab.getKey());
                return content.focusWrong();
            }
        }
        return false;
    }

    @Override
    public void shown(Set<Shown> places) {
        categories.values().forEach(category -> category.content().shown(places));
    }
}
