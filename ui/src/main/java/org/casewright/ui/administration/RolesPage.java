package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.identity.Administration;
import org.casewright.ui.part.Empty;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.MainLayout;

/** What a role grants, as its modules' files say. */
@Route(value = "administration/roles", layout = MainLayout.class)
@PermitAll
class RolesPage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    private static final String ROLE = "role";

    RolesPage(Administration administration, Asker asker) {
        super(text("Roles"), administration, asker);
    }

    @Override
    void show(BeforeEnterEvent event) {
        removeAll();
        offer();
        var catalog = asker().catalog();
        var roles = catalog.roles();
        var chosen = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(ROLE)
                .filter(roles::containsKey)
                .or(() -> order(roles).stream().findFirst());
        if (chosen.isEmpty()) {
            add(new Empty(
                    "key",
                    text("No roles yet"),
                    text("Roles are part of modules. When a module is applied, its roles stand here.")));
            return;
        }
        var bar = new Div(select(roles, chosen.get()), RoleMatrix.legend());
        bar.addClassNames("bar", "rolebar");
        var sheet = new Div();
        sheet.addClassName("roles");
        matrices(catalog, chosen.get()).forEach(sheet::add);
        add(bar, sheet);
    }

    private static List<String> order(Map<String, String> roles) {
        return roles.keySet().stream()
                .sorted(Comparator.comparing((String role) -> roles.getOrDefault(role, role))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private Component select(Map<String, String> roles, String chosen) {
        var select = new Select<String>();
        select.setLabel(text("Role"));
        select.setItems(order(roles));
        select.setItemLabelGenerator(role -> roles.getOrDefault(role, role) + " (" + role + ")");
        select.setValue(chosen);
        select.setWidth("320px");
        select.getElement().setAttribute("data-field", "/role");
        select.addValueChangeListener(event -> getUI().ifPresent(ui ->
                ui.navigate("administration/roles", QueryParameters.simple(Map.of(ROLE, event.getValue())))));
        return select;
    }

    private static List<Section> matrices(Catalog catalog, String role) {
        var sections = catalog.modules().stream()
                .flatMap(module -> RoleMatrix.of(catalog, module, role).stream())
                .toList();
        if (!sections.isEmpty()) {
            return sections;
        }
        return List.of(new Section(new Paragraph(text("No module grants this role anything."))));
    }
}
