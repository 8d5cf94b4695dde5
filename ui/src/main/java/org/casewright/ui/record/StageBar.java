package org.casewright.ui.record;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.casewright.process.Stage;
import org.casewright.ui.part.Icon;

/** Where a record stands in its workflow. */
public class StageBar extends OrderedList {

    private static final long serialVersionUID = 1L;

    public StageBar(List<Stage> stages) {
        addClassName("flow");
        getElement().setAttribute("aria-label", "Workflow");
        stages.forEach(stage -> add(step(stage)));
    }

    private static ListItem step(Stage stage) {
        var mark = new Span();
        mark.addClassName("d");
        var step = new ListItem(mark);
        step.getElement().appendChild(new Element("b").setText(stage.name()));
        switch (stage.state()) {
            case DONE -> {
                step.addClassName("done");
                mark.add(new Icon("check"));
                step.add(new Span("Done"));
            }
            case CURRENT -> {
                step.addClassName("now");
                step.getElement().setAttribute("aria-current", "step");
                step.add(new Span("Now"));
            }
            case NEXT -> {}
        }
        return step;
    }
}
