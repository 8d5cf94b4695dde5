package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The menu beside and the top line above each page. */
@SpringComponent
@UIScope
@JsModule("context://look/keys.js")
@PermitAll
public class MainLayout extends AppLayout implements AfterNavigationObserver, BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final List<String> KEY_WORDS = List.of(
            key("Keys"),
            key("Single letters work"),
            key("Into the list"),
            key("Open the line"),
            key("Next field to mend"),
            key("Section before"),
            key("Next section"),
            key("Line before"),
            key("Next line"));

    private final transient Asker asker;
    private final Menu menu;
    private final Bell bell;
    private final Div crumbs = new Div();
    private final Div actions = new Div();
    private final Anchor lastList = new Anchor();
    private boolean list;
    private boolean passwordKnownGood;

    MainLayout(Asker asker, Menu menu, Bell bell) {
        this.asker = asker;
        this.menu = menu;
        this.bell = bell;
        setPrimarySection(Section.DRAWER);
        addToDrawer(menu);
        crumbs.addClassNames("row", "grow");
        actions.addClassName("row");
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(text("Menu"));
        lastList.addClassName("key-only");
        lastList.setText(text("Last list"));
        lastList.getElement().setAttribute("tabindex", "-1").setAttribute("aria-hidden", "true");
        var top = new Div(toggle, crumbs, new SearchBox(), actions, bell, lastList);
        top.addClassName("top");
        addToNavbar(top);
        setI18n(new AppLayoutI18n().setDrawer(text("Menu")));
        getElement().setAttribute("data-key-words", JsonMapper.shared().writeValueAsString(keyWords()));
    }

    /** What the list of keys says by itself, for the script that makes it. */
    private static Map<String, String> keyWords() {
        return KEY_WORDS.stream().collect(Collectors.toMap(word -> word, word -> text(word)));
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        super.showRouterLayoutContent(content);
        crumbs.removeAll();
        actions.removeAll();
        list = false;
        if (content instanceof Page page) {
            crumbs.add(page.crumbs());
            actions.add(page.actions());
            list = page.isList();
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!passwordKnownGood && asker.mustChangePassword()) {
            event.forwardTo(PasswordPage.class);
        } else {
            passwordKnownGood = true;
        }
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var actor = asker.actor();
        menu.show(actor, event.getLocation().getPath());
        bell.show(actor);
        if (list) {
            lastList.setHref(event.getLocation().getPathWithQueryParameters());
            lastList.getElement().setAttribute("data-key", "g l");
        }
    }
}
