package org.casewright.ui.form;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.expression.TimeOnly;
import org.casewright.records.Query;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks a record up by number or words; what is being entered in the same form comes first. */
class ReferencePicker extends ComboBox<ReferencePicker.Choice> {

    private static final long serialVersionUID = 1L;

    private static final Pattern OF_DRAFT = Pattern.compile("\\brecord\\.([A-Za-z][A-Za-z0-9]*)\\b");
    private static final int MOST = 200;

    private final transient FormModel model;
    private final transient Draft draft;
    private final transient ReferenceDefinition to;

    /**
     * What can be chosen.
     *
     * @param value the id, or {@code @name} of a record that was begun in the form
     */
    record Choice(String value, String title, String number) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Choice choice && choice.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    ReferencePicker(FormModel model, Draft draft, ReferenceDefinition to, String title) {
        this.model = model;
        this.draft = draft;
        this.to = to;
        setAriaLabel(title);
        setClearButtonVisible(true);
        setItemLabelGenerator(Choice::title);
        setRenderer(LitRenderer.<Choice>of(
                        "<span class=\"row\"><span class=\"grow cut\">${item.title}</span><small class=\"mute\">${item.number}</small></span>")
                .withProperty("title", Choice::title)
                .withProperty("number", Choice::number));
        setItems(query -> find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()));
    }

    /** The choice that stands for a value; its title is known or read with the form. */
    static Choice choice(FormModel model, JsonNode json) {
        var value = json.asString();
        var id = Values.idOf(json);
        var title = id == null
                ? model.named(value).map(Draft::title).orElse(value)
                : model.titles().getOrDefault(id, "Not open to you");
        return new Choice(value, title, "");
    }

    private Stream<Choice> find(String words, int offset, int limit) {
        // The whole answer is small: it is cut here, so that what was begun stands before what is stored.
        var all = new ArrayList<Choice>();
        near(words).forEach(all::add);
        stored(words, Math.min(MOST, offset + limit)).stream()
                .filter(choice -> !all.contains(choice))
                .forEach(all::add);
        return all.stream().skip(offset).limit(limit);
    }

    private Stream<Choice> near(String words) {
        var wanted = words.toLowerCase(Locale.ROOT);
        return model.near(to.entity()).stream()
                .filter(other -> other != draft && fits(other))
                .map(other -> {
                    var id = other.id();
                    return id == null
                            ? new Choice("@" + other.name(), other.title(), "in this form")
                            : new Choice(id.toString(), other.title(), numberOf(other.record()));
                })
                .filter(choice -> choice.title().toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Whether the reference's filter lets this record of the form be chosen. */
    private boolean fits(Draft other) {
        var filter = to.filter();
        if (filter == null) {
            return true;
        }
        var own = new DraftValues(draft);
        var candidate = new DraftValues(other);
        var zone = ZoneId.of(model.context().actor().get().zone());
        return Evaluator.isTrue(filter, name -> name.equals("record") ? own : candidate.get(name), new TimeOnly(zone));
    }

    private List<Choice> stored(String words, int limit) {
        var context = model.context();
        return switch (to.entity()) {
            case "platform/user" ->
                context.directory().search(words, limit).stream()
                        .map(account -> new Choice(account.id().toString(), account.title(), account.name()))
                        .toList();
            case "platform/unit" ->
                context.directory().units().stream()
                        .filter(unit -> unit.name().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))
                                || unit.code().equalsIgnoreCase(words))
                        .map(unit -> new Choice(unit.id().toString(), unit.name(), unit.code()))
                        .toList();
            default -> records(words, limit);
        };
    }

    private List<Choice> records(String words, int limit) {
        if (asksAboutBegun()) {
            return List.of();
        }
        var context = model.context();
        var actor = context.actor().get();
        var page = context.records()
                .find(
                        Query.of(to.entity())
                                .where(filter())
                                .searching(words.isBlank() ? null : words)
                                .limitedTo(limit),
                        actor);
        return page.items().stream()
                .map(record -> {
                    var title = context.records().title(record, actor);
                    model.know(java.util.Map.of(record.id(), title));
                    var number = numberOf(record);
                    return new Choice(record.id().toString(), title, number.equals(title) ? "" : number);
                })
                .toList();
    }

    private static String numberOf(@Nullable EntityRecord record) {
        var number = record == null ? null : record.system().number();
        return number == null ? "" : number;
    }

    /** The reference's filter, with the draft's values in the place of {@code record.name}. */
    private @Nullable Expression filter() {
        var filter = to.filter();
        if (filter == null) {
            return null;
        }
        var text = OF_DRAFT.matcher(filter.text())
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(literal(draft.value(found.group(1)))));
        return Expression.parse(text);
    }

    /** Whether the filter compares with a record that is only being entered: nothing that is stored belongs to it. */
    private boolean asksAboutBegun() {
        var filter = to.filter();
        return filter != null
                && OF_DRAFT.matcher(filter.text())
                        .results()
                        .anyMatch(found -> found.group(1).equals("id")
                                ? draft.isNew()
                                : model.isBegun(draft.value(found.group(1))));
    }

    private static String literal(@Nullable JsonNode value) {
        if (value == null || Draft.isNothing(value)) {
            return "null";
        }
        return value.isString()
                ? '"' + value.asString().replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : value.toString();
    }
}
