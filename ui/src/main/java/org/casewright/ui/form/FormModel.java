package org.casewright.ui.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casewright.definition.EntityDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Problem;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All that is open in one form: its record, those that hang on it, and what was entered. Belongs to one page. */
public final class FormModel {

    private final FormContext context;
    private final boolean inTask;
    private final Map<UUID, String> titles = new HashMap<>();
    private final Set<Draft> begun = new LinkedHashSet<>();
    private final ObjectNode given;
    private final Draft root;
    private int names;
    private boolean touched;
    private boolean beside;

    /**
     * A form on a stored record.
     *
     * @param inTask whether the form is a task's: it may change the status and begin what it shows
     */
    public FormModel(FormContext context, EntityRecord record, boolean inTask) {
        this.context = context;
        this.inTask = inTask;
        this.given = json().objectNode();
        this.root = open(record);
    }

    /** A form for a new record, with what is known of it already. */
    public FormModel(FormContext context, EntityDefinition entity, ObjectNode given) {
        this.context = context;
        this.inTask = false;
        this.given = given;
        this.root = begin(entity, null, given);
    }

    public FormContext context() {
        return context;
    }

    public Draft root() {
        return root;
    }

    /** What a new record was begun with. */
    public ObjectNode given() {
        return given;
    }

    /** The same form, beside another one that waits for its record. */
    FormModel beside() {
        beside = true;
        return this;
    }

    boolean isBeside() {
        return beside;
    }

    boolean inTask() {
        return inTask;
    }

    JsonNodeFactory json() {
        return JsonNodeFactory.instance;
    }

    Draft open(EntityRecord record) {
        know(context.records().titles(List.of(record), context.actor().get()));
        return new Draft(this, record);
    }

    Draft begin(EntityDefinition entity, @Nullable DraftList on, ObjectNode given) {
        names++;
        var draft = new Draft(this, entity, "new" + names, on, given);
        begun.add(draft);
        return draft;
    }

    void forget(Draft draft) {
        begun.remove(draft);
    }

    /** One that was forgotten is wanted after all. */
    void remember(Draft draft) {
        begun.add(draft);
    }

    /** Records of an entity that were begun in this form: references may point to them by {@code @name}. */
    List<Draft> begun(String entity) {
        return begun.stream()
                .filter(draft -> draft != root && draft.entity().ref().equals(entity))
                .toList();
    }

    /** Records of an entity that stand on lists of this form, begun or stored: what is nearest to be referred to. */
    List<Draft> near(String entity) {
        var found = new ArrayList<Draft>();
        collect(root, entity, found);
        return found;
    }

    private static void collect(Draft draft, String entity, List<Draft> found) {
        draft.references().values().forEach(next -> collect(next, entity, found));
        for (var list : draft.lists().values()) {
            for (var entry : list.staying()) {
                if (entry.entity().ref().equals(entity)) {
                    found.add(entry);
                }
                collect(entry, entity, found);
            }
        }
    }

    /** Whether some value of the form names this new record. */
    boolean isReferredTo(Draft draft) {
        var name = "\"@" + draft.name() + "\"";
        return begun.stream().anyMatch(other -> other.values().toString().contains(name))
                || root.values().toString().contains(name);
    }

    void know(Map<UUID, String> more) {
        titles.putAll(more);
    }

    /** Titles of what the form's references point to. */
    public Map<UUID, String> titles() {
        return java.util.Collections.unmodifiableMap(titles);
    }

    /** Whether a value points to a record that was begun in this form. */
    boolean isBegun(@Nullable JsonNode value) {
        return value != null && value.isString() && named(value.asString()).isPresent();
    }

    /** The record that was begun under this name, as {@code @name} says it. */
    Optional<Draft> named(String reference) {
        return begun.stream()
                .filter(draft -> reference.equals("@" + draft.name()))
                .findFirst();
    }

    /** The record with this id, where it is open in the form. */
    public Optional<Draft> find(UUID id) {
        return find(root, id);
    }

    private static Optional<Draft> find(Draft draft, UUID id) {
        if (id.equals(draft.id())) {
            return Optional.of(draft);
        }
        return java.util.stream.Stream.concat(
                        draft.references().values().stream(),
                        draft.lists().values().stream().flatMap(list -> list.entries().stream()))
                .flatMap(next -> find(next, id).stream())
                .findFirst();
    }

    /** What was entered so far. */
    public Submission submission() {
        return Submission.of(root);
    }

    /** Whether something was entered that is not stored. */
    public boolean isChanged() {
        return touched && !submission().isEmpty();
    }

    void touch() {
        touched = true;
    }

    /**
     * Takes over what was entered in the same form on an older release.
     *
     * @return what has no place in this one, each with title and value
     */
    public List<String> takeOver(FormModel older) {
        touched = older.touched;
        return TakeOver.into(this, older);
    }

    /**
     * Takes back what was entered in the same form and never saved, as {@link Submission#values} said it.
     *
     * @return what has no place in it any more, each with title and value
     */
    public List<String> regain(ObjectNode values) {
        touched = true;
        return Regained.into(this, values);
    }

    /** All records that are open in the form. */
    List<Draft> drafts() {
        var all = new ArrayList<Draft>();
        gather(root, all);
        return all;
    }

    private static void gather(Draft draft, List<Draft> all) {
        all.add(draft);
        draft.references().values().forEach(next -> gather(next, all));
        draft.lists().values().forEach(list -> list.entries().forEach(next -> gather(next, all)));
    }

    /** The entities, {@code module/entity}, of which the form shows records. */
    Set<String> entities() {
        var entities = new LinkedHashSet<String>();
        for (var draft : drafts()) {
            entities.add(draft.entity().ref());
            draft.lists()
                    .values()
                    .forEach(list -> entities.add(list.inverse().from().ref()));
        }
        return entities;
    }

    /** Notes problems at the fields that they name; gives back those that name none. */
    public List<Problem> note(List<Problem> problems, Submission submission) {
        root.clearProblems();
        var unplaced = new ArrayList<Problem>();
        for (var problem : problems) {
            var place = submission.places().keySet().stream()
                    .filter(pointer -> problem.pointer().startsWith(pointer + "/"))
                    .max(java.util.Comparator.comparingInt(String::length));
            var draft = place.map(submission.places()::get);
            if (draft.isPresent()) {
                var rest = problem.pointer().substring(place.get().length());
                draft.get().problems().merge(rest, Words.text(problem), (first, second) -> first + " " + second);
            } else {
                unplaced.add(problem);
            }
        }
        return unplaced;
    }
}
