package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.NewTeam;
import org.casewright.identity.Directory;
import org.casewright.identity.Directory.Status;
import org.casewright.identity.Directory.Unit;
import org.casewright.identity.Teams.Member;
import org.casewright.identity.Teams.Team;
import org.casewright.ui.administration.Table.Deeds;
import org.casewright.ui.administration.Table.Shown;
import org.casewright.ui.part.Cards;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Notices;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.MainLayout;
import org.jspecify.annotations.Nullable;

/** Teams and their people. */
@Route(value = "administration/teams", layout = MainLayout.class)
@PermitAll
class TeamsPage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    private final transient Directory directory;

    TeamsPage(Administration administration, Directory directory, Asker asker) {
        super(text("Teams"), administration, asker);
        this.directory = directory;
    }

    @Override
    void show(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        offerAdding(text("New team"), this::add);
        var teams = door().teams(actor());
        if (teams.isEmpty()) {
            add(new Empty(
                    "users",
                    text("No teams yet"),
                    text("What a team owns is its people’s own, and what is shared with it is shared with them.")));
            return;
        }
        var grid = new Grid<Team>();
        Table.prepare(grid, text("Teams"));
        var wide = List.of(
                Table.column(grid, text("Name"), Team::title).setFlexGrow(2),
                Table.column(grid, text("Known as"), Team::name),
                Table.column(grid, text("Unit"), this::unit),
                Table.column(grid, text("Partner"), this::partner));
        var card = Table.<Team>card(grid, Team::title, team -> new Shown(unit(team), ""), Team::name, this::partner);
        Table.deeds(grid, Team::title, this::deeds);
        Cards.where(grid, List.of(card), wide);
        grid.setItems(teams);
        add(grid);
    }

    private String unit(Team team) {
        return directory.unit(team.unit()).map(Unit::name).orElse("—");
    }

    private String partner(Team team) {
        return team.partner() == null
                ? "—"
                : directory
                        .partner(team.partner())
                        .map(Directory.Partner::title)
                        .orElse("—");
    }

    private Deeds deeds(Team team) {
        return new Deeds()
                .and(text("Its people…"), () -> members(team))
                .and(text("Take somebody in…"), () -> join(team));
    }

    private void add() {
        var dialog = new DeedDialog(
                text("New team"),
                text(
                        "Records can be given to a team, and shared with it. A team has no roles: each of its people has their own."));
        var title = dialog.with("/title", Fields.line(text("Name"), text("As people call it")));
        var name = dialog.with("/name", Fields.line(text("Known as"), text("Unlike any account’s; never changes")));
        var open = door().units(actor()).stream()
                .filter(unit -> unit.status() != Status.CLOSED)
                .toList();
        var unit = dialog.with("/unit", Fields.unit(text("Unit"), open));
        unit.setRequiredIndicatorVisible(true);
        var partner = dialog.with("/partner", Fields.partner(door().partners(actor())));
        dialog.ask(text("Add team"), text("The team is added"), () -> {
            var chosen =
                    Fields.needed("/unit", unit.getValue(), () -> text("Choose the unit that the team belongs to."));
            var of = partner.isEmpty() ? null : partner.getValue().code();
            door().addTeam(new NewTeam(name.getValue(), title.getValue(), chosen.code(), of), actor());
            show();
        });
    }

    private void join(Team team) {
        var dialog = new DeedDialog(
                text("Take somebody into {0}", team.title()),
                text(
                        "What the team owns is theirs from then on, as far as their roles go, and so is what is shared with it."));
        var person = dialog.with(
                "/account", Fields.person((words, offset, limit) -> door().people(words, offset, limit, actor())));
        var until = dialog.with("/until", Fields.day(text("Until the end of"), getLocale()));
        until.setHelperText(text("Without a day it holds until somebody ends it."));
        dialog.ask(text("Take in"), text("The team has one more"), () -> {
            var chosen = Fields.needed("/account", person.getValue(), () -> text("Say who."));
            door().join(team.id(), chosen.id(), Fields.end(until.getValue(), zone()), actor());
        });
    }

    private void members(Team team) {
        var dialog = new Dialog();
        dialog.setHeaderTitle(team.title());
        dialog.setWidth("480px");
        fill(dialog, team, null);
        dialog.getFooter().add(new Button(text("Close"), event -> dialog.close()));
        dialog.open();
    }

    private void fill(Dialog dialog, Team team, @Nullable String said) {
        dialog.removeAll();
        if (said != null) {
            var problem = new Paragraph(said);
            problem.addClassName("msg");
            problem.getElement().setAttribute("role", "alert");
            dialog.add(problem);
        }
        var members = door().members(team.id(), actor());
        if (members.isEmpty()) {
            dialog.add(new Paragraph(text("Nobody is in this team.")));
            return;
        }
        var lines = new UnorderedList();
        lines.addClassName("shares");
        members.forEach(member -> lines.add(line(dialog, team, member)));
        dialog.add(lines);
    }

    private ListItem line(Dialog dialog, Team team, Member member) {
        var name = directory
                .account(member.account())
                .map(Directory.Account::title)
                .orElse("—");
        var out = new Button(text("Take out"), event -> {
            try {
                door().leave(team.id(), member.account(), actor());
                Notices.done(text("{0} is out of the team", name));
                fill(dialog, team, null);
            } catch (org.casewright.problem.Refusal refusal) {
                fill(dialog, team, text(refusal));
            }
        });
        out.addThemeVariants(ButtonVariant.LUMO_SMALL);
        out.setAriaLabel(text("Take {0} out of the team", name));
        var until = member.until() == null ? text("without end") : text("until {0}", values().moment(member.until()));
        return new ListItem(new Paragraph(name + ", " + until), out);
    }
}
