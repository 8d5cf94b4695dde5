package org.casewright.ui.form;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.casewright.definition.EntityDefinition;
import org.casewright.records.Likeness;
import org.casewright.records.Likeness.Agreeing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The records that a new one perhaps is, beside its form, while it is entered; nothing to be seen while there is none. */
final class PerhapsKnown extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Draft draft;
    private transient @Nullable ObjectNode asked;

    PerhapsKnown(Draft draft) {
        this.draft = draft;
        addClassName("known");
        getElement().setAttribute("role", "status");
        setVisible(false);
    }

    /** Whether there is anything to look for: the asker makes such records, and may read others. */
    static boolean isAskedOf(Draft draft) {
        var entity = draft.entity();
        var context = draft.model().context();
        return draft.isNew()
                && entity.duplicates() != null
                && context.records()
                        .privileges(entity.ref(), null, context.actor().get())
                        .containsAll(List.of("create", "read"));
    }

    /** Looks again, where something was entered since. True when there is something to be seen. */
    boolean refresh() {
        var values = draft.asked();
        if (!values.equals(asked)) {
            asked = values;
            var context = draft.model().context();
            var actor = context.actor().get();
            var entity = draft.entity();
            show(entity, context.records().likenesses(entity.ref(), values.deepCopy(), actor));
        }
        return isVisible();
    }

    private void show(EntityDefinition entity, List<Likeness> likenesses) {
        removeAll();
        setVisible(!likenesses.isEmpty());
        if (likenesses.isEmpty()) {
            return;
        }
        var context = draft.model().context();
        var titles = context.records()
                .ownTitles(
                        likenesses.stream().map(Likeness::record).toList(),
                        context.actor().get());
        var heading = new H2(text("Perhaps known already"));
        heading.addClassName("h2");
        var lines = new UnorderedList();
        lines.addClassName("found");
        for (var likeness : likenesses) {
            var record = likeness.record();
            var title = titles.getOrDefault(record.id(), entity.title());
            lines.add(line(entity, likeness, title));
        }
        add(heading, lines);
    }

    private static ListItem line(EntityDefinition entity, Likeness likeness, String title) {
        // What was entered stays: the other record is looked at beside it.
        var link = new Anchor(entity.ref() + "/" + likeness.record().id(), title);
        link.setTarget(AnchorTarget.BLANK);
        var line = new ListItem(link);
        var number = likeness.record().system().number();
        if (number != null && !title.contains(number)) {
            var shown = new Span(number);
            shown.addClassName("mute");
            line.add(shown);
        }
        var why = new Paragraph(text(
                "{0} % alike: {1}",
                Math.round(likeness.score() * 100),
                likeness.agreeing().stream().map(Agreeing::title).distinct().collect(commas())));
        why.addClassName("ink2");
        line.add(why);
        return line;
    }
}
