package org.casewright.records;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Fields;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.RuleDefinition;
import org.casewright.definition.EntityDefinition.Transition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Entry;
import org.casewright.entity.JsonValues;
import org.casewright.entity.Pointers;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.problem.Severity;
import org.casewright.text.Message;
import org.casewright.validation.SchemaValidator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds all that is wrong with the drafts of one request, and says it at the places where it was submitted. */
final class Checking {

    private final Session session;
    private final Access access;
    private final Grants grants;
    private final Options options;
    private final SchemaValidator validator;
    private final Deriving deriving;
    private final Problems problems;

    Checking(
            Session session,
            Access access,
            Grants grants,
            Options options,
            SchemaValidator validator,
            Deriving deriving,
            Problems problems) {
        this.session = session;
        this.access = access;
        this.grants = grants;
        this.options = options;
        this.validator = validator;
        this.deriving = deriving;
        this.problems = problems;
    }

    /** Takes the patch into the draft's values; what may not be written, or is not what it should be, is noted. */
    void take(Draft draft) {
        if (draft.kind == Draft.Kind.ASSIGN) {
            assign(draft);
            return;
        }
        var known = known(draft);
        var writable = writable(draft);
        for (var field : draft.patch.properties()) {
            var name = field.getKey();
            var pointer = draft.pointer + "/" + Pointers.escape(name);
            var property = draft.entity.properties().get(name);
            if (name.equals("statusReason")) {
                draft.statusReason = field.getValue().asString("");
            } else if (property == null || !known.has(property)) {
                takeSystem(draft, name, field.getValue(), pointer);
            } else if (isWritten(property) && !writable.has(property)) {
                refuseUnlessSame(
                        draft,
                        property,
                        field.getValue(),
                        pointer,
                        Message.of("You may not change {0}.", property.title()));
            } else if (isWritten(property)) {
                takeParts(draft, property, field.getValue(), pointer, known, writable);
                draft.given.add(name);
                draft.set(
                        name,
                        JsonValues.fromJson(
                                property, field.getValue(), draft.values.get(name), pointer, problems::add));
            } else {
                var follows = Message.of("{0} is not entered; it follows from other values.", property.title());
                refuseUnlessSame(draft, property, field.getValue(), pointer, follows);
            }
        }
    }

    /** What the asker may know or write of the record: nothing else of it exists. */
    Fields known(Draft draft) {
        return readable(draft).unveiled().or(writable(draft));
    }

    /** What the asker may know of the record; of one that does not exist yet, all that may be known of any without a grant. */
    Fields readable(Draft draft) {
        var before = draft.before;
        var own = before == null ? access.readableOfNew(draft.entity) : grants.readable(before);
        return options.granted().contains(draft.id) ? own.or(Fields.PLAIN) : own;
    }

    /** What the asker may write in the record; where a new one will belong is known only when all is derived. */
    Fields writable(Draft draft) {
        var before = draft.before;
        var own = before == null ? access.writable(Privilege.CREATE, draft.entity) : grants.writable(before);
        return options.granted().contains(draft.id) ? own.or(Fields.PLAIN) : own;
    }

    /**
     * Now it is known where a new record belongs.
     *
     * @param appended whether it is added to a record that is granted for that
     */
    void created(Draft draft, boolean appended) {
        var fields = access.fields(Privilege.CREATE, draft.entity, draft.unit, draft.rowClass, draft.owner);
        if (appended) {
            fields = fields.or(access.writable(Privilege.CREATE, draft.entity));
        }
        for (var name : draft.given) {
            var property = draft.entity.properties().get(name);
            if (property != null && !fields.has(property)) {
                problems.add(Problem.at(
                        draft.pointer + "/" + Pointers.escape(name),
                        ErrorCode.READ_ONLY,
                        "You may not enter {0} here.",
                        property.title()));
            }
        }
    }

    /** Notes the parts of an object, or of entries, that the asker may not write. */
    private void takeParts(
            Draft draft, PropertyDefinition property, JsonNode given, String pointer, Fields known, Fields writable) {
        var closed = property.type().parts().stream()
                .filter(part -> !writable.has(property, part))
                .toList();
        if (closed.isEmpty()) {
            return;
        }
        if (given instanceof ObjectNode object) {
            takeParts(draft, property, closed, object, pointer, known);
        }
        for (var i = 0; given.isArray() && i < given.size(); i++) {
            if (given.get(i) instanceof ObjectNode entry) {
                takeParts(draft, property, closed, entry, pointer + "/" + i, known);
            }
        }
    }

    private void takeParts(
            Draft draft,
            PropertyDefinition property,
            List<PropertyDefinition> closed,
            ObjectNode given,
            String pointer,
            Fields known) {
        for (var part : closed) {
            var value = given.get(part.name());
            var at = pointer + "/" + Pointers.escape(part.name());
            if (value != null && !known.has(property, part)) {
                problems.add(Problem.at(
                        at, ErrorCode.UNKNOWN_PROPERTY, "{0} has no property {1}.", property.title(), part.name()));
            } else if (value != null && !value.equals(stored(draft, property, part, given))) {
                problems.add(Problem.at(at, ErrorCode.READ_ONLY, "You may not change {0}.", part.title()));
            }
        }
    }

    private static JsonNode stored(
            Draft draft, PropertyDefinition property, PropertyDefinition part, ObjectNode given) {
        var old = draft.old(property.name());
        var id = given.path("id").asString("");
        var values = old instanceof List<?> entries
                ? entries.stream()
                        .map(Entry.class::cast)
                        .filter(entry -> entry.id().toString().equals(id))
                        .<Map<?, ?>>map(Entry::values)
                        .findFirst()
                        .orElse(Map.of())
                : old instanceof Map<?, ?> object ? object : Map.of();
        return JsonValues.toJson(part.type(), values.get(part.name()));
    }

    /** Takes the unit and owner that a record gets. */
    private void assign(Draft draft) {
        if (!(draft.entity.ownership() instanceof Ownership.Unit)) {
            problems.add(Problem.at(
                    draft.pointer,
                    ErrorCode.READ_ONLY,
                    "{0} follows another record, or belongs to nobody: it cannot be given away by itself.",
                    draft.entity.title()));
            return;
        }
        if (draft.patch.has("unit")) {
            takeSystem(draft, "unit", draft.patch.path("unit"), draft.pointer + "/unit");
        }
        var name = draft.patch.path("owner").asString("");
        draft.owner = null;
        if (!name.isEmpty()) {
            session.directory()
                    .owner(name)
                    .ifPresentOrElse(
                            owner -> draft.owner = owner.id(),
                            () -> problems.add(Problem.at(
                                    draft.pointer + "/owner",
                                    ErrorCode.REFERENCE,
                                    "There is no such account or team.")));
        }
    }

    private void takeSystem(Draft draft, String name, JsonNode value, String pointer) {
        if (name.equals("unit") && (draft.isNew() || draft.kind == Draft.Kind.ASSIGN) && value.isString()) {
            session.directory()
                    .unit(value.stringValue())
                    .ifPresentOrElse(
                            unit -> draft.unit = unit.number(),
                            () -> problems.add(
                                    Problem.at(pointer, ErrorCode.REFERENCE, "There is no such business unit.")));
        } else if (options.migrate() && name.equals("number")) {
            draft.number = value.asString("");
        } else if ((EntityDefinition.SYSTEM_NAMES.contains(name) && !name.equals("statusReason"))
                || (draft.entity.reveal() != null && name.equals(EntityDefinition.WITHHELD))) {
            problems.add(Problem.at(pointer, ErrorCode.READ_ONLY, "{0} is kept by the platform.", name));
        } else {
            problems.add(Problem.at(
                    pointer, ErrorCode.UNKNOWN_PROPERTY, "{0} has no property {1}.", draft.entity.title(), name));
        }
    }

    private boolean isWritten(PropertyDefinition property) {
        return property.computed() == null
                && (!property.readOnly() || session.actor.kind() != Actor.Kind.USER || options.migrate());
    }

    private void refuseUnlessSame(
            Draft draft, PropertyDefinition property, JsonNode given, String pointer, Message why) {
        var value = JsonValues.fromJson(property, given, draft.values.get(property.name()), pointer, problems::add);
        // Of what is told only to who asks, nobody learns by guessing.
        if (!Objects.equals(value, draft.values.get(property.name()))
                || readable(draft).withholds(property)) {
            problems.add(Problem.at(pointer, ErrorCode.READ_ONLY, why));
        }
    }

    /** The status a draft asks for, against the transitions. */
    void lifecycle(Draft draft) {
        var lifecycle = draft.entity.lifecycle();
        if (lifecycle == null
                || options.migrate()
                || options.undoing()
                || draft.autoTaken
                || !draft.changed(lifecycle.property())) {
            return;
        }
        var property = Objects.requireNonNull(draft.entity.properties().get(lifecycle.property()));
        var pointer = draft.pointer + "/" + lifecycle.property();
        var to = Objects.toString(draft.values.get(lifecycle.property()), "");
        if (draft.isNew()) {
            if (!to.equals(lifecycle.initial())) {
                problems.add(Problem.at(
                        pointer,
                        ErrorCode.TRANSITION,
                        "A new record begins as {0}.",
                        codeTitle(property, lifecycle.initial())));
            }
            return;
        }
        var from = Objects.toString(draft.old(lifecycle.property()), "");
        var open = lifecycle.transitions().stream()
                .filter(transition -> transition.to().equals(to)
                        && (transition.from().isEmpty() || transition.from().contains(from))
                        && transition.roles().stream().anyMatch(session.actor::has))
                .toList();
        if (open.isEmpty()) {
            problems.add(Problem.at(
                    pointer,
                    ErrorCode.TRANSITION,
                    "You cannot change {0} from {1} to {2}.",
                    property.title(),
                    codeTitle(property, from),
                    codeTitle(property, to)));
            return;
        }
        var met = open.stream().filter(transition -> holds(draft, transition)).toList();
        if (met.isEmpty()) {
            problems.add(Problem.at(
                    pointer, ErrorCode.TRANSITION, "The conditions for {0} are not met yet.", codeTitle(property, to)));
        } else if (met.stream().noneMatch(transition -> reasonFits(draft, transition))) {
            problems.add(Problem.at(
                    draft.pointer + "/statusReason",
                    ErrorCode.REQUIRED,
                    "A reason is needed for {0}.",
                    codeTitle(property, to)));
        }
    }

    private boolean holds(Draft draft, Transition transition) {
        return transition.when() == null
                || session.isTrue(transition.when(), deriving.withBefore(draft), draft.entity, draft.unit);
    }

    private static boolean reasonFits(Draft draft, Transition transition) {
        var reason = draft.statusReason == null ? "" : draft.statusReason;
        return (!transition.reasonRequired() || !reason.isBlank())
                && (transition.reasons().isEmpty()
                        || transition.reasons().contains(reason)
                        || (reason.isBlank() && !transition.reasonRequired()));
    }

    /** Lets the engine change a status by itself, at most once a record. */
    boolean takeAutomatically(Draft draft) {
        var lifecycle = draft.entity.lifecycle();
        if (lifecycle == null || draft.autoTaken || draft.retired || asksForStatus(draft, lifecycle.property())) {
            return false;
        }
        var from = Objects.toString(draft.values.get(lifecycle.property()), "");
        for (var transition : lifecycle.transitions()) {
            if (transition.auto()
                    && !transition.to().equals(from)
                    && (transition.from().isEmpty() || transition.from().contains(from))
                    && holds(draft, transition)) {
                draft.set(lifecycle.property(), transition.to());
                draft.statusReason = transition.reasons().isEmpty()
                        ? null
                        : transition.reasons().getFirst();
                draft.autoTaken = true;
                return true;
            }
        }
        return false;
    }

    /** Whoever asks for a status is answered first; the engine goes on at the next change. */
    private static boolean asksForStatus(Draft draft, String property) {
        return draft.given.contains(property) && !draft.isNew() && draft.changed(property);
    }

    private String codeTitle(PropertyDefinition property, String code) {
        return property.type() instanceof PropertyType.Code(var list)
                ? session.catalog.codeList(list).titleOf(code)
                : code;
    }

    /** Schema, required, codes no longer offered, what may not be changed. */
    void values(Draft draft) {
        if (draft.kind == Draft.Kind.TOUCH || draft.kind == Draft.Kind.RETIRE || draft.kind == Draft.Kind.ASSIGN) {
            return;
        }
        var hidden = deriving.irrelevant(draft);
        var absent = new HashSet<>(hidden);
        var known = known(draft);
        for (var property : draft.entity.properties().values()) {
            if (property.computed() != null || property.number() != null || !known.has(property)) {
                absent.add(property.name());
            }
        }
        var inside = Inner.of(draft);
        inside.forEach(inner -> inner.parts().stream()
                .filter(part -> part.computed() != null || deriving.isIrrelevant(draft, inner, part))
                .forEach(part -> absent.add(inner.pointer(part).substring(1))));
        var before = problems.list();
        for (var problem : validator.validate(draft.entity, json(draft), absent)) {
            var placed = asSubmitted(draft, problem).below(draft.pointer);
            if (before.stream().noneMatch(noted -> noted.pointer().equals(placed.pointer()))) {
                problems.add(placed);
            }
        }
        draft.entity.unique().forEach(key -> inOrder(draft, key.during()));
        inside.stream().filter(inner -> !absent.contains(inner.top().name())).forEach(inner -> inner(draft, inner));
        for (var property : draft.entity.properties().values()) {
            if (!hidden.contains(property.name()) && !absent.contains(property.name())) {
                requiredNow(draft, property);
                offered(draft, property);
                writable(draft, property);
                appended(draft, property);
            }
        }
    }

    private void inner(Draft draft, Inner inner) {
        for (var part : inner.parts()) {
            var pointer = draft.pointer + asSubmitted(draft, inner.pointer(part));
            var value = inner.values().get(part.name());
            if (part.requiredWhen() != null
                    && value == null
                    && !hasProblem(pointer)
                    && !deriving.isIrrelevant(draft, inner, part)
                    && deriving.holds(draft, inner, part.requiredWhen())) {
                problems.add(Problem.at(pointer, ErrorCode.REQUIRED, "{0} is missing.", part.title()));
            }
            var old = inner.before(draft);
            kept(draft, inner, part, old == null ? null : old.get(part.name()));
            if (old == null || Objects.equals(old.get(part.name()), value)) {
                continue;
            }
            if (part.writable() != null && !deriving.holds(draft, inner, part.writable())) {
                problems.add(Problem.at(pointer, ErrorCode.READ_ONLY, "{0} cannot be changed now.", part.title()));
            }
        }
    }

    /** What follows from other values, and what people do not write, may be sent back as it is. */
    private void kept(Draft draft, Inner inner, PropertyDefinition part, @Nullable Object old) {
        if (part.computed() == null && (!part.readOnly() || isWritten(part))) {
            return;
        }
        var pointer = asSubmitted(draft, inner.pointer(part));
        var given = draft.patch.at(tools.jackson.core.JsonPointer.compile(pointer));
        if (given.isMissingNode()) {
            return;
        }
        var known = part.computed() == null ? old : inner.values().get(part.name());
        if (!Objects.equals(JsonValues.fromJson(part, given, null, pointer, problem -> {}), known)) {
            problems.add(Problem.at(
                    draft.pointer + pointer,
                    ErrorCode.READ_ONLY,
                    "{0} is not entered; it follows from other values.",
                    part.title()));
        }
    }

    /** What holds between two times must not end before it begins. */
    private void inOrder(Draft draft, List<String> during) {
        if (during.size() == 2
                && draft.values.get(during.get(0)) instanceof Comparable<?> from
                && draft.values.get(during.get(1)) instanceof Comparable<?> to
                && isLess(to, from)) {
            var name = during.get(1);
            var titles = during.stream()
                    .map(each -> Objects.requireNonNull(
                                    draft.entity.properties().get(each))
                            .title())
                    .toList();
            problems.add(Problem.at(
                    draft.pointer + "/" + name,
                    ErrorCode.SCHEMA,
                    "{0} lies before {1}.",
                    titles.get(1),
                    titles.get(0)));
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean isLess(Comparable<?> left, Comparable<?> right) {
        return left.getClass() == right.getClass() && ((Comparable<Object>) left).compareTo(right) < 0;
    }

    private ObjectNode json(Draft draft) {
        var stored = draft.entity.properties().values().stream()
                .filter(property ->
                        property.computed() == null || property.computed().stored())
                .toList();
        return JsonValues.objectToJson(stored, draft.values);
    }

    private boolean hasProblem(String pointer) {
        return problems.list().stream().anyMatch(problem -> problem.pointer().startsWith(pointer));
    }

    private static Problem asSubmitted(Draft draft, Problem problem) {
        return new Problem(
                problem.code(),
                problem.severity(),
                asSubmitted(draft, problem.pointer()),
                problem.text(),
                problem.advice(),
                problem.location(),
                problem.rule());
    }

    /** Entries of a repeating group stand in another order in the record than in what was submitted. */
    static String asSubmitted(Draft draft, String pointer) {
        var steps = pointer.split("/", -1);
        if (steps.length < 3
                || !(draft.values.get(steps[1]) instanceof List<?> entries)
                || !(draft.patch.get(steps[1]) instanceof tools.jackson.databind.node.ArrayNode submitted)) {
            return pointer;
        }
        int index = Integer.parseInt(steps[2]);
        if (!(entries.get(index) instanceof Entry entry)) {
            return pointer;
        }
        int fresh = 0;
        var known = draft.old(steps[1]) instanceof List<?> old ? old.size() : 0;
        for (int i = 0; i < submitted.size(); i++) {
            var id = submitted.get(i).path("id").asString("");
            boolean same = id.isEmpty()
                    ? known + fresh++ == index
                    : id.equals(entry.id().toString());
            if (same) {
                steps[2] = String.valueOf(i);
                break;
            }
        }
        return String.join("/", steps);
    }

    private void requiredNow(Draft draft, PropertyDefinition property) {
        if (property.requiredWhen() != null
                && !draft.values.containsKey(property.name())
                && !hasProblem(draft.pointer + "/" + property.name())
                && session.isTrue(property.requiredWhen(), session.values(draft), draft.entity, draft.unit)) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(), ErrorCode.REQUIRED, "{0} is missing.", property.title()));
        }
    }

    private void offered(Draft draft, PropertyDefinition property) {
        if (options.migrate() || !draft.changed(property.name())) {
            return;
        }
        var value = draft.values.get(property.name());
        if (property.type() instanceof PropertyType.Code(var list) && value instanceof String code) {
            var known = session.catalog.codeList(list).codes().get(code);
            if (known != null && known.deprecated()) {
                problems.add(Problem.at(
                        draft.pointer + "/" + property.name(),
                        ErrorCode.CODE,
                        "{0} is no longer offered.",
                        known.title()));
            }
        }
    }

    private void writable(Draft draft, PropertyDefinition property) {
        if (property.writable() != null
                && !options.undoing()
                && draft.given.contains(property.name())
                && !draft.isNew()
                && draft.changed(property.name())
                && !session.isTrue(property.writable(), deriving.withBefore(draft), draft.entity, draft.unit)) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(),
                    ErrorCode.READ_ONLY,
                    "{0} cannot be changed now.",
                    property.title()));
        }
    }

    private void appended(Draft draft, PropertyDefinition property) {
        if (property.appendOnly()
                && !options.undoing()
                && draft.old(property.name()) instanceof List<?> old
                && !(draft.values.get(property.name()) instanceof List<?> now && now.containsAll(old))) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(),
                    ErrorCode.READ_ONLY,
                    "Entries of {0} are never changed.",
                    property.title()));
        }
    }

    /** The rules of a root; the problem stands at the root's place when it was submitted, else at the whole. */
    void rules(Draft root) {
        if (root.retired || options.migrate() || root.isOnlyGivenAnew()) {
            return;
        }
        for (var rule : root.entity.rules()) {
            if (breaks(root, rule) && !(rule.warning() && options.acknowledged().contains(rule.id()))) {
                problems.add(new Problem(
                        ErrorCode.RULE,
                        rule.warning() ? Severity.WARNING : Severity.ERROR,
                        place(root, rule.at()),
                        Message.plain(rule.message()),
                        null,
                        null,
                        rule.id()));
            }
        }
    }

    /** The warnings that would be told now, by the ids of their rules. */
    List<String> warnings(Draft root) {
        return root.entity.rules().stream()
                .filter(RuleDefinition::warning)
                .filter(rule -> breaks(root, rule))
                .map(RuleDefinition::id)
                .toList();
    }

    private boolean breaks(Draft root, RuleDefinition rule) {
        var values = deriving.withBefore(root);
        return (rule.when() == null || session.isTrue(rule.when(), values, root.entity, root.unit))
                && Boolean.FALSE.equals(session.evaluate(rule.asserts(), values, root.entity, root.unit));
    }

    private static String place(Draft root, @Nullable String at) {
        return root.kind == Draft.Kind.TOUCH || at == null ? root.pointer : root.pointer + "/" + at;
    }
}
