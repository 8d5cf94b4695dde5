package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Scope;
import org.casewright.definition.FormDefinition.Step;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/** The layout of an entity for which nobody wrote one: its plain fields, then what is long, then what hangs on it. */
public final class DerivedLayout {

    private static final int ABREAST = 3;

    private DerivedLayout() {}

    /** The entity's own layout where its module has one; else a derived one. */
    public static Element of(Catalog catalog, EntityDefinition entity) {
        return catalog.recordForm(entity).map(form -> form.root()).orElseGet(() -> derive(entity, null));
    }

    /** The layout with lists of related records that it does not mention, at its end. */
    public static Element withRelated(Catalog catalog, EntityDefinition entity, Element layout) {
        var mentioned = new ArrayList<String>();
        mention(layout, mentioned);
        var inverses = catalog.inverses(entity);
        var related = inverses.values().stream()
                .filter(inverse -> !mentioned.contains(inverse.name()))
                .sorted(Comparator.comparing(Inverse::name))
                .map(inverse -> {
                    var plural = inverse.from().plural();
                    var alone = inverses.values().stream()
                                    .filter(other -> other.from().plural().equals(plural))
                                    .count()
                            == 1;
                    var title = alone
                            ? plural
                            : text("{0}: {1}", plural, inverse.reference().title());
                    return (Element) control(Place.inverse(inverse.name())).labelled(title);
                })
                .toList();
        return related.isEmpty()
                ? layout
                : new Layout(Layout.Kind.VERTICAL, null, List.of(layout, group(text("Related"), related)), null);
    }

    private static void mention(Element element, List<String> mentioned) {
        switch (element) {
            case Layout layout -> layout.elements().forEach(child -> mention(child, mentioned));
            case Control control -> {
                var first = control.scope().steps().getFirst();
                if (first.inverse()) {
                    mentioned.add(first.name());
                }
            }
            default -> {}
        }
    }

    /** A layout of the fields of an entity, without the reference by which it hangs on another. */
    static Element derive(EntityDefinition entity, @Nullable String without) {
        var plain = new ArrayList<Element>();
        var sections = new ArrayList<Element>();
        for (var property : entity.properties().values()) {
            if (property.name().equals(without)) {
                continue;
            }
            switch (property.type()) {
                case PropertyType.Group group ->
                    sections.add(group(property.title(), List.of(control(Place.scope(property.name())))));
                case PropertyType.Structure(var parts, var required) ->
                    sections.add(group(property.title(), rows(scopes(property, parts))));
                default -> plain.add(control(Place.scope(property.name())));
            }
        }
        sections.addFirst(group(entity.title(), rows(plain)));
        return new Layout(Layout.Kind.VERTICAL, null, sections, null);
    }

    private static List<Element> scopes(PropertyDefinition structure, List<PropertyDefinition> parts) {
        return parts.stream()
                .map(part -> (Element)
                        control(new Scope(List.of(new Step(structure.name(), false), new Step(part.name(), false)))))
                .toList();
    }

    private static List<Element> rows(List<Element> controls) {
        var rows = new ArrayList<Element>();
        for (var i = 0; i < controls.size(); i += ABREAST) {
            rows.add(new Layout(
                    Layout.Kind.HORIZONTAL, null, controls.subList(i, Math.min(controls.size(), i + ABREAST)), null));
        }
        return rows;
    }

    private static Layout group(String title, List<Element> elements) {
        return new Layout(Layout.Kind.GROUP, title, elements, null);
    }

    /** Controls in rows. */
    static Layout rowed(List<Element> controls) {
        return new Layout(Layout.Kind.VERTICAL, null, rows(controls), null);
    }

    /** A plain control of one property. */
    public static Control control(String property) {
        return control(Place.scope(property));
    }

    private static Control control(Scope scope) {
        return Control.of(scope);
    }
}
