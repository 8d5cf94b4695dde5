package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.casewright.expression.Condition;
import org.casewright.problem.Problem;

/** Where a filter is built: conditions in groups, of which all or any must be true. */
class FilterDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient FilterGroup root;

    /**
     * The builder.
     *
     * @param present the filter that is there
     * @param problems what is wrong with a condition; nothing where it can be answered
     * @param chosen takes the filter that was built, when all of it can be answered
     */
    FilterDialog(
            List<Asked> all,
            ValueField.Maker fields,
            Condition present,
            Function<Condition, List<Problem>> problems,
            Consumer<Condition> chosen) {
        setHeaderTitle(text("Filter"));
        setWidth("760px");
        addClassName("filtering");
        root = new FilterGroup(all, fields, 0, () -> {});
        root.show(present);
        if (root.isEmpty()) {
            root.addRow();
        }
        var problem = new Span();
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        add(new Paragraph(text("Only the records are listed for which this is true.")), root, problem);
        var apply = new Button(text("Apply"), event -> {
            var tooLong = ListState.isTooLong(root.condition().feel());
            problem.setText(tooLong ? ListState.tooLong() : "");
            if (root.check(problems) && !tooLong) {
                close();
                chosen.accept(root.condition());
            }
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Cancel"), event -> close()), apply);
    }
}
