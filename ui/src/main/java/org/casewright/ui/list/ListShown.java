package org.casewright.ui.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Condition;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.records.OfferedViews;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.records.SavedView;
import org.casewright.records.SavedViews;
import org.jspecify.annotations.Nullable;

/**
 * What one visit of a list shows: a view of the module or one that somebody keeps, and what its address says otherwise. What cannot be
 * asked, for it is not there any more or not open to the asker, is left out and told.
 *
 * @param module the views of the module that are offered
 * @param kept those that people keep
 * @param view the chosen one as the module would say it; null for a list without views
 * @param saved the chosen one, where somebody keeps it; else null
 * @param condition what is asked besides a module's view
 * @param lost what could not be asked of what the address says
 */
record ListShown(
        Catalog catalog,
        EntityDefinition entity,
        Actor actor,
        Fields open,
        ListColumn.Offered offered,
        ListState state,
        List<ViewDefinition> module,
        SavedViews.All kept,
        @Nullable ViewDefinition view,
        @Nullable SavedView saved,
        Condition condition,
        boolean lost) {

    ListShown {
        module = List.copyOf(module);
    }

    static ListShown of(
            Catalog catalog,
            EntityDefinition entity,
            Actor actor,
            Records records,
            SavedViews.All kept,
            ListState state) {
        var open = records.readable(entity, actor);
        var module = OfferedViews.of(catalog, entity, actor);
        var name = state.view() == null ? kept.first() : state.view();
        var saved = kept.views().stream()
                .filter(each -> each.id().toString().equals(name))
                .findFirst()
                .orElse(null);
        var view = saved != null
                ? saved.definition()
                : module.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .or(() -> module.stream()
                                .filter(ViewDefinition::isDefault)
                                .findFirst())
                        .or(() -> module.stream().findFirst())
                        .orElse(null);
        var asked = asked(entity, open, saved, state);
        var answered = asked.stream()
                .filter(each -> isAnswered(records, entity, each, actor))
                .toList();
        var offered = new ListColumn.Offered(
                catalog, entity, each -> records.readable(each, actor), records.sortable(entity, actor));
        var shown = new ListShown(
                catalog,
                entity,
                actor,
                open,
                offered,
                state,
                module,
                kept,
                view,
                saved,
                answered.size() == 1 ? answered.getFirst() : new Condition.All(answered),
                false);
        var columns = state.columns();
        var sort = state.sort();
        return answered.size() < asked.size()
                        || (columns != null && ListColumn.of(offered, columns).size() < columns.size())
                        || (sort != null
                                && !sort.stream()
                                        .allMatch(each -> offered.sortable().contains(each.property())))
                ? shown.withLoss()
                : shown;
    }

    private ListShown withLoss() {
        return new ListShown(catalog, entity, actor, open, offered, state, module, kept, view, saved, condition, true);
    }

    /** What the address asks, or else the view that somebody keeps. */
    private static List<Condition> asked(
            EntityDefinition entity, Fields open, @Nullable SavedView saved, ListState state) {
        var asked = new ArrayList<Condition>();
        var filter = state.filter() != null ? state.filter() : saved == null ? null : saved.filter();
        if (filter != null && !state.isTooLong()) {
            asked.addAll(Condition.of(filter).conjuncts());
        }
        state.quick()
                .forEach((name, value) -> Filter.of(entity, name, value, open).ifPresent(asked::add));
        return asked;
    }

    private static boolean isAnswered(Records records, EntityDefinition entity, Condition condition, Actor actor) {
        try {
            return records.problems(entity, Expression.parse(condition.feel()), actor)
                    .isEmpty();
        } catch (ExpressionException unreadable) {
            return false;
        }
    }

    /** The filter of the module's view, which stays whatever else is asked; empty for a view that somebody keeps. */
    private Optional<Expression> fixed() {
        return saved == null && view != null ? Optional.ofNullable(view.filter()) : Optional.empty();
    }

    /** All that is asked of a record, to be kept under a name. */
    Condition whole() {
        var all = new ArrayList<Condition>();
        fixed().ifPresent(filter -> all.addAll(Condition.of(filter.text()).conjuncts()));
        all.addAll(condition.conjuncts());
        return new Condition.All(all);
    }

    List<Sort> sort() {
        var sort = state.sort() != null ? state.sort() : view == null ? List.<Sort>of() : view.sort();
        return sort.stream()
                .filter(each -> offered.sortable().contains(each.property()))
                .toList();
    }

    List<ListColumn> columns() {
        var chosen = state.columns() != null
                ? state.columns()
                : saved == null ? List.<SavedView.Column>of() : saved.columns();
        var columns = ListColumn.of(offered, chosen);
        return columns.isEmpty() ? ListColumn.of(offered, saved == null ? view : null) : columns;
    }

    Query query() {
        return query(condition, state.words());
    }

    /** The same with another filter and other words. */
    Query query(Condition other, String words) {
        var filter = Stream.concat(
                        fixed().stream(),
                        other.equals(Condition.none()) ? Stream.empty() : Stream.of(Expression.parse(other.feel())))
                .reduce(Expression::and)
                .orElse(null);
        return Query.of(entity.ref()).where(filter).sortedBy(sort()).searching(words.isBlank() ? null : words);
    }

    /** The state with another filter than this. */
    ListState asking(Condition other) {
        return state.filtered(other.equals(Condition.none()) && saved == null ? null : other.feel());
    }

    /** The condition without one of its parts. */
    Condition without(Condition part) {
        return new Condition.All(condition.conjuncts().stream()
                .filter(each -> !each.equals(part))
                .toList());
    }

    boolean isNarrowed() {
        return !state.words().isBlank() || !condition.equals(Condition.none());
    }

    /** What is shown, as it can be kept under a name. */
    SavedView.Content content() {
        var whole = whole();
        return new SavedView.Content(
                columns().stream()
                        .map(column -> new SavedView.Column(column.path(), column.width()))
                        .toList(),
                whole.equals(Condition.none()) ? null : whole.feel(),
                sort());
    }
}
