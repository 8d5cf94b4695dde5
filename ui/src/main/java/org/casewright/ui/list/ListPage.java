package org.casewright.ui.list;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.exchange.CsvExport;
import org.casewright.expression.Expression;
import org.casewright.records.Group;
import org.casewright.records.OfferedViews;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.part.Empty;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** The list of any entity. */
@Route(value = ":module/:entity", layout = MainLayout.class)
@PermitAll
class ListPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final int SEARCH_DELAY = 400;
    private static final int MOST_GROUPS = 200;

    private final transient Records records;
    private final transient CsvExport export;
    private final transient Asker asker;
    /** What the list asks for now, in the order that was chosen last. */
    private transient @Nullable Query asked;

    ListPage(Records records, CsvExport export, Asker asker) {
        this.records = records;
        this.export = export;
        this.asker = asker;
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
        show(new Shown(
                catalog,
                entity.get(),
                actor,
                records.readable(entity.get(), actor),
                ListState.of(event.getLocation().getQueryParameters())));
    }

    /** What one visit of the page shows. */
    private record Shown(Catalog catalog, EntityDefinition entity, Actor actor, Fields open, ListState state) {
        List<ViewDefinition> views() {
            return OfferedViews.of(catalog, entity, actor);
        }

        Optional<ViewDefinition> view() {
            return views().stream()
                    .filter(view -> view.name().equals(state.view()))
                    .findFirst()
                    .or(() -> views().stream().filter(ViewDefinition::isDefault).findFirst())
                    .or(() -> views().stream().findFirst());
        }

        Shown with(ListState other) {
            return new Shown(catalog, entity, actor, open, other);
        }

        List<Filter> filters() {
            return state.filters().entrySet().stream()
                    .flatMap(filter -> Filter.of(entity, filter.getKey(), filter.getValue(), open).stream())
                    .toList();
        }
    }

    @Override
    protected boolean isList() {
        return true;
    }

    private void show(Shown shown) {
        var entity = shown.entity();
        var title = shown.catalog()
                .module(entity.module())
                .map(module -> module.title())
                .orElse(entity.module());
        at(List.of(new Crumb(title, firstOf(shown)), Crumb.here(entity.plural())));
        var may = records.privileges(entity.ref(), null, shown.actor());
        if (may.contains("create")) {
            offer(newButton(entity));
        } else {
            offer();
        }
        removeAll();
        if (shown.views().size() > 1) {
            add(tabs(shown));
        }
        var values =
                new Values(shown.catalog(), getLocale(), ZoneId.of(shown.actor().zone()));
        var view = shown.view().orElse(null);
        if (view != null && view.groupBy() != null) {
            add(bar(shown, values));
            add(groups(shown, view, view.groupBy(), values));
            return;
        }
        var columns = ListColumn.of(
                shown.catalog(), entity, shown.view().orElse(null), each -> records.readable(each, shown.actor()));
        asked = query(shown);
        var rows = new Rows(records, shown.catalog(), values, columns, asked);
        var first = rows.fetch(0, Rows.pageSize(), shown.actor());
        var bar = bar(shown, values);
        if (!first.isEmpty() && may.contains("export")) {
            bar.add(export(entity, columns));
        }
        add(bar);
        add(
                first.isEmpty()
                        ? empty(shown)
                        : new ListGrid(entity, columns, rows, asker, order -> sorted(shown, columns, order)));
        add(foot(shown, rows));
    }

    private Component groups(Shown shown, ViewDefinition view, String by, Values values) {
        var groups = records.groups(query(shown).limitedTo(MOST_GROUPS), by, view.counts(), shown.actor());
        if (groups.items().isEmpty()) {
            return empty(shown);
        }
        var heading = shown.entity()
                .property(by)
                .map(property -> property.title())
                .or(() -> SystemNames.find(by).map(SystemNames.Named::title))
                .orElse(by);
        var grid = new GroupGrid(view, heading, groups.items(), values, group -> open(shown, by, group));
        if (!groups.more()) {
            return grid;
        }
        var more = new Span(text("These are the {0, number} largest; there are more.", MOST_GROUPS));
        more.addClassName("mute");
        return new Div(grid, more);
    }

    /** The records of a group, in the first list that is one of records. */
    private void open(Shown shown, String by, Group group) {
        var list = shown.views().stream()
                .filter(view -> view.groupBy() == null)
                .findFirst()
                .map(ViewDefinition::name)
                .orElse(null);
        Filter.of(shown.entity(), by, group.value().asString(""), shown.open())
                .ifPresent(filter -> go(
                        shown,
                        new ListState(list, shown.state().words(), shown.state().filters())
                                .with(by, group.value().asString(""))));
    }

    private static String firstOf(Shown shown) {
        return shown.catalog().module(shown.entity().module()).stream()
                .flatMap(module -> module.main().stream())
                .findFirst()
                .map(main -> shown.entity().module() + "/" + main)
                .orElse(shown.entity().ref());
    }

    private Rows sorted(Shown shown, List<ListColumn> columns, List<ViewDefinition.Sort> order) {
        var values =
                new Values(shown.catalog(), getLocale(), ZoneId.of(shown.actor().zone()));
        var query = query(shown);
        asked = order.isEmpty() ? query : query.sortedBy(order);
        return new Rows(records, shown.catalog(), values, columns, asked);
    }

    /** The list as it is shown, as a file: asked for anew, for whoever then asks. */
    private Component export(EntityDefinition entity, List<ListColumn> columns) {
        var cells = columns.stream()
                .filter(column -> isExported(entity, column))
                .map(column -> new CsvExport.Column(column.title(), column.path()))
                .toList();
        var file = new Anchor(
                (DownloadHandler) event -> {
                    var query = asked;
                    if (query == null) {
                        event.getResponse().setStatus(HttpServletResponse.SC_NOT_FOUND);
                        return;
                    }
                    var begun = export.begin(query, cells, asker.actor());
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

    private static Query query(Shown shown) {
        var view = shown.view();
        var conditions = Stream.concat(
                        view.map(ViewDefinition::filter).map(Expression::text).stream(),
                        shown.filters().stream().map(Filter::feel))
                .toList();
        var filter = conditions.isEmpty() ? null : Expression.parse("(" + String.join(") and (", conditions) + ")");
        var words = shown.state().words();
        return Query.of(shown.entity().ref())
                .where(filter)
                .sortedBy(view.map(ViewDefinition::sort).orElse(List.of()))
                .searching(words.isBlank() ? null : words);
    }

    /** What stands behind a reference goes out only with the right to export that as well. */
    private boolean isExported(EntityDefinition entity, ListColumn column) {
        return column.through() == null
                || entity.property(column.through())
                        .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                                && records.privileges(to.entity(), null, asker.actor())
                                        .contains("export"))
                        .isPresent();
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

    private Component tabs(Shown shown) {
        var tabs = new Tabs();
        for (var view : shown.views()) {
            var tab = new Tab(view.title());
            tabs.add(tab);
            if (shown.view().filter(view::equals).isPresent()) {
                tabs.setSelectedTab(tab);
            }
        }
        tabs.addSelectedChangeListener(event -> go(
                shown,
                shown.state().viewing(shown.views().get(tabs.getSelectedIndex()).name())));
        var line = new Div(tabs);
        line.addClassName("cw-tabs");
        return line;
    }

    private void go(Shown shown, ListState next) {
        getUI().ifPresent(ui -> ui.navigate(shown.entity().ref(), next.parameters()));
    }

    private Div bar(Shown shown, Values values) {
        var find = new TextField();
        find.addClassName("find");
        find.setPlaceholder(text("Find in this list"));
        find.setAriaLabel(text("Find in this list"));
        find.setPrefixComponent(new Icon("search"));
        find.setSuffixComponent(new Keys("F"));
        find.getElement().setAttribute("data-key", "f");
        find.setValue(shown.state().words());
        find.setValueChangeMode(ValueChangeMode.LAZY);
        find.setValueChangeTimeout(SEARCH_DELAY);
        find.setAutofocus(!shown.state().words().isBlank());
        find.addValueChangeListener(event -> go(shown, shown.state().searching(event.getValue())));
        var bar = new Div(find);
        bar.addClassName("bar");
        shown.filters().forEach(filter -> bar.add(chip(shown, filter, values)));
        var offered = shown.entity().properties().values().stream()
                .filter(shown.open()::has)
                .filter(Filter::offered)
                .filter(property -> !shown.state().filters().containsKey(property.name()))
                .toList();
        if (!offered.isEmpty()) {
            var add = new NativeButton(text("Filter"));
            add.addClassNames("chip", "add");
            add.getElement().insertChild(0, new Icon("plus").getElement());
            var popover = new FilterPopover(
                    shown.catalog(),
                    offered,
                    (property, value) -> go(shown, shown.state().with(property, value)));
            popover.setTarget(add);
            bar.add(add, popover);
        }
        return bar;
    }

    private Component chip(Shown shown, Filter filter, Values values) {
        var chip = new NativeButton(filter.property().title() + " ");
        chip.addClassName("chip");
        chip.getElement().appendChild(new Element("b").setText(words(shown, filter, values)));
        chip.getElement().appendChild(new Icon("x").getElement());
        chip.setAriaLabel(text("Remove the filter on {0}", filter.property().title()));
        chip.addClickListener(
                event -> go(shown, shown.state().without(filter.property().name())));
        return chip;
    }

    private String words(Shown shown, Filter filter, Values values) {
        return filter.property().type() instanceof PropertyType.Reference(var to)
                ? records.get(to.entity(), filter.value(), shown.actor())
                        .map(record -> records.title(record, shown.actor()))
                        .orElse(text("Not open to you"))
                : filter.words(shown.catalog(), values);
    }

    private Component empty(Shown shown) {
        var many = lower(shown.entity().plural());
        if (shown.state().isNarrowed()) {
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
    private Component narrowed(Shown shown) {
        var values =
                new Values(shown.catalog(), getLocale(), ZoneId.of(shown.actor().zone()));
        var state = shown.state();
        var ways = new LinkedHashMap<String, ListState>();
        if (!state.words().isBlank()) {
            ways.put(text("“{0}”", state.words()), state.searching(""));
        }
        shown.filters()
                .forEach(filter -> ways.put(
                        text("“{0} {1}”", filter.property().title(), filter.words(shown.catalog(), values)),
                        state.without(filter.property().name())));
        var clear = new Button(text("Clear all"), event -> go(shown, state.plain()));
        var title = text("No {0} fits", lower(shown.entity().title()));
        var best = ways.entrySet().stream()
                .map(way -> new Way(way.getKey(), way.getValue(), count(shown.with(way.getValue()))))
                .max(Comparator.comparingLong(Way::count))
                .filter(way -> way.count() > 0);
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

    private long count(Shown shown) {
        var counted = records.find(query(shown).limitedTo(1).counted(Query.Count.CAPPED), shown.actor())
                .count();
        return counted == null ? 0 : counted;
    }

    private static Component foot(Shown shown, Rows rows) {
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
