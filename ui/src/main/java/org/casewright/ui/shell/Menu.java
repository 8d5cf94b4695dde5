package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Reach;
import org.casewright.process.Tasks;
import org.casewright.process.Workload;
import org.casewright.records.Records;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;

/** The drawer: home and inbox, the open module's lists, the other modules, and who is signed in. */
@SpringComponent
@UIScope
class Menu extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Catalogs catalogs;
    private final transient Records records;
    private final transient Tasks tasks;
    private final transient Workload workload;
    private final transient Directory directory;
    private final transient PlatformPrivileges privileges;
    private final transient AuthenticationContext authentication;
    private final Div menus = new Div();
    private final Div me = new Div();
    private @Nullable String open;

    Menu(
            Catalogs catalogs,
            Records records,
            Tasks tasks,
            Workload workload,
            Directory directory,
            PlatformPrivileges privileges,
            AuthenticationContext authentication) {
        this.privileges = privileges;
        this.catalogs = catalogs;
        this.records = records;
        this.tasks = tasks;
        this.workload = workload;
        this.directory = directory;
        this.authentication = authentication;
        addClassName("nav");
        menus.addClassName("menus");
        me.addClassName("me");
        add(brand(), menus, me);
    }

    static Component brand() {
        try (var mark = Menu.class.getResourceAsStream("brand.svg")) {
            var link = new Anchor("", new Svg(java.util.Objects.requireNonNull(mark)), new Span(Page.NAME));
            link.addClassName("brand");
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows what the actor may open; the module of {@code path} is the open one. */
    void show(Actor actor, String path) {
        var catalog = catalogs.current(actor.language());
        var first = path.split("/", 2)[0];
        if (catalog.module(first).isPresent()) {
            open = first;
        }
        menus.removeAll();
        var main = new SideNav();
        main.addItem(
                keyed("g h", item(text("Home"), "", "home", 0)),
                keyed("g i", item(text("Inbox"), "inbox", "inbox", waiting(actor))));
        if (workload.isOpenTo(actor)) {
            main.addItem(keyed("g w", item(text("Workload"), "workload", "scale", 0)));
        }
        menus.add(main);
        var readable = catalog.modules().stream()
                .filter(module -> !entities(module, actor).isEmpty())
                .toList();
        var current = readable.stream()
                .filter(module -> module.name().equals(open))
                .findFirst()
                .or(() -> readable.stream().findFirst());
        current.ifPresent(module -> menus.add(lists(module, entities(module, actor))));
        var others = readable.stream()
                .filter(module -> current.stream().noneMatch(module::equals))
                .toList();
        if (!others.isEmpty()) {
            menus.add(others(others, actor));
        }
        var held = privileges.held(actor);
        var audit = held.getOrDefault(PlatformPrivilege.AUDIT, Reach.NOWHERE);
        if (!audit.isNowhere()) {
            var watched = new SideNav(text("Data protection"));
            watched.addItem(item(text("Access log"), AccessLogPage.ROUTE, "eye", 0));
            if (audit.everywhere()) {
                watched.addItem(item(text("Log of administration"), "administration-log", "clock", 0));
            }
            menus.add(watched);
        }
        if (held.getOrDefault(PlatformPrivilege.ADMINISTER, Reach.NOWHERE).everywhere()) {
            menus.add(administration());
        }
        me.removeAll();
        me.add(face(actor), who(actor), account());
    }

    private static SideNav administration() {
        var nav = new SideNav(text("Administration"));
        nav.addItem(
                item(text("Units"), "administration/units", "branch", 0),
                item(text("People"), "administration/people", "users", 0),
                item(text("Teams"), "administration/teams", "user", 0),
                item(text("Partners"), "administration/partners", "link", 0),
                item(text("Roles"), "administration/roles", "table", 0),
                item(text("Sessions"), "sessions", "key", 0));
        return nav;
    }

    private int waiting(Actor actor) {
        return tasks.waiting(actor);
    }

    private static SideNav lists(ModuleDefinition module, List<EntityDefinition> entities) {
        var nav = new SideNav(module.title());
        for (var entity : entities) {
            var item = item(entity.plural(), entity.ref(), entity.icon() == null ? "list" : entity.icon(), 0);
            item.setMatchNested(true);
            nav.addItem(item);
        }
        return nav;
    }

    private SideNav others(List<ModuleDefinition> modules, Actor actor) {
        var nav = new SideNav(text("Other modules"));
        for (var module : modules) {
            var first = entities(module, actor).getFirst();
            nav.addItem(item(module.title(), first.ref(), module.icon() == null ? "folder" : module.icon(), 0));
        }
        return nav;
    }

    private List<EntityDefinition> entities(ModuleDefinition module, Actor actor) {
        return module.main().stream()
                .flatMap(name -> Optional.ofNullable(module.entities().get(name)).stream())
                .filter(entity -> records.privileges(entity.ref(), null, actor).contains("read"))
                .toList();
    }

    private static SideNavItem item(String label, String path, @Nullable String icon, int count) {
        var item = new SideNavItem(label, path, new Icon(icon));
        if (count > 0) {
            var number = new Span(String.valueOf(count));
            number.addClassName("n");
            item.setSuffixComponent(number);
        }
        return item;
    }

    private static SideNavItem keyed(String key, SideNavItem item) {
        item.getElement().setAttribute("data-key", key);
        return item;
    }

    private static Span face(Actor actor) {
        var letters = new StringBuilder();
        for (var word : actor.title().split("\\s+")) {
            if (!word.isEmpty() && letters.length() < 2) {
                letters.appendCodePoint(word.codePointAt(0));
            }
        }
        var face = new Span(letters.toString().toUpperCase(Locale.ROOT));
        face.addClassName("av");
        face.getElement().setAttribute("aria-hidden", "true");
        return face;
    }

    private Div who(Actor actor) {
        var name = new Div(actor.title());
        name.addClassNames("b", "cut");
        var unit =
                new Div(directory.unit(actor.unit()).map(Directory.Unit::name).orElse(""));
        unit.addClassNames("sm", "mute", "cut");
        var who = new Div(name, unit);
        who.addClassName("grow");
        return who;
    }

    private MenuBar account() {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_ICON);
        MenuItem more = bar.addItem(new Icon("more"));
        more.setAriaLabel(text("Account"));
        var look = more.getSubMenu().addItem(text("Light or dark")).getSubMenu();
        look.addItem(text("As the system"), event -> draw(""));
        look.addItem(text("Light"), event -> draw("light"));
        look.addItem(text("Dark"), event -> draw("dark"));
        more.getSubMenu().addItem(text("Your account"), event -> UI.getCurrent().navigate("account"));
        more.getSubMenu().addItem(text("Sign out"), event -> authentication.logout());
        return bar;
    }

    /** The browser keeps the choice: it belongs to the screen, not to the account. */
    private static void draw(String scheme) {
        UI.getCurrent().getPage().executeJs("window.casewrightScheme($0)", scheme);
    }
}
