package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;

/** What can be done with the rows that are chosen; floats above the list as long as some are. */
class SelectionBar extends Div {

    private static final long serialVersionUID = 1L;

    private final Span many = new Span();
    private final Button all = new Button();

    /**
     * The bar.
     *
     * @param edit edits what is chosen
     * @param chooseAll chooses all that fit
     * @param clear chooses nothing
     */
    SelectionBar(Runnable edit, Runnable chooseAll, Runnable clear) {
        addClassName("selbar");
        getElement().setAttribute("role", "toolbar");
        getElement().setAttribute("aria-label", text("What is chosen"));
        many.getElement().setAttribute("role", "status");
        all.addClickListener(event -> chooseAll.run());
        all.getElement().setAttribute("data-key", "x");
        var change = new Button(text("Edit"), new Icon("edit"), event -> edit.run());
        change.getElement().setAttribute("data-key", "e");
        change.setSuffixComponent(new Keys("E"));
        var none = new Button(new Icon("x"), event -> clear.run());
        none.setAriaLabel(text("Choose nothing"));
        add(many, all, change, none);
        show(0, 0, false);
    }

    /**
     * Says what is chosen.
     *
     * @param fitting how many there are in all
     * @param capped whether there are more than these
     */
    void show(int chosen, long fitting, boolean capped) {
        var isAll = chosen < 0;
        many.setText(
                isAll
                        ? capped
                                ? text("All of more than {0, number} chosen", fitting)
                                : text("{0, plural, one{# chosen} other{All # chosen}}", fitting)
                        : text("{0, plural, one{# chosen} other{# chosen}}", chosen));
        all.setText(capped ? text("Choose all that fit") : text("Choose all {0, number}", fitting));
        all.setVisible(!isAll && chosen < fitting);
        setVisible(chosen != 0);
    }
}
