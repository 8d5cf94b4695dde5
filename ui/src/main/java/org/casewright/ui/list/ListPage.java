package org.casewright.ui.list;

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
import java.util.Locale;
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
        add(foot(shown, rows, values));
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
        var more = new Span("These are the " + MOST_GROUPS + " largest; there are more.");
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
                "Export");
        file.getElement().setAttribute("download", true);
        file.getElement().insertChild(0, new Icon("export").getElement());
        file.addClassNames("chip", "quiet");
        file.setTitle(
                "Save these " + lower(entity.plural()) + " as a CSV file, which each of them keeps in its history");
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
        var words = "New " + lower(entity.title());
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

    /** Within a sentence, unless it is an abbreviation. */
    static String lower(String title) {
        return title.length() > 1 && Character.isUpperCase(title.charAt(1))
                ? title
                : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
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
        find.setPlaceholder("Find in this list");
        find.setAriaLabel("Find in this list");
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
            var add = new NativeButton("Filter");
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
        chip.setAriaLabel("Remove the filter on " + filter.property().title());
        chip.addClickListener(
                event -> go(shown, shown.state().without(filter.property().name())));
        return chip;
    }

    private String words(Shown shown, Filter filter, Values values) {
        return filter.property().type() instanceof PropertyType.Reference(var to)
                ? records.get(to.entity(), filter.value(), shown.actor())
                        .map(record -> records.title(record, shown.actor()))
                        .orElse("Not open to you")
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
                "No " + many + " here",
                may
                        ? "What you and your colleagues register is shown here, the newest change first."
                        : "When there are " + many + " that are open to you, they are shown here.");
    }

    /** Nothing fits: says which filter to remove, with what is there without it. */
    private Component narrowed(Shown shown) {
        var values =
                new Values(shown.catalog(), getLocale(), ZoneId.of(shown.actor().zone()));
        var state = shown.state();
        var ways = new LinkedHashMap<String, ListState>();
        if (!state.words().isBlank()) {
            ways.put("\u201c" + state.words() + "\u201d", state.searching(""));
        }
        shown.filters()
                .forEach(filter -> ways.put(
                        "\u201c" + filter.property().title() + " " + filter.words(shown.catalog(), values) + "\u201d",
                        state.without(filter.property().name())));
        var clear = new Button("Clear all", event -> go(shown, state.plain()));
        var title = "No " + lower(shown.entity().title()) + " fits";
        var best = ways.entrySet().stream()
                .map(way -> new Way(way.getKey(), way.getValue(), count(shown.with(way.getValue()))))
                .max(Comparator.comparingLong(Way::count))
                .filter(way -> way.count() > 0);
        if (best.isEmpty()) {
            return new Empty("filter", title, "Nothing in this list fits what you look for.", clear);
        }
        var way = best.get();
        var there = "Without " + way.words() + " there " + (way.count() == 1 ? "is " : "are ")
                + values.count(way.count()) + ".";
        var remove = new Button("Remove that", event -> go(shown, way.state()));
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

    private static Component foot(Shown shown, Rows rows, Values values) {
        var number = new Element("b").setText(values.count(rows.count()));
        var count = new Span();
        if (rows.isCapped()) {
            count.getElement().appendChild(Element.createText("more than "));
        }
        var many = rows.count() == 1 ? shown.entity().title() : shown.entity().plural();
        count.getElement().appendChild(number, Element.createText(" " + lower(many)));
        var keys = new Div(
                Keys.meaning("move", "\u2191", "\u2193"),
                Keys.meaning("find", "F"),
                Keys.meaning("open", "Enter"),
                Keys.meaning("all keys", "?"));
        keys.addClassNames("keys", "only-l");
        var gap = new Span();
        gap.addClassName("grow");
        var foot = new Div(count, gap, keys);
        foot.addClassName("foot");
        return foot;
    }
}
