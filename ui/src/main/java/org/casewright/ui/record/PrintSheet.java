package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.entity.EntityRecord;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.FormView;

/**
 * A record as it is printed: its head, all of its sections, who printed it and when. What the asker may not read, and what was not
 * revealed, is not on it. It is seen on paper alone.
 */
final class PrintSheet extends Div {

    private static final long serialVersionUID = 1L;

    private static final String PRINT = """
            const sheet = this;
            const pictures = [...sheet.querySelectorAll('img')].map(each => each.decode().catch(() => {}));
            return new Promise(done => {
              addEventListener('afterprint', () => done(), { once: true });
              Promise.all(pictures).then(() => requestAnimationFrame(() => window.print()));
            });""";

    /**
     * The sheet.
     *
     * @param sections by their titles; one without a title stands for all
     */
    PrintSheet(FormModel model, EntityRecord record, String title, Map<String, Element> sections, Locale language) {
        var context = model.context();
        addClassName("print-only");
        add(new RecordHead(context, record, title));
        var options = new FormView.Options(false, inverse -> false, inverse -> {}, () -> {});
        sections.forEach((name, layout) -> {
            var section = new Div();
            section.addClassName("stack");
            if (sections.size() > 1) {
                var heading = new H2(name);
                heading.addClassName("h2");
                section.add(heading);
            }
            section.add(new FormView(model, layout, options, language));
            add(section);
        });
        var actor = context.actor().get();
        var foot = new Paragraph(text(
                "Printed by {0} on {1}.",
                actor.title(), context.values().moment(OffsetDateTime.now(ZoneId.of(actor.zone())))));
        foot.addClassName("printed");
        add(foot);
    }

    /** Lets the browser print the page, on which this is, when its pictures are there; then it is not needed any more. */
    void print() {
        getElement().executeJs(PRINT).then(printed -> removeFromParent());
    }
}
