package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.casewright.expression.Condition;
import org.casewright.problem.Problem;
import org.casewright.ui.part.Icon;

/** Conditions and further groups, of which all or any must be true. */
class FilterGroup extends Div {

    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 3;

    private final transient List<Asked> all;
    private final transient ValueField.Maker fields;
    private final int depth;
    private final Select<Boolean> kind = new Select<>();
    private final Div parts = new Div();
    private final Button more;

    FilterGroup(List<Asked> all, ValueField.Maker fields, int depth, Runnable remove) {
        this.all = all;
        this.fields = fields;
        this.depth = depth;
        addClassName("group");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", text("Conditions that belong together"));
        kind.setItems(true, false);
        kind.setItemLabelGenerator(every -> every ? text("All of these") : text("Any of these"));
        kind.setValue(true);
        kind.getElement().setAttribute("aria-label", text("How many must be true"));
        more = small(new Button(text("Condition"), new Icon("plus"), event -> addRow().focus()));
        var head = new Div(kind);
        head.addClassName("row");
        parts.addClassName("parts");
        var foot = new Div(more);
        foot.addClassName("row");
        if (depth < DEEPEST - 1) {
            foot.add(small(new Button(
                    text("Group"), new Icon("plus"), event -> addGroup(null).focus())));
        }
        if (depth > 0) {
            var gap = new Span();
            gap.addClassName("grow");
            head.add(gap, remover(text("Remove these conditions"), remove));
        }
        add(head, parts, foot);
    }

    private static Button small(Button button) {
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        return button;
    }

    static Button remover(String words, Runnable remove) {
        var button = small(new Button(new Icon("x"), event -> remove.run()));
        button.addThemeVariants(ButtonVariant.LUMO_ICON);
        button.setAriaLabel(words);
        return button;
    }

    boolean isEmpty() {
        return parts.getChildren().findAny().isEmpty();
    }

    /** Shows what is there already. */
    void show(Condition condition) {
        switch (condition) {
            case Condition.Any(List<Condition> any) -> {
                kind.setValue(false);
                any.forEach(this::add);
            }
            case Condition.All(List<Condition> every) -> every.forEach(this::add);
            default -> add(condition);
        }
    }

    private void add(Condition part) {
        if (part instanceof Condition.All || part instanceof Condition.Any) {
            addGroup(part);
        } else {
            addRow(part);
        }
    }

    FilterRow addRow() {
        return addRow(null);
    }

    private FilterRow addRow(@org.jspecify.annotations.Nullable Condition present) {
        var row = new FilterRow[1];
        row[0] = new FilterRow(all, fields, present, () -> remove(row[0]));
        parts.add(row[0]);
        return row[0];
    }

    private FilterGroup addGroup(@org.jspecify.annotations.Nullable Condition present) {
        var group = new FilterGroup[1];
        group[0] = new FilterGroup(all, fields, depth + 1, () -> remove(group[0]));
        if (present == null) {
            group[0].kind.setValue(!kind.getValue());
            group[0].addRow();
        } else {
            group[0].show(present);
        }
        parts.add(group[0]);
        return group[0];
    }

    /** The button that had the focus goes with the part; another is near. */
    private void remove(Component part) {
        parts.remove(part);
        more.focus();
    }

    private void focus() {
        kind.focus();
    }

    /** Says beside each row what is wrong with it; whether nothing is. */
    boolean check(Function<Condition, List<Problem>> problems) {
        return parts.getChildren()
                .map(part ->
                        part instanceof FilterGroup group ? group.check(problems) : ((FilterRow) part).check(problems))
                .reduce(true, Boolean::logicalAnd);
    }

    /** What was built; what is empty asks nothing. */
    Condition condition() {
        var built =
                parts.getChildren().flatMap(part -> condition(part).stream()).toList();
        if (built.size() == 1) {
            return built.getFirst();
        }
        return kind.getValue() || built.isEmpty() ? new Condition.All(built) : new Condition.Any(built);
    }

    private static Optional<Condition> condition(Component part) {
        return part instanceof FilterGroup group
                ? Stream.of(group.condition())
                        .filter(inner -> !inner.equals(Condition.none()))
                        .findFirst()
                : ((FilterRow) part).condition();
    }
}
