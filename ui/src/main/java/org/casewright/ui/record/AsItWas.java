package org.casewright.ui.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.PropertyType;
import org.casewright.records.PastRecord;
import org.casewright.ui.form.DerivedLayout;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Values;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record as it was, in the form and the words of the release of that time; only to be read. What it shows, the history has
 * shown before: a field without a value, and one that the asker may not read, are not even named.
 */
class AsItWas extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient EntityDefinition entity;
    private final transient FormContext now;
    private final transient EntityDefinition present;
    private final transient PastRecord past;
    private final transient Map<UUID, String> titles;
    private final transient Values words;
    private final transient Set<String> shown = new LinkedHashSet<>();

    /**
     * Shows it.
     *
     * @param then the catalog of the release of that time
     * @param entity as it was defined then
     * @param present as it is defined now
     * @param titles of what the record pointed to
     */
    AsItWas(
            FormContext now,
            EntityDefinition present,
            Catalog then,
            EntityDefinition entity,
            PastRecord past,
            Map<UUID, String> titles,
            Values words) {
        this.now = now;
        this.present = present;
        this.entity = entity;
        this.past = past;
        this.titles = titles;
        this.words = words;
        setWidth("760px");
        var change = past.change();
        setHeaderTitle(Words.text(
                "{0} on {1}##a record, when", entity.title(), now.values().moment(change.at())));
        var about = new Paragraph(Words.text(
                "As {0} left it, in the form of release {1}. Computed values are not kept.",
                change.byTitle(), Long.toString(change.release())));
        about.addClassNames("sm", "mute");
        var body = new Div(about);
        body.addClassNames("stack", "as-it-was");
        fill(body, DerivedLayout.of(then, entity), null);
        add(body);
        getFooter().add(new Button(Words.text("Close"), event -> close()));
    }

    private void fill(Div into, org.casewright.definition.FormDefinition.Element element, @Nullable String under) {
        switch (element) {
            case Control control -> control(into, control, under);
            case Label label -> {}
            case Layout layout -> {
                var section = new Div();
                section.addClassName("stack");
                layout.elements().forEach(child -> fill(section, child, layout.label()));
                if (section.getChildren().findAny().isPresent()) {
                    heading(section, layout.label());
                    into.add(section);
                }
            }
        }
    }

    private static void heading(Div section, @Nullable String label) {
        if (label != null && !label.isEmpty()) {
            var heading = new H2(label);
            heading.addClassName("h2");
            section.addComponentAsFirst(heading);
        }
    }

    /** What lies behind a reference or on a list is another record, and stands in that one's history. */
    private void control(Div into, Control control, @Nullable String under) {
        var steps = control.scope().steps();
        var property = entity.properties().get(steps.getFirst().name());
        if (property == null
                || steps.getFirst().inverse()
                || (steps.size() > 1 && !(property.type() instanceof PropertyType.Structure))
                || !shown.add(property.name())) {
            return;
        }
        var name = now.catalog()
                .propertyNow(present, property.name(), past.change().release());
        var value = past.values().get(name);
        if (value == null) {
            return;
        }
        if (property.type() instanceof PropertyType.Group group) {
            into.add(lines(property.title().equals(under) ? null : property.title(), group, value));
        } else {
            var label = control.label() == null || steps.size() > 1 ? property.title() : control.label();
            facts(into).add(fact(label, text(property.type(), value)));
        }
    }

    /** Fields that stand one behind the other share a list. */
    private static Facts facts(Div into) {
        var last = into.getChildren().reduce((first, second) -> second);
        if (last.isPresent() && last.get() instanceof Facts facts) {
            return facts;
        }
        var facts = new Facts();
        into.add(facts);
        return facts;
    }

    private Component lines(@Nullable String title, PropertyType.Group group, JsonNode value) {
        var all = new Div();
        all.addClassName("stack");
        heading(all, title);
        for (var entry : value) {
            var facts = new Facts();
            for (var part : group.properties()) {
                var text = text(part.type(), entry.get(part.name()));
                if (!text.isEmpty()) {
                    facts.add(fact(part.title(), text));
                }
            }
            all.add(facts);
        }
        return all;
    }

    private static Component fact(String label, String text) {
        var fact = new Div();
        fact.getElement()
                .appendChild(
                        new Element("dt").setText(label),
                        new Element("dd").setText(text).setAttribute("dir", "auto"));
        return fact;
    }

    private String text(PropertyType type, @Nullable JsonNode value) {
        try {
            return words.text(type, value, titles);
        } catch (RuntimeException otherwise) {
            // A value of before that type; better as it stands than not at all.
            return value == null ? "" : value.asString(value.toString());
        }
    }

    @Tag("dl")
    private static final class Facts extends HtmlContainer {
        private static final long serialVersionUID = 1L;

        Facts() {
            addClassName("dl");
        }
    }
}
