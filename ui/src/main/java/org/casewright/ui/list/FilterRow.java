package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.casewright.expression.Condition;
import org.casewright.expression.Condition.Relation;
import org.casewright.problem.Problem;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** One condition: what is asked, how, and against which values; what is wrong with it stands below. */
class FilterRow extends Div {

    private static final long serialVersionUID = 1L;

    private final transient ValueField.Maker fields;
    private final ComboBox<Asked> what = new ComboBox<>();
    private final Select<Relation> how = new Select<>();
    private final Div value = new Div();
    private final Span problem = new Span();
    /** What nobody builds like this, and stays as it is. */
    private final transient @Nullable Condition fixed;

    private transient @Nullable ValueField chosen;
    /** How the values that are shown are compared; nothing where none are. */
    private transient @Nullable Relation compared;

    FilterRow(List<Asked> all, ValueField.Maker fields, @Nullable Condition present, Runnable remove) {
        this.fields = fields;
        addClassName("condition");
        value.addClassName("value");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        var known = present instanceof Condition.Test test ? Asked.of(all, test) : Optional.<Asked>empty();
        fixed = present != null && known.isEmpty() ? present : null;
        if (fixed != null) {
            var text = new Code(fixed.feel());
            text.addClassName("grow");
            add(text, FilterGroup.remover(text("Remove this condition"), remove), problem);
            return;
        }
        what.setItems(all);
        what.setItemLabelGenerator(Asked::title);
        what.setPlaceholder(text("Choose a field"));
        what.getElement().setProperty("accessibleName", text("Field"));
        how.getElement().setAttribute("aria-label", text("How"));
        how.setItemLabelGenerator(relation -> relation == null
                ? ""
                : ConditionWords.relation(
                        relation, what.getValue() != null && what.getValue().isOfDays()));
        what.addValueChangeListener(event -> choose(event.getValue()));
        how.addValueChangeListener(event -> relate(event.getValue()));
        add(what, how, value, FilterGroup.remover(text("Remove this condition"), remove), problem);
        if (present instanceof Condition.Test test && known.isPresent()) {
            what.setValue(known.get());
            how.setValue(test.relation());
            edit(test.relation(), test.values());
        }
    }

    private void choose(@Nullable Asked asked) {
        problem.setText("");
        chosen = null;
        compared = null;
        value.removeAll();
        if (asked == null) {
            return;
        }
        how.setItems(asked.relations());
        how.setValue(asked.relations().getFirst());
    }

    /** The browser repeats what a choice has become when its items change; what is being typed stays then. */
    private void relate(@Nullable Relation relation) {
        if (what.getValue() != null && relation != null && relation != compared) {
            edit(relation, List.of());
        }
    }

    private void edit(Relation relation, List<Object> present) {
        compared = relation;
        chosen = fields.of(what.getValue(), relation, present);
        value.removeAll();
        value.add(chosen.components().toArray(Component[]::new));
    }

    /** What was built; empty where nothing is. */
    Optional<Condition> condition() {
        if (fixed != null) {
            return Optional.of(fixed);
        }
        var field = chosen;
        if (what.getValue() == null || how.getValue() == null || field == null) {
            return Optional.empty();
        }
        var values = field.values().get();
        return values.size() < needed(how.getValue())
                ? Optional.empty()
                : Optional.of(what.getValue().test(how.getValue(), values));
    }

    private static int needed(Relation relation) {
        return switch (relation) {
            case EMPTY, FILLED, TODAY -> 0;
            case BETWEEN -> 2;
            default -> 1;
        };
    }

    boolean check(Function<Condition, List<Problem>> problems) {
        if (fixed == null && what.getValue() == null) {
            problem.setText("");
            return true;
        }
        var built = condition();
        if (built.isEmpty()) {
            problem.setText(text("Choose a value."));
            return false;
        }
        var wrong = problems.apply(built.get());
        problem.setText(wrong.stream().map(each -> Words.text(each)).collect(Collectors.joining(" ")));
        return wrong.isEmpty();
    }
}
