package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Rule;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a layout of more fields than a page is to build at once into sections. Its groups and categories are sections; one that is
 * too long, and fields that stand in none, are cut by their order. What the asker may not know is left out, so that no title
 * names it.
 */
public final class WideLayout {

    /** A form of so many fields is built at once. */
    private static final int MOST = 80;

    /** A section of so many fields is not cut. */
    private static final int LONG = 60;

    /** Fields of a section that is cut off a long one. */
    private static final int CUT = 30;

    private final Draft draft;
    private final List<Layout> sections = new ArrayList<>();

    private WideLayout(Draft draft) {
        this.draft = draft;
    }

    /** The sections of a layout as groups with their titles; none for a layout that is small enough. */
    public static List<Layout> sections(Element layout, Draft draft) {
        if (fields(layout) <= MOST) {
            return List.of();
        }
        var wide = new WideLayout(draft);
        var known = wide.known(layout).toList();
        if (known.stream().mapToInt(WideLayout::fields).sum() <= MOST) {
            return List.of();
        }
        var elements = spread(known);
        // The title of all is no part of its sections' titles.
        if (elements.size() == 1 && elements.getFirst() instanceof Layout all && all.kind() != Layout.Kind.HORIZONTAL) {
            wide.divide("", all.rule(), all.elements());
        } else {
            wide.divide("", null, elements);
        }
        return List.copyOf(wide.sections);
    }

    private static int fields(Element element) {
        return (int) controls(element).count();
    }

    private Stream<Element> known(Element element) {
        return switch (element) {
            case Control control -> isKnown(control) ? Stream.of(control) : Stream.empty();
            case Label label -> Stream.of(label);
            case Layout layout -> {
                var known = layout.elements().stream().flatMap(this::known).toList();
                yield known.isEmpty()
                        ? Stream.empty()
                        : Stream.of(new Layout(layout.kind(), layout.label(), known, layout.rule()));
            }
        };
    }

    private boolean isKnown(Control control) {
        var first = control.scope().steps().getFirst();
        if (first.inverse()) {
            return true;
        }
        var property = draft.entity().properties().get(first.name());
        return property != null
                && draft.knows(property)
                && (!(property.type() instanceof PropertyType.Structure)
                        || Place.ahead(draft, control.scope()).isPresent());
    }

    private void divide(String title, @Nullable Rule rule, List<Element> elements) {
        var loose = new ArrayList<Element>();
        for (var element : spread(elements)) {
            if (element instanceof Layout layout && isSection(layout)) {
                cut(title, rule, loose);
                loose.clear();
                section(within(title, layout.label()), rule, layout);
            } else {
                loose.add(element);
            }
        }
        cut(title, rule, loose);
    }

    /** What only stacks its elements is no section itself. */
    private static List<Element> spread(List<Element> elements) {
        return elements.stream()
                .flatMap(element -> element instanceof Layout layout
                                && layout.rule() == null
                                && (layout.kind() == Layout.Kind.VERTICAL
                                        || layout.kind() == Layout.Kind.CATEGORIZATION)
                        ? spread(layout.elements()).stream()
                        : Stream.of(element))
                .toList();
    }

    private static boolean isSection(Layout layout) {
        return layout.kind() == Layout.Kind.GROUP || layout.kind() == Layout.Kind.CATEGORY;
    }

    private void section(String title, @Nullable Rule rule, Layout layout) {
        if (fields(layout) > LONG && (rule == null || layout.rule() == null)) {
            divide(title, rule == null ? layout.rule() : rule, layout.elements());
        } else if (rule == null) {
            add(title, layout.rule(), layout.elements());
        } else {
            add(title, rule, List.of(stacked(layout.elements(), layout.rule())));
        }
    }

    /** Elements by their order, in sections of about the same length. */
    private void cut(String title, @Nullable Rule rule, List<Element> elements) {
        var all = elements.stream().mapToInt(WideLayout::fields).sum();
        if (all <= LONG) {
            if (!elements.isEmpty()) {
                add(title.isEmpty() ? span(elements) : title, rule, elements);
            }
            return;
        }
        var most = Math.ceilDiv(all, Math.ceilDiv(all, CUT));
        var section = new ArrayList<Element>();
        for (var element : elements) {
            section.add(element);
            if (section.stream().mapToInt(WideLayout::fields).sum() >= most) {
                add(within(title, span(section)), rule, section);
                section.clear();
            }
        }
        if (!section.isEmpty()) {
            add(within(title, span(section)), rule, section);
        }
    }

    private void add(String title, @Nullable Rule rule, List<Element> elements) {
        sections.add(new Layout(Layout.Kind.GROUP, title.isEmpty() ? null : title, elements, rule));
    }

    private static Layout stacked(List<Element> elements, @Nullable Rule rule) {
        return new Layout(Layout.Kind.VERTICAL, null, elements, rule);
    }

    private static String within(String title, @Nullable String label) {
        return label == null || label.isEmpty() ? title : title.isEmpty() ? label : text("{0}: {1}", title, label);
    }

    /** From the title of the first field to that of the last. */
    private String span(List<Element> elements) {
        var titles = elements.stream()
                .flatMap(WideLayout::controls)
                .map(this::title)
                .filter(Objects::nonNull)
                .toList();
        if (titles.isEmpty()) {
            return "";
        }
        return titles.size() == 1
                ? titles.getFirst()
                : text("{0} – {1}##from the first field to the last", titles.getFirst(), titles.getLast());
    }

    static Stream<Control> controls(Element element) {
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout layout -> layout.elements().stream().flatMap(WideLayout::controls);
        };
    }

    private @Nullable String title(Control control) {
        var place = Place.ahead(draft, control.scope()).orElse(null);
        if (place == null || control.label() != null) {
            return place == null ? null : control.label();
        }
        return place.property() == null ? null : place.property().title();
    }
}
