package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;
import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.catalog.MessageScope;
import org.casewright.catalog.WithNames;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.MessageDefinition;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The expressions of one process: {@code record} and its bare names, {@code outcome}, {@code comment}, {@code item}. */
final class BpmnFeel {

    private static final String ITEM = "item";
    private static final String LOOP = "multiInstanceLoopCharacteristics";
    private static final Pattern GRANTEE = Pattern.compile("(?:user|team|unit|partner):\\S.*");

    /** What references name, by what is to be named. */
    private static final Map<Kind, Set<Scope>> NAMING = Map.of(
            Kind.USER, Set.of(EntityScope.USER),
            Kind.TEAM, Set.of(EntityScope.TEAM),
            Kind.UNIT, Set.of(EntityScope.UNIT),
            Kind.GRANTEE, Set.of(EntityScope.USER, EntityScope.TEAM, EntityScope.UNIT, EntityScope.PARTNER));

    /** An expression that gives a record. */
    record Subject(Expression expression, @Nullable String entity) {}

    private final String label;
    private final String module;
    private final String entity;
    private final FeelType outcome;
    private final Collection<MessageDefinition> received;
    private final Catalog catalog;
    private final Feel feel;
    private final Problems problems;
    private final List<Expression> waits = new ArrayList<>();
    private final Map<XmlElement, FeelType> items = new HashMap<>();

    BpmnFeel(
            String label,
            String module,
            String entity,
            Set<String> outcomes,
            Collection<MessageDefinition> received,
            Catalog catalog,
            Feel feel,
            Problems problems) {
        this.label = label;
        this.module = module;
        this.entity = entity;
        this.outcome = outcomes.isEmpty() ? FeelType.text() : new FeelType.Code(List.copyOf(outcomes), false);
        this.received = List.copyOf(received);
        this.catalog = catalog;
        this.feel = feel;
        this.problems = problems;
    }

    String entity() {
        return entity;
    }

    /** The names of a running process, and some more. */
    Scope scope(Map<String, FeelType> more) {
        var record = EntityScope.of(catalog, entity);
        var names = new LinkedHashMap<String, FeelType>();
        names.put("record", new FeelType.Reference(record));
        names.put("outcome", outcome);
        names.put("comment", FeelType.text());
        if (!received.isEmpty()) {
            names.put("message", new FeelType.Context(MessageScope.of(catalog, received)));
        }
        names.putAll(more);
        return new WithNames(record, names);
    }

    /** The names of a running process at one of its places. */
    Wanted wanted(XmlElement place, @Nullable FeelType type) {
        return new Wanted(module, all -> scope(place), all -> type);
    }

    /** The names at a place: what a step is repeated for is {@code item} in it. */
    Scope scope(XmlElement place) {
        var item = item(place);
        return scope(item == null ? Map.of() : Map.of(ITEM, item));
    }

    /** What the nearest repeated step around a place has at hand; null when nothing is repeated. */
    private @Nullable FeelType item(XmlElement place) {
        for (var at = Optional.of(place); at.isPresent(); at = at.get().parent()) {
            var loop = at.get().child(BPMN, LOOP);
            if (loop.isPresent()) {
                return items.computeIfAbsent(loop.get(), this::repeated);
            }
        }
        return null;
    }

    /** What one of those is for which a step is repeated. */
    private FeelType repeated(XmlElement loop) {
        var around = loop.parent().flatMap(XmlElement::parent).orElse(loop);
        var text = loop.attribute(CAMUNDA, "collection").orElse("").strip();
        if (!text.startsWith("=")) {
            problem(
                    loop,
                    "Nothing says for what this step is repeated.",
                    "Give it camunda:collection in FEEL, such as = record.members.");
            return FeelType.any();
        }
        if (!loop.attribute(CAMUNDA, "elementVariable").orElse(ITEM).equals(ITEM)) {
            problem(loop, "What is at hand is called item.", "Leave camunda:elementVariable out.");
        }
        var typed = feel.typed(text.substring(1).strip(), loop.at(label), wanted(around, null), catalog);
        if (typed == null || typed.type() instanceof FeelType.Any) {
            return FeelType.any();
        }
        if (typed.type() instanceof FeelType.ListOf(var one)
                && (one instanceof FeelType.Reference
                        || one instanceof FeelType.Code
                        || one instanceof FeelType.Text
                        || one instanceof FeelType.Any)) {
            return one;
        }
        problem(
                loop,
                "`" + text + "` gives " + typed.type().words() + " where a list of records, codes or texts is wanted.",
                "Name an inverse list, such as = record.members.");
        return FeelType.any();
    }

    /** The record's names only. */
    Wanted ofRecord(@Nullable FeelType type) {
        var record = EntityScope.of(catalog, entity);
        return new Wanted(
                module, all -> new WithNames(record, Map.of("record", new FeelType.Reference(record))), all -> type);
    }

    /** The condition of a start, when nothing has happened yet. */
    @Nullable
    Expression condition(XmlElement element, String text) {
        return feel.expression(text, element.at(label), ofRecord(FeelType.bool()));
    }

    /** The condition of a daily start, which SQL must be able to answer: bare names are the record's. */
    @Nullable
    Expression daily(XmlElement element, String text) {
        var wanted = new Wanted(module, all -> EntityScope.of(all, entity), all -> FeelType.bool());
        return feel.filter(text, element.at(label), wanted, Map.of());
    }

    /** The conditions for which steps wait, when all was checked. */
    List<Expression> waits() {
        return waits;
    }

    @Nullable
    Subject subject(XmlElement element, String text) {
        var typed = feel.typed(text, element.at(label), wanted(element, null), catalog);
        if (typed == null) {
            return null;
        }
        return switch (typed.type()) {
            case FeelType.Reference(var scope) ->
                new Subject(
                        typed.expression(),
                        scope instanceof EntityScope of ? of.entity().ref() : null);
            case FeelType.Any any -> new Subject(typed.expression(), null);
            default -> {
                problem(
                        element,
                        "`" + text + "` gives " + typed.type().words() + ", and the subject of a task is a record.",
                        "Name a reference, such as = record.reader.");
                yield null;
            }
        };
    }

    void check(XmlElement process) {
        process.all().forEach(element -> {
            if (element.name().namespace().equals(BPMN)) {
                switch (element.local()) {
                    case "conditionExpression" -> flow(element);
                    case "timeDuration" -> value(element, element.text(), Kind.DURATION);
                    case "timeDate" -> value(element, element.text(), Kind.MOMENT);
                    case "timeCycle" -> value(element, element.text(), Kind.TEXT);
                    case "condition" -> condition(element);
                    case LOOP -> loop(element);
                    case "userTask" -> userTask(element);
                    case "serviceTask" -> serviceTask(element);
                    default -> {}
                }
            }
        });
    }

    private void flow(XmlElement element) {
        var text = element.text();
        if (element.attribute("language").orElse("").equals("feel")) {
            feel.expression(text, element.at(label), wanted(element, FeelType.bool()));
        } else if (text.startsWith("=")) {
            feel.expression(text.substring(1).strip(), element.at(label), wanted(element, FeelType.bool()));
        } else if (!text.startsWith("${") && element.attribute("language").isEmpty()) {
            problem(element, "`" + text + "` is no condition.", "Give it language=\"feel\".");
        }
    }

    /** As of steps that wait, only the record is looked at. */
    private void condition(XmlElement element) {
        var text = element.text().replaceFirst("^=", "").strip();
        var said = text.isEmpty() ? null : condition(element, text);
        if (said != null) {
            waits.add(said);
        }
    }

    private void loop(XmlElement loop) {
        items.computeIfAbsent(loop, this::repeated);
        loop.child(BPMN, "completionCondition").ifPresent(until -> {
            if (until.text().startsWith("=")) {
                var text = until.text().substring(1).strip();
                feel.expression(text, until.at(label), wanted(until, FeelType.bool()));
            } else if (!until.text().startsWith("${")) {
                problem(
                        until,
                        "`" + until.text() + "` is no condition.",
                        "Write FEEL behind =, such as = outcome = \"no\".");
            }
        });
    }

    private void userTask(XmlElement element) {
        attribute(element, "dueDate", Kind.MOMENT);
        attribute(element, "followUpDate", Kind.MOMENT);
        attribute(element, "priority", Kind.NUMBER);
        attribute(element, "assignee", Kind.PERSON);
        var notSameAs = BpmnReader.properties(element).get("notSameAs");
        if (notSameAs != null) {
            notSameAs(element, notSameAs);
        }
    }

    /** Ids of other user tasks, and behind them FEEL for accounts. */
    private void notSameAs(XmlElement element, String text) {
        var feelAt = text.indexOf('=');
        var named = List.of((feelAt < 0 ? text : text.substring(0, feelAt)).split(",", -1)).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        var others = others(element);
        named.stream()
                .filter(id -> !others.contains(id))
                .forEach(id -> problem(
                        element,
                        "There is no other user task “" + id + "” in this process.",
                        Similar.advice(id, others)));
        if (feelAt >= 0) {
            accounts(element, text.substring(feelAt + 1).strip());
        } else if (named.isEmpty()) {
            problem(
                    element,
                    "Nothing says who must not do this step.",
                    "Name a user task, such as interview, or FEEL such as = [record.officer].");
        }
    }

    private static Set<String> others(XmlElement task) {
        var process = task;
        while (!process.is(BPMN, "process") && process.parent().isPresent()) {
            process = process.parent().get();
        }
        return process.all()
                .filter(other -> other.is(BPMN, "userTask") && other != task)
                .map(other -> other.attribute("id").orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void accounts(XmlElement element, String text) {
        var typed = feel.typed(text, element.at(label), wanted(element, null), catalog);
        if (typed == null) {
            return;
        }
        var one = typed.type() instanceof FeelType.ListOf(var item) ? item : typed.type();
        if (!fits(one, Kind.USER)) {
            problem(element, "`" + text + "` gives " + typed.type().words() + " where users are wanted.", "");
        }
    }

    private void attribute(XmlElement element, String name, Kind kind) {
        element.attribute(CAMUNDA, name).ifPresent(text -> value(element, text.strip(), kind));
    }

    /** What a value is to be. */
    enum Kind {
        MOMENT("a date, or a date and time"),
        DURATION("a duration"),
        NUMBER("a number"),
        PERSON("a user"),
        USER("a user"),
        TEAM("a team"),
        UNIT("a unit"),
        GRANTEE("a user, a team, a unit or a partner"),
        END("a date, or a date and time"),
        TEXT("a text");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    void value(XmlElement element, String text, Kind kind) {
        if (text.startsWith("${")) {
            return;
        }
        if (!text.startsWith("=")) {
            constant(element, text, kind);
            return;
        }
        var typed = feel.typed(text.substring(1).strip(), element.at(label), wanted(element, null), catalog);
        if (typed != null && !fits(typed.type(), kind)) {
            problem(
                    element,
                    "`" + text + "` gives " + typed.type().words() + " where " + kind.words + " is wanted.",
                    "");
        }
    }

    private static boolean fits(FeelType type, Kind kind) {
        return switch (type) {
            case FeelType.Any any -> true;
            case FeelType.Null nothing -> true;
            case FeelType.Date date -> kind == Kind.MOMENT || kind == Kind.END;
            case FeelType.DateTime moment -> kind == Kind.MOMENT || kind == Kind.END;
            case FeelType.Days days -> kind == Kind.DURATION;
            case FeelType.Months months -> kind == Kind.DURATION;
            case FeelType.Numeric number -> kind == Kind.NUMBER;
            case FeelType.Text word -> kind == Kind.TEXT || kind == Kind.PERSON || NAMING.containsKey(kind);
            case FeelType.Code code -> kind == Kind.TEXT || NAMING.containsKey(kind);
            case FeelType.Reference(var scope) ->
                kind == Kind.PERSON || NAMING.getOrDefault(kind, Set.of()).contains(scope);
            default -> false;
        };
    }

    private void constant(XmlElement element, String text, Kind kind) {
        var right = switch (kind) {
            case DURATION -> parses(text, BpmnFeel::duration);
            case MOMENT -> parses(text, OffsetDateTime::parse) || parses(text, BpmnFeel::duration);
            case NUMBER -> text.matches("[0-9]{1,9}");
            case END -> parses(text, OffsetDateTime::parse);
            case GRANTEE -> GRANTEE.matcher(text).matches();
            case PERSON, USER, TEAM, UNIT, TEXT -> !text.isEmpty();
        };
        if (!right) {
            problem(
                    element,
                    "“" + text + "” is not " + kind.words + ".",
                    kind == Kind.GRANTEE
                            ? "Write user:NAME, team:NAME, unit:CODE or partner:CODE, or FEEL behind =."
                            : "Write it as ISO 8601 says, or FEEL behind =.");
        }
    }

    private static Object duration(String text) {
        return text.contains("T") ? Duration.parse(text) : Period.parse(text);
    }

    private static boolean parses(String text, Function<String, Object> parse) {
        try {
            return parse.apply(text) != null;
        } catch (DateTimeParseException wrong) {
            return false;
        }
    }

    // --- the service task that sets fields

    private void serviceTask(XmlElement element) {
        if (element.attribute(CAMUNDA, "modelerTemplate").orElse("").equals(BpmnWords.WAIT_FOR)) {
            waitFor(element);
            return;
        }
        if (!element.attribute(CAMUNDA, "modelerTemplate").orElse("").equals(BpmnWords.SET_FIELDS)) {
            return;
        }
        var inputs = inputs(element, Set.of("of", "values", "reason"));
        var target = of(inputs.get("of"));
        var values = inputs.get("values");
        if (values == null) {
            problem(
                    element,
                    "The service task sets nothing.",
                    "Give it the input “values”, such as = {state: \"LOST\"}.");
        } else if (target != null) {
            values(values, target);
        }
        var reason = inputs.get("reason");
        if (reason != null) {
            value(reason, reason.text(), Kind.TEXT);
        }
    }

    /** Only the record is looked at, so that it can be told whose change may make the condition true. */
    private void waitFor(XmlElement element) {
        var when = inputs(element, Set.of("when")).get("when");
        if (when == null || !when.text().startsWith("=")) {
            problem(
                    when == null ? element : when,
                    "Nothing says what this step waits for.",
                    "Give it the input “when”, such as = record.approved.");
            return;
        }
        var condition = feel.expression(when.text().substring(1).strip(), when.at(label), ofRecord(FeelType.bool()));
        if (condition != null) {
            waits.add(condition);
        }
    }

    /** The inputs of a service task by name; a problem for each that is not known. */
    Map<String, XmlElement> inputs(XmlElement task, Set<String> known) {
        var inputs = new LinkedHashMap<String, XmlElement>();
        BpmnReader.extensions(task, "inputOutput", "inputParameter")
                .forEach(input -> inputs.put(input.attribute("name").orElse(""), input));
        inputs.forEach((name, input) -> {
            if (!known.contains(name)) {
                problem(input, "The input “" + name + "” is not known.", Similar.advice(name, known));
            }
        });
        return inputs;
    }

    /** The entity of the records that are changed; null when it cannot be told. */
    private @Nullable EntityDefinition of(@Nullable XmlElement input) {
        if (input == null) {
            return catalog.findEntity(entity).orElse(null);
        }
        if (!input.text().startsWith("=")) {
            problem(input, "The input “of” is no FEEL.", "Write such as = record.members.");
            return null;
        }
        var text = input.text().substring(1).strip();
        var typed = feel.typed(text, input.at(label), wanted(input, null), catalog);
        if (typed == null) {
            return null;
        }
        var item = typed.type();
        while (item instanceof FeelType.ListOf(var inner)) {
            item = inner;
        }
        if (item instanceof FeelType.Reference(var scope)) {
            return scope instanceof EntityScope found ? found.entity() : null;
        }
        if (!(item instanceof FeelType.Any || item instanceof FeelType.Null)) {
            problem(
                    input,
                    "`" + text + "` gives " + item.words() + " where records are wanted.",
                    "Name a reference or an inverse list.");
        }
        return null;
    }

    /** What a record is made of: the names that are given, each of the type of its property. */
    void created(XmlElement element, EntityDefinition target, String text, Scope scope) {
        var given = given(element, text, scope, "Write such as {reader: message.reader}.");
        if (given == null) {
            return;
        }
        for (var name : given.names()) {
            var type = name.equals("unit") ? FeelType.text() : settable(element, target, name);
            if (type != null) {
                part(element, text, name, scope, type);
                checkLiteralCode(element, name, text, type);
            }
        }
        target.required().stream()
                .filter(name -> !given.names().contains(name) && !comesByItself(target, name))
                .forEach(name ->
                        problem(element, "“" + name + "” must have a value, and gets none.", "Add it to {...}."));
    }

    private static boolean comesByItself(EntityDefinition target, String name) {
        var property = target.properties().get(name);
        var lifecycle = target.lifecycle();
        return property == null
                || property.computed() != null
                || property.defaultValue() != null
                || property.defaultExpression() != null
                || (lifecycle != null && lifecycle.property().equals(name));
    }

    private void values(XmlElement input, EntityDefinition target) {
        var names = scope(Map.of("item", new FeelType.Reference(EntityScope.of(catalog, target))));
        var map = input.child(CAMUNDA, "map");
        if (map.isPresent()) {
            map.get().children(CAMUNDA, "entry").forEach(entry -> {
                var name = entry.attribute("key").orElse("");
                var type = settable(entry, target, name);
                if (type != null && entry.text().startsWith("=")) {
                    feel.typed(
                            entry.text().substring(1).strip(),
                            entry.at(label),
                            new Wanted(module, all -> names, all -> type),
                            catalog);
                } else if (type instanceof FeelType.Code(var codes, var ordered)) {
                    checkCode(entry, name, entry.text(), codes);
                }
            });
            return;
        }
        if (!input.text().startsWith("=")) {
            problem(input, "The input “values” is no FEEL.", "Write such as = {state: \"LOST\"}.");
            return;
        }
        var text = input.text().substring(1).strip();
        var given = given(input, text, names, "Write such as = {state: \"LOST\"}.");
        if (given == null) {
            return;
        }
        for (var name : given.names()) {
            var type = settable(input, target, name);
            if (type != null) {
                part(input, text, name, names, type);
                checkLiteralCode(input, name, text, type);
            }
        }
    }

    /** The names to which an expression gives values; null with problems. */
    private @Nullable Scope given(XmlElement element, String text, Scope names, String advice) {
        var typed = feel.typed(text, element.at(label), new Wanted(module, all -> names, all -> null), catalog);
        if (typed == null) {
            return null;
        }
        if (typed.type() instanceof FeelType.Context(var given)) {
            return given;
        }
        problem(
                element,
                "`" + text + "` gives " + typed.type().words() + " where names with values are wanted.",
                advice);
        return null;
    }

    /** Checks that the value of one of these names is of a type. */
    private void part(XmlElement element, String text, String name, Scope names, FeelType type) {
        var wanted = new Wanted(module, all -> names, all -> type);
        feel.typed("(" + text + ")." + name, element.at(label), wanted, catalog);
    }

    /** The type of a property that a process may set; null with a problem. */
    @Nullable
    FeelType settable(XmlElement element, EntityDefinition target, String name) {
        if (name.equals("statusReason") && target.lifecycle() != null) {
            return FeelType.text();
        }
        var property = target.properties().get(name);
        if (property == null) {
            problem(
                    element,
                    "“" + target.ref() + "” has no property “" + name + "”.",
                    Similar.advice(name, target.properties().keySet()));
            return null;
        }
        if (property.computed() != null) {
            problem(element, "“" + name + "” is computed.", "Set what it is computed from.");
            return null;
        }
        return EntityScope.typeOf(catalog, property);
    }

    /** A code that is written out where the name is given its value. */
    private void checkLiteralCode(XmlElement element, String name, String text, FeelType type) {
        if (type instanceof FeelType.Code(var codes, var ordered)) {
            var literal = Pattern.compile("[{,]\\s*" + name + "\\s*:\\s*\"([^\"\\\\]*)\"\\s*[,}]")
                    .matcher(text);
            if (literal.find()) {
                checkCode(element, name, literal.group(1), codes);
            }
        }
    }

    private void checkCode(XmlElement element, String name, String code, List<String> codes) {
        if (!codes.contains(code)) {
            problem(element, "“" + name + "” has no code “" + code + "”.", Similar.advice(code, codes));
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice.isEmpty() ? null : advice));
    }
}
