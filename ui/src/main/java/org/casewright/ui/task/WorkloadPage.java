package org.casewright.ui.task;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.casewright.definition.EntityDefinition;
import org.casewright.identity.Directory;
import org.casewright.process.Workload;
import org.casewright.process.Workload.Load;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormContexts;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Status;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;

/** Who has how much to do, for those who may assign records; to all others there is no such page. */
@Route(value = "workload", layout = MainLayout.class)
@PermitAll
class WorkloadPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    /** Of so many entities the table has a column; the others are not counted by name. */
    private static final int COLUMNS = 6;

    private final transient Workload workload;
    private final transient FormContexts contexts;

    WorkloadPage(Workload workload, FormContexts contexts) {
        this.workload = workload;
        this.contexts = contexts;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var context = contexts.forAsker(getLocale());
        if (!workload.isOpenTo(context.actor().get())) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        at(List.of(Crumb.here(text("Workload"))));
        show();
    }

    private void show() {
        var context = contexts.forAsker(getLocale());
        var actor = context.actor().get();
        removeAll();
        var loads = workload.of(actor);
        var people = loads.people();
        if (people.isEmpty()) {
            add(new Empty(
                    "scale",
                    text("Nobody has anything yet"),
                    text("Records that somebody owns and tasks that somebody has taken are counted here.")));
            return;
        }
        var shown = workload.entities(actor).stream()
                .filter(entity -> people.stream().anyMatch(load -> load.cases().containsKey(entity.ref())))
                .limit(COLUMNS)
                .toList();
        var about = new Paragraph(
                text("What you may see of what each has: tasks that were taken, and records by their owner."));
        about.addClassNames("sm", "mute");
        var box = new Div(table(context, people, shown));
        box.addClassNames("box", "workload");
        var sheet = new Div(about, box);
        if (loads.more()) {
            var more = new Paragraph(text("More people own records: those who own most of each kind are shown."));
            more.addClassNames("sm", "mute");
            sheet.add(more);
        }
        sheet.addClassNames("sheet", "wide");
        add(sheet);
    }

    private NativeTable table(FormContext context, List<Load> people, List<EntityDefinition> entities) {
        var table = new NativeTable();
        var head = new NativeTableRow(
                new NativeTableHeaderCell(text("Person")),
                new NativeTableHeaderCell(text("Unit")),
                number(new NativeTableHeaderCell(text("Tasks"))),
                number(new NativeTableHeaderCell(text("Late"))));
        entities.forEach(entity -> head.add(number(new NativeTableHeaderCell(entity.plural()))));
        head.add(new NativeTableHeaderCell(text("Away")), new NativeTableHeaderCell(""));
        table.getHead().add(head);
        people.forEach(load -> table.getBody().add(row(context, load, entities)));
        return table;
    }

    private static NativeTableHeaderCell number(NativeTableHeaderCell cell) {
        cell.addClassName("num");
        return cell;
    }

    /** A number, which has its name beside it where the table is cards. */
    private static NativeTableCell number(NativeTableCell cell, String label) {
        cell.addClassName("num");
        cell.getElement().setAttribute("data-label", label);
        return cell;
    }

    private NativeTableRow row(FormContext context, Load load, List<EntityDefinition> entities) {
        var values = context.values();
        var person = load.person();
        var name = new Span(person.title());
        name.addClassName("b");
        name.getElement().setAttribute("dir", "auto");
        var late = load.late() == 0 ? new Span(values.count(0)) : new Status(values.count(load.late()), "bad");
        var row = new NativeTableRow(
                new NativeTableCell(name),
                new NativeTableCell(context.directory()
                        .unit(person.unit())
                        .map(Directory.Unit::name)
                        .orElse("")),
                number(new NativeTableCell(values.count(load.tasks())), text("Tasks")),
                number(new NativeTableCell(late), text("Late")));
        for (var entity : entities) {
            var count = load.cases().get(entity.ref());
            var cell = number(new NativeTableCell(), entity.plural());
            if (load.cases().containsKey(entity.ref())) {
                cell.add(count == null ? new Span(text("few")) : new Anchor(entity.ref(), values.count(count)));
            }
            row.add(cell);
        }
        row.add(new NativeTableCell(away(context, load)), new NativeTableCell(deeds(context, load)));
        return row;
    }

    private static Span away(FormContext context, Load load) {
        var away = load.away();
        return away == null
                ? new Span()
                : new Span(text(
                        "Until {0}: {1}",
                        context.values().lastDay(away.until()),
                        context.directory()
                                .account(away.delegate())
                                .map(Directory.Account::title)
                                .orElse("")));
    }

    private Div deeds(FormContext context, Load load) {
        var person = load.person();
        var over = new Button(
                text("Hand over…"),
                event -> new HandOverDialog(workload, contexts.forAsker(getLocale()), person, this::show).open());
        over.addThemeVariants(ButtonVariant.LUMO_SMALL);
        over.setAriaLabel(text("Hand over what {0} has", person.title()));
        var deeds = new Div(over);
        deeds.addClassName("row");
        if (!person.team() && context.actor().get().subtree().contains(person.unit())) {
            var away = new Button(
                    text("Away…"),
                    event -> new AwayDialog(workload, contexts.forAsker(getLocale()), person, this::show).open());
            away.addThemeVariants(ButtonVariant.LUMO_SMALL);
            away.setAriaLabel(text("Who stands in for {0}", person.title()));
            deeds.add(away);
        }
        return deeds;
    }
}
