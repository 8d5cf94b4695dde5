package org.casewright.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.definition.EntityDefinition;
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
import org.casewright.storage.Storage;
import org.casewright.validation.SchemaValidator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds all that is wrong with the drafts of one request, and says it at the places where it was submitted. */
final class Checking {

    private static final Set<String> SYSTEM_NAMES = Set.of(
            "id",
            "number",
            "unit",
            "owner",
            "version",
            "createdAt",
            "createdBy",
            "updatedAt",
            "updatedBy",
            "retired",
            "statusDate");

    private final Session session;
    private final Access access;
    private final Options options;
    private final Storage storage;
    private final SchemaValidator validator;
    private final Deriving deriving;
    private final Problems problems;

    Checking(
            Session session,
            Access access,
            Options options,
            Storage storage,
            SchemaValidator validator,
            Deriving deriving,
            Problems problems) {
        this.session = session;
        this.access = access;
        this.options = options;
        this.storage = storage;
        this.validator = validator;
        this.deriving = deriving;
        this.problems = problems;
    }

    /** Takes the patch into the draft's values; what may not be written, or is not what it should be, is noted. */
    void take(Draft draft) {
        for (var field : draft.patch.properties()) {
            var name = field.getKey();
            var pointer = draft.pointer + "/" + Pointers.escape(name);
            var property = draft.entity.properties().get(name);
            if (name.equals("statusReason")) {
                draft.statusReason = field.getValue().asString("");
            } else if (property == null || !access.readable(property)) {
                takeSystem(draft, name, field.getValue(), pointer);
            } else if (isWritten(property)) {
                draft.given.add(name);
                draft.set(
                        name,
                        JsonValues.fromJson(
                                property, field.getValue(), draft.values.get(name), pointer, problems::add));
            } else {
                refuseUnlessSame(draft, property, field.getValue(), pointer);
            }
        }
    }

    private void takeSystem(Draft draft, String name, tools.jackson.databind.JsonNode value, String pointer) {
        if (name.equals("unit") && draft.isNew() && value.isString()) {
            session.directory()
                    .unit(value.stringValue())
                    .ifPresentOrElse(
                            unit -> draft.unit = unit.number(),
                            () -> problems.add(
                                    Problem.at(pointer, ErrorCode.REFERENCE, "There is no such business unit.")));
        } else if (options.migrate() && name.equals("number")) {
            draft.number = value.asString("");
        } else if (SYSTEM_NAMES.contains(name)) {
            problems.add(Problem.at(pointer, ErrorCode.READ_ONLY, name + " is kept by the platform."));
        } else {
            problems.add(Problem.at(
                    pointer, ErrorCode.UNKNOWN_PROPERTY, draft.entity.title() + " has no property " + name + "."));
        }
    }

    private boolean isWritten(PropertyDefinition property) {
        return property.computed() == null
                && (!property.readOnly() || session.actor.kind() != Actor.Kind.USER || options.migrate());
    }

    private void refuseUnlessSame(
            Draft draft, PropertyDefinition property, tools.jackson.databind.JsonNode given, String pointer) {
        var value = JsonValues.fromJson(property, given, draft.values.get(property.name()), pointer, problems::add);
        if (!Objects.equals(value, draft.values.get(property.name()))) {
            problems.add(Problem.at(
                    pointer, ErrorCode.READ_ONLY, property.title() + " is not entered; it follows from other values."));
        }
    }

    /** The status a draft asks for, against the transitions. */
    void lifecycle(Draft draft) {
        var lifecycle = draft.entity.lifecycle();
        if (lifecycle == null || options.migrate() || draft.autoTaken || !draft.changed(lifecycle.property())) {
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
                        "A new record begins as " + codeTitle(property, lifecycle.initial()) + "."));
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
                    "You cannot change " + property.title() + " from " + codeTitle(property, from) + " to "
                            + codeTitle(property, to) + "."));
            return;
        }
        var met = open.stream().filter(transition -> holds(draft, transition)).toList();
        if (met.isEmpty()) {
            problems.add(Problem.at(
                    pointer,
                    ErrorCode.TRANSITION,
                    "The conditions for " + codeTitle(property, to) + " are not met yet."));
        } else if (met.stream().noneMatch(transition -> reasonFits(draft, transition))) {
            problems.add(Problem.at(
                    draft.pointer + "/statusReason",
                    ErrorCode.REQUIRED,
                    "A reason is needed for " + codeTitle(property, to) + "."));
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
        if (draft.kind == Draft.Kind.TOUCH || draft.kind == Draft.Kind.RETIRE) {
            return;
        }
        var hidden = deriving.irrelevant(draft);
        var absent = new HashSet<>(hidden);
        for (var property : draft.entity.properties().values()) {
            if (property.computed() != null || !access.readable(property)) {
                absent.add(property.name());
            }
        }
        var before = problems.list();
        for (var problem : validator.validate(draft.entity, json(draft), absent)) {
            var placed = asSubmitted(draft, problem).below(draft.pointer);
            if (before.stream().noneMatch(known -> known.pointer().equals(placed.pointer()))) {
                problems.add(placed);
            }
        }
        for (var property : draft.entity.properties().values()) {
            if (!hidden.contains(property.name()) && !absent.contains(property.name())) {
                requiredNow(draft, property);
                offered(draft, property);
                writable(draft, property);
                appended(draft, property);
            }
        }
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

    /** Entries of a repeating group stand in another order in the record than in what was submitted. */
    private Problem asSubmitted(Draft draft, Problem problem) {
        var steps = problem.pointer().split("/", -1);
        if (steps.length < 3
                || !(draft.values.get(steps[1]) instanceof List<?> entries)
                || !(draft.patch.get(steps[1]) instanceof tools.jackson.databind.node.ArrayNode submitted)) {
            return problem;
        }
        int index = Integer.parseInt(steps[2]);
        if (!(entries.get(index) instanceof Entry entry)) {
            return problem;
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
        return new Problem(
                problem.code(),
                problem.severity(),
                String.join("/", steps),
                problem.message(),
                problem.advice(),
                problem.location(),
                problem.rule());
    }

    private void requiredNow(Draft draft, PropertyDefinition property) {
        if (property.requiredWhen() != null
                && !draft.values.containsKey(property.name())
                && !hasProblem(draft.pointer + "/" + property.name())
                && session.isTrue(property.requiredWhen(), session.values(draft), draft.entity, draft.unit)) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(), ErrorCode.REQUIRED, property.title() + " is missing."));
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
                        known.title() + " is no longer offered."));
            }
        }
    }

    private void writable(Draft draft, PropertyDefinition property) {
        if (property.writable() != null
                && draft.given.contains(property.name())
                && !draft.isNew()
                && draft.changed(property.name())
                && !session.isTrue(property.writable(), deriving.withBefore(draft), draft.entity, draft.unit)) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(),
                    ErrorCode.READ_ONLY,
                    property.title() + " cannot be changed now."));
        }
    }

    private void appended(Draft draft, PropertyDefinition property) {
        if (property.appendOnly()
                && draft.old(property.name()) instanceof List<?> old
                && !(draft.values.get(property.name()) instanceof List<?> now && now.containsAll(old))) {
            problems.add(Problem.at(
                    draft.pointer + "/" + property.name(),
                    ErrorCode.READ_ONLY,
                    "Entries of " + property.title() + " are never changed."));
        }
    }

    /** New references must point to living records that the asker can see; asked once for each entity. */
    void references(Iterable<Draft> drafts) {
        var wanted = new LinkedHashMap<String, Set<UUID>>();
        for (var draft : drafts) {
            eachReference(
                    draft,
                    (to, id, pointer) -> wanted.computeIfAbsent(to, key -> new LinkedHashSet<>())
                            .add(id));
        }
        var found = new LinkedHashMap<String, Set<UUID>>();
        wanted.forEach((to, ids) -> found.put(to, existing(to, ids)));
        for (var draft : drafts) {
            eachReference(draft, (to, id, pointer) -> {
                if (!Objects.requireNonNull(found.get(to)).contains(id)) {
                    problems.add(Problem.at(
                            pointer, ErrorCode.REFERENCE, "There is no such record, or it is not open to you."));
                }
            });
            // What follows reads as the engine: it must not find out more about what the asker only guessed.
            draft.entity.properties().values().stream()
                    .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                            && draft.values.get(property.name()) instanceof UUID id
                            && draft.changed(property.name())
                            && !session.drafts.containsKey(id)
                            && !Objects.requireNonNull(found.get(to.entity())).contains(id))
                    .toList()
                    .forEach(property -> draft.values.remove(property.name()));
        }
    }

    private interface OnReference {
        void accept(String to, UUID id, String pointer);
    }

    private void eachReference(Draft draft, OnReference each) {
        for (var property : draft.entity.properties().values()) {
            var pointer = draft.pointer + "/" + property.name();
            if (property.type() instanceof PropertyType.Reference(var to)
                    && draft.changed(property.name())
                    && draft.values.get(property.name()) instanceof UUID id
                    && !session.drafts.containsKey(id)) {
                each.accept(to.entity(), id, pointer);
            } else if (property.type() instanceof PropertyType.Group group
                    && draft.changed(property.name())
                    && draft.values.get(property.name()) instanceof List<?> entries) {
                entries.forEach(entry -> eachReference(group.properties(), ((Entry) entry).values(), pointer, each));
            } else if (property.type() instanceof PropertyType.Structure structure
                    && draft.changed(property.name())
                    && draft.values.get(property.name()) instanceof Map<?, ?> part) {
                eachReference(structure.properties(), part, pointer, each);
            }
        }
    }

    private static void eachReference(
            List<PropertyDefinition> properties, Map<?, ?> values, String pointer, OnReference each) {
        for (var property : properties) {
            if (property.type() instanceof PropertyType.Reference(var to)
                    && values.get(property.name()) instanceof UUID id) {
                each.accept(to.entity(), id, pointer);
            }
        }
    }

    private Set<UUID> existing(String to, Set<UUID> ids) {
        return switch (to) {
            case "platform/user" -> {
                var known = new HashSet<>(ids);
                known.removeIf(id -> session.directory().account(id).isEmpty());
                yield known;
            }
            case "platform/unit" -> {
                var known = new HashSet<>(ids);
                known.retainAll(session.directory().units().stream()
                        .map(unit -> unit.id())
                        .toList());
                yield known;
            }
            default -> storage.living(session.catalog.entity(to), ids);
        };
    }

    /** New references must be among what the reference's filter offers; read as the engine. */
    void offeredReferences(Draft draft) {
        for (var property : draft.entity.properties().values()) {
            if (property.type() instanceof PropertyType.Reference(var to)
                    && to.filter() != null
                    && draft.changed(property.name())
                    && draft.values.get(property.name()) instanceof UUID id
                    && !options.migrate()
                    && !to.entity().startsWith("platform/")) {
                var candidate = session.record(session.catalog.entity(to.entity()), id);
                var record = session.values(draft);
                if (candidate != null
                        && !session.isTrue(
                                to.filter(),
                                name -> name.equals("record") ? record : candidate.get(name),
                                draft.entity,
                                draft.unit)) {
                    problems.add(Problem.at(
                            draft.pointer + "/" + property.name(),
                            ErrorCode.REFERENCE,
                            property.title() + " is not one of those that fit here."));
                }
            }
        }
    }

    /** The rules of a root; the problem stands at the root's place when it was submitted, else at the whole. */
    void rules(Draft root) {
        if (root.retired || options.migrate()) {
            return;
        }
        for (var rule : root.entity.rules()) {
            if (breaks(root, rule) && !(rule.warning() && options.acknowledged().contains(rule.id()))) {
                problems.add(new Problem(
                        ErrorCode.RULE,
                        rule.warning() ? Severity.WARNING : Severity.ERROR,
                        place(root, rule.at()),
                        rule.message(),
                        null,
                        null,
                        rule.id()));
            }
        }
    }

    private boolean breaks(Draft root, RuleDefinition rule) {
        var values = deriving.withBefore(root);
        return (rule.when() == null || session.isTrue(rule.when(), values, root.entity, root.unit))
                && Boolean.FALSE.equals(session.evaluate(rule.asserts(), values, root.entity, root.unit));
    }

    private static String place(Draft root, @Nullable String at) {
        return root.kind == Draft.Kind.TOUCH || at == null ? root.pointer : root.pointer + "/" + at;
    }

    /** Who still points to a record that retires. */
    List<Draft> retirement(Draft draft) {
        var along = new ArrayList<Draft>();
        for (var other : session.catalog.entities()) {
            for (var property : other.properties().values()) {
                if (property.type() instanceof PropertyType.Reference(var to)
                        && to.entity().equals(draft.entity.ref())) {
                    for (var referring : storage.findReferring(other, property, List.of(draft.id))) {
                        retirement(draft, property, referring.id(), other, to.onRetire(), along);
                    }
                }
            }
        }
        return along;
    }

    private void retirement(
            Draft draft,
            PropertyDefinition property,
            UUID referring,
            EntityDefinition other,
            org.casewright.definition.ReferenceDefinition.OnRetire onRetire,
            List<Draft> along) {
        var held = session.touch(other, referring).orElseThrow();
        if (held.retired || !draft.id.equals(held.values.get(property.name()))) {
            return;
        }
        switch (onRetire) {
            case RESTRICT ->
                problems.add(Problem.at(
                        draft.pointer,
                        ErrorCode.CONFLICT,
                        draft.entity.title() + " is still used by " + other.plural() + "."));
            case RETIRE -> {
                held.kind = Draft.Kind.RETIRE;
                held.retired = true;
                along.add(held);
            }
            case CLEAR -> {
                held.kind = held.kind == Draft.Kind.TOUCH ? Draft.Kind.UPDATE : held.kind;
                held.set(property.name(), null);
                along.add(held);
            }
        }
    }
}
