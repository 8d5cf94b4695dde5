package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.ui.form.Draft;
import org.casewright.ui.form.WideLayout;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a record as tabs: a summary of the first ones, then each by itself; of a wide form each by itself. Only the open
 * one is built.
 */
class Sections {

    private static final int SUMMARY = 2;
    private static final int FEWEST = 4;

    private final Map<String, Element> sections = new LinkedHashMap<>();
    private final Element whole;
    private final @Nullable Tabs tabs;

    Sections(Element layout, Draft record, Div into, Function<Element, Component> build) {
        this.whole = layout;
        var wide = WideLayout.sections(layout, record);
        if (wide.isEmpty()) {
            divide(layout);
        } else {
            wide.forEach(this::put);
        }
        if (sections.size() < 2) {
            tabs = null;
            into.add(build.apply(layout));
            return;
        }
        var line = new Tabs();
        sections.keySet().forEach(name -> line.add(new Tab(name)));
        var built = new LinkedHashMap<String, Component>();
        Runnable open = () -> {
            var name = line.getSelectedTab().getLabel();
            into.removeAll();
            into.add(built.computeIfAbsent(name, key -> build.apply(sections.getOrDefault(key, layout))));
        };
        line.addSelectedChangeListener(event -> open.run());
        open.run();
        tabs = line;
    }

    /** The line of tabs; null where the record has too few sections for it. */
    @Nullable
    Component tabs() {
        if (tabs == null) {
            return null;
        }
        var line = new Div(tabs);
        line.addClassName("cw-tabs");
        return line;
    }

    /** Opens the tab so many steps away; stays at the ends. */
    void step(int by) {
        if (tabs != null) {
            tabs.setSelectedIndex(Math.clamp((long) tabs.getSelectedIndex() + by, 0, sections.size() - 1));
        }
    }

    /** All of them, by their titles, where there are several; else what there is, without a title. */
    Map<String, Element> all() {
        return sections.isEmpty() ? Map.of("", whole) : Collections.unmodifiableMap(sections);
    }

    private void divide(Element layout) {
        var all = new ArrayList<Element>();
        flatten(layout, all);
        var categories = all.stream()
                .allMatch(element -> element instanceof Layout section
                        && section.kind() == Layout.Kind.CATEGORY
                        && section.label() != null);
        if (!categories && all.size() < FEWEST) {
            return;
        }
        var begin = categories ? 0 : SUMMARY;
        if (!categories) {
            sections.put(text("Summary"), vertical(all.subList(0, SUMMARY)));
        }
        all.subList(begin, all.size()).forEach(this::put);
    }

    private void put(Element element) {
        if (element instanceof Layout section && section.label() != null && !sections.containsKey(section.label())) {
            sections.put(section.label(), element);
        } else {
            sections.merge(text("More"), element, (one, other) -> vertical(List.of(one, other)));
        }
    }

    private static void flatten(Element element, List<Element> into) {
        if (element instanceof Layout layout
                && layout.rule() == null
                && (layout.kind() == Layout.Kind.VERTICAL || layout.kind() == Layout.Kind.CATEGORIZATION)) {
            layout.elements().forEach(child -> flatten(child, into));
        } else {
            into.add(element);
        }
    }

    private static Layout vertical(List<Element> elements) {
        return new Layout(Layout.Kind.VERTICAL, null, elements, null);
    }
}
