package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.dom.Element;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.casewright.access.Entitlement;
import org.casewright.access.Reasons.EntityRule;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.ModuleDefinition;
import org.casewright.records.Entitlements.OfEntity;
import org.casewright.records.Entitlements.Summary;

/** One module's part of what somebody may do: a line for each entity, which opens what stands behind it. */
final class RightsMatrix {

    private final Catalog catalog;
    private final Summary summary;
    private final Function<Summary, String> besides;

    /**
     * Prepares.
     *
     * @param besides for which units beside its own the account acts, and until when
     */
    RightsMatrix(Catalog catalog, Summary summary, Function<Summary, String> besides) {
        this.catalog = catalog;
        this.summary = summary;
        this.besides = besides;
    }

    Optional<Section> of(ModuleDefinition module) {
        var rows = summary.entities().stream()
                .filter(of -> of.rules().entity().module().equals(module.name()))
                .sorted(Comparator.comparing(of -> of.rules().entity().title()))
                .map(this::row)
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(RoleMatrix.section(module, rows));
    }

    private Element row(OfEntity of) {
        var rules = of.rules();
        var open = new Button(
                rules.entity().title(), event -> new RightsDialog(catalog, summary, of, besides.apply(summary)).open());
        open.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        open.setAriaLabel(text("{0}: why", rules.entity().title()));
        var name = new Element("th").setAttribute("scope", "row").appendChild(open.getElement());
        var roles = roles(rules);
        if (!roles.isEmpty()) {
            name.appendChild(new Element("small")
                    .setText(text(
                            "By {0}",
                            roles.stream()
                                    .map(role -> catalog.roles().getOrDefault(role, role))
                                    .sorted()
                                    .collect(commas()))));
        }
        if (rules.hidden()) {
            name.appendChild(new Element("small").setText(text("Hidden from whoever cannot read it")));
        }
        var denied = EnumSet.noneOf(Privilege.class);
        rules.decisions().forEach((privilege, decision) -> {
            if (!decision.denials().isEmpty()) {
                denied.add(privilege);
            }
        });
        return RoleMatrix.row(name, privilege -> deepest(rules, privilege), denied);
    }

    private static Set<String> roles(Entitlement rules) {
        var roles = new TreeSet<String>();
        rules.decisions().values().forEach(decision -> decision.rules().forEach(rule -> roles.add(rule.role())));
        return roles;
    }

    /** Of entries that speak of other row classes each the deepest is drawn; which class it is of, stands behind it. */
    private static Depth deepest(Entitlement rules, Privilege privilege) {
        var decision = rules.decision(privilege);
        return decision.open()
                ? Depth.ALL
                : decision.rules().stream()
                        .map(EntityRule::depth)
                        .max(Comparator.naturalOrder())
                        .orElse(Depth.NONE);
    }
}
