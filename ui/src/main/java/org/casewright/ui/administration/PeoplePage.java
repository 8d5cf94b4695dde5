package org.casewright.ui.administration;

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
import java.util.stream.Collectors;
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
            State.OPEN, new Shown("Open", "ok"),
            State.NEW, new Shown("First password", "new"),
            State.RESTING, new Shown("Locked for a while", "wait"),
            State.CLOSED, new Shown("Closed", "idle"));

    private final transient Directory directory;
    private final Div list = new Div();
    private String words = "";

    PeoplePage(Administration administration, Directory directory, Asker asker) {
        super("People", administration, asker);
        this.directory = directory;
        list.addClassName("list");
    }

    @Override
    void show(BeforeEnterEvent event) {
        offerAdding("New account", this::add);
        removeAll();
        var find = new TextField();
        find.addClassName("find");
        find.setPlaceholder("Find people");
        find.setAriaLabel("Find people by name or partner");
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
                            "Nobody fits “" + words + "”",
                            "People are found by parts of their name, of the name by which they sign in, and of their partner."));
            return;
        }
        var grid = new Grid<Person>();
        Table.prepare(grid, "People");
        grid.setPageSize(PAGE);
        var roles = asker().catalog().roles();
        var wide = List.of(
                Table.link(grid, "Name", Person::title, PersonPage::path).setFlexGrow(2),
                Table.text(grid, "Signs in as", Person::name),
                Table.text(grid, "Unit", this::unit).setFlexGrow(2),
                Table.text(grid, "Roles", person -> titles(person, roles)).setFlexGrow(3),
                Table.text(grid, "Partner", PeoplePage::partner),
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
        return STATES.getOrDefault(person.state(), new Shown("", "idle"));
    }

    private static String titles(Person person, Map<String, String> roles) {
        return person.roles().isEmpty()
                ? "No roles"
                : person.roles().stream()
                        .map(role -> roles.getOrDefault(role, role + " (not defined)"))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private Deeds deeds(Person person) {
        if (person.id().equals(actor().id())) {
            return new Deeds().and("What it may do", () -> open(person)).and("This is you…", this::oneself);
        }
        var closed = person.state() == State.CLOSED;
        return new Deeds()
                .and("What it may do", () -> open(person))
                .and("Roles…", () -> roles(person))
                .and("Change unit…", () -> move(person))
                .and("Lend to another unit…", () -> lend(person))
                .and("Partner…", () -> belong(person))
                .andIf(person.state() == State.RESTING, "Unlock…", () -> unlock(person))
                .andIf(!closed, "Reset password…", () -> reset(person))
                .andIf(!closed, "Close account…", () -> close(person))
                .andIf(closed, "Open again…", () -> reopen(person));
    }

    private void open(Person person) {
        getUI().ifPresent(ui -> ui.navigate(PersonPage.path(person)));
    }

    private void oneself() {
        var dialog = new Dialog();
        dialog.setHeaderTitle("This is your own account");
        dialog.setWidth("420px");
        dialog.add(new Paragraph(
                "Nobody administers their own account: ask somebody else who may do so. Your password you change in the menu"
                        + " at the foot of the page."));
        dialog.getFooter().add(new Button("Close", event -> dialog.close()));
        dialog.open();
    }

    private MultiSelectComboBox<String> roleField() {
        var titles = asker().catalog().roles();
        var field = new MultiSelectComboBox<String>("Roles");
        field.setItemLabelGenerator(role -> titles.getOrDefault(role, role + " (not defined)"));
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
                "New account", "You see its first password once. At the first sign-in it has to be changed.");
        var title = dialog.with("/title", Fields.text("Name", "As people call this person"));
        var name = dialog.with("/name", Fields.text("Signs in as", "Never changes; capitals do not matter"));
        var unit = dialog.with("/unit", Fields.unit("Unit", units()));
        unit.setRequiredIndicatorVisible(true);
        var roles = dialog.with("/roles", roleField());
        roles.setItems(offered(Set.of()));
        var partner = dialog.with("/partner", Fields.partner(door().partners(actor())));
        var password = new AtomicReference<String>();
        dialog.ask("Make account", "The account is made", () -> {
            var chosen = Fields.needed("/unit", unit.getValue(), () -> "Choose the unit that the person belongs to.");
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
        dialog.setHeaderTitle("First password of " + name);
        dialog.setWidth("420px");
        dialog.setCloseOnOutsideClick(false);
        var shown = new Code(password);
        shown.addClassName("secret");
        shown.getElement().setAttribute("aria-label", "First password");
        dialog.add(
                shown,
                new Paragraph(
                        "It is shown this once and kept nowhere. Hand it over in person or by a channel that you trust;"
                                + " it has to be changed at the first sign-in."));
        var known = new Button("I have noted it", event -> dialog.close());
        known.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(known);
        dialog.open();
    }

    private void roles(Person person) {
        var dialog = new DeedDialog(
                "Roles of " + person.title(),
                "They hold from the next click on, in " + unit(person)
                        + " and in every unit that this person acts for.");
        var roles = dialog.with("/roles", roleField());
        roles.setItems(offered(person.roles()));
        roles.setValue(person.roles());
        dialog.ask("Save roles", "The roles of " + person.title() + " are changed", () -> {
            door().setRoles(person.id(), roles.getValue(), actor());
            show();
        });
    }

    private void move(Person person) {
        var dialog = new DeedDialog(
                "Change the unit of " + person.title(),
                "Roles stay, and so does what this person owns. Records of the old unit are open no more, unless the person is"
                        + " lent to it.");
        var unit = dialog.with("/unit", Fields.unit("Unit", units()));
        directory.unit(person.unit()).ifPresent(unit::setValue);
        dialog.ask("Change unit", "The unit of " + person.title() + " is changed", () -> {
            door().move(
                            person.id(),
                            Fields.needed("/unit", unit.getValue(), () -> "Choose a unit.")
                                    .code(),
                            actor());
            show();
        });
    }

    private void lend(Person person) {
        var dialog = new DeedDialog(
                "Lend " + person.title() + " to another unit",
                "The person acts for that unit as for their own, with the same roles, until the end of the day that you name.");
        var lent = door().lent(person.id(), actor());
        if (!lent.isEmpty()) {
            dialog.showing(lines(person, lent, dialog));
        }
        var unit = dialog.with("/unit", Fields.unit("Unit", units()));
        unit.setRequiredIndicatorVisible(true);
        var until = dialog.with("/until", Fields.day("Until the end of", getLocale()));
        until.setRequiredIndicatorVisible(true);
        dialog.ask("Lend", person.title() + " is lent", () -> {
            var chosen = Fields.needed("/unit", unit.getValue(), () -> "Choose a unit.");
            var day = Fields.needed("/until", until.getValue(), () -> "Say until which day.");
            door().lend(person.id(), chosen.code(), Fields.end(day, zone()), actor());
        });
    }

    private UnorderedList lines(Person person, List<Lent> lent, DeedDialog dialog) {
        var lines = new UnorderedList();
        lines.addClassName("shares");
        for (var one : lent) {
            var unit = directory.unit(one.unit()).map(Unit::name).orElse("—");
            var end = new Button("End", event -> {
                door().recall(person.id(), one.unit(), actor());
                dialog.close();
                Notices.done(person.title() + " acts for " + unit + " no more");
            });
            end.addThemeVariants(ButtonVariant.LUMO_SMALL);
            end.setAriaLabel("End acting for " + unit);
            var day = one.until() == null ? "without end" : "until " + values().moment(one.until());
            lines.add(new ListItem(new Paragraph("Acts for " + unit + ", " + day), end));
        }
        return lines;
    }

    private void belong(Person person) {
        var dialog = new DeedDialog(
                "Partner of " + person.title(),
                "A partner’s people see what is shared with them or with the partner, and what they own. As long as the"
                        + " partner’s agreement does not stand they do not sign in.");
        var partners = door().partners(actor());
        var partner = dialog.with("/partner", Fields.partner(partners));
        partners.stream()
                .filter(each -> person.partner() != null
                        && each.code().equals(person.partner().partner()))
                .findFirst()
                .ifPresent(partner::setValue);
        dialog.ask("Save", "The partner of " + person.title() + " is changed", () -> {
            Partner chosen = partner.getValue();
            door().belong(person.id(), chosen == null ? null : chosen.code(), actor());
            show();
        });
    }

    private void unlock(Person person) {
        new DeedDialog(
                        "Unlock " + person.title(),
                        "After too many wrong passwords the account waits for a while. Unlock it when you know who tried.")
                .ask("Unlock", person.title() + " may sign in", () -> {
                    door().unlock(person.id(), actor());
                    show();
                });
    }

    private void reset(Person person) {
        new DeedDialog(
                        "Reset the password of " + person.title(),
                        "The present password opens nothing more. You see a new first one once, which has to be changed at the"
                                + " next sign-in.")
                .ask("Reset password", "The password is reset", () -> {
                    tell(person.name(), door().reset(person.id(), actor()));
                    show();
                });
    }

    private void close(Person person) {
        new DeedDialog(
                        "Close the account of " + person.title(),
                        "Nobody signs in by it, and its tokens open nothing. What the person owns stays theirs: reassign it"
                                + " where others go on.")
                .ask("Close account", "The account is closed", () -> {
                    door().close(person.id(), actor());
                    show();
                });
    }

    private void reopen(Person person) {
        new DeedDialog(
                        "Open the account of " + person.title() + " again",
                        "The password, the roles and the unit are as they were.")
                .ask("Open account", "The account is open", () -> {
                    door().reopen(person.id(), actor());
                    show();
                });
    }
}
