package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;
import org.casewright.definition.ReferenceDefinition.Pick;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.expression.TimeOnly;
import org.casewright.records.Query;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reference can point to: looked up by number or words; what is being entered in the same form comes first. */
final class Choices {

    private static final Pattern OF_DRAFT = Pattern.compile("\\brecord\\.([A-Za-z][A-Za-z0-9]*)\\b");
    private static final int MOST = 200;
    private static final int DEEPEST = 20;

    private final FormModel model;
    private final Draft draft;
    private final ReferenceDefinition to;

    /**
     * What can be chosen.
     *
     * @param value the id, or {@code @name} of a record that was begun in the form; {@code +words} for one that is yet to be made
     */
    record Choice(String value, String title, String number) {
        private static final String NEW = "+";

        private static Choice ofNew(EntityDefinition entity, String words) {
            return new Choice(
                    NEW + words.strip(),
                    text("New {0}…", lower(entity.title())),
                    words.isBlank() ? "" : text("“{0}”", words.strip()));
        }

        /** Whether it stands for a record that is yet to be made. */
        boolean isNew() {
            return value.startsWith(NEW);
        }

        /** What was typed when nothing that is there was meant. */
        String typed() {
            return value.substring(NEW.length());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Choice choice && choice.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    Choices(FormModel model, Draft draft, ReferenceDefinition to) {
        this.model = model;
        this.draft = draft;
        this.to = to;
    }

    /** The choice that stands for a value; its title is known or read with the form. */
    static Choice of(FormModel model, JsonNode json) {
        var value = json.asString();
        var id = Values.idOf(json);
        var title = id == null
                ? model.named(value).map(Draft::title).orElse(value)
                : model.titles().getOrDefault(id, text("Not open to you"));
        return new Choice(value, title, "");
    }

    /** Those that the words fit, and behind them that of making a new one, where one may be made; a page of them. */
    Stream<Choice> findOrMake(String words, int offset, int limit) {
        var found = all(words, offset + limit);
        creatable().ifPresent(entity -> found.add(Choice.ofNew(entity, words)));
        return found.stream().skip(offset).limit(limit);
    }

    /** Those that the words fit, a page of them. */
    Stream<Choice> find(String words, int offset, int limit) {
        return all(words, offset + limit).stream().skip(offset).limit(limit);
    }

    private List<Choice> all(String words, int most) {
        // The whole answer is small: it is cut here, so that what was begun stands before what is stored.
        var all = new ArrayList<Choice>();
        near(words).forEach(all::add);
        var offered = to.pick() != Pick.SEARCH ? listed(words) : stored(words, Math.min(MOST, most));
        offered.stream().filter(choice -> !all.contains(choice)).forEach(all::add);
        return all;
    }

    /** The entity, where a new record of it can be made beside the form: by the asker, and not within another such form. */
    Optional<EntityDefinition> creatable() {
        var context = model.context();
        return model.isBeside()
                ? Optional.empty()
                : context.catalog()
                        .findEntity(to.entity())
                        .filter(entity -> context.records()
                                .privileges(entity.ref(), null, context.actor().get())
                                .contains("create"));
    }

    /** Makes a new record beside the form. */
    void create(Choice asked, Locale language, Consumer<Choice> made) {
        creatable()
                .ifPresent(entity -> new CreateDialog(
                                model.context(),
                                entity,
                                asked.typed(),
                                language,
                                record -> made.accept(choices(List.of(record)).getFirst()))
                        .open());
    }

    /** All of them by their titles, for what is few; behind those that the words fit, those that are found by them. */
    private List<Choice> listed(String words) {
        var all = stored("", MOST);
        if (words.isBlank()) {
            return sorted(all.stream());
        }
        if (all.size() == MOST) {
            return stored(words, MOST);
        }
        var fitting = sorted(all.stream().filter(choice -> fits(choice, words)));
        var sounding = stored(words, MOST).stream().filter(choice -> !fitting.contains(choice));
        return Stream.concat(fitting.stream(), sounding).toList();
    }

    private static List<Choice> sorted(Stream<Choice> choices) {
        return choices.sorted(Comparator.comparing(Choice::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    private static boolean fits(Choice choice, String words) {
        var wanted = words.strip().toLowerCase(Locale.ROOT);
        return choice.title().toLowerCase(Locale.ROOT).contains(wanted)
                || choice.number().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** The reference by which records of the target lie below one another; null when they do not. */
    private @Nullable String above() {
        return model.context().catalog().findEntity(to.entity()).stream()
                .flatMap(entity -> entity.properties().values().stream())
                .filter(property -> property.type() instanceof PropertyType.Reference(var up)
                        && up.entity().equals(to.entity()))
                .map(PropertyDefinition::name)
                .findFirst()
                .orElse(null);
    }

    /** Whether they are chosen step by step in one field; a filter makes each step a field of its own. */
    boolean isHierarchy() {
        return to.pick() == Pick.CASCADE && to.filter() == null && above() != null;
    }

    /** Those that lie directly below one of them, or below none, by their titles. */
    List<Choice> below(@Nullable Choice choice) {
        var reference = above();
        if (reference == null) {
            return List.of();
        }
        var all = Query.of(to.entity()).limitedTo(MOST);
        var query = choice == null
                ? all.where(Expression.parse(reference + " = null"))
                : all.relatedTo(reference, UUID.fromString(choice.value()));
        return choices(query).stream()
                .sorted(Comparator.comparing(Choice::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** The way from the topmost down to a choice, that itself at its end. */
    List<Choice> way(Choice choice) {
        var found = new ArrayList<EntityRecord>();
        var reference = above();
        var context = model.context();
        var actor = context.actor().get();
        var next = choice.value();
        while (reference != null && !next.isEmpty() && found.size() < DEEPEST) {
            var record = context.records().get(to.entity(), next, actor).orElse(null);
            if (record == null) {
                break;
            }
            found.addFirst(record);
            next = record.value(reference) instanceof UUID up ? up.toString() : "";
        }
        return found.isEmpty() ? List.of(choice) : choices(found);
    }

    private Stream<Choice> near(String words) {
        return model.near(to.entity()).stream()
                .filter(other -> other != draft && fits(other))
                .map(other -> {
                    var id = other.id();
                    return id == null
                            ? new Choice("@" + other.name(), other.title(), text("in this form"))
                            : new Choice(id.toString(), other.title(), numberOf(other.record()));
                })
                .filter(choice -> fits(choice, words));
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
            case "platform/team" ->
                context.directory().teams(words, limit).stream()
                        .map(team -> new Choice(team.id().toString(), team.title(), team.name()))
                        .toList();
            case "platform/partner" ->
                context.directory().partners().stream()
                        .filter(partner ->
                                partner.title().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))
                                        || partner.code().equalsIgnoreCase(words))
                        .map(partner -> new Choice(partner.id().toString(), partner.title(), partner.code()))
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
        return choices(Query.of(to.entity())
                .where(filter())
                // While somebody types, the last word is a beginning.
                .searching(words.isBlank() ? null : words + "*")
                .limitedTo(limit));
    }

    private List<Choice> choices(Query query) {
        var context = model.context();
        var actor = context.actor().get();
        return choices(context.records().find(query, actor).items());
    }

    private List<Choice> choices(List<EntityRecord> found) {
        var context = model.context();
        var titles = context.records().ownTitles(found, context.actor().get());
        model.know(titles);
        return found.stream()
                .map(record -> {
                    var title = titles.getOrDefault(record.id(), "");
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
