package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.casewright.identity.Administration;
import org.casewright.identity.Partners.Partner;
import org.casewright.ui.administration.Table.Deeds;
import org.casewright.ui.administration.Table.Shown;
import org.casewright.ui.part.Cards;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.MainLayout;

/** Organisations with an agreement, and their people. */
@Route(value = "administration/partners", layout = MainLayout.class)
@PermitAll
class PartnersPage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    private final transient Clock clock;

    PartnersPage(Administration administration, Clock clock, Asker asker) {
        super(text("Partners"), administration, asker);
        this.clock = clock;
    }

    @Override
    void show(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        offerAdding(text("New partner"), this::add);
        var partners = door().partners(actor());
        if (partners.isEmpty()) {
            add(new Empty(
                    "link",
                    text("No partners yet"),
                    text("A partner is an organisation with an agreement. Its people see what is shared with them.")));
            return;
        }
        var values = values();
        var grid = new Grid<Partner>();
        Table.prepare(grid, text("Partners"));
        var wide = List.of(
                Table.column(grid, text("Name"), Partner::title).setFlexGrow(2),
                Table.column(grid, text("Code"), Partner::code),
                Table.column(grid, text("Agreement"), partner -> days(partner, values))
                        .setFlexGrow(2),
                Table.status(grid, this::shown));
        var card = Table.card(grid, Partner::title, this::shown, Partner::code, partner -> days(partner, values));
        Table.deeds(grid, Partner::title, this::deeds);
        Cards.where(grid, List.of(card), wide);
        grid.setItems(partners);
        add(grid);
    }

    private static String days(Partner partner, Values values) {
        var from = values.date(partner.from());
        return partner.until() == null
                ? text("From {0}", from)
                : text("{0} to {1}", from, values.date(partner.until()));
    }

    private Shown shown(Partner partner) {
        var today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (partner.stands(today)) {
            return new Shown(text("Stands"), "ok");
        }
        return today.isBefore(partner.from()) ? new Shown(text("Not begun"), "new") : new Shown(text("Ended"), "idle");
    }

    private Deeds deeds(Partner partner) {
        return new Deeds()
                .and(text("Its people…"), () -> people(partner))
                .and(text("Agree anew…"), () -> agree(partner));
    }

    private void add() {
        var dialog = new DeedDialog(
                text("New partner"),
                text(
                        "Its people sign in from the first day of the agreement to the last, in UTC. They see what is shared with them"
                                + " and what is their own."));
        var title = dialog.with("/title", Fields.line(text("Name"), text("As people call it")));
        var code = dialog.with("/code", Fields.line(text("Code"), text("Capitals, digits and hyphens; never changes")));
        var from = dialog.with("/from", Fields.day(text("First day"), getLocale()));
        from.setRequiredIndicatorVisible(true);
        from.setValue(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        var until = dialog.with("/until", Fields.day(text("Last day"), getLocale()));
        until.setHelperText(text("Without one the agreement has no end."));
        dialog.ask(text("Add partner"), text("The partner is added"), () -> {
            var first = Fields.needed("/from", from.getValue(), () -> text("Say from which day."));
            door().addPartner(code.getValue().strip(), title.getValue(), first, until.getValue(), actor());
            show();
        });
    }

    private void agree(Partner partner) {
        var dialog = new DeedDialog(
                text("Agree anew with {0}", partner.title()),
                text(
                        "These days take the place of the present ones. Outside of them the partner’s people do not sign in, and what is"
                                + " shared with them is closed."));
        var from = dialog.with("/from", Fields.day(text("First day"), getLocale()));
        from.setRequiredIndicatorVisible(true);
        from.setValue(partner.from());
        var until = dialog.with("/until", Fields.day(text("Last day"), getLocale()));
        until.setValue(partner.until());
        until.setHelperText(text("Without one the agreement has no end."));
        dialog.ask(text("Save days"), text("The agreement with {0} is changed", partner.title()), () -> {
            var first = Fields.needed("/from", from.getValue(), () -> text("Say from which day."));
            door().agree(partner.code(), first, until.getValue(), actor());
            show();
        });
    }

    private void people(Partner partner) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(text("People of {0}", partner.title()));
        dialog.setWidth("480px");
        var people = door().peopleOf(partner.id(), actor());
        if (people.isEmpty()) {
            dialog.add(new Paragraph(
                    text("Nobody belongs to this partner. Choose it as the partner of an account under People.")));
        } else {
            var lines = new UnorderedList();
            lines.addClassName("shares");
            people.forEach(person -> {
                var state = PeoplePage.shown(person);
                lines.add(new ListItem(
                        new Paragraph(person.title() + " (" + person.name() + ")"),
                        new Status(state.word(), state.shade())));
            });
            dialog.add(lines);
        }
        dialog.getFooter().add(new Button(text("Close"), event -> dialog.close()));
        dialog.open();
    }
}
