package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition.Desk;
import org.casewright.records.Records;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;

/** The ways to the desk of an entity, to its quick entry, and to what is to be completed. */
public final class DeskButtons {

    private final Catalog catalog;
    private final EntityDefinition entity;
    private final Desk desk;

    private DeskButtons(Catalog catalog, EntityDefinition entity, Desk desk) {
        this.catalog = catalog;
        this.entity = entity;
        this.desk = desk;
    }

    /** For who may create such records; nothing for others, and where there is no desk. */
    public static Optional<DeskButtons> of(Catalog catalog, Records records, EntityDefinition entity, Actor actor) {
        return records.privileges(entity.ref(), null, actor).contains("create")
                ? declared(catalog, entity)
                : Optional.empty();
    }

    private static Optional<DeskButtons> declared(Catalog catalog, EntityDefinition entity) {
        return catalog.desk(entity).map(form -> new DeskButtons(catalog, entity, Objects.requireNonNull(form.desk())));
    }

    /** The desk with a record that the asker may change; nothing where there is no desk. */
    public static Optional<Button> of(Catalog catalog, EntityDefinition entity, UUID record) {
        return declared(catalog, entity)
                .map(found -> found.way(found.desk.title(), "door", "D", entity.ref() + "/" + record + "/desk"));
    }

    /** Beside a list. */
    public Component[] beside() {
        var ways = new ArrayList<Component>();
        if (desk.quick() != null) {
            ways.add(quick());
        }
        var way = way(desk.title(), "door", "D", entity.ref() + "/desk");
        way.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        ways.add(way);
        return ways.toArray(Component[]::new);
    }

    /** On the desk's own page, or on that of its quick entry: the other, and what is to be completed. */
    public Component[] within(boolean quickly) {
        var ways = new ArrayList<Component>();
        var quick = desk.quick();
        if (quick != null) {
            var view = quick.view();
            catalog.views(entity).stream()
                    .filter(each -> each.name().equals(view))
                    .findFirst()
                    .ifPresent(each -> ways.add(open(
                            new Button(each.title(), new Icon("list")),
                            () -> UI.getCurrent()
                                    .navigate(entity.ref(), QueryParameters.simple(Map.of("view", each.name()))))));
            ways.add(quickly ? way(desk.title(), "door", "", entity.ref() + "/desk") : quick());
        }
        return ways.toArray(Component[]::new);
    }

    private Button quick() {
        return way(Objects.requireNonNull(desk.quick()).title(), "repeat", "Q", entity.ref() + "/quick");
    }

    private Button way(String title, String icon, String key, String address) {
        var button = open(new Button(new Icon(icon)), () -> UI.getCurrent().navigate(address));
        var said = new Span(title);
        said.addClassName("only-l");
        button.setAriaLabel(title);
        button.addClassName("add");
        // It has words, in an element that phones do not show.
        button.removeThemeVariants(ButtonVariant.LUMO_ICON);
        button.getElement().appendChild(said.getElement());
        if (!key.isEmpty()) {
            button.getElement()
                    .appendChild(new Keys(key).getElement())
                    .setAttribute("data-key", key.toLowerCase(Locale.ROOT));
        }
        return button;
    }

    private static Button open(Button button, Runnable way) {
        button.addClickListener(event -> way.run());
        return button;
    }
}
