package org.casewright.ui.form;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A form as somebody meets it who opens every tab: what is behind a tab is no part of the page before. */
final class Opened {

    private final Component form;
    private final Set<Component> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Component> inOrder = new ArrayList<>();
    private final IdentityHashMap<Component, Component> holders = new IdentityHashMap<>();

    Opened(Component form) {
        this.form = form;
        open(form);
    }

    static Stream<Component> all(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(Opened::all));
    }

    private void open(Component from) {
        var tabs = new ArrayList<Tabs>();
        all(from).forEach(each -> {
            if (met.add(each)) {
                inOrder.add(each);
                holder(each).ifPresent(holder -> holders.put(each, holder));
                if (each instanceof Tabs found) {
                    tabs.add(found);
                }
            }
        });
        for (var each : tabs) {
            var first = each.getSelectedTab();
            each.getChildren().map(Tab.class::cast).toList().forEach(tab -> {
                each.setSelectedTab(tab);
                open(each.getParent().orElseThrow());
            });
            each.setSelectedTab(first);
        }
    }

    private static Optional<Component> holder(Component each) {
        return Stream.iterate(each.getParent(), Optional::isPresent, parent -> parent.flatMap(Component::getParent))
                .map(Optional::get)
                .filter(parent -> parent.getElement().hasAttribute("data-scope"))
                .findFirst();
    }

    /** The controls with this scope that lie in no other control but this one; null for none. */
    List<Component> controls(String scope, @Nullable Component within) {
        return inOrder.stream()
                .filter(each -> scope.equals(each.getElement().getAttribute("data-scope")))
                .filter(each -> Objects.equals(holders.get(each), within))
                .toList();
    }

    /** How often a control itself says this. */
    long says(Component control, String words) {
        return Stream.concat(Stream.of(control), inOrder.stream().filter(each -> control.equals(holders.get(each))))
                .filter(each -> !each.getElement().hasAttribute("data-scope") || each.equals(control))
                .filter(each -> words.equals(label(each)))
                .count();
    }

    private static String label(Component each) {
        if (each instanceof HasLabel labelled) {
            return Objects.requireNonNullElse(labelled.getLabel(), "");
        }
        if (!(each instanceof H2 || each instanceof H3)) {
            return "";
        }
        return each.getChildren()
                .filter(Span.class::isInstance)
                .map(HasElement::getElement)
                .map(com.vaadin.flow.dom.Element::getText)
                .findFirst()
                .orElseGet(() -> each.getElement().getText());
    }

    List<AbstractField<?, ?>> fields() {
        return inOrder.stream()
                .filter(each -> each.getElement().hasAttribute("data-field"))
                .<AbstractField<?, ?>>map(AbstractField.class::cast)
                .toList();
    }

    Stream<AbstractField<?, ?>> field(String pointer) {
        return fields().stream()
                .filter(field -> pointer.equals(field.getElement().getAttribute("data-field")));
    }

    Stream<Button> buttons(String attribute) {
        return inOrder.stream()
                .filter(each -> each.getElement().hasAttribute(attribute))
                .filter(Button.class::isInstance)
                .map(Button.class::cast);
    }

    Stream<Tabs> tabs() {
        return inOrder.stream().filter(Tabs.class::isInstance).map(Tabs.class::cast);
    }

    /** Whether whoever has opened what it lies in sees it. */
    boolean isSeen(Component each) {
        return Stream.iterate(Optional.of(each), Optional::isPresent, parent -> parent.flatMap(Component::getParent))
                .allMatch(part -> part.get().isVisible());
    }

    static boolean isEnabled(Component each) {
        return each.getElement().isEnabled();
    }

    /** What the browser sends when somebody enters a value. */
    @SuppressWarnings("unchecked")
    static <T> void enter(AbstractField<?, ?> field, T value) {
        enterInto((AbstractField<?, T>) field, value);
    }

    private static <C extends AbstractField<C, T>, T> void enterInto(AbstractField<?, T> field, T value) {
        @SuppressWarnings("unchecked")
        var typed = (C) field;
        var old = typed.getValue();
        typed.setValue(value);
        ComponentUtil.fireEvent(typed, new AbstractField.ComponentValueChangeEvent<C, T>(typed, typed, old, true));
    }

    /** Enters again what stands there, from nothing. */
    static <T> void enterAgain(AbstractField<?, T> field) {
        var value = field.getValue();
        enter(field, field.getEmptyValue());
        enter(field, value);
    }

    Component form() {
        return form;
    }
}
