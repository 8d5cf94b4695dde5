package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.casewright.definition.EntityDefinition;
import org.casewright.records.SavedView;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;

/** Which columns a list has, and in which order. */
class ColumnsDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final transient EntityDefinition entity;
    private final transient List<ListColumn> all;
    private final transient List<ListColumn> chosen;
    private final OrderedList list = new OrderedList();
    private final ComboBox<ListColumn> more = new ComboBox<>();

    /**
     * The choice.
     *
     * @param done takes the columns that are chosen; null for those of the view
     */
    ColumnsDialog(
            EntityDefinition entity,
            List<ListColumn> all,
            List<ListColumn> present,
            Consumer<@Nullable List<SavedView.Column>> done) {
        this.entity = entity;
        this.all = all;
        this.chosen = new ArrayList<>(present);
        setHeaderTitle(text("Columns"));
        setWidth("440px");
        list.addClassName("collist");
        more.setLabel(text("Add a column"));
        more.setWidthFull();
        more.setItemLabelGenerator(column -> column.fullTitle(entity));
        more.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                chosen.add(event.getValue());
                show(chosen.size() - 1);
            }
        });
        show(-1);
        var form = new Div(list, more);
        form.addClassName("stack");
        add(form);
        var reset = new Button(text("As in the view"), event -> {
            close();
            done.accept(null);
        });
        reset.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        var apply = new Button(text("Apply"), event -> {
            close();
            done.accept(chosen.stream()
                    .map(column -> new SavedView.Column(column.path(), column.width()))
                    .toList());
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(reset, apply);
    }

    private void show(int focused) {
        list.removeAll();
        for (var i = 0; i < chosen.size(); i++) {
            list.add(line(i, i == focused));
        }
        more.clear();
        more.setItems(all.stream()
                .filter(column -> chosen.stream().noneMatch(each -> each.key().equals(column.key())))
                .toList());
    }

    private ListItem line(int place, boolean focused) {
        var column = chosen.get(place);
        var title = column.fullTitle(entity);
        var name = new Span(title);
        name.addClassName("grow");
        name.getElement().setAttribute("dir", "auto");
        var up = step("up", text("Move {0} forward", title), place > 0, () -> move(place, place - 1));
        var down = step("down", text("Move {0} back", title), place < chosen.size() - 1, () -> move(place, place + 1));
        var line = new ListItem(name, up, down, step("x", text("Remove {0}", title), chosen.size() > 1, () -> {
            chosen.remove(place);
            show(Math.min(place, chosen.size() - 1));
        }));
        if (focused) {
            (up.isEnabled() ? up : down).focus();
        }
        return line;
    }

    private void move(int from, int to) {
        Collections.swap(chosen, from, to);
        show(to);
    }

    private static Button step(String icon, String words, boolean possible, Runnable step) {
        var button = new Button(new Icon(icon), event -> step.run());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(words);
        button.setEnabled(possible);
        return button;
    }
}
