package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;
import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.MessageScope;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.MessageDefinition.Part;
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** The messages of a process: those that it waits for, sends, and begins with. */
final class BpmnMessages {

    private static final Pattern START = Pattern.compile("message\\s+(\\w+)\\s+create\\s*=\\s*(.+)", Pattern.DOTALL);

    private final String label;
    private final String module;
    private final XmlElement process;
    private final Catalog catalog;
    private final Feel feel;
    private final Problems problems;
    /** Name by the id of the file's {@code <message>}. */
    private final Map<String, String> names = new LinkedHashMap<>();

    BpmnMessages(String label, String module, XmlElement process, Catalog catalog, Feel feel, Problems problems) {
        this.label = label;
        this.module = module;
        this.process = process;
        this.catalog = catalog;
        this.feel = feel;
        this.problems = problems;
        process.parent().stream()
                .flatMap(root -> root.children(BPMN, "message"))
                .forEach(message -> names.put(
                        message.attribute("id").orElse(""),
                        message.attribute("name").orElse("")));
    }

    /** Every message whose payload the process may have seen. */
    List<MessageDefinition> received(String start) {
        var found = new LinkedHashSet<String>();
        var begins = START.matcher(start.strip());
        if (begins.matches()) {
            found.add(begins.group(1));
        }
        caught().forEach(definition -> found.add(name(definition)));
        var received = new ArrayList<MessageDefinition>();
        found.forEach(name -> visible(name).ifPresent(received::add));
        return received;
    }

    private List<XmlElement> caught() {
        return process.all()
                .filter(element -> element.is(BPMN, "receiveTask")
                        || (element.is(BPMN, "messageEventDefinition")
                                && element.parent()
                                        .filter(BpmnMessages::catches)
                                        .isPresent()))
                .toList();
    }

    private static boolean catches(XmlElement event) {
        return event.is(BPMN, "intermediateCatchEvent")
                || event.is(BPMN, "boundaryEvent")
                || (event.is(BPMN, "startEvent")
                        && event.parent().filter(BpmnEvents::isEventSubProcess).isPresent());
    }

    private String name(XmlElement definition) {
        return names.getOrDefault(definition.attribute("messageRef").orElse(""), "");
    }

    private Optional<MessageDefinition> visible(String name) {
        return Optional.ofNullable(catalog.messages(module).get(name));
    }

    /** The message of this name; null with a problem. */
    private @Nullable MessageDefinition declared(XmlElement element, String name) {
        var message = visible(name);
        if (message.isEmpty()) {
            problem(
                    element,
                    name.isEmpty()
                            ? "No message is named."
                            : "There is no message “" + name + "” in this module or one that it needs.",
                    Similar.advice(name, catalog.messages(module).keySet()) + " Messages are declared in module.json.");
        }
        return message.orElse(null);
    }

    /** {@code message NAME create = {...}}; null with a problem. */
    @Nullable
    Start start(String text, BpmnFeel checks) {
        var said = START.matcher(text);
        if (!said.matches()) {
            problem(process, "“" + text + "” is no start by message.", "Write message NAME create = {...}.");
            return null;
        }
        var message = declared(process, said.group(1));
        var create = said.group(2).strip();
        var expression = feel.parse(create, process.at(label));
        if (message == null || expression == null) {
            return null;
        }
        var entity = checks.entity();
        var scope =
                Scope.of(Map.<String, FeelType>of("message", new FeelType.Context(MessageScope.of(catalog, message))));
        catalog.findEntity(entity).ifPresent(target -> checks.created(process, target, create, scope));
        return new Start.Message(message.name(), expression);
    }

    void check(BpmnFeel checks) {
        caught().forEach(definition -> waits(definition, checks));
        process.all()
                .filter(element -> element.is(BPMN, "serviceTask") || element.is(BPMN, "sendTask"))
                .filter(element -> element.attribute(CAMUNDA, "modelerTemplate")
                        .filter(BpmnWords.SEND_MESSAGE::equals)
                        .isPresent())
                .forEach(task -> sends(task, checks));
        process.all()
                .filter(element -> element.local().endsWith("Event"))
                .filter(event -> event.child(BPMN, "messageEventDefinition").isEmpty()
                        && BpmnReader.properties(event).containsKey("correlate"))
                .forEach(event -> problem(event, "Only a message is correlated.", "Leave “correlate” out."));
    }

    private void waits(XmlElement definition, BpmnFeel checks) {
        var event = definition.is(BPMN, "receiveTask")
                ? definition
                : definition.parent().orElse(definition);
        var message = declared(definition, name(definition));
        if (message == null) {
            return;
        }
        var correlate = BpmnReader.properties(event).get("correlate");
        var key = message.key();
        if (key == null) {
            if (correlate != null) {
                problem(
                        event,
                        "“" + message.name() + "” has no key, and reaches all that wait.",
                        "Leave “correlate” out, or give the message a key.");
            }
            return;
        }
        if (correlate == null) {
            problem(
                    event,
                    "It waits for any “" + message.name() + "”, whose key is “" + key + "”.",
                    "Give it the camunda:property “correlate”, such as = record.id.");
            return;
        }
        var part = message.payload().get(key);
        if (part == null) {
            return;
        }
        var text = correlate.strip().replaceFirst("^=", "").strip();
        var type = MessageScope.typeOf(catalog, part);
        feel.typed(text, event.at(label), checks.wanted(event, type), catalog);
    }

    private void sends(XmlElement task, BpmnFeel checks) {
        var inputs = checks.inputs(task, Set.of("message", "payload"));
        var named = inputs.get("message");
        if (named == null) {
            problem(task, "Nothing says what is sent.", "Give it the input “message” with the name of a message.");
            return;
        }
        var message = declared(named, named.text());
        var payload = inputs.get("payload");
        if (message != null) {
            keyed(
                    payload == null ? task : payload,
                    message,
                    given(payload, message, checks).keySet());
        }
    }

    /** The parts that are given, each with its place and text. */
    private Map<String, XmlElement> given(@Nullable XmlElement payload, MessageDefinition message, BpmnFeel checks) {
        var parts = new LinkedHashMap<String, XmlElement>();
        if (payload == null) {
            return parts;
        }
        var map = payload.child(CAMUNDA, "map");
        if (map.isPresent()) {
            map.get().children(CAMUNDA, "entry").forEach(entry -> {
                var name = entry.attribute("key").orElse("");
                parts.put(name, entry);
                part(entry, name, entry.text(), message, checks);
            });
            return parts;
        }
        if (!payload.text().startsWith("=")) {
            problem(payload, "The input “payload” is no FEEL.", "Write such as = {loan: record}.");
            return parts;
        }
        var text = payload.text().substring(1).strip();
        var typed = feel.typed(text, payload.at(label), checks.wanted(payload, null), catalog);
        if (typed == null) {
            message.payload().keySet().forEach(name -> parts.put(name, payload));
        } else if (typed.type() instanceof FeelType.Context(var scope)) {
            scope.names().forEach(name -> {
                parts.put(name, payload);
                part(payload, name, "= (" + text + ")." + name, message, checks);
            });
        } else {
            problem(
                    payload,
                    "`" + text + "` gives " + typed.type().words() + " where names with values are wanted.",
                    "Write such as = {loan: record}.");
        }
        return parts;
    }

    private void part(XmlElement place, String name, String text, MessageDefinition message, BpmnFeel checks) {
        var part = message.payload().get(name);
        if (part == null) {
            problem(
                    place,
                    "“" + message.name() + "” has no “" + name + "”.",
                    Similar.advice(name, message.payload().keySet()));
        } else if (text.startsWith("=")) {
            var wanted = checks.wanted(place, MessageScope.typeOf(catalog, part));
            feel.typed(text.substring(1).strip(), place.at(label), wanted, catalog);
        }
    }

    private void keyed(XmlElement place, MessageDefinition message, Set<String> parts) {
        var key = message.key();
        if (key != null && !parts.contains(key) && !(message.payload().get(key) instanceof Part.Unknown)) {
            problem(
                    place,
                    "“" + message.name() + "” is sent without its key “" + key + "”.",
                    "Give it in the payload, such as = {" + key + ": record}.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
