package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.either;
import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Entry;
import org.casewright.definition.AccessDefinition.FieldGrant;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Titled;

/** One module's part of what a role grants: a line for each entry, for entries stand alone, and how deep each privilege reaches. */
final class RoleMatrix {

    private static final Map<Depth, String> DEPTHS = Map.of(
            Depth.NONE, "none",
            Depth.OWN, key("own records"),
            Depth.UNIT, key("own unit"),
            Depth.SUBTREE, key("own unit and below"),
            Depth.ALL, key("everywhere"));
    private static final Map<Privilege, String> PRIVILEGES = Map.of(
            Privilege.CREATE, key("Create"),
            Privilege.READ, key("Read"),
            Privilege.WRITE, key("Write"),
            Privilege.APPEND, key("Append"),
            Privilege.DELETE, key("Retire"),
            Privilege.ASSIGN, key("Assign"),
            Privilege.SHARE, key("Share"),
            Privilege.EXPORT, key("Export"),
            Privilege.RUN, key("Run"));
    private static final Map<FieldGrant, String> GRANTS = Map.of(
            FieldGrant.READ, key("read##a right"),
            FieldGrant.WRITE, key("read and write"),
            FieldGrant.WRITE_ONLY, key("write, not read"));

    private RoleMatrix() {}

    static String words(Depth depth) {
        return text(DEPTHS.getOrDefault(depth, ""));
    }

    /** A circle as full as the privilege is deep. */
    static Span circle(Depth depth, boolean denied) {
        var circle = new Span();
        circle.addClassNames("depth", depth.name().toLowerCase(Locale.ROOT));
        if (denied) {
            circle.addClassName("denied");
        }
        return circle;
    }

    /** What the circles mean. */
    static Div legend() {
        var legend = new Div();
        legend.addClassName("legend");
        for (var depth : Depth.values()) {
            var mark = circle(depth, false);
            mark.getElement().setAttribute("aria-hidden", "true");
            legend.add(new Div(mark, new Span(words(depth))));
        }
        var mark = circle(Depth.NONE, true);
        mark.getElement().setAttribute("aria-hidden", "true");
        legend.add(new Div(mark, new Span(text("denied, whatever else is granted"))));
        return legend;
    }

    /** The module's entities of which the role is granted or denied something; empty for none. */
    static Optional<Section> of(Catalog catalog, ModuleDefinition module, String role) {
        var rows = new ArrayList<Element>();
        module.entities().values().stream()
                .sorted(Comparator.comparing(EntityDefinition::title))
                .forEach(entity -> rows.addAll(rows(catalog, entity, role)));
        return rows.isEmpty() ? Optional.empty() : Optional.of(section(module, rows));
    }

    /** A module's table. */
    static Section section(ModuleDefinition module, List<Element> rows) {
        var body = new Element("tbody").appendChild(rows.toArray(Element[]::new));
        var table = new Element("table").appendChild(head(), body);
        table.setAttribute("aria-label", module.title());
        var box = new Div();
        box.addClassName("box");
        box.getElement().appendChild(table);
        var section = new Titled(module.title(), box);
        section.addClassName("matrix");
        return section;
    }

    private static Element head() {
        var row = new Element("tr")
                .appendChild(new Element("th").setText(text("Entity")).setAttribute("scope", "col"));
        for (var privilege : Privilege.values()) {
            row.appendChild(new Element("th").setText(words(privilege)).setAttribute("scope", "col"));
        }
        return new Element("thead").appendChild(row);
    }

    static String words(Privilege privilege) {
        return text(PRIVILEGES.getOrDefault(privilege, ""));
    }

    private static List<Element> rows(Catalog catalog, EntityDefinition entity, String role) {
        var denied = EnumSet.noneOf(Privilege.class);
        catalog.denials().stream()
                .filter(deny -> deny.role().equals(role) && deny.entity().equals(entity.ref()))
                .forEach(deny -> denied.add(deny.privilege()));
        var entries = catalog.grants(role, entity);
        if (entries.isEmpty()) {
            return denied.isEmpty()
                    ? List.of()
                    : List.of(row(entity, new Entry(Map.of(), Set.of(), Map.of()), "", denied));
        }
        var rows = new ArrayList<Element>();
        for (var i = 0; i < entries.size(); i++) {
            var which = entries.size() == 1 ? "" : text("Entry {0} of {1}, each by itself", i + 1, entries.size());
            rows.add(row(entity, entries.get(i), which, denied));
        }
        return rows;
    }

    private static Element row(EntityDefinition entity, Entry entry, String which, Set<Privilege> denied) {
        var name = new Element("th").setAttribute("scope", "row");
        name.appendChild(new Element("b").setText(entity.title()));
        lines(entity, entry, which).forEach(line -> name.appendChild(new Element("small").setText(line)));
        return row(name, entry::depth, denied);
    }

    /** A row behind its name: how deep each privilege reaches, and which are denied. */
    static Element row(Element name, Function<Privilege, Depth> depths, Set<Privilege> denied) {
        var row = new Element("tr").appendChild(name);
        for (var privilege : Privilege.values()) {
            var isDenied = denied.contains(privilege);
            var depth = depths.apply(privilege);
            var circle = circle(depth, isDenied);
            circle.getElement().setAttribute("role", "img");
            var said = text(
                    "{0}: {1}", words(privilege), isDenied ? text("denied, whatever else is granted") : words(depth));
            circle.getElement().setAttribute("aria-label", said).setAttribute("title", said);
            row.appendChild(new Element("td")
                    .setAttribute("data-label", words(privilege))
                    .appendChild(circle.getElement()));
        }
        return row;
    }

    private static List<String> lines(EntityDefinition entity, Entry entry, String which) {
        var lines = new ArrayList<String>();
        if (!which.isEmpty()) {
            lines.add(which);
        }
        if (!entry.rowClasses().isEmpty()) {
            lines.add(text(
                    "Only records of class {0}",
                    either(entry.rowClasses().stream()
                            .map(RoleMatrix::spoken)
                            .sorted()
                            .toList())));
        }
        if (!entry.fieldClasses().isEmpty()) {
            lines.add(text(
                    "Restricted fields: {0}",
                    entry.fieldClasses().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(grant -> spoken(grant.getKey()) + " ("
                                    + text(GRANTS.getOrDefault(grant.getValue(), "")) + ")")
                            .collect(commas())));
        }
        var visible = entry.visible();
        if (visible != null) {
            lines.add(text("Only the fields {0}", titles(entity, visible)));
        }
        return lines;
    }

    private static String titles(EntityDefinition entity, Set<String> visible) {
        return visible.stream()
                .map(name -> entity.property(name)
                        .map(property -> property.title())
                        .or(() -> SystemNames.find(name).map(SystemNames.Named::title))
                        .orElse(name))
                .sorted()
                .collect(commas());
    }

    /** A class's name as words: files give them no titles. */
    static String spoken(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
