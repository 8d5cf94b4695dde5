package org.casewright.ui.form;

import static org.casewright.ui.part.Words.lower;
import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.access.Fields;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A record in a form: what is stored, what was entered, what hangs on it, and what is wrong with it. */
public final class Draft {

    private final FormModel model;
    private final EntityDefinition entity;
    private final String name;
    private final ObjectNode values;
    private final Map<String, Draft> references = new LinkedHashMap<>();
    private final Map<String, DraftList> lists = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private @Nullable EntityRecord record;
    private @Nullable DraftList on;
    private ObjectNode stored;
    private ObjectNode shown;
    private Set<String> irrelevant = Set.of();
    private @Nullable ObjectNode previewed;
    private Set<String> required;
    private Set<String> readOnly = Set.of();
    private boolean detached;
    private @Nullable Fields known;

    /** A record that exists. */
    Draft(FormModel model, EntityRecord record) {
        this.model = model;
        this.entity = record.entity();
        this.record = record;
        this.name = "";
        this.stored = model.context().records().json(record);
        this.values = stored.deepCopy();
        this.shown = stored;
        this.required = Set.copyOf(entity.required());
    }

    /**
     * A new record with what its definition gives it.
     *
     * @param on the list on which it stands; null for none
     */
    Draft(FormModel model, EntityDefinition entity, String name, @Nullable DraftList on, ObjectNode given) {
        this.model = model;
        this.entity = entity;
        this.name = name;
        this.on = on;
        this.stored = model.json().objectNode();
        this.values = given.deepCopy();
        this.shown = stored;
        this.required = Set.copyOf(entity.required());
        preview();
    }

    /** A record that exists and comes onto a list on which it was not. */
    Draft(FormModel model, EntityRecord record, DraftList joined) {
        this(model, record);
        this.on = joined;
        preview();
    }

    public EntityDefinition entity() {
        return entity;
    }

    /** The record; null while it is new. */
    public @Nullable EntityRecord record() {
        return record;
    }

    /** Whether the asker may know or write the property here. */
    boolean knows(PropertyDefinition property) {
        return known().has(property);
    }

    /** Whether the same holds of a part of an object or of a group's entries. */
    boolean knows(PropertyDefinition property, PropertyDefinition part) {
        return known().has(property, part);
    }

    private Fields known() {
        if (known == null) {
            var context = model.context();
            var actor = context.actor().get();
            var own = record == null
                    ? context.records().known(entity, actor)
                    : context.records().known(record, actor);
            // A task grants what its form shows.
            known = model.inTask() ? own.or(Fields.PLAIN) : own;
        }
        return known;
    }

    /** The name by which other places refer to a new record; empty when it is stored. */
    String name() {
        return name;
    }

    boolean isNew() {
        return record == null;
    }

    /** Whether it exists and comes onto a list on which it was not. */
    boolean isJoining() {
        return record != null && on != null;
    }

    FormModel model() {
        return model;
    }

    /** What was entered: the object to which fields are bound. */
    ObjectNode values() {
        return values;
    }

    ObjectNode stored() {
        return stored;
    }

    /** The value of a property as the form shows it: what was entered, or what the engine makes of it. */
    @Nullable
    JsonNode value(String property) {
        var found = entity.properties().get(property);
        return found != null && !isEditable(found) && shown.has(property) ? shown.get(property) : values.get(property);
    }

    /** Whether the property has a value that is told only to who asks for it, and was not told here. */
    boolean isWithheld(String property) {
        return record != null
                && record.withheld().contains(property)
                && !stored.has(property)
                && isNothing(values.get(property));
    }

    /** Asks for a value, which is kept in the record's history. */
    @Nullable
    JsonNode told(PropertyDefinition property, String purpose) {
        var context = model.context();
        var actor = context.actor().get();
        var id = Objects.requireNonNull(id()).toString();
        var told = context.records().reveal(entity.ref(), id, Set.of(property.name()), purpose, actor);
        model.know(context.records().titles(List.of(told), actor));
        return context.records().json(told).get(property.name());
    }

    /** Goes on as if the value had been told from the beginning, so that it can be changed. */
    void unveil(String property, @Nullable JsonNode value) {
        if (value != null) {
            stored.set(property, value);
            values.set(property, value.deepCopy());
        }
    }

    /** Forgets a value that was told; false where it was changed since. */
    boolean veil(String property) {
        if (!same(values.get(property), stored.get(property))) {
            return false;
        }
        stored.remove(property);
        values.remove(property);
        return true;
    }

    /** Whether the asker can change it here. */
    boolean isEditable(PropertyDefinition property) {
        var lifecycle = entity.lifecycle();
        var status = lifecycle != null && lifecycle.property().equals(property.name());
        return !property.readOnly()
                && property.computed() == null
                && !readOnly.contains(property.name())
                && !isParent(property.name())
                && !(property.appendOnly() && !(property.type() instanceof PropertyType.Group) && !isNew())
                && (!status || (model.inTask() && !isNew()));
    }

    boolean isRelevant(String property) {
        return !irrelevant.contains(property);
    }

    boolean isRequired(String property) {
        return required.contains(property);
    }

    /** The property that says on whose list it stands. */
    boolean isParent(String property) {
        return on != null && on.inverse().reference().name().equals(property);
    }

    /** The list on which it was begun, or onto which it comes; null for none. */
    @Nullable
    DraftList on() {
        return on;
    }

    /** Asks the engine what the draft would be: defaults, computed values, relevance, what is required. */
    void preview() {
        if (record != null && !isLively()) {
            return;
        }
        var id = record == null ? null : record.id().toString();
        var asked = asked();
        previewed = asked.deepCopy();
        var preview = model.context()
                .records()
                .preview(entity.ref(), id, asked, model.context().actor().get());
        shown = preview.values();
        irrelevant = preview.irrelevant();
        required = preview.required();
        readOnly = preview.readOnly();
        problems.keySet()
                .removeIf(pointer -> irrelevant.contains(pointer.substring(1).split("/", 2)[0]));
        if (isNew()) {
            entity.properties().values().forEach(this::follow);
        }
    }

    /** The same, unless nothing was entered since it was asked last. */
    void previewOnce() {
        if (!asked().equals(previewed)) {
            preview();
        }
    }

    /** The same, and for all that was begun on its lists: what they begin with may follow from it. */
    void previewBelow() {
        preview();
        lists.values()
                .forEach(list -> list.entries().stream().filter(Draft::isNew).forEach(Draft::previewBelow));
    }

    /** What was entered, within the record on whose list it stands. */
    ObjectNode asked() {
        var asked = Submission.ownChanges(this);
        if (on != null) {
            var above = on.owner().above();
            if (!above.isEmpty()) {
                asked.set(on.inverse().reference().name(), above);
            }
        }
        return asked;
    }

    /** The record as those on its lists see it before it is stored: a new one with all that it begins with. */
    private ObjectNode above() {
        var above = asked();
        if (record != null) {
            return above.isEmpty() ? above : above.put("id", record.id().toString());
        }
        entity.properties().values().stream()
                .filter(property -> isEditable(property) && values.has(property.name()))
                .forEach(property -> above.putIfAbsent(property.name(), values.get(property.name())));
        return above;
    }

    /** What a new record begins with follows what was entered elsewhere, until it is changed here. */
    private void follow(PropertyDefinition property) {
        var name = property.name();
        if (!isEditable(property) || !same(values.get(name), stored.get(name))) {
            return;
        }
        var begun = shown.get(name);
        if (begun == null || isNothing(begun)) {
            values.remove(name);
            stored.remove(name);
        } else {
            values.set(name, begun);
            stored.set(name, begun.deepCopy());
        }
    }

    private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        return isNothing(one) ? isNothing(other) : one != null && one.equals(other);
    }

    /** Whether anything depends on what is entered. */
    private boolean isLively() {
        return entity.properties().values().stream()
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()))
                .anyMatch(property -> property.computed() != null
                        || property.relevant() != null
                        || property.requiredWhen() != null
                        || property.writable() != null);
    }

    /** What the engine makes of a value inside an object or an entry, by its pointer. */
    @Nullable
    JsonNode shownAt(String pointer) {
        var found = shown.at(pointer);
        return found.isMissingNode() ? null : found;
    }

    /** Whether a value inside an object or an entry cannot be changed now. */
    boolean isFixed(String pointer) {
        return readOnly.contains(pointer.substring(1));
    }

    /** Clears references that are chosen among what another property allows, when that property changed. */
    void clearDependents(String changed) {
        for (var property : entity.properties().values()) {
            if (property.type() instanceof PropertyType.Referring referring
                    && referring.to().filter() != null
                    && referring.to().filter().text().matches("(?s).*\\brecord\\." + changed + "\\b.*")
                    && !property.name().equals(changed)) {
                values.remove(property.name());
            }
        }
    }

    /** The record that a reference points to, opened in the same form; a new one where there is none yet. */
    Optional<Draft> reference(PropertyDefinition property, PropertyType.Reference type, boolean create) {
        var value = values.get(property.name());
        var known = references.get(property.name());
        if (known != null && (known.isNew() ? isNothing(value) : known.is(value))) {
            return Optional.of(known);
        }
        references.remove(property.name());
        var target = model.context().catalog().findEntity(type.to().entity());
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Draft opened = null;
        if (!isNothing(value)) {
            opened = model.context()
                    .records()
                    .get(
                            type.to().entity(),
                            value.asString(),
                            model.context().actor().get())
                    .map(found -> model.open(found))
                    .orElse(null);
        } else if (create) {
            opened = model.begin(target.get(), null, model.json().objectNode());
        }
        if (opened != null) {
            if (create && !opened.isNew()) {
                opened.preview();
            }
            references.put(property.name(), opened);
        }
        return Optional.ofNullable(opened);
    }

    private boolean is(@Nullable JsonNode value) {
        return record != null
                && value != null
                && !isNothing(value)
                && record.id().equals(Values.idOf(value));
    }

    /** The list that other records' references make; read when it is first asked for. */
    Optional<DraftList> list(String inverse) {
        var known = lists.get(inverse);
        if (known == null) {
            var found = model.context().catalog().inverse(entity, inverse);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            known = new DraftList(this, found.get());
            lists.put(inverse, known);
        }
        return Optional.of(known);
    }

    Map<String, Draft> references() {
        return references;
    }

    Map<String, DraftList> lists() {
        return lists;
    }

    /** Takes the record off the list on which it stands. */
    void detach() {
        detached = true;
    }

    boolean isDetached() {
        return detached;
    }

    /** What is wrong, by pointer within the record. */
    Map<String, String> problems() {
        return problems;
    }

    /** How many things are wrong with it and with what hangs on it. */
    int wrong() {
        var below = new ArrayList<Draft>(references.values());
        lists.values().forEach(list -> below.addAll(list.entries()));
        return problems.size() + below.stream().mapToInt(Draft::wrong).sum();
    }

    /** Forgets what was wrong, here and below. */
    void clearProblems() {
        problems.clear();
        references.values().forEach(Draft::clearProblems);
        lists.values().forEach(list -> list.entries().forEach(Draft::clearProblems));
    }

    /** What people call it while it is being entered. */
    String title() {
        var number = record == null ? null : record.system().number();
        var words = entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Text && !property.readOnly())
                .filter(this::knows)
                .map(property -> values.get(property.name()))
                .filter(value -> !isNothing(value))
                .map(JsonNode::asString)
                .limit(2)
                .toList();
        if (!words.isEmpty()) {
            return String.join(" ", words);
        }
        return number == null ? text("New {0}", lower(entity.title())) : number;
    }

    /**
     * Goes on from what others stored meanwhile: their values, but the asker's own changes of these properties.
     *
     * @param mine names of the properties that are kept as the asker entered them, or saw them before
     * @param seen what the asker saw before, as the record's JSON
     */
    public void rebase(EntityRecord current, Set<String> mine, ObjectNode seen) {
        var entered = changes();
        record = current;
        stored = model.context().records().json(current);
        values.removeAll();
        values.setAll(stored.deepCopy());
        for (var kept : mine) {
            var property = entity.properties().get(kept);
            if (property != null) {
                Patch.apply(property, entered.has(kept) ? entered.get(kept) : seen.path(kept), values);
            }
        }
        model.know(model.context()
                .records()
                .titles(List.of(current), model.context().actor().get()));
        shown = stored;
        preview();
    }

    /** What is stored of it, as it was when the form was opened. */
    public ObjectNode seen() {
        return stored.deepCopy();
    }

    /** The same with the asker's own changes. */
    public ObjectNode entered() {
        return values.deepCopy();
    }

    /** Goes on as if an older version of the record had been seen, so that what others stored since is noticed. */
    public void seenAt(long version) {
        if (record != null && version < record.system().version()) {
            record = record.seenAt(version);
        }
    }

    /** Goes on as if the record had been opened when the same record of another form was: who saved meanwhile is noticed. */
    void seenAs(Draft other) {
        if (record != null && other.record != null) {
            record = record.seenAt(other.record.system().version());
        }
    }

    /** The record's own properties that were changed, without what hangs on it. */
    public ObjectNode changes() {
        return Submission.ownChanges(this);
    }

    /** The record's id; null while it is new. */
    @Nullable
    UUID id() {
        return record == null ? null : record.id();
    }

    static boolean isNothing(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || value.isMissingNode()
                || (value.isContainer() && value.isEmpty())
                || (value.isString() && value.asString().isEmpty());
    }
}
