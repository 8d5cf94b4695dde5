package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.NewUnit;
import org.casewright.identity.Directory.Status;
import org.casewright.identity.Directory.Unit;
import org.casewright.ui.administration.Table.Deeds;
import org.casewright.ui.administration.Table.Shown;
import org.casewright.ui.part.Cards;
import org.casewright.ui.part.Empty;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.MainLayout;
import org.jspecify.annotations.Nullable;

/** The tree of business units. */
@Route(value = "administration/units", layout = MainLayout.class)
@PermitAll
class UnitsPage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    /** So many are shown with all that is below them. */
    private static final int SEEN_AT_ONCE = 100;

    private static final Map<Status, Shown> STATUSES = Map.of(
            Status.ACTIVE, new Shown(key("Open"), "ok"),
            Status.READ_ONLY, new Shown(key("Read only"), "wait"),
            Status.CLOSED, new Shown(key("Closed"), "idle"));

    UnitsPage(Administration administration, Asker asker) {
        super(text("Units"), administration, asker);
    }

    @Override
    void show(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        offerAdding(text("New unit"), () -> addBelow(null));
        var units = door().units(actor());
        if (units.isEmpty()) {
            add(new Empty(
                    "branch",
                    text("No units yet"),
                    text("People and records belong to units. Add the topmost one first.")));
            return;
        }
        var below =
                units.stream().sorted(Comparator.comparing(Unit::name)).collect(Collectors.groupingBy(Unit::parent));
        var tree = new TreeGrid<Unit>();
        Table.prepare(tree, text("Units"));
        tree.addThemeVariants(GridVariant.LUMO_WRAP_CELL_CONTENT);
        tree.addColumn(LitRenderer.<Unit>of("""
                        <vaadin-grid-tree-toggle .leaf="${item.leaf}" .level="${model.level}" ?expanded="${model.expanded}"
                          @click="${toggle}"><span dir="auto">${item.name}</span></vaadin-grid-tree-toggle>""")
                        .withProperty("name", Unit::name)
                        .withProperty("leaf", unit -> !below.containsKey(unit.number()))
                        .withFunction("toggle", unit -> turn(tree, unit)))
                .setHeader(text("Name"))
                .setFlexGrow(3);
        var code = Table.column(tree, text("Code"), Unit::code);
        var zone = Table.column(tree, text("Time zone"), Unit::zone);
        Table.status(tree, unit -> shown(unit.status())).setWidth("112px");
        Table.deeds(tree, Unit::name, unit -> deeds(unit, units));
        tree.setItems(below.getOrDefault(0, List.of()), unit -> below.getOrDefault(unit.number(), List.of()));
        tree.expandRecursively(below.getOrDefault(0, List.of()), units.size() <= SEEN_AT_ONCE ? units.size() : 1);
        Cards.where(tree, List.of(), List.of(code, zone));
        add(tree);
    }

    private static void turn(TreeGrid<Unit> tree, Unit unit) {
        if (tree.isExpanded(unit)) {
            tree.collapse(unit);
        } else {
            tree.expand(unit);
        }
    }

    static Shown shown(Status status) {
        var shown = STATUSES.getOrDefault(status, new Shown("", "idle"));
        return new Shown(text(shown.word()), shown.shade());
    }

    private Deeds deeds(Unit unit, List<Unit> units) {
        return new Deeds()
                .and(text("Add a unit below…"), () -> addBelow(unit))
                .and(text("Move under another…"), () -> move(unit, units))
                .andIf(unit.status() != Status.ACTIVE, text("Open…"), () -> set(unit, Status.ACTIVE))
                .andIf(unit.status() != Status.READ_ONLY, text("Make read-only…"), () -> set(unit, Status.READ_ONLY))
                .andIf(unit.status() != Status.CLOSED, text("Close…"), () -> set(unit, Status.CLOSED));
    }

    private void addBelow(@Nullable Unit above) {
        var dialog = new DeedDialog(
                text("New unit"),
                text(
                        "Its code begins the numbers of its records and never changes. Whoever reads the units above it with all"
                                + " below reads this one too."));
        var title = dialog.with("/title", Fields.line(text("Name"), text("As people call it")));
        var code = dialog.with("/code", Fields.line(text("Code"), text("Two to eight capitals and digits, as in KNF")));
        var parent = dialog.with("/parent", Fields.unit(text("Below"), door().units(actor())));
        parent.setPlaceholder(text("Nothing: it stands at the top"));
        parent.setClearButtonVisible(true);
        parent.setValue(above);
        var zone = dialog.with("/zone", new ComboBox<String>(text("Time zone")));
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setValue(above == null ? actor().zone() : above.zone());
        dialog.ask(text("Add unit"), text("The unit is added"), () -> {
            var chosen = Fields.needed("/zone", zone.getValue(), () -> text("Choose a time zone."));
            door().addUnit(
                            new NewUnit(code.getValue().strip(), title.getValue(), codeOf(parent.getValue()), chosen),
                            actor());
            show();
        });
    }

    private static @Nullable String codeOf(@Nullable Unit unit) {
        return unit == null ? null : unit.code();
    }

    private void move(Unit unit, List<Unit> units) {
        var dialog = new DeedDialog(
                text("Move {0}", unit.name()),
                text(
                        "What is below it moves with it, and no record changes. Whoever reads all below the new place reads it from"
                                + " then on; whoever did so at the old place reads it no more."));
        var parent = dialog.with("/parent", Fields.unit(text("Below"), units));
        parent.setPlaceholder(text("Nothing: it stands at the top"));
        parent.setClearButtonVisible(true);
        units.stream()
                .filter(each -> each.number() == unit.parent())
                .findFirst()
                .ifPresent(parent::setValue);
        dialog.ask(text("Move"), text("{0} is moved", unit.name()), () -> {
            door().moveUnit(unit.code(), codeOf(parent.getValue()), actor());
            show();
        });
    }

    private void set(Unit unit, Status status) {
        var dialog = switch (status) {
            case ACTIVE ->
                new DeedDialog(
                        text("Open {0}", unit.name()),
                        text("Its people work again, and its records are written again."));
            case READ_ONLY ->
                new DeedDialog(
                        text("Make {0} read-only", unit.name()),
                        text("Its records are read, and given to other units; nothing else is written. Its people still"
                                + " sign in. Units below it stay as they are."));
            case CLOSED ->
                new DeedDialog(
                        text("Close {0}", unit.name()),
                        text(
                                "Its records are read by those above it, and given to other units. Its people do not sign in"
                                        + " until they belong to another unit or it opens again. Units below it stay as they"
                                        + " are."));
        };
        var words = shown(status).word().toLowerCase(Locale.ROOT);
        dialog.ask(
                status == Status.ACTIVE
                        ? text("Open##to open")
                        : status == Status.CLOSED ? text("Close unit") : text("Make read-only"),
                text("{0} is {1}", unit.name(), words),
                () -> {
                    door().setUnit(unit.code(), status, actor());
                    show();
                });
    }
}
