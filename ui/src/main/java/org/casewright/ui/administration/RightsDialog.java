package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.all;
import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.either;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.casewright.access.Entitlement;
import org.casewright.access.Entitlement.Field;
import org.casewright.access.Entitlement.Granting;
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
        setHeaderTitle(text(
                "{0}: what {1} may do, and why",
                rules.entity().title(), summary.person().title()));
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
        part(text("Fields"), fields(rules));
        part(text("Single records"), single(of));
        getFooter().add(new Button(text("Close"), event -> close()));
    }

    private static String verdict(EntityDecision decision) {
        if (!decision.denials().isEmpty()) {
            return text(": {0}", text("denied"));
        }
        return decision.may() ? "" : text(": {0}", text("no role of this account grants it"));
    }

    private List<String> sentences(EntityDecision decision) {
        var sentences = new ArrayList<String>();
        decision.denials().forEach(role -> sentences.add(text("Denied to {0}, whatever else is granted.", role(role))));
        if (decision.open()) {
            sentences.add(text("Everybody reads it: reference data."));
        }
        decision.rules().forEach(rule -> sentences.add(sentence(rule)));
        return sentences;
    }

    private String sentence(EntityRule rule) {
        return rule.rowClasses().isEmpty()
                ? text("By {0}: {1}.", role(rule.role()), reach(rule.depth()))
                : text(
                        "By {0}: {1}, of class {2}.",
                        role(rule.role()), reach(rule.depth()), either(spoken(rule.rowClasses())));
    }

    private String reach(Depth depth) {
        return switch (depth) {
            case NONE -> text("none");
            case OWN ->
                text(
                        summary.person().partner() == null
                                ? "what it or one of its teams owns"
                                : "what it or one of its teams owns, as all people of a partner");
            case UNIT ->
                besides.isEmpty() ? text("records of its unit") : text("records of its unit, and for {0}", besides);
            case SUBTREE ->
                besides.isEmpty()
                        ? text("records of its unit and of all below it")
                        : text("records of its unit and of all below it, and for {0}", besides);
            case ALL -> text("records of all units");
        };
    }

    private String role(String id) {
        return catalog.roles().getOrDefault(id, id);
    }

    private static List<String> spoken(Collection<String> classes) {
        return classes.stream().map(RoleMatrix::spoken).sorted().toList();
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
        fields(sentences, text("Reads and changes"), rules, field -> field.reads() && field.writes());
        fields(sentences, text("Reads"), rules, field -> field.reads() && !field.writes());
        fields(sentences, text("Enters, and does not read"), rules, field -> !field.reads() && field.writes());
        fields(sentences, text("Neither reads nor enters"), rules, field -> !field.reads() && !field.writes());
        return sentences;
    }

    private static void fields(List<String> into, String what, Entitlement rules, Predicate<Field> which) {
        var found = rules.fields().stream().filter(which).toList();
        if (!found.isEmpty()) {
            into.add(text(
                    "{0}: {1}.",
                    what,
                    found.size() == rules.fields().size()
                            ? text("all fields")
                            : found.stream().map(RightsDialog::title).collect(commas())));
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
                .forEach(by -> sentences.add(text(
                        "A record of {0} can bar accounts: then it is closed to them, whatever else is granted.",
                        by.title())));
        rules.grants().forEach(granting -> sentences.add(sentence(granting)));
        var glass = rules.glass();
        if (glass != null) {
            sentences.add(
                    glass.fieldClasses().isEmpty()
                            ? text(
                                    "May break the glass for {0, plural, one{# hour} other{# hours}}, for a reason that is kept.",
                                    glass.hours())
                            : text(
                                    "May break the glass for {0, plural, one{# hour} other{# hours}}, for a reason that is kept;"
                                            + " that opens {1} as well.",
                                    glass.hours(), all(spoken(glass.fieldClasses()))));
        }
        of.shares()
                .forEach(sharing -> sentences.add(text(
                        "{0} ({1}) has shared {2, plural, one{one record} other{# records}}.",
                        sharing.byTitle(), sharing.by(), sharing.records())));
        return sentences;
    }

    private String sentence(Granting granting) {
        var grant = granting.grant();
        var opens = text(
                "{0} opens single records to whoever its rule names ({1}), for {2}, to {3}",
                granting.by().title(),
                grant.to().text(),
                grant.privileges().stream()
                        .map(RightsDialog::privilege)
                        .sorted()
                        .collect(commas()),
                all(granting.roles().stream().map(this::role).toList()));
        var until = grant.until();
        var ends = until == null ? opens : text("{0}, until what {1} says", opens, until.text());
        return grant.profile() == null ? ends + "." : text("{0}, with the fields of {1}.", ends, grant.profile());
    }

    /** A privilege as the matrix names it; its code where there is none of the kind any more. */
    private static String privilege(String code) {
        return Arrays.stream(Privilege.values())
                .filter(each -> each.name().equalsIgnoreCase(code))
                .map(RoleMatrix::words)
                .findFirst()
                .orElse(code);
    }
}
