package org.casewright.ui.list;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.exchange.CsvExport;
import org.casewright.expression.Condition;
import org.casewright.expression.Expression;
import org.casewright.identity.Directory;
import org.casewright.records.BulkJobs;
import org.casewright.records.Group;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.records.SavedView;
import org.casewright.records.SavedViews;
import org.casewright.ui.form.DeskButtons;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.LastList;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** The list of any entity. */
@Route(value = ":module/:entity", layout = MainLayout.class)
@PermitAll
class ListPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final int MOST_GROUPS = 200;

    private final transient Records records;
    private final transient SavedViews views;
    private final transient BulkJobs jobs;
    private final transient CsvExport export;
    private final transient RecordChoices choices;
    private final transient Asker asker;
    private final LastList last;
    /** What the list shows now, as it was arranged last. */
    private transient @Nullable ListShown now;

    private @Nullable ViewTabs tabs;
    private @Nullable ListBar bar;
    /** The ids of the rows that are chosen; null for all that fit. */
    private transient @Nullable List<UUID> selected = List.of();

    ListPage(
            Records records,
            SavedViews views,
            BulkJobs jobs,
            CsvExport export,
            Directory directory,
            Asker asker,
            LastList last) {
        this.records = records;
        this.views = views;
        this.jobs = jobs;
        this.export = export;
        this.choices = new RecordChoices(records, directory, asker);
        this.asker = asker;
        this.last = last;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var module = event.getRouteParameters().get("module").orElse("");
        var name = event.getRouteParameters().get("entity").orElse("");
        var catalog = asker.catalog();
        var actor = asker.actor();
        var entity = catalog.findEntity(module + "/" + name)
                .filter(found -> records.privileges(found.ref(), null, actor).contains("read"));
        if (entity.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(ListShown.of(
                catalog,
                entity.get(),
                actor,
                records,
                views.of(entity.get().ref(), actor),
                ListState.of(event.getLocation().getQueryParameters())));
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(ListState.JOB)
                .ifPresent(this::showJob);
    }

    /** How a change of many records stands, of which a notice told. */
    private void showJob(String id) {
        var shown = now;
        if (shown == null || !id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return;
        }
        jobs.find(UUID.fromString(id), asker.actor())
                .filter(job -> job.entity().equals(shown.entity().ref()))
                .ifPresent(job -> new BulkDialog(
                                jobs,
                                asker,
                                shown.entity(),
                                new BulkJobs.Chosen.Some(List.of()),
                                fields(shown),
                                () -> go(shown, shown.state()))
                        .showing(job)
                        .open());
    }

    @Override
    protected boolean isList() {
        return true;
    }

    private void show(ListShown shown) {
        var before = now;
        now = shown;
        last.show(shown.catalog(), shown.query());
        selected = List.of();
        var entity = shown.entity();
        var title = shown.catalog()
                .module(entity.module())
                .map(module -> module.title())
                .orElse(entity.module());
        at(List.of(new Crumb(title, firstOf(shown)), Crumb.here(entity.plural())));
        var may = records.privileges(entity.ref(), null, shown.actor());
        offer(beginning(shown, may.contains("create")));
        var same = before != null && before.entity().ref().equals(entity.ref()) ? this.bar : null;
        var bar = same == null ? bar(shown) : same;
        this.bar = bar;
        // Somebody may be typing in it: it is not taken off the page.
        getChildren().filter(each -> !each.equals(bar)).toList().forEach(this::remove);
        tabs = new ViewTabs(views, asker, shown, state -> go(shown, state));
        addComponentAsFirst(tabs);
        lost(shown).ifPresent(said -> addComponentAtIndex(1, said));
        if (same == null) {
            add(bar);
        }
        bar.show(new ConditionWords(shown.catalog(), values(shown), choices, asked(shown)));
        var view = shown.view();
        if (view != null && view.groupBy() != null) {
            add(groups(shown, view, view.groupBy()));
            return;
        }
        var columns = shown.columns();
        var rows = new Rows(records, shown.catalog(), values(shown), columns, shown.query());
        var first = rows.fetch(0, Rows.pageSize(), shown.actor());
        bar.add(columnsButton(shown));
        if (!first.isEmpty() && may.contains("export")) {
            bar.add(export(entity));
        }
        if (first.isEmpty()) {
            add(empty(shown), foot(shown, rows));
        } else {
            list(shown, columns, rows);
        }
    }

    private Values values(ListShown shown) {
        return new Values(shown.catalog(), getLocale(), ZoneId.of(shown.actor().zone()));
    }

    private List<Asked> asked(ListShown shown) {
        return Asked.of(shown.catalog(), shown.entity(), shown.offered().open());
    }

    private ValueField.Maker fields(ListShown shown) {
        return new ValueField.Maker(
                shown.catalog(), choices, ZoneId.of(shown.actor().zone()));
    }

    private ListBar bar(ListShown shown) {
        return new ListBar(() -> now(shown), state -> go(shown, state), () -> filter(now(shown)));
    }

    private void filter(ListShown shown) {
        new FilterDialog(
                        asked(shown),
                        fields(shown),
                        shown.condition(),
                        condition ->
                                records.problems(shown.entity(), Expression.parse(condition.feel()), asker.actor()),
                        built -> go(shown, now(shown).asking(built)))
                .open();
    }

    /** What of the view, or of what the address says, is not there any more or not open: the same words for both. */
    private static Optional<Component> lost(ListShown shown) {
        var saved = shown.saved();
        if (saved != null && saved.lost().isAnything()) {
            var what = saved.lost().names().isEmpty()
                    ? text(
                            "Part of this view is not shown: what it asks for is not there any more, or not open to you.")
                    : text(
                            "Part of this view is not shown: {0}. It is not there any more, or not open to you.",
                            saved.lost().names().stream().collect(commas()));
            return Optional.of(new Alert(Alert.Tone.WARNING, "", what));
        }
        if (shown.state().isTooLong()) {
            return Optional.of(new Alert(Alert.Tone.WARNING, "", ListState.tooLong()));
        }
        return shown.lost()
                ? Optional.of(
                        new Alert(
                                Alert.Tone.WARNING,
                                "",
                                text(
                                        "Part of what this address asks for is not shown: it is not there any more, or not open to you.")))
                : Optional.empty();
    }

    private void list(ListShown shown, List<ListColumn> columns, Rows rows) {
        var current = new Rows[] {rows};
        var arranging = new ListGrid.Arranging() {
            private @Nullable SelectionBar bar;

            @Override
            public Rows sorted(List<Sort> order) {
                var next = arrange(shown, state -> state.sorted(order.isEmpty() ? null : order));
                current[0] = new Rows(records, shown.catalog(), values(shown), columns, next.query());
                return current[0];
            }

            @Override
            public void arranged(List<SavedView.Column> arranged) {
                arrange(shown, state -> state.showing(arranged));
            }

            @Override
            public void selected(List<UUID> ids) {
                selected = ids;
                if (bar != null) {
                    bar.show(ids.size(), rows.count(), rows.isCapped());
                }
            }
        };
        var grid = new ListGrid(shown.entity(), columns, rows, asker, shown.sort(), arranging);
        add(grid);
        if (!jobs.settable(shown.entity(), shown.actor()).isEmpty()) {
            grid.choosing(arranging);
            arranging.bar = new SelectionBar(
                    () -> edit(shown),
                    () -> {
                        selected = null;
                        Objects.requireNonNull(arranging.bar).show(-1, rows.count(), rows.isCapped());
                    },
                    grid::deselectAll);
            add(arranging.bar);
        }
        add(foot(shown, rows));
    }

    /** The list is as it was arranged already; its address says so from now on, and what is done next begins there. */
    private ListShown arrange(ListShown shown, UnaryOperator<ListState> change) {
        var before = now(shown);
        var after = ListShown.of(
                shown.catalog(), shown.entity(), shown.actor(), records, shown.kept(), change.apply(before.state()));
        now = after;
        if (tabs != null) {
            tabs.show(after);
        }
        getUI().ifPresent(ui -> ui.getPage()
                .getHistory()
                .replaceState(
                        null, new Location(shown.entity().ref(), after.state().parameters())));
        return after;
    }

    private ListShown now(ListShown shown) {
        return now == null ? shown : now;
    }

    private void edit(ListShown shown) {
        var ids = selected;
        var chosen = ids == null ? new BulkJobs.Chosen.All(shown.query()) : new BulkJobs.Chosen.Some(ids);
        new BulkDialog(
                        jobs,
                        asker,
                        shown.entity(),
                        chosen,
                        fields(shown),
                        () -> go(shown, now(shown).state()))
                .open();
    }

    private Component groups(ListShown shown, ViewDefinition view, String by) {
        var groups = records.groups(shown.query().limitedTo(MOST_GROUPS), by, view.counts(), shown.actor());
        if (groups.items().isEmpty()) {
            return empty(shown);
        }
        var heading = shown.entity()
                .property(by)
                .map(property -> property.title())
                .or(() -> SystemNames.find(by).map(SystemNames.Named::title))
                .orElse(by);
        var grid = new GroupGrid(view, heading, groups.items(), values(shown), group -> open(shown, by, group));
        if (!groups.more()) {
            return grid;
        }
        var more = new Span(text("These are the {0, number} largest; there are more.", MOST_GROUPS));
        more.addClassName("mute");
        return new Div(grid, more);
    }

    /** The records of a group, in the first list that is one of records. */
    private void open(ListShown shown, String by, Group group) {
        var list = shown.module().stream()
                .filter(view -> view.groupBy() == null)
                .findFirst()
                .map(ViewDefinition::name)
                .orElse(null);
        Filter.of(shown.entity(), by, group.value().asString(""), shown.open()).ifPresent(filter -> {
            var both = new ArrayList<>(shown.condition().conjuncts());
            both.add(filter);
            go(shown, shown.state().viewing(list).filtered(new Condition.All(both).feel()));
        });
    }

    private static String firstOf(ListShown shown) {
        return shown.catalog().module(shown.entity().module()).stream()
                .flatMap(module -> module.main().stream())
                .findFirst()
                .map(main -> shown.entity().module() + "/" + main)
                .orElse(shown.entity().ref());
    }

    private Component columnsButton(ListShown shown) {
        var button = new NativeButton(text("Columns"));
        button.getElement().insertChild(0, new Icon("cols").getElement());
        button.addClassNames("chip", "quiet", "columns", "only-l");
        button.addClickListener(event -> {
            var current = now(shown);
            new ColumnsDialog(
                            shown.entity(),
                            ListColumn.all(shown.offered()),
                            current.columns(),
                            columns -> go(shown, current.state().showing(columns)))
                    .open();
        });
        return button;
    }

    /** The list as it is shown, as a file: asked for anew, for whoever then asks. */
    private Component export(EntityDefinition entity) {
        var file = new Anchor(
                (DownloadHandler) event -> {
                    var shown = now;
                    if (shown == null) {
                        event.getResponse().setStatus(HttpServletResponse.SC_NOT_FOUND);
                        return;
                    }
                    var cells = shown.columns().stream()
                            .filter(column -> isExported(entity, column))
                            .map(column -> new CsvExport.Column(column.title(), column.path()))
                            .toList();
                    var begun = export.begin(shown.query(), cells, asker.actor());
                    event.setFileName(entity.name() + ".csv");
                    event.setContentType("text/csv;charset=UTF-8");
                    event.getResponse().setHeader("X-Content-Type-Options", "nosniff");
                    event.getResponse().setHeader("Cache-Control", "no-store");
                    begun.writeTo(event.getOutputStream());
                },
                text("Export"));
        file.getElement().setAttribute("download", true);
        file.getElement().insertChild(0, new Icon("export").getElement());
        file.addClassNames("chip", "quiet");
        file.setTitle(
                text("Save these {0} as a CSV file, which each of them keeps in its history", lower(entity.plural())));
        return file;
    }

    /**
     * What stands behind a reference goes out only with the right to export that as well; what is told only to who asks for it
     * never does.
     */
    private boolean isExported(EntityDefinition entity, ListColumn column) {
        if (column.veiled() != null) {
            return false;
        }
        return column.through() == null
                || entity.property(column.through())
                        .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                                && records.privileges(to.entity(), null, asker.actor())
                                        .contains("export"))
                        .isPresent();
    }

    /** The ways to a new record; where there is a desk, that is the first of them. */
    private Component[] beginning(ListShown shown, boolean may) {
        if (!may) {
            return new Component[0];
        }
        var entity = shown.entity();
        var one = newButton(entity);
        return DeskButtons.of(shown.catalog(), records, entity, shown.actor())
                .map(desk -> {
                    one.removeThemeVariants(ButtonVariant.LUMO_PRIMARY);
                    return Stream.concat(Stream.of(one), Stream.of(desk.beside()))
                            .toArray(Component[]::new);
                })
                .orElseGet(() -> new Component[] {one});
    }

    private static Button newButton(EntityDefinition entity) {
        var words = text("New {0}", lower(entity.title()));
        var said = new Span(words);
        said.addClassName("only-l");
        var icon = new Icon("plus");
        icon.getElement().setAttribute("slot", "prefix");
        var button = new Button(icon);
        button.setAriaLabel(words);
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.addClassName("add");
        // It has words, in an element that phones do not show.
        button.removeThemeVariants(ButtonVariant.LUMO_ICON);
        button.getElement().appendChild(said.getElement(), new Keys("N").getElement());
        button.getElement().setAttribute("data-key", "n");
        button.addClickListener(event -> button.getUI().ifPresent(ui -> ui.navigate(entity.ref() + "/new")));
        return button;
    }

    private void go(ListShown shown, ListState next) {
        getUI().ifPresent(ui -> ui.navigate(shown.entity().ref(), next.parameters()));
    }

    private Component empty(ListShown shown) {
        var many = lower(shown.entity().plural());
        if (shown.isNarrowed()) {
            return narrowed(shown);
        }
        var may = records.privileges(shown.entity().ref(), null, shown.actor()).contains("create");
        return new Empty(
                shown.entity().icon() == null ? "list" : shown.entity().icon(),
                text("No {0} here", many),
                may
                        ? text("What you and your colleagues register is shown here, the newest change first.")
                        : text("When there are {0} that are open to you, they are shown here.", many));
    }

    /** Nothing fits: says which filter to remove, with what is there without it. */
    private Component narrowed(ListShown shown) {
        var state = shown.state();
        var said = new ConditionWords(shown.catalog(), values(shown), choices, asked(shown));
        var ways = new ArrayList<Way>();
        if (!state.words().isBlank()) {
            ways.add(new Way(
                    text("“{0}”", state.words()), state.searching(""), count(shown.query(shown.condition(), ""))));
        }
        shown.condition().conjuncts().forEach(part -> {
            var without = shown.without(part);
            ways.add(new Way(
                    text("“{0}”", said.of(part).whole()),
                    shown.asking(without),
                    count(shown.query(without, state.words()))));
        });
        var clear = new Button(
                text("Clear all"),
                event -> go(shown, shown.asking(Condition.none()).searching("")));
        var title = text("No {0} fits", lower(shown.entity().title()));
        var best = ways.stream().max(Comparator.comparingLong(Way::count)).filter(way -> way.count() > 0);
        if (best.isEmpty()) {
            return new Empty("filter", title, text("Nothing in this list fits what you look for."), clear);
        }
        var way = best.get();
        var there = text(
                "{1, plural, one{Without {0} there is #.} other{Without {0} there are #.}}", way.words(), way.count());
        var remove = new Button(text("Remove that"), event -> go(shown, way.state()));
        clear.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return new Empty(
                "filter", title, there, ways.size() == 1 ? new Button[] {remove} : new Button[] {remove, clear});
    }

    /** What to remove, and what is there without it. */
    private record Way(String words, ListState state, long count) {}

    private long count(Query query) {
        var counted = records.find(query.limitedTo(1).counted(Query.Count.CAPPED), asker.actor())
                .count();
        return counted == null ? 0 : counted;
    }

    private static Component foot(ListShown shown, Rows rows) {
        var many = lower(
                rows.count() == 1 ? shown.entity().title() : shown.entity().plural());
        var count = new Span(
                rows.isCapped()
                        ? text("more than {0, number} {1}", rows.count(), many)
                        : text("{0, number} {1}", rows.count(), many));
        var keys = new Div(
                Keys.meaning(text("move"), "\u2191", "\u2193"),
                Keys.meaning(text("find"), "F"),
                Keys.meaning(text("open##what Enter does with the row"), "Enter"),
                Keys.meaning(text("all keys"), "?"));
        keys.addClassNames("keys", "only-l");
        var gap = new Span();
        gap.addClassName("grow");
        var foot = new Div(count, gap, keys);
        foot.addClassName("foot");
        return foot;
    }
}
