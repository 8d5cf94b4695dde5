package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

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
import org.casewright.ui.part.Words;

/** Says by which rules the asker sees a record, and may or may not do the other things with it. */
class WhyDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final Map<Privilege, String> DEEDS = Map.of(
            Privilege.READ, Words.key("You may see it."),
            Privilege.WRITE, Words.key("You may change it."),
            Privilege.APPEND, Words.key("You may add to it."),
            Privilege.DELETE, Words.key("You may retire it."),
            Privilege.ASSIGN, Words.key("You may reassign it."),
            Privilege.SHARE, Words.key("You may share it."),
            Privilege.EXPORT, Words.key("You may export it."),
            Privilege.RUN, Words.key("You may do its tasks."));

    private static final Map<Privilege, String> NOT = Map.of(
            Privilege.READ, Words.key("You may not see it."),
            Privilege.WRITE, Words.key("You may not change it."),
            Privilege.APPEND, Words.key("You may not add to it."),
            Privilege.DELETE, Words.key("You may not retire it."),
            Privilege.ASSIGN, Words.key("You may not reassign it."),
            Privilege.SHARE, Words.key("You may not share it."),
            Privilege.EXPORT, Words.key("You may not export it."),
            Privilege.RUN, Words.key("You may not do its tasks."));

    private static final Map<Depth, String> DEPTHS = Map.of(
            Depth.OWN, Words.key("what is your own or your team’s"),
            Depth.UNIT, Words.key("records of your unit"),
            Depth.SUBTREE, Words.key("records of your unit and of those below it"),
            Depth.ALL, Words.key("records of all units"));

    private final transient FormContext context;

    WhyDialog(FormContext context, EntityRecord record) {
        this.context = context;
        setHeaderTitle(text("What you may do here, and why"));
        setWidth("520px");
        var list = new UnorderedList();
        list.addClassName("shares");
        context.records()
                .why(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .forEach((privilege, decision) -> {
                    var sentence = (decision.may() ? DEEDS : NOT).get(privilege);
                    if (sentence != null) {
                        list.add(new Ruling(privilege, sentences(decision), new Element("b").setText(text(sentence))));
                    }
                });
        add(list);
        getFooter().add(new Button(text("Close"), event -> close()));
    }

    private Set<String> sentences(Decision decision) {
        var sentences = new LinkedHashSet<String>();
        if (decision.open()) {
            sentences.add(text("Everybody may."));
        }
        decision.denials()
                .forEach(role -> sentences.add(text("It is denied to {0}, whatever else allows it.", title(role))));
        if (decision.denials().isEmpty()) {
            decision.rules().stream()
                    .filter(rule -> rule.reaches() == decision.may())
                    .forEach(rule -> sentences.add(text(
                            rule.reaches() ? "{0} may, for {1}." : "{0} may, for {1}: this is none of them.",
                            title(rule.role()),
                            depth(rule.depth()))));
        }
        decision.grants().forEach(grant -> sentences.add(words(grant)));
        if (sentences.isEmpty()) {
            sentences.add(text("None of your roles may."));
        }
        return sentences;
    }

    private String words(Grant grant) {
        var isGlass = grant.source().equals(Grant.GLASS);
        var isShare = grant.source().startsWith("share:");
        if (grant.until() == null) {
            return text(
                    isGlass
                            ? "You have opened it for a while."
                            : isShare ? "It is shared with you." : "What it says opens it to you.");
        }
        return text(
                isGlass
                        ? "You have opened it for a while, until {0}."
                        : isShare ? "It is shared with you, until {0}." : "What it says opens it to you, until {0}.",
                context.values().moment(grant.until()));
    }

    private static String depth(Depth depth) {
        var words = DEPTHS.get(depth);
        return words == null ? "" : text(words);
    }

    private String title(String role) {
        return context.catalog().roles().getOrDefault(role, role);
    }
}
