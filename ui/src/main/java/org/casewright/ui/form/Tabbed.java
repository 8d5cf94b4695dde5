package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Layout;

/** Sections behind tabs, or as steps taken one after the other; each is built when it is first opened. */
final class Tabbed implements Part {

    private final Ground ground;
    private final Tabs tabs = new Tabs();
    private final Div content = new Div();
    private final Div both = new Div(tabs, content);
    private final Button back = new Button(text("Back"));
    private final Button next = new Button(text("Next"));
    private final Map<Tab, Category> categories = new LinkedHashMap<>();

    /** What is behind a tab, and the place in the tab that counts what is wrong there. */
    private record Category(Layout layout, Later<Div> content, Span count) {}

    Tabbed(Ground ground, Layout layout, String measure) {
        this.ground = ground;
        var steps = layout.kind() == Layout.Kind.STEPPER;
        for (var element : layout.elements()) {
            if (element instanceof Layout category) {
                add(category, steps, measure);
            }
        }
        categories.keySet().forEach(tabs::add);
        tabs.addSelectedChangeListener(event -> {
            open(event.getSelectedTab());
            stepped();
        });
        categories.keySet().stream().findFirst().ifPresent(this::open);
        if (steps) {
            both.addClassName("steps");
            back.addClickListener(event -> go(-1));
            next.addClickListener(event -> go(1));
            var ways = new Div(back, next);
            ways.addClassName("row");
            both.add(ways);
        }
        Fields.widen(both);
    }

    private void add(Layout category, boolean step, String measure) {
        var count = new Span();
        count.addClassName("c");
        var label = category.label() == null || category.label().isEmpty()
                ? text("Section {0}", categories.size() + 1)
                : category.label();
        var tab = new Tab(new Span(step ? text("{0}. {1}", categories.size() + 1, label) : label), count);
        var column = new Div();
        column.addClassName("stack");
        // A categorization among categories is a tab with tabs of its own.
        var inner = category.kind() == Layout.Kind.CATEGORY
                ? category
                : new Layout(Layout.Kind.CATEGORY, category.label(), List.of(category), null);
        categories.put(tab, new Category(category, new Later<>(ground, inner, column, measure), count));
    }

    private void open(Tab tab) {
        var category = categories.get(tab);
        if (category != null) {
            category.content().build(null);
            content.removeAll();
            content.add(category.content().component());
        }
    }

    private List<Tab> seen() {
        return categories.keySet().stream().filter(Component::isVisible).toList();
    }

    private void go(int way) {
        var seen = seen();
        var at = seen.indexOf(tabs.getSelectedTab()) + way;
        if (at >= 0 && at < seen.size()) {
            tabs.setSelectedTab(seen.get(at));
            focusFirst();
        }
    }

    private void stepped() {
        var seen = seen();
        var at = seen.indexOf(tabs.getSelectedTab());
        back.setEnabled(at > 0);
        next.setEnabled(at < seen.size() - 1);
    }

    @Override
    public Component component() {
        return both;
    }

    @Override
    public void refresh() {
        categories.forEach((tab, category) -> {
            category.content().refresh();
            tab.setVisible(ground.shows(category.layout().rule()));
            tab.setEnabled(ground.enables(category.layout().rule()));
            var wrong = category.content().wrong();
            tab.setClassName("wrong", wrong > 0);
            category.count().setText(wrong == 0 ? "" : String.valueOf(wrong));
        });
        var selected = tabs.getSelectedTab();
        if (selected != null && !selected.isVisible()) {
            seen().stream().findFirst().ifPresent(tabs::setSelectedTab);
        }
        stepped();
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
