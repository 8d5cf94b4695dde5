package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;
import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Refuses all of a BPMN file that would run code, reach outside, or that this version does not run. */
final class BpmnSafety {

    private static final String OPERATOR = "==|!=|<=|>=|<|>|&&|\\|\\||!|\\b(?:eq|ne|lt|gt|le|ge|and|or|not|empty)\\b";
    private static final String OPERAND =
            "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*|-?\\d+(?:\\.\\d+)?|'[^'\\\\$#]*'|\"[^\"\\\\$#]*\"";

    /** A path or a comparison of variables: what is left of JUEL. */
    private static final Pattern COMPARISON =
            Pattern.compile("\\$\\{(?:\\s|\\(|\\)|" + OPERATOR + "|(?:" + OPERAND + ")(?!\\s*[\\[(]))*+}");

    private final String label;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();

    BpmnSafety(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    void check(XmlElement element) {
        var namespace = element.name().namespace();
        if (BpmnWords.DRAWING.contains(namespace)) {
            return;
        }
        switch (namespace) {
            case BPMN -> step(element);
            case CAMUNDA -> extension(element);
            default ->
                problem(
                        element,
                        "<" + element.local() + "> of “" + namespace + "” is not known here.",
                        "Only BPMN 2.0 with Camunda 7 attributes is read.");
        }
        attributes(element);
        text(element);
        var refused = namespace.equals(BPMN) && BpmnWords.REFUSED.containsKey(element.local());
        if (!element.is(CAMUNDA, "inputOutput") && !refused) {
            element.children().forEach(this::check);
        }
    }

    private void step(XmlElement element) {
        var local = element.local();
        if (BpmnWords.REFUSED.containsKey(local)) {
            problem(
                    element,
                    "<" + local + ">: " + BpmnWords.REFUSED.get(local),
                    local.equals("scriptTask") ? "Use a service task of the catalogue." : "Leave it out.");
        } else if (!BpmnWords.RUN.contains(local) && !BpmnWords.NOTES.contains(local)) {
            problem(element, "<" + local + "> is not available in this version.", "Leave it out.");
        }
        element.attribute("id").ifPresent(id -> {
            if (!ids.add(id)) {
                problem(element, "The id “" + id + "” stands twice in this file.", "Give each element another id.");
            }
        });
        switch (local) {
            case "serviceTask" -> serviceTask(element);
            case "sendTask" -> sendTask(element);
            case "conditionExpression", "condition", "completionCondition" -> language(element);
            default -> {}
        }
    }

    private void serviceTask(XmlElement element) {
        var template = element.attribute(CAMUNDA, "modelerTemplate");
        if (template.isEmpty()) {
            var code = Set.of("class", "delegateExpression", "expression", "type").stream()
                            .anyMatch(name -> element.attribute(CAMUNDA, name).isPresent())
                    || element.all().anyMatch(child -> child.is(CAMUNDA, "connector"));
            // With code in it the reason is the code, which is said at its attribute.
            if (!code) {
                problem(
                        element,
                        "This service task does nothing.",
                        "Give it camunda:modelerTemplate=\"" + BpmnWords.SET_FIELDS + "\".");
            }
        } else if (!BpmnWords.TEMPLATES.contains(template.get())) {
            var later = template.get().startsWith("org.casewright.")
                    && BpmnWords.LATER.contains(template.get().substring("org.casewright.".length()));
            problem(
                    element,
                    "The service task “" + template.get() + "” is not "
                            + (later ? "available in this version." : "known."),
                    "Available: " + String.join(", ", BpmnWords.TEMPLATES) + ".");
        }
    }

    private void sendTask(XmlElement element) {
        if (!element.attribute(CAMUNDA, "modelerTemplate").orElse("").equals(BpmnWords.SEND_MESSAGE)) {
            problem(
                    element,
                    "This send task sends nothing.",
                    "Give it camunda:modelerTemplate=\"" + BpmnWords.SEND_MESSAGE + "\".");
        }
    }

    private void language(XmlElement element) {
        var language = element.attribute("language");
        if (language.isPresent() && !language.get().equals("feel")) {
            problem(
                    element,
                    "Scripts are never run, and this condition is in “" + language.get() + "”.",
                    "Write it in FEEL: language=\"feel\".");
        }
    }

    private void extension(XmlElement element) {
        var local = element.local();
        if (BpmnWords.EXTENSIONS_REFUSED.containsKey(local)) {
            problem(element, "camunda:" + local + ": " + BpmnWords.EXTENSIONS_REFUSED.get(local), "Leave it out.");
            return;
        }
        switch (local) {
            case "properties" -> {}
            case "property" -> property(element);
            case "inputOutput" -> inputs(element);
            default -> problem(element, "camunda:" + local + " is not known here.", "Leave it out.");
        }
    }

    private void property(XmlElement element) {
        // property -> properties -> extensionElements -> the element that it is about
        var owner = element.parent()
                .flatMap(XmlElement::parent)
                .flatMap(XmlElement::parent)
                .map(XmlElement::local)
                .orElse("");
        var name = element.attribute("name").orElse("");
        var known = BpmnWords.PROPERTIES.getOrDefault(owner, Set.of());
        if (!known.contains(name)) {
            var later = BpmnWords.PROPERTIES_LATER.contains(name);
            problem(
                    element,
                    "The property “" + name + "” of <" + owner + "> is not "
                            + (later ? "available in this version." : "known."),
                    later ? "Leave it out." : Similar.advice(name, known));
        }
    }

    private void inputs(XmlElement element) {
        var owner = element.parent().flatMap(XmlElement::parent).orElse(element);
        if (!owner.is(BPMN, "serviceTask") && !owner.is(BPMN, "sendTask")) {
            problem(element, "Only service tasks of the catalogue have inputs.", "Leave camunda:inputOutput out.");
        }
        element.all().skip(1).forEach(child -> {
            var local = child.local();
            if (BpmnWords.EXTENSIONS_REFUSED.containsKey(local)) {
                problem(child, "camunda:" + local + ": " + BpmnWords.EXTENSIONS_REFUSED.get(local), "Leave it out.");
            } else if (!Set.of("inputParameter", "map", "entry").contains(local)) {
                problem(child, "camunda:" + local + " is not known here.", "Write FEEL behind =.");
            }
            text(child);
        });
    }

    private void attributes(XmlElement element) {
        element.attributes().forEach((name, value) -> {
            var right = switch (name.namespace()) {
                case "", XMLConstants.XML_NS_URI -> true;
                case CAMUNDA -> attribute(element, name.local());
                default -> foreign(element, name);
            };
            if (right) {
                juel(element, value);
            }
        });
    }

    /** Engines read attributes under older names too; nothing stands here that is not looked at. */
    private boolean foreign(XmlElement element, XmlElement.Name name) {
        if (BpmnWords.DRAWING.contains(name.namespace())) {
            return false;
        }
        problem(
                element,
                "The attribute “" + name.local() + "” of “" + name.namespace() + "” is not known here.",
                "Only BPMN 2.0 with Camunda 7 attributes is read.");
        return false;
    }

    /** Whether the attribute may stand here. */
    private boolean attribute(XmlElement element, String name) {
        if (BpmnWords.ATTRIBUTES.getOrDefault("*", Set.of()).contains(name)
                || BpmnWords.ATTRIBUTES.getOrDefault(element.local(), Set.of()).contains(name)) {
            return true;
        }
        var why = BpmnWords.ATTRIBUTES_REFUSED.get(name);
        problem(
                element,
                why == null ? "camunda:" + name + " is not known here." : "camunda:" + name + ": " + why,
                element.local().equals("serviceTask")
                        ? "Use camunda:modelerTemplate=\"" + BpmnWords.SET_FIELDS + "\"."
                        : "Leave it out.");
        return false;
    }

    private void text(XmlElement element) {
        if (!BpmnWords.NOTES.contains(element.local())) {
            juel(element, element.text());
        }
    }

    /** JUEL is cut down to paths and comparisons. */
    private void juel(XmlElement element, String text) {
        if ((text.contains("${") || text.contains("#{"))
                && !text.startsWith("=")
                && !COMPARISON.matcher(text.strip()).matches()) {
            problem(
                    element,
                    "`" + text.strip() + "` is neither a variable's path nor a comparison of variables.",
                    "Write FEEL behind =.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
