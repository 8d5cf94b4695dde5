package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.Lent;
import org.casewright.identity.Administration.Person;
import org.casewright.identity.Administration.State;
import org.casewright.identity.Directory;
import org.casewright.identity.Directory.Status;
import org.casewright.identity.Directory.Unit;
import org.casewright.identity.Partners.Partner;
import org.casewright.ui.administration.Table.Deeds;
import org.casewright.ui.administration.Table.Shown;
import org.casewright.ui.part.Cards;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.MainLayout;

/** The accounts of people. */
@Route(value = "administration/people", layout = MainLayout.class)
@PermitAll
class PeoplePage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    private static final int SEARCH_DELAY = 400;
    private static final int PAGE = 50;
    private static final Map<State, Shown> STATES = Map.of(
            State.OPEN, new Shown(key("Open"), "ok"),
            State.NEW, new Shown(key("First password"), "new"),
            State.RESTING, new Shown(key("Locked for a while"), "wait"),
            State.CLOSED, new Shown(key("Closed"), "idle"));

    private final transient Directory directory;
    private final Div list = new Div();
    private String words = "";

    PeoplePage(Administration administration, Directory directory, Asker asker) {
        super(text("People"), administration, asker);
        this.directory = directory;
        list.addClassName("list");
    }

    @Override
    void show(BeforeEnterEvent event) {
        offerAdding(text("New account"), this::add);
        removeAll();
        var find = new TextField();
        find.addClassName("find");
        find.setPlaceholder(text("Find people"));
        find.setAriaLabel(text("Find people by name or partner"));
        find.setPrefixComponent(new Icon("search"));
        find.setSuffixComponent(new Keys("F"));
        find.getElement().setAttribute("data-key", "f");
        find.setValue(words);
        find.setValueChangeMode(ValueChangeMode.LAZY);
        find.setValueChangeTimeout(SEARCH_DELAY);
        find.addValueChangeListener(changed -> {
            words = changed.getValue();
            show();
        });
        var bar = new Div(find);
        bar.addClassName("bar");
        add(bar, list);
        show();
    }

    private void show() {
        list.removeAll();
        if (door().people(words, 0, 1, actor()).isEmpty()) {
            list.add(
                    new Empty(
                            "users",
                            text("Nobody fits “{0}”", words),
                            text(
                                    "People are found by parts of their name, of the name by which they sign in, and of their partner.")));
            return;
        }
        var grid = new Grid<Person>();
        Table.prepare(grid, text("People"));
        grid.setPageSize(PAGE);
        var roles = asker().catalog().roles();
        var wide = List.of(
                Table.link(grid, text("Name"), Person::title, PersonPage::path).setFlexGrow(2),
                Table.column(grid, text("Signs in as"), Person::name),
                Table.column(grid, text("Unit"), this::unit).setFlexGrow(2),
                Table.column(grid, text("Roles"), person -> titles(person, roles))
                        .setFlexGrow(3),
                Table.column(grid, text("Partner"), PeoplePage::partner),
                Table.status(grid, PeoplePage::shown));
        var card = Table.card(grid, Person::title, PeoplePage::shown, person -> titles(person, roles), this::unit);
        Table.deeds(grid, Person::title, this::deeds);
        Cards.where(grid, List.of(card), wide);
        var found = words;
        grid.setItems(query -> door().people(found, query.getOffset(), query.getLimit(), actor()).stream())
                .setItemCountUnknown();
        list.add(grid);
    }

    private String unit(Person person) {
        return directory.unit(person.unit()).map(Unit::name).orElse("—");
    }

    private static String partner(Person person) {
        return person.partner() == null ? "—" : person.partner().title();
    }

    static Shown shown(Person person) {
        var shown = STATES.getOrDefault(person.state(), new Shown("", "idle"));
        return new Shown(text(shown.word()), shown.shade());
    }

    private static String titles(Person person, Map<String, String> roles) {
        return person.roles().isEmpty()
                ? text("No roles")
                : person.roles().stream()
                        .map(role -> roles.getOrDefault(role, text("{0} (not defined)", role)))
                        .sorted()
                        .collect(commas());
    }

    private Deeds deeds(Person person) {
        if (person.id().equals(actor().id())) {
            return new Deeds().and(text("What it may do"), () -> open(person)).and(text("This is you…"), this::oneself);
        }
        var closed = person.state() == State.CLOSED;
        return new Deeds()
                .and(text("What it may do"), () -> open(person))
                .and(text("Roles…"), () -> roles(person))
                .and(text("Change unit…"), () -> move(person))
                .and(text("Lend to another unit…"), () -> lend(person))
                .and(text("Partner…"), () -> belong(person))
                .andIf(person.state() == State.RESTING, text("Unlock…"), () -> unlock(person))
                .andIf(!closed, text("Reset password…"), () -> reset(person))
                .andIf(!closed, text("Close account…"), () -> close(person))
                .andIf(closed, text("Open again…"), () -> reopen(person));
    }

    private void open(Person person) {
        getUI().ifPresent(ui -> ui.navigate(PersonPage.path(person)));
    }

    private void oneself() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(text("This is your own account"));
        dialog.setWidth("420px");
        dialog.add(new Paragraph(text(
                "Nobody administers their own account: ask somebody else who may do so. Your password you change in the menu"
                        + " at the foot of the page.")));
        dialog.getFooter().add(new Button(text("Close"), event -> dialog.close()));
        dialog.open();
    }

    private MultiSelectComboBox<String> roleField() {
        var titles = asker().catalog().roles();
        var field = new MultiSelectComboBox<String>(text("Roles"));
        field.setItemLabelGenerator(role -> titles.getOrDefault(role, text("{0} (not defined)", role)));
        return field;
    }

    private Collection<String> offered(Set<String> held) {
        var titles = asker().catalog().roles();
        var offered =
                new TreeSet<String>(java.util.Comparator.comparing((String role) -> titles.getOrDefault(role, role))
                        .thenComparing(role -> role));
        offered.addAll(titles.keySet());
        offered.addAll(held);
        return offered;
    }

    private List<Unit> units() {
        return door().units(actor()).stream()
                .filter(unit -> unit.status() != Status.CLOSED)
                .toList();
    }

    private void add() {
        var dialog = new DeedDialog(
                text("New account"),
                text("You see its first password once. At the first sign-in it has to be changed."));
        var title = dialog.with("/title", Fields.line(text("Name"), text("As people call this person")));
        var name =
                dialog.with("/name", Fields.line(text("Signs in as"), text("Never changes; capitals do not matter")));
        var unit = dialog.with("/unit", Fields.unit(text("Unit"), units()));
        unit.setRequiredIndicatorVisible(true);
        var roles = dialog.with("/roles", roleField());
        roles.setItems(offered(Set.of()));
        var partner = dialog.with("/partner", Fields.partner(door().partners(actor())));
        var password = new AtomicReference<String>();
        dialog.ask(text("Make account"), text("The account is made"), () -> {
            var chosen =
                    Fields.needed("/unit", unit.getValue(), () -> text("Choose the unit that the person belongs to."));
            var account = new NewAccount(name.getValue(), title.getValue(), chosen.code(), roles.getValue());
            password.set(door().add(
                            account,
                            partner.isEmpty() ? null : partner.getValue().code(),
                            actor()));
            tell(account.name(), password.get());
            show();
        });
    }

    /** Shows a first password, once. */
    private static void tell(String name, String password) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(text("First password of {0}", name));
        dialog.setWidth("420px");
        dialog.setCloseOnOutsideClick(false);
        var shown = new Code(password);
        shown.addClassName("secret");
        shown.getElement().setAttribute("aria-label", text("First password"));
        dialog.add(
                shown,
                new Paragraph(text(
                        "It is shown this once and kept nowhere. Hand it over in person or by a channel that you trust;"
                                + " it has to be changed at the first sign-in.")));
        var known = new Button(text("I have noted it"), event -> dialog.close());
        known.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(known);
        dialog.open();
    }

    private void roles(Person person) {
        var dialog = new DeedDialog(
                text("Roles of {0}", person.title()),
                text(
                        "They hold from the next click on, in {0} and in every unit that this person acts for.",
                        unit(person)));
        var roles = dialog.with("/roles", roleField());
        roles.setItems(offered(person.roles()));
        roles.setValue(person.roles());
        dialog.ask(text("Save roles"), text("The roles of {0} are changed", person.title()), () -> {
            door().setRoles(person.id(), roles.getValue(), actor());
            show();
        });
    }

    private void move(Person person) {
        var dialog = new DeedDialog(
                text("Change the unit of {0}", person.title()),
                text(
                        "Roles stay, and so does what this person owns. Records of the old unit are open no more, unless the person is"
                                + " lent to it."));
        var unit = dialog.with("/unit", Fields.unit(text("Unit"), units()));
        directory.unit(person.unit()).ifPresent(unit::setValue);
        dialog.ask(text("Change unit"), text("The unit of {0} is changed", person.title()), () -> {
            door().move(
                            person.id(),
                            Fields.needed("/unit", unit.getValue(), () -> text("Choose a unit."))
                                    .code(),
                            actor());
            show();
        });
    }

    private void lend(Person person) {
        var dialog = new DeedDialog(
                text("Lend {0} to another unit", person.title()),
                text(
                        "The person acts for that unit as for their own, with the same roles, until the end of the day that you name."));
        var lent = door().lent(person.id(), actor());
        if (!lent.isEmpty()) {
            dialog.showing(lines(person, lent, dialog));
        }
        var unit = dialog.with("/unit", Fields.unit(text("Unit"), units()));
        unit.setRequiredIndicatorVisible(true);
        var until = dialog.with("/until", Fields.day(text("Until the end of"), getLocale()));
        until.setRequiredIndicatorVisible(true);
        dialog.ask(text("Lend"), text("{0} is lent", person.title()), () -> {
            var chosen = Fields.needed("/unit", unit.getValue(), () -> text("Choose a unit."));
            var day = Fields.needed("/until", until.getValue(), () -> text("Say until which day."));
            door().lend(person.id(), chosen.code(), Fields.end(day, zone()), actor());
        });
    }

    private UnorderedList lines(Person person, List<Lent> lent, DeedDialog dialog) {
        var lines = new UnorderedList();
        lines.addClassName("shares");
        for (var one : lent) {
            var unit = directory.unit(one.unit()).map(Unit::name).orElse("—");
            var end = new Button(text("End"), event -> {
                door().recall(person.id(), one.unit(), actor());
                dialog.close();
                Notices.done(text("{0} acts for {1} no more", person.title(), unit));
            });
            end.addThemeVariants(ButtonVariant.LUMO_SMALL);
            end.setAriaLabel(text("End acting for {0}", unit));
            var day = one.until() == null ? text("without end") : text("until {0}", values().moment(one.until()));
            lines.add(new ListItem(new Paragraph(text("Acts for {0}, {1}", unit, day)), end));
        }
        return lines;
    }

    private void belong(Person person) {
        var dialog = new DeedDialog(
                text("Partner of {0}", person.title()),
                text(
                        "A partner’s people see what is shared with them or with the partner, and what they own. As long as the"
                                + " partner’s agreement does not stand they do not sign in."));
        var partners = door().partners(actor());
        var partner = dialog.with("/partner", Fields.partner(partners));
        partners.stream()
                .filter(each -> person.partner() != null
                        && each.code().equals(person.partner().partner()))
                .findFirst()
                .ifPresent(partner::setValue);
        dialog.ask(text("Save"), text("The partner of {0} is changed", person.title()), () -> {
            Partner chosen = partner.getValue();
            door().belong(person.id(), chosen == null ? null : chosen.code(), actor());
            show();
        });
    }

    private void unlock(Person person) {
        new DeedDialog(
                        text("Unlock {0}", person.title()),
                        text(
                                "After too many wrong passwords the account waits for a while. Unlock it when you know who tried."))
                .ask(text("Unlock"), text("{0} may sign in", person.title()), () -> {
                    door().unlock(person.id(), actor());
                    show();
                });
    }

    private void reset(Person person) {
        new DeedDialog(
                        text("Reset the password of {0}", person.title()),
                        text(
                                "The present password opens nothing more. You see a new first one once, which has to be changed at the"
                                        + " next sign-in."))
                .ask(text("Reset password"), text("The password is reset"), () -> {
                    tell(person.name(), door().reset(person.id(), actor()));
                    show();
                });
    }

    private void close(Person person) {
        new DeedDialog(
                        text("Close the account of {0}", person.title()),
                        text(
                                "Nobody signs in by it, and its tokens open nothing. What the person owns stays theirs: reassign it"
                                        + " where others go on."))
                .ask(text("Close account"), text("The account is closed"), () -> {
                    door().close(person.id(), actor());
                    show();
                });
    }

    private void reopen(Person person) {
        new DeedDialog(
                        text("Open the account of {0} again", person.title()),
                        text("The password, the roles and the unit are as they were."))
                .ask(text("Open account"), text("The account is open"), () -> {
                    door().reopen(person.id(), actor());
                    show();
                });
    }
}
