package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;

/** Entries by their names, and the form of the chosen one below them. */
final class EntryCards implements Part {

    private final Entries entries;
    private final Control control;
    private final boolean headed;
    private final Div box = new Div();
    private final Div list = new Div();
    private final Div entry = new Div();
    private final Span problem = new Span();
    private final List<Button> names = new ArrayList<>();
    private final @Nullable Button adding;
    private int chosen;
    private @Nullable Part open;

    /**
     * The entries.
     *
     * @param headed whether it says its own title
     */
    EntryCards(Entries entries, Control control, boolean headed) {
        this.entries = entries;
        this.control = control;
        this.headed = headed && !entries.title().isEmpty();
        Fields.widen(box);
        box.addClassName("entries");
        list.addClassName("box");
        entry.addClassName("entry");
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
        adding = entries.isEditing() ? GroupTable.adding(entries, this::add) : null;
        build();
    }

    private void build() {
        box.removeAll();
        if (headed) {
            box.add(GroupTable.heading(entries.title(), entries.size()));
        }
        box.add(problem);
        list.removeAll();
        names.clear();
        chosen = Math.min(chosen, entries.size() - 1);
        if (chosen < 0) {
            var none = new Paragraph(text(entries.isEditing() ? "None yet" : "None"));
            none.addClassName("mute");
            box.add(none);
            open = null;
            chosen = 0;
        } else {
            var table = new NativeTable();
            for (var i = 0; i < entries.size(); i++) {
                table.getBody().add(row(i));
            }
            list.add(table);
            box.add(list, entry);
            choose(chosen);
        }
        if (adding != null) {
            box.add(adding);
        }
    }

    private void choose(int index) {
        chosen = index;
        var detail = control.detail() == null ? entries.layout(index) : control.detail();
        var within = new Within(entries.inside(index), detail, "", false, () -> true);
        open = within;
        entry.removeAll();
        entry.add(within.component());
        within.refresh();
        name();
    }

    /** Their names follow what is entered; their buttons stay, so that the focus can be on one of them. */
    private void name() {
        for (var i = 0; i < names.size(); i++) {
            var button = names.get(i);
            button.setText(entries.name(i));
            var current = i == chosen;
            button.getParent()
                    .flatMap(Component::getParent)
                    .ifPresent(row -> ((NativeTableRow) row).setClassName("cur", current));
        }
    }

    private NativeTableRow row(int index) {
        var name = new Button(entries.name(index), event -> choose(index));
        name.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        name.getElement().setAttribute("data-entry", entries.slot().pointer() + "/" + index);
        names.add(name);
        var row = new NativeTableRow(new NativeTableCell(name));
        if (entries.isEditing()) {
            var doing = new NativeTableCell();
            doing.addClassName("do");
            if (control.is("showSortButtons") && !entries.isFixed(index)) {
                doing.add(moving(index, -1), moving(index, 1));
            }
            if (!entries.isFixed(index)) {
                doing.add(GroupTable.removing(index, () -> remove(index)));
            }
            row.add(doing);
        }
        return row;
    }

    private Button moving(int index, int by) {
        var button = new Button(new Icon(by < 0 ? "up" : "down"), event -> {
            entries.move(index, by);
            chosen = index + by;
            build();
            refresh();
            names.get(chosen).focus();
        });
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        button.setAriaLabel(by < 0 ? text("Move line {0} up", index + 1) : text("Move line {0} down", index + 1));
        button.setEnabled(index + by >= 0 && index + by < entries.size());
        return button;
    }

    private void add() {
        entries.add();
        chosen = entries.size() - 1;
        build();
        refresh();
        if (open != null) {
            open.focusFirst();
        }
    }

    private void remove(int index) {
        entries.remove(index);
        if (index < chosen) {
            chosen--;
        }
        build();
        refresh();
        if (adding != null) {
            adding.focus();
        }
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        box.setVisible(entries.isShown());
        var wrong = entries.slot().problem();
        problem.setText(wrong == null ? "" : wrong);
        if (open != null) {
            open.refresh();
            name();
        }
    }

    @Override
    public void check() {
        if (open != null) {
            open.check();
        }
    }

    @Override
    public boolean focusWrong() {
        for (var i = 0; i < entries.size(); i++) {
            if (isWrong(i)) {
                if (i != chosen) {
                    choose(i);
                }
                if (open != null && open.focusWrong()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isWrong(int index) {
        var all = Shown.of(entries.slot());
        return entries.inside(index).wrong(Set.of(new Shown(all.draft(), all.pointer() + "/" + index))) > 0;
    }

    @Override
    public void shown(Set<Shown> places) {
        places.add(Shown.of(entries.slot()));
    }
}
