package org.casewright.ui.administration;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.casewright.access.Entitlement;
import org.casewright.access.Entitlement.Field;
import org.casewright.access.Reasons.EntityDecision;
import org.casewright.access.Reasons.EntityRule;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.records.Entitlements.OfEntity;
import org.casewright.records.Entitlements.Summary;
import org.casewright.ui.part.Ruling;

/** Says by which rules somebody may or may not do what with the records of an entity; of single records it knows nothing. */
class RightsDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient Catalog catalog;
    private final transient Summary summary;
    private final String besides;

    RightsDialog(Catalog catalog, Summary summary, OfEntity of, String besides) {
        this.catalog = catalog;
        this.summary = summary;
        this.besides = besides;
        var rules = of.rules();
        setHeaderTitle(rules.entity().title() + ": what " + summary.person().title() + " may do, and why");
        setWidth("600px");
        var list = new UnorderedList();
        list.addClassName("shares");
        for (var privilege : Privilege.values()) {
            var decision = rules.decision(privilege);
            list.add(new Ruling(
                    privilege,
                    sentences(decision),
                    new Element("b").setText(RoleMatrix.words(privilege)),
                    new Element("span").setText(verdict(decision))));
        }
        add(list);
        part("Fields", fields(rules));
        part("Single records", single(of));
        getFooter().add(new Button("Close", event -> close()));
    }

    private static String verdict(EntityDecision decision) {
        if (!decision.denials().isEmpty()) {
            return ": denied";
        }
        return decision.may() ? "" : ": no role of this account grants it";
    }

    private List<String> sentences(EntityDecision decision) {
        var sentences = new ArrayList<String>();
        decision.denials().forEach(role -> sentences.add("Denied to " + role(role) + ", whatever else is granted."));
        if (decision.open()) {
            sentences.add("Everybody reads it: reference data.");
        }
        decision.rules().forEach(rule -> sentences.add(sentence(rule)));
        return sentences;
    }

    private String sentence(EntityRule rule) {
        return "By " + role(rule.role()) + ": " + reach(rule.depth())
                + (rule.rowClasses().isEmpty() ? "" : ", of class " + spoken(rule.rowClasses(), " or ")) + ".";
    }

    private String reach(Depth depth) {
        var where = besides.isEmpty() ? "" : ", and for " + besides;
        return switch (depth) {
            case NONE -> "none";
            case OWN ->
                summary.person().partner() == null
                        ? "what it or one of its teams owns"
                        : "what it or one of its teams owns, as all people of a partner";
            case UNIT -> "records of its unit" + where;
            case SUBTREE -> "records of its unit and of all below it" + where;
            case ALL -> "records of all units";
        };
    }

    private String role(String id) {
        return catalog.roles().getOrDefault(id, id);
    }

    private static String spoken(Collection<String> classes, String between) {
        return classes.stream().map(RoleMatrix::spoken).sorted().collect(Collectors.joining(between));
    }

    private void part(String title, List<String> sentences) {
        if (sentences.isEmpty()) {
            return;
        }
        var heading = new H3(title);
        heading.addClassName("h2");
        add(heading);
        var list = new UnorderedList();
        list.addClassName("shares");
        sentences.forEach(sentence -> list.add(new ListItem(new Paragraph(sentence))));
        add(list);
    }

    private static List<String> fields(Entitlement rules) {
        var sentences = new ArrayList<String>();
        fields(sentences, "Reads and changes", rules, field -> field.reads() && field.writes());
        fields(sentences, "Reads", rules, field -> field.reads() && !field.writes());
        fields(sentences, "Enters, and does not read", rules, field -> !field.reads() && field.writes());
        fields(sentences, "Neither reads nor enters", rules, field -> !field.reads() && !field.writes());
        return sentences;
    }

    private static void fields(List<String> into, String what, Entitlement rules, Predicate<Field> which) {
        var found = rules.fields().stream().filter(which).toList();
        if (!found.isEmpty()) {
            into.add(what + ": "
                    + (found.size() == rules.fields().size()
                            ? "all fields"
                            : found.stream().map(RightsDialog::title).collect(Collectors.joining(", ")))
                    + ".");
        }
    }

    private static String title(Field field) {
        return field.fieldClass() == null
                ? field.title()
                : field.title() + " (" + RoleMatrix.spoken(field.fieldClass()) + ")";
    }

    private List<String> single(OfEntity of) {
        var rules = of.rules();
        var sentences = new ArrayList<String>();
        rules.barring()
                .forEach(by -> sentences.add("A record of " + by.title()
                        + " can bar accounts: then it is closed to them, whatever else is granted."));
        for (var granting : rules.grants()) {
            var until = granting.grant().until();
            sentences.add(granting.by().title() + " opens single records to whoever its rule names ("
                    + granting.grant().to().text() + "), for "
                    + granting.grant().privileges().stream().sorted().collect(Collectors.joining(", ")) + ", to "
                    + granting.roles().stream().map(this::role).collect(Collectors.joining(" and "))
                    + (until == null ? "" : ", until " + until.text())
                    + (granting.grant().profile() == null
                            ? ""
                            : ", with the fields of " + granting.grant().profile())
                    + ".");
        }
        var glass = rules.glass();
        if (glass != null) {
            sentences.add("May break the glass for " + glass.hours() + " hours, for a reason that is kept"
                    + (glass.fieldClasses().isEmpty()
                            ? ""
                            : "; that opens " + spoken(glass.fieldClasses(), ", ") + " as well")
                    + ".");
        }
        of.shares()
                .forEach(sharing -> sentences.add(sharing.byTitle() + " (" + sharing.by() + ") has shared "
                        + (sharing.records() == 1 ? "one record." : sharing.records() + " records.")));
        return sentences;
    }
}
