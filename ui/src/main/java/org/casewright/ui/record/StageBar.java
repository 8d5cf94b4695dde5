package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.casewright.process.Stage;
import org.casewright.process.StepEntry;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Values;

/** Where a record stands in its workflow. */
public class StageBar extends OrderedList {

    private static final long serialVersionUID = 1L;

    /**
     * The bar.
     *
     * @param steps what was done so far: who and when stand below the stage
     */
    public StageBar(List<Stage> stages, List<StepEntry> steps, Values values) {
        addClassName("flow");
        getElement().setAttribute("aria-label", text("Workflow"));
        stages.forEach(stage -> add(step(stage, done(stage, steps, values))));
    }

    private static String done(Stage stage, List<StepEntry> steps, Values values) {
        return steps.reversed().stream()
                .filter(step ->
                        step.kind() == StepEntry.Kind.TASK && step.step().equals(stage.id()))
                .findFirst()
                .map(step -> text("{0}, {1}##who, when", step.byTitle(), values.lately(step.at())))
                .orElseGet(() -> text("Done"));
    }

    private static ListItem step(Stage stage, String done) {
        var mark = new Span();
        mark.addClassName("d");
        var step = new ListItem(mark);
        step.getElement().appendChild(new Element("b").setText(stage.name()));
        switch (stage.state()) {
            case DONE -> {
                step.addClassName("done");
                mark.add(new Icon("check"));
                step.add(new Span(done));
            }
            case CURRENT -> {
                step.addClassName("now");
                step.getElement().setAttribute("aria-current", "step");
                step.add(new Span(text("Now")));
            }
            case NEXT -> {}
        }
        return step;
    }
}
