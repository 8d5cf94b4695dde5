package org.casewright.ui.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.casewright.access.Reasons.Decision;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Ruling;

/** Says by which rules the asker sees a record, and may or may not do the other things with it. */
class WhyDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final Map<Privilege, String> DEEDS = Map.of(
            Privilege.READ, "see it",
            Privilege.WRITE, "change it",
            Privilege.APPEND, "add to it",
            Privilege.DELETE, "retire it",
            Privilege.ASSIGN, "reassign it",
            Privilege.SHARE, "share it",
            Privilege.EXPORT, "export it",
            Privilege.RUN, "do its tasks");

    private static final Map<Depth, String> DEPTHS = Map.of(
            Depth.OWN, "what is your own or your team’s",
            Depth.UNIT, "records of your unit",
            Depth.SUBTREE, "records of your unit and of those below it",
            Depth.ALL, "records of all units");

    private final transient FormContext context;

    WhyDialog(FormContext context, EntityRecord record) {
        this.context = context;
        setHeaderTitle("What you may do here, and why");
        setWidth("520px");
        var list = new UnorderedList();
        list.addClassName("shares");
        context.records()
                .why(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .forEach((privilege, decision) -> {
                    if (DEEDS.containsKey(privilege)) {
                        list.add(new Ruling(
                                privilege,
                                sentences(decision),
                                new Element("b")
                                        .setText((decision.may() ? "You may " : "You may not ")
                                                + DEEDS.get(privilege))));
                    }
                });
        add(list);
        getFooter().add(new Button("Close", event -> close()));
    }

    private Set<String> sentences(Decision decision) {
        var sentences = new LinkedHashSet<String>();
        if (decision.open()) {
            sentences.add("Everybody may.");
        }
        decision.denials()
                .forEach(role -> sentences.add("It is denied to " + title(role) + ", whatever else allows it."));
        if (decision.denials().isEmpty()) {
            decision.rules().stream()
                    .filter(rule -> rule.reaches() == decision.may())
                    .forEach(rule -> sentences.add(title(rule.role()) + " may, for " + DEPTHS.get(rule.depth())
                            + (rule.reaches() ? "." : ": this is none of them.")));
        }
        decision.grants().forEach(grant -> sentences.add(words(grant)));
        if (sentences.isEmpty()) {
            sentences.add("None of your roles may.");
        }
        return sentences;
    }

    private String words(Grant grant) {
        var until = grant.until() == null ? "." : ", until " + context.values().moment(grant.until()) + ".";
        if (grant.source().equals(Grant.GLASS)) {
            return "You have opened it for a while" + until;
        }
        return (grant.source().startsWith("share:") ? "It is shared with you" : "What it says opens it to you") + until;
    }

    private String title(String role) {
        return context.catalog().roles().getOrDefault(role, role);
    }
}
