package org.casewright.ui.list;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.casewright.records.SavedView;
import org.casewright.records.SavedView.Audience;
import org.casewright.records.SavedViews;
import org.casewright.records.SavedViews.Wanted;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Notices;
import org.casewright.ui.shell.Asker;
import org.jspecify.annotations.Nullable;

/** The views of a list beside one another: the module's, the own ones, and those that others share; and what is done with them. */
class ViewTabs extends Div {

    private static final long serialVersionUID = 1L;

    private final transient SavedViews views;
    private final transient Asker asker;
    private transient ListShown shown;
    private final transient Consumer<ListState> go;

    ViewTabs(SavedViews views, Asker asker, ListShown shown, Consumer<ListState> go) {
        this.asker = asker;
        this.views = views;
        this.shown = shown;
        this.go = go;
        addClassName("cw-tabs");
        add(tabs(), save(), menu());
    }

    /** The same list, arranged otherwise: what is kept from now on is that. */
    void show(ListShown arranged) {
        shown = arranged;
        removeAll();
        add(tabs(), save(), menu());
    }

    private Tabs tabs() {
        var tabs = new Tabs();
        tabs.getElement().setAttribute("aria-label", text("Views of this list"));
        var names = new ArrayList<@Nullable String>();
        for (var view : shown.module()) {
            add(tabs, names, view.name(), new Tab(view.title()));
        }
        if (shown.module().isEmpty()) {
            add(tabs, names, null, new Tab(text("All {0}", lower(shown.entity().plural()))));
        }
        var mine = shown.kept().views().stream().filter(SavedView::mine).toList();
        var others = shown.kept().views().stream().filter(view -> !view.mine()).toList();
        add(tabs, names, mine);
        add(tabs, names, others);
        tabs.addSelectedChangeListener(event -> go.accept(shown.state().viewing(names.get(tabs.getSelectedIndex()))));
        return tabs;
    }

    /** What somebody keeps has a face; a group begins with a line before it. */
    private void add(Tabs tabs, List<@Nullable String> names, List<SavedView> group) {
        for (var view : group) {
            var tab = new Tab(view.title());
            tab.getElement().setAttribute("dir", "auto");
            var icon = new Icon(view.mine() ? "user" : "users");
            tab.add(icon);
            tab.getElement()
                    .setAttribute(
                            "title",
                            view.mine()
                                    ? view.with() == null
                                            ? text("Yours alone")
                                            : text("Yours, shared with {0}", title(view.with()))
                                    : text("Shared by {0}", view.ownerTitle()));
            if (view.equals(group.getFirst())) {
                tab.addClassName("begins");
            }
            add(tabs, names, view.id().toString(), tab);
        }
    }

    private void add(Tabs tabs, List<@Nullable String> names, @Nullable String name, Tab tab) {
        tabs.add(tab);
        names.add(name);
        var present = shown.view() == null ? null : shown.view().name();
        if (java.util.Objects.equals(name, present)) {
            tabs.setSelectedTab(tab);
        }
    }

    private NativeButton save() {
        var saved = shown.saved();
        var changed = shown.state().isChanged();
        var button =
                new NativeButton(saved != null && saved.mine() && changed ? text("Save changes") : text("Save view"));
        button.getElement().insertChild(0, new Icon("plus").getElement());
        button.addClassNames("chip", "plain", "only-l");
        button.addClickListener(event -> {
            if (saved != null && saved.mine() && changed) {
                saveChanges(saved);
            } else {
                saveAs();
            }
        });
        return button;
    }

    private void saveChanges(SavedView saved) {
        views.change(
                saved.entity(), saved.id(), new Wanted(saved.title(), shown.content(), saved.with()), asker.actor());
        Notices.done(text("Saved"));
        go.accept(shown.state().viewing(saved.id().toString()));
    }

    private void saveAs() {
        new ViewDialog(
                        text("Save this view"),
                        new ViewDialog.Entered("", null, false),
                        views.audiences(shown.entity().ref(), asker.actor()),
                        this::title,
                        entered -> {
                            var made = views.add(
                                    shown.entity().ref(),
                                    new Wanted(entered.title(), shown.content(), entered.with()),
                                    asker.actor());
                            first(made.id().toString(), entered.first(), false);
                            Notices.done(text("Saved"));
                            go.accept(shown.state().viewing(made.id().toString()));
                        })
                .open();
    }

    private void first(String view, boolean wanted, boolean present) {
        if (wanted != present) {
            views.open(shown.entity().ref(), wanted ? view : null, asker.actor());
        }
    }

    private NativeButton menu() {
        var button = new NativeButton();
        button.addClassNames("chip", "plain");
        button.add(new Icon("more"));
        button.setAriaLabel(text("More for this view"));
        var menu = new ContextMenu(button);
        menu.setOpenOnClick(true);
        var saved = shown.saved();
        var name = shown.view() == null ? null : shown.view().name();
        var isFirst = name != null && name.equals(shown.kept().first());
        if (saved != null && saved.mine() && shown.state().isChanged()) {
            menu.addItem(text("Save changes"), event -> saveChanges(saved));
        }
        if (saved != null && saved.mine()) {
            menu.addItem(text("Rename or share…"), event -> edit(saved, isFirst));
        }
        if (saved == null || !saved.mine() || shown.state().isChanged()) {
            menu.addItem(text("Save as a new view…"), event -> saveAs());
        }
        if (name != null) {
            menu.addItem(isFirst ? text("Open this list with it no more") : text("Open this list with it"), event -> {
                first(name, !isFirst, isFirst);
                go.accept(shown.state().viewing(name));
            });
        }
        if (shown.state().isChanged()) {
            menu.addItem(
                    text("Undo what was changed"),
                    event -> go.accept(shown.state().viewing(name)));
        }
        if (saved != null && saved.mine()) {
            menu.addItem(text("Delete…"), event -> remove(saved));
        }
        return button;
    }

    private void edit(SavedView saved, boolean isFirst) {
        new ViewDialog(
                        text("Rename or share this view"),
                        new ViewDialog.Entered(saved.title(), saved.with(), isFirst),
                        views.audiences(saved.entity(), asker.actor()),
                        this::title,
                        entered -> {
                            views.change(
                                    saved.entity(),
                                    saved.id(),
                                    new Wanted(entered.title(), null, entered.with()),
                                    asker.actor());
                            first(saved.id().toString(), entered.first(), isFirst);
                            go.accept(shown.state().viewing(saved.id().toString()));
                        })
                .open();
    }

    private void remove(SavedView saved) {
        new ConfirmDialog(
                        text("Delete the view “{0}”?", saved.title()),
                        saved.with() == null
                                ? text("The records stay as they are.")
                                : text(
                                        "It is gone for everybody with whom you share it. The records stay as they are."),
                        text("Delete"),
                        event -> {
                            views.remove(saved.entity(), saved.id(), asker.actor());
                            go.accept(shown.state().viewing(null));
                        },
                        text("Keep"),
                        event -> {})
                .open();
    }

    private String title(Audience audience) {
        var title = views.title(audience, asker.actor());
        return switch (audience.kind()) {
            case EVERYBODY -> text("Everybody who may see this list");
            case UNIT -> text("Unit: {0}", title);
            case TEAM -> text("Team: {0}", title);
            case ROLE -> text("Role: {0}", title);
        };
    }
}
