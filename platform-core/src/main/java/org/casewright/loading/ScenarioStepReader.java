package org.casewright.loading;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.ScenarioDefinition.Act;
import org.casewright.definition.ScenarioDefinition.Expectation;
import org.casewright.definition.ScenarioDefinition.ExpectedError;
import org.casewright.definition.ScenarioDefinition.Step;
import org.casewright.loading.Paths.Place;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads one step of a scenario. */
final class ScenarioStepReader {

    private static final Set<String> VALUE_WORDS = Set.of("as", "id", "unit", "owner", "retire", "version");
    private static final LocalDate LATEST = LocalDate.EPOCH.plusYears(50);

    private final JsonFile file;
    private final ScenarioWords words;
    private final ScenarioNames names;
    private final String pointer;
    private final ObjectNode node;
    private final ScenarioVerb verb;
    private final boolean refused;
    /** That of the step's record or records; null when it is not known, or there is none. */
    private final @Nullable String entity;

    ScenarioStepReader(
            JsonFile file,
            ScenarioWords words,
            ScenarioNames names,
            String pointer,
            ObjectNode node,
            ScenarioVerb verb) {
        this.file = file;
        this.words = words;
        this.names = names;
        this.pointer = pointer;
        this.node = node;
        this.verb = verb;
        this.refused = node.has("expectError");
        this.entity = entity();
    }

    private @Nullable String entity() {
        return switch (verb) {
            case CREATE, RECORDS, DUPLICATES -> words.entity(text(verb.word()), at(verb.word()));
            case UPDATE, RETIRE, RESTORE, GET, BREAK_GLASS ->
                names.entity(text(verb.word()).replaceFirst("^@", ""));
            case COMPLETE -> words.entityOfTask(text("complete"));
            case OPERATE -> operation().map(OperationDefinition::creates).orElse(null);
            case CLAIM, CLOCK, EXPECT_TASK, DELIVER, EXPECT_MESSAGE -> null;
        };
    }

    /**
     * The step; null with problems.
     *
     * @param damaged whether members may have been cut out, so that what is missing was said already
     */
    @Nullable
    Step read(boolean damaged) {
        members(damaged);
        if (node.has("as")) {
            words.user(text("as"), at("as"));
        }
        var act = act();
        if (act == null) {
            return null;
        }
        var expect = verb == ScenarioVerb.EXPECT_TASK ? taskExpectations() : expectations();
        var error = error();
        if (node.has("save") && !refused) {
            names.give(text("save"), entity, at("save"));
        }
        return new Step(file.at(pointer), act, node.path("save").asString(null), expect, error);
    }

    /** Whether the step's members are those of its verb. */
    private void members(boolean damaged) {
        for (var member : node.propertyNames()) {
            if (!verb.allows(member)) {
                words.tell(
                        file.atName(pointer + "/" + member),
                        "“" + member + "” means nothing beside “" + verb.word() + "”.",
                        verb.advice());
            } else if (refused && Set.of("expect", "save", "count").contains(member)) {
                words.tell(
                        file.atName(pointer + "/" + member),
                        "What is refused leaves nothing for “" + member + "”.",
                        "Keep this or “expectError”.");
            }
        }
        for (var needed : verb.needed()) {
            if (!node.has(needed) && !damaged) {
                words.tell(
                        file.at(pointer),
                        "“" + needed + "” is missing beside “" + verb.word() + "”.",
                        needed.equals("as") ? "Say who does it: a user of a demo/demo.json." : null);
            }
        }
    }

    private @Nullable Act act() {
        return switch (verb) {
            case CREATE -> create();
            case UPDATE -> new Act.Update(text("as"), record("update"), values(), acknowledged());
            case RETIRE -> new Act.Retire(text("as"), record("retire"));
            case RESTORE -> new Act.Restore(text("as"), record("restore"));
            case GET -> new Act.Get(text("as"), record("get"));
            case RECORDS -> find();
            case DUPLICATES -> suspect();
            case CLAIM -> new Act.Claim(text("as"), task("claim"), record("of"));
            case COMPLETE -> complete();
            case OPERATE -> operate();
            case BREAK_GLASS -> breakGlass();
            case CLOCK -> waiting();
            case EXPECT_TASK -> seeTask();
            case DELIVER -> deliver();
            case EXPECT_MESSAGE -> {
                var message = words.message(text("expectMessage"), at("expectMessage"));
                yield message == null ? null : new Act.SeeMessage(message.name());
            }
        };
    }

    /** The operation that is meant; empty when the record's entity is not known, or has none of this name. */
    private Optional<OperationDefinition> operation() {
        return Optional.ofNullable(names.entity(text("of").replaceFirst("^@", "")))
                .flatMap(words.catalog()::findEntity)
                .map(of -> of.operations().get(text("operate")));
    }

    private Act operate() {
        var of = record("of");
        var about = names.entity(of);
        words.catalog().findEntity(about == null ? "" : about).ifPresent(entity -> {
            if (!entity.operations().containsKey(text("operate")) && !refused) {
                words.tell(
                        at("operate"),
                        "“" + entity.ref() + "” has no operation “" + text("operate") + "”.",
                        Similar.advice(text("operate"), entity.operations().keySet()));
            }
        });
        return new Act.Operate(text("as"), text("operate"), of, values(), acknowledged());
    }

    private Act breakGlass() {
        if (!refused && entity != null) {
            words.catalog()
                    .findEntity(entity)
                    .filter(of -> of.breakGlass() == null)
                    .ifPresent(of -> words.tell(
                            at("breakGlass"),
                            "“" + of.ref() + "” says nothing of breaking the glass.",
                            "Let its x-entity have “breakGlass”."));
        }
        return new Act.BreakGlass(text("as"), record("breakGlass"), text("reason"));
    }

    private @Nullable Act create() {
        return entity == null ? null : new Act.Create(text("as"), entity, values(), acknowledged());
    }

    private @Nullable Act find() {
        if (entity == null) {
            return null;
        }
        if (node.has("filter")) {
            names.requireAll(text("filter"), at("filter"));
            if (!refused) {
                words.filter(file, pointer + "/filter", entity);
            }
        }
        return new Act.Find(
                text("as"),
                entity,
                node.path("filter").asString(null),
                node.path("retired").asBoolean(false),
                count());
    }

    private @Nullable Act suspect() {
        if (entity == null) {
            return null;
        }
        words.catalog()
                .findEntity(entity)
                .filter(found -> found.duplicates() == null && !refused)
                .ifPresent(found -> words.tell(
                        at("duplicates"),
                        "“" + found.ref() + "” does not say when two records are one.",
                        "Ask of an entity with “duplicates”."));
        return new Act.Suspect(text("as"), entity, values(), count());
    }

    private @Nullable Long count() {
        if (node.has("save") && node.path("count").asInt(0) != 1) {
            words.tell(at("save"), "One of several records cannot be saved.", "Add \"count\": 1.");
        }
        return node.has("count") ? node.path("count").longValue() : null;
    }

    private @Nullable Act deliver() {
        var message = words.message(text("deliver"), at("deliver"));
        var values = node.path("values") instanceof ObjectNode object ? object : node.objectNode();
        values.forEachEntry((name, value) -> {
            if (message != null && !message.payload().containsKey(name) && !refused) {
                words.tell(
                        file.atName(Pointer.child(pointer + "/values", name)),
                        "“" + message.name() + "” has no “" + name + "”.",
                        Similar.advice(name, message.payload().keySet()));
            }
            if (value.asString("").startsWith("@")) {
                names.named(value.asString(""), file.at(Pointer.child(pointer + "/values", name)));
            }
        });
        return message == null ? null : new Act.Deliver(message.name(), values);
    }

    private Act complete() {
        var task = task("complete");
        if (node.has("outcome") && !refused) {
            words.outcome(task, text("outcome"), at("outcome"));
        }
        return new Act.Complete(
                text("as"),
                task,
                record("of"),
                node.path("outcome").asString(null),
                node.path("comment").asString(null),
                values(),
                acknowledged());
    }

    private String task(String member) {
        words.task(text(member), at(member));
        return text(member);
    }

    private @Nullable Act waiting() {
        try {
            var wait = waiting(text("clock"));
            var forward = !wait.days().isNegative() && !wait.time().isNegative();
            var some = !wait.days().isZero() || !wait.time().isZero();
            var end = LocalDate.EPOCH.plus(wait.days()).plusDays(wait.time().toDays());
            if (forward && some && !end.isAfter(LATEST)) {
                return wait;
            }
        } catch (DateTimeException | ArithmeticException none) {
            // Said below.
        }
        words.tell(
                at("clock"),
                "“" + text("clock") + "” is no time that can pass.",
                "Write such as \"P100D\" or \"PT2H\"; 50 years are the most.");
        return null;
    }

    /** A length of time with days before {@code T} and hours behind it, which Java knows as two things only. */
    private static Act.Wait waiting(String text) {
        var time = text.indexOf('T');
        return new Act.Wait(
                time == 1 ? Period.ZERO : Period.parse(time < 0 ? text : text.substring(0, time)),
                time < 0 ? Duration.ZERO : Duration.parse("PT" + text.substring(time + 1)));
    }

    private Act seeTask() {
        var task = node.path("expectTask");
        if (task.has("name")) {
            words.task(task.path("name").asString(""), at("expectTask/name"));
        }
        if (task.path("none").asBoolean(false)) {
            for (var member : task.propertyNames()) {
                if (!Set.of("of", "name", "none").contains(member)) {
                    words.tell(
                            file.atName(pointer + "/expectTask/" + member),
                            "A task that is not there has no “" + member + "”.",
                            "Leave it out.");
                }
            }
        }
        return new Act.SeeTask(
                node.path("as").asString(null),
                names.named(task.path("of").asString(""), at("expectTask/of")),
                task.path("name").asString(null),
                task.path("none").asBoolean(false));
    }

    /** The name of a record that is referred to as {@code "@name"}. */
    private String record(String member) {
        return node.has(member) ? names.named(text(member), at(member)) : "";
    }

    private Set<String> acknowledged() {
        var rules = new LinkedHashSet<String>();
        for (var i = 0; i < node.path("acknowledge").size(); i++) {
            var rule = node.path("acknowledge").get(i).asString("");
            words.rule(rule, at("acknowledge/" + i));
            rules.add(rule);
        }
        return rules;
    }

    /** The values, checked where the entity is known; the names in them are known from here on. */
    private ObjectNode values() {
        var values = node.path("values") instanceof ObjectNode object ? object : node.objectNode();
        var own = NestedValues.names(values);
        if (entity == null) {
            own.stream().filter(record -> !refused).forEach(record -> names.give(record, null, at("values")));
            return values;
        }
        var nested = new NestedValues(words.catalog(), VALUE_WORDS, words.problems());
        var place = new Place.OfRecord(entity);
        nested.check(file, pointer + "/values", values, place, (record, at) -> {
            if (!own.contains(record)) {
                names.require(record, at);
            }
        });
        if (!refused) {
            nested.entities(values, place).forEach((record, of) -> names.give(record, of, at("values")));
        }
        return values;
    }

    private List<Expectation> expectations() {
        var place = entity == null ? null : new Place.OfRecord(entity);
        return node.has("expect")
                ? new ExpectationReader(file, words, names).read(pointer + "/expect", node.path("expect"), place)
                : List.of();
    }

    private List<Expectation> taskExpectations() {
        var task = node.path("expectTask");
        if (task.has("role")) {
            words.role(task.path("role").asString(""), at("expectTask/role"));
        }
        if (task.path("assignee").isString()) {
            words.user(task.path("assignee").stringValue(), at("expectTask/assignee"));
        }
        return new ExpectationReader(file, words, names).ofTask(pointer + "/expectTask", task);
    }

    private @Nullable ExpectedError error() {
        var error = node.path("expectError");
        if (!error.isObject()) {
            return null;
        }
        if (error.has("rule")) {
            words.rule(error.path("rule").asString(""), at("expectError/rule"));
        }
        if (error.has("code")) {
            words.code(error.path("code").asString(""), at("expectError/code"));
        }
        return new ExpectedError(
                error.path("status").asInt(0),
                error.path("code").asString(null),
                error.path("pointer").asString(null),
                error.path("rule").asString(null),
                at("expectError"));
    }

    private String text(String member) {
        return node.path(member).asString("");
    }

    private Location at(String member) {
        return file.at(pointer + "/" + member);
    }
}
