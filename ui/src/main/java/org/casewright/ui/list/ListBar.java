package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.Element;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.casewright.expression.Condition;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;

/** Above a list: words to find, what is filtered, and the list's own actions at the end. */
class ListBar extends Div {

    private static final long serialVersionUID = 1L;

    private static final int SEARCH_DELAY = 400;

    private final TextField find = new TextField();
    private final transient Supplier<ListShown> now;
    private final transient Consumer<ListState> go;
    private final transient Runnable edit;
    /** Words that were typed and asked for, and are not shown yet. */
    private final transient Set<String> asked = new HashSet<>();

    /**
     * The bar.
     *
     * @param now what the list shows, as it was arranged last
     * @param edit opens the filter
     */
    ListBar(Supplier<ListShown> now, Consumer<ListState> go, Runnable edit) {
        this.now = now;
        this.go = go;
        this.edit = edit;
        addClassName("bar");
        find();
    }

    /**
     * Shows what the list is narrowed to. The field for words stays, with what was typed in it since the list was asked.
     *
     * @param words says conditions
     */
    void show(ConditionWords words) {
        getChildren().filter(each -> !each.equals(find)).toList().forEach(this::remove);
        add(find);
        var said = now.get().state().words();
        if (said.equals(find.getValue())) {
            asked.clear();
        } else if (!asked.remove(said)) {
            find.setValue(said);
        }
        now.get().condition().conjuncts().forEach(part -> add(chip(part, words.of(part))));
        var more = new NativeButton(text("Filter"), event -> edit.run());
        more.addClassNames("chip", "add");
        more.getElement().insertChild(0, new Icon("plus").getElement());
        add(more);
    }

    private void find() {
        find.addClassName("find");
        find.setPlaceholder(text("Find in this list"));
        find.setAriaLabel(text("Find in this list"));
        find.setPrefixComponent(new Icon("search"));
        find.setSuffixComponent(new Keys("F"));
        find.getElement().setAttribute("data-key", "f");
        find.setValue(now.get().state().words());
        find.setValueChangeMode(ValueChangeMode.LAZY);
        find.setValueChangeTimeout(SEARCH_DELAY);
        find.setAutofocus(!find.isEmpty());
        find.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                asked.add(event.getValue());
                go.accept(now.get().state().searching(event.getValue()));
            }
        });
    }

    private Component chip(Condition part, ConditionWords.Said said) {
        var open = new NativeButton(said.what());
        if (!said.how().isEmpty()) {
            open.getElement().appendChild(new Element("b").setText(said.how()));
        }
        open.setAriaLabel(text("Change the filter: {0}", said.whole()));
        open.addClickListener(event -> edit.run());
        var remove = new NativeButton();
        remove.add(new Icon("x"));
        remove.setAriaLabel(text("Remove the filter: {0}", said.whole()));
        remove.addClickListener(event -> go.accept(now.get().asking(now.get().without(part))));
        var chip = new Div(open, remove);
        chip.addClassNames("chip", "two");
        chip.getElement().setAttribute("title", said.whole());
        return chip;
    }
}
