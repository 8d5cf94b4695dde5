package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import org.casewright.ui.form.Choices.Choice;
import org.jspecify.annotations.Nullable;

/** Chooses a record of a hierarchy step by step: one of the topmost, then one below it, as deep as wanted. */
class CascadePicker extends CustomField<Choice> {

    private static final long serialVersionUID = 1L;

    private final transient Choices choices;
    private final String title;
    private final List<ComboBox<Choice>> levels = new ArrayList<>();
    private final Div steps = new Div();

    CascadePicker(Choices choices, String title) {
        this.choices = choices;
        this.title = title;
        steps.addClassName("stack");
        add(steps);
        show(List.of());
    }

    @Override
    protected @Nullable Choice generateModelValue() {
        return levels.reversed().stream()
                .map(ComboBox::getValue)
                .filter(chosen -> chosen != null)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected void setPresentationValue(@Nullable Choice chosen) {
        var shown = generateModelValue();
        if (chosen == null ? shown != null : !chosen.equals(shown)) {
            show(chosen == null ? List.of() : choices.way(chosen));
        }
    }

    /** One field for each step of the way, and one for what comes below its end. */
    private void show(List<Choice> way) {
        levels.clear();
        steps.removeAll();
        for (var i = 0; i <= way.size(); i++) {
            var below = i == 0 ? null : way.get(i - 1);
            var level = level(below, i < way.size() ? way.get(i) : null);
            if (level == null) {
                return;
            }
            levels.add(level);
            steps.add(level);
        }
    }

    private @Nullable ComboBox<Choice> level(@Nullable Choice above, @Nullable Choice chosen) {
        var offered = choices.below(above);
        if (offered.isEmpty() && chosen == null) {
            return null;
        }
        var box = new ComboBox<Choice>();
        box.setAriaLabel(above == null ? title : text("{0}: {1}", title, above.title()));
        box.setClearButtonVisible(true);
        box.setItemLabelGenerator(Choice::title);
        var items = new ArrayList<>(offered);
        if (chosen != null && !items.contains(chosen)) {
            items.add(chosen);
        }
        box.setItems(items);
        if (chosen != null) {
            box.setValue(chosen);
        }
        box.setReadOnly(isReadOnly());
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                chosen(levels.indexOf(box));
            }
        });
        return box;
    }

    /** What stood below the changed step no longer fits. */
    private void chosen(int step) {
        var way = new ArrayList<Choice>();
        for (var i = 0; i <= step && levels.get(i).getValue() != null; i++) {
            way.add(levels.get(i).getValue());
        }
        show(way);
        updateValue();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        levels.forEach(level -> level.setReadOnly(readOnly));
    }
}
