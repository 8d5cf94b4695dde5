package org.casewright.loading;

import static org.casewright.loading.BpmnWords.BPMN;
import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.ProcessDefinition;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.definition.ProcessDefinition.Start;
import org.casewright.definition.ProcessDefinition.UserTask;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads {@code workflows/*.bpmn}: refuses what would run code from the file, and checks what is ours. */
final class BpmnReader {

    private static final Pattern OUTCOME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final String FORM = "form:";

    /** Beside tasks: what is reached on the way, and how it ends. */
    private static final Set<String> READ_OF = Set.of("intermediateThrowEvent", "endEvent");

    /**
     * A process.
     *
     * @param forms what its tasks' forms are about: form ({@code module/form}) -> entities
     * @param openings what has to be looked at when all access files are known
     */
    record Read(ProcessDefinition process, Map<String, Set<String>> forms, OpeningCheck openings) {}

    private final ModuleSource module;
    private final String label;
    private final String id;
    private final Catalog catalog;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    BpmnReader(ModuleSource module, String id, Catalog catalog, References references, Feel feel, Problems problems) {
        this.module = module;
        this.label = module.files().label(FileKind.WORKFLOW.path(id));
        this.id = id;
        this.catalog = catalog;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    /** The process; null with problems. What the standard's schema says comes last, for it says it in the worst words. */
    @Nullable
    Read read(byte[] content) {
        var before = problems.list().size();
        var read = words(content);
        if (problems.list().size() == before) {
            BpmnSchema.check(label, new String(content, StandardCharsets.UTF_8), problems);
        }
        return read;
    }

    private @Nullable Read words(byte[] content) {
        var root = XmlReading.read(label, content, problems);
        if (root == null) {
            return null;
        }
        if (!root.is(BPMN, "definitions")) {
            problem(
                    root,
                    "This is not BPMN 2.0: the root is “" + root.local() + "”.",
                    "Draw it with a BPMN 2.0 modeler.");
            return null;
        }
        new BpmnSafety(label, problems).check(root);
        var processes = root.children(BPMN, "process").toList();
        if (processes.size() != 1) {
            problem(
                    root,
                    "There are " + processes.size() + " processes in this file.",
                    "Put exactly one into each file.");
            return null;
        }
        return process(processes.getFirst(), new String(content, StandardCharsets.UTF_8));
    }

    private @Nullable Read process(XmlElement process, String text) {
        Names.process(id).ifPresent(wrong -> problem(process, wrong, "Rename the file and the process."));
        var processId = process.attribute("id").orElse("");
        if (!processId.equals(id)) {
            problem(
                    process,
                    "The process is called “" + processId + "” and its file “" + id + ".bpmn”.",
                    "Give both the same name.");
        }
        if (!process.attribute("isExecutable").orElse("").equals("true")) {
            problem(process, "The process is not executable.", "Give it isExecutable=\"true\".");
        }
        if (process.all().noneMatch(element -> element.is(BPMN, "startEvent"))) {
            problem(process, "The process has no start event.", "Draw where it begins.");
        }
        var properties = properties(process);
        var entityText = properties.get("entity");
        if (entityText == null) {
            problem(
                    process,
                    "The process does not say which records it works on.",
                    "Give it the camunda:property “entity”.");
            return null;
        }
        var entity = references.ownEntity(module, entityText, at(process));
        if (entity == null) {
            return null;
        }
        var messages = new BpmnMessages(label, module.name(), process, catalog, feel, problems);
        var received = messages.received(properties.getOrDefault("start", ""));
        var checks = new BpmnFeel(label, module.name(), entity, outcomes(process), received, catalog, feel, problems);
        var start = start(process, properties.get("start"), checks, messages);
        checks.check(process);
        new BpmnFlow(label, problems).check(process);
        messages.check(checks);
        process.all()
                .filter(element -> element.is(BPMN, "businessRuleTask"))
                .forEach(task ->
                        new BusinessRuleCheck(label, module.name(), task, checks, catalog, feel, problems).check());
        process.all()
                .filter(element ->
                        element.attribute(CAMUNDA, "modelerTemplate").orElse("").equals(BpmnWords.CREATE_RECORD))
                .forEach(new CreateRecordCheck(module, label, checks, catalog, references, problems)::check);
        var openings = new OpeningCheck(module, label, checks, problems);
        process.all().filter(element -> element.is(BPMN, "serviceTask")).forEach(openings::service);
        var forms = new LinkedHashMap<String, Set<String>>();
        var tasks = new LinkedHashMap<String, UserTask>();
        process.all().filter(element -> element.is(BPMN, "userTask")).forEach(element -> {
            var task = userTask(element, checks, openings, forms);
            tasks.put(task.id(), task);
        });
        return new Read(
                new ProcessDefinition(
                        module.name(),
                        id,
                        process.attribute("name").orElse(id),
                        entity,
                        start,
                        tasks,
                        steps(process),
                        checks.waits(),
                        openings.opens(),
                        text),
                forms,
                openings);
    }

    /** What people read of: a page or the history names it. */
    private static Map<String, String> steps(XmlElement process) {
        var steps = new LinkedHashMap<String, String>();
        process.all()
                .filter(BpmnReader::isReadOf)
                .forEach(element -> element.attribute("name")
                        .filter(name -> !name.isBlank())
                        .ifPresent(name -> steps.put(element.attribute("id").orElse(""), name)));
        return steps;
    }

    private static boolean isReadOf(XmlElement element) {
        return element.name().namespace().equals(BPMN)
                && (READ_OF.contains(element.local())
                        || element.local().endsWith("Task")
                        || element.local().equals("task"));
    }

    /** The outcomes of all tasks, which flows may ask for. */
    private static Set<String> outcomes(XmlElement process) {
        var names = new TreeSet<String>();
        process.all().filter(element -> element.is(BPMN, "userTask")).forEach(task -> {
            for (var part : properties(task).getOrDefault("outcomes", "").split(",")) {
                var name = part.split("[=!]", 2)[0].strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        });
        return names;
    }

    private @Nullable Start start(XmlElement process, @Nullable String text, BpmnFeel checks, BpmnMessages messages) {
        if (text == null) {
            return null;
        }
        var said = text.strip();
        if (said.equals("create")) {
            return new Start.Create(null);
        }
        if (said.startsWith("create if ")) {
            var condition = checks.condition(
                    process, said.substring("create if ".length()).strip());
            return new Start.Create(condition);
        }
        if (said.startsWith("when ")) {
            var condition =
                    checks.condition(process, said.substring("when ".length()).strip());
            return condition == null ? null : new Start.When(condition);
        }
        if (said.startsWith("message ")) {
            return messages.start(said, checks);
        }
        if (said.startsWith("daily ")) {
            var condition =
                    checks.daily(process, said.substring("daily ".length()).strip());
            return condition == null ? null : new Start.Daily(condition);
        }
        problem(
                process,
                "The start “" + said + "” is not known.",
                "Write “create”, “create if FEEL”, “when FEEL”, “daily FEEL” or “message NAME create = {...}”.");
        return null;
    }

    private UserTask userTask(
            XmlElement element, BpmnFeel checks, OpeningCheck openings, Map<String, Set<String>> forms) {
        var properties = properties(element);
        var roles = roles(element);
        var subjectText = properties.get("subject");
        var subject = subjectText == null
                ? null
                : checks.subject(
                        element, subjectText.strip().replaceFirst("^=", "").strip());
        var form = form(element);
        var about = subject == null ? checks.entity() : subject.entity();
        if (form != null) {
            var entities = forms.computeIfAbsent(form, key -> new TreeSet<>());
            if (about != null) {
                entities.add(about);
            }
        }
        openings.handed(element, form, about);
        return new UserTask(
                element.attribute("id").orElse(""),
                element.attribute("name").orElse(element.attribute("id").orElse("")),
                form,
                roles,
                subject == null ? null : subject.expression(),
                properties.containsKey("partnerTeam"),
                outcomes(element, properties.getOrDefault("outcomes", "")));
    }

    private List<String> roles(XmlElement element) {
        var roles = new ArrayList<String>();
        for (var role : element.attribute(CAMUNDA, "candidateGroups").orElse("").split(",")) {
            var stripped = role.strip();
            if (!stripped.isEmpty()) {
                roles.add(stripped);
                references.role(stripped, false, at(element));
            }
        }
        if (roles.isEmpty()) {
            problem(element, "Nobody is offered this task.", "Give it camunda:candidateGroups with a role.");
        }
        return roles;
    }

    private @Nullable String form(XmlElement element) {
        var key = element.attribute(CAMUNDA, "formKey").orElse(null);
        if (key == null) {
            return null;
        }
        if (!key.startsWith(FORM)) {
            problem(element, "“" + key + "” is no form of a module.", "Write camunda:formKey=\"form:NAME\".");
            return null;
        }
        return references.form(module, key.substring(FORM.length()).strip(), at(element));
    }

    private List<Outcome> outcomes(XmlElement element, String text) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var part : text.split(",")) {
            var trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                var comment = trimmed.endsWith("!");
                var said = comment ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
                var equals = said.indexOf('=');
                var name = equals < 0 ? said : said.substring(0, equals).strip();
                var title = equals < 0 ? said : said.substring(equals + 1).strip();
                if (!OUTCOME.matcher(name).matches() || title.isEmpty()) {
                    problem(element, "“" + trimmed + "” is no outcome.", "Write such as: back=Returned, lost=Lost!");
                } else if (outcomes.putIfAbsent(name, new Outcome(name, title, comment)) != null) {
                    problem(element, "The outcome “" + name + "” stands twice.", "Keep one of them.");
                }
            }
        }
        return List.copyOf(outcomes.values());
    }

    /** The camunda:property values of an element by name; unknown ones are refused by {@link BpmnSafety}. */
    static Map<String, String> properties(XmlElement element) {
        var properties = new LinkedHashMap<String, String>();
        extensions(element, "properties", "property")
                .forEach(property -> properties.put(
                        property.attribute("name").orElse(""),
                        property.attribute("value").orElse("")));
        return properties;
    }

    /** What stands in a list of Camunda's in the element's {@code extensionElements}. */
    static Stream<XmlElement> extensions(XmlElement element, String list, String entry) {
        return element.children(BPMN, "extensionElements")
                .flatMap(extensions -> extensions.children(CAMUNDA, list))
                .flatMap(inner -> inner.children(CAMUNDA, entry));
    }

    private Location at(XmlElement element) {
        return element.at(label);
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(at(element), message, advice));
    }
}
