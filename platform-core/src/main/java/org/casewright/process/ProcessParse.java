package org.casewright.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.Condition;
import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.IntermediateThrowNoneEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseUtil;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.bpmn.parser.ConditionalEventDefinition;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.core.model.CallableElementParameter;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.ParameterValueProvider;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads a process file as the platform means it: FEEL conditions, the service catalogue, listeners of our own, and nothing
 * that would run code from the file. The loader has said the same with better words before; this is the second lock.
 */
final class ProcessParse extends BpmnParse {

    private static final String CATALOGUE = "org.casewright.";

    private final Map<String, org.casewright.expression.Expression> correlates = new HashMap<>();

    ProcessParse(BpmnParser parser) {
        super(parser);
    }

    @Override
    public ProcessDefinitionEntity parseProcess(Element element) {
        collectCorrelates(element);
        var process = super.parseProcess(element);
        var entity = properties(element).get("entity");
        if (entity == null) {
            addError("A process says in the property \"entity\" which records it works on.", element);
        } else {
            new ProcessFacts(module(), entity.contains("/") ? entity : module() + "/" + entity).keepIn(process);
        }
        process.addBuiltInListener(ExecutionListener.EVENTNAME_START, Happenings.CALLED);
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END, Happenings.END);
        return process;
    }

    @Override
    protected void validateAndSetHTTL(Element element, ProcessDefinitionEntity process, boolean skipEnforceTtl) {
        process.setHistoryTimeToLive(EngineRules.HISTORY_DAYS);
    }

    @Override
    public ActivityImpl parseUserTask(Element element, ScopeImpl scope) {
        var activity = super.parseUserTask(element, scope);
        if (activity.getActivityBehavior() instanceof UserTaskActivityBehavior behaviour) {
            var task = behaviour.getTaskDefinition();
            if (task.getDueDateExpression() instanceof FeelText due) {
                task.setDueDateExpression(due.as(FeelText.Use.DEADLINE));
            }
            var formKey = element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, "formKey");
            var listener = new TaskHappenings(UserStep.of(module(), formKey, properties(element)));
            for (var event : List.of(
                    TaskListener.EVENTNAME_CREATE,
                    TaskListener.EVENTNAME_ASSIGNMENT,
                    TaskListener.EVENTNAME_UPDATE,
                    TaskListener.EVENTNAME_COMPLETE,
                    TaskListener.EVENTNAME_DELETE)) {
                task.addBuiltInTaskListener(event, listener);
            }
        }
        return activity;
    }

    /** The engine asks so for the times of timers only. */
    @Override
    protected @Nullable Expression parseExpression(Element parent, String name) {
        @Nullable Expression time = super.parseExpression(parent, name);
        if (time == null) {
            return null;
        }
        var said = time instanceof FeelText feel ? feel.as(FeelText.Use.TIMER) : time;
        return name.equals("timeCycle") ? new CycleText(said) : said;
    }

    @Override
    public @Nullable ActivityImpl parseIntermediateThrowEvent(Element element, ScopeImpl scope) {
        // None for a link, which is nothing but a longer flow.
        @Nullable ActivityImpl activity = super.parseIntermediateThrowEvent(element, scope);
        if (activity != null && activity.getActivityBehavior() instanceof IntermediateThrowNoneEventActivityBehavior) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, Happenings.MILESTONE);
        }
        return activity;
    }

    @Override
    public void parseServiceTaskLike(
            ActivityImpl activity, String elementName, Element element, Element propertiesElement, ScopeImpl scope) {
        switch (template(element)) {
            case CATALOGUE + "set-fields" -> activity.setActivityBehavior(new SetFields(ServiceInputs.of(element)));
            case CATALOGUE + "create-record" ->
                activity.setActivityBehavior(new CreateRecord(ServiceInputs.of(element)));
            case CATALOGUE + "share" -> activity.setActivityBehavior(new ShareRecord(ServiceInputs.of(element)));
            case CATALOGUE + "assign" -> activity.setActivityBehavior(new AssignRecord(ServiceInputs.of(element)));
            case CATALOGUE + "send-message" -> activity.setActivityBehavior(new SendMessage(ServiceInputs.of(element)));
            case CATALOGUE + "wait-for" -> {
                var waiting = new WaitFor(ServiceInputs.of(element));
                activity.setActivityBehavior(waiting);
                // Only what has a scope of its own is still the same when a branch beside it has ended.
                activity.setScope(true);
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, waiting);
            }
            case "" -> addError("There is no service task without a template.", element);
            case String other -> addError("There is no service task " + other + ".", element);
        }
    }

    /** A process waits for a message under a name in which the key stands. */
    @Override
    protected @Nullable EventSubscriptionDeclaration parseMessageEventDefinition(Element element, String event) {
        @Nullable EventSubscriptionDeclaration said = super.parseMessageEventDefinition(element, event);
        if (said == null) {
            return null;
        }
        var correlate = correlates.get(event);
        return new EventSubscriptionDeclaration(
                new MessageName(said.getUnresolvedEventName(), correlate), EventType.MESSAGE);
    }

    /** What the events below an element say of the key for which they wait. */
    private void collectCorrelates(Element element) {
        var correlate = properties(element).get("correlate");
        if (correlate != null) {
            correlates.put(
                    element.attribute("id"), Expressions.parse(correlate.strip().replaceFirst("^=", "")));
        }
        element.elements().forEach(this::collectCorrelates);
    }

    private static String template(Element element) {
        return Objects.requireNonNullElse(element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, "modelerTemplate"), "");
    }

    /** Inputs of the catalogue are FEEL that the task itself evaluates; as process variables they would copy records. */
    @Override
    protected void parseActivityInputOutput(Element element, ActivityImpl activity) {
        if (!template(element).startsWith(CATALOGUE)
                && BpmnParseUtil.findCamundaExtensionElement(element, "inputOutput") != null) {
            addError("Only service tasks of the catalogue have inputs.", element);
        }
    }

    @Override
    public ActivityImpl parseSendTask(Element element, ScopeImpl scope) {
        var activity = createActivityOnScope(element, scope);
        parseAsynchronousContinuationForActivity(element, activity);
        parseServiceTaskLike(activity, "sendTask", element, element, scope);
        parseExecutionListenersOnScope(element, activity);
        return activity;
    }

    /** What is called works on a record of its own, and says how it ended. */
    @Override
    public ActivityImpl parseCallActivity(Element element, ScopeImpl scope, boolean repeated) {
        var activity = super.parseCallActivity(element, scope, repeated);
        if (activity.getActivityBehavior() instanceof CallActivityBehavior call) {
            var record = properties(element).getOrDefault("record", "record");
            var called = call.getCallableElement();
            called.setBusinessKeyValueProvider(
                    new CalledRecord(Expressions.parse(record.strip().replaceFirst("^=", ""))));
            called.addOutput(result(Tasks.OUTCOME));
            called.addOutput(result(Tasks.COMMENT));
        }
        return activity;
    }

    private static CallableElementParameter result(String variable) {
        var result = new CallableElementParameter();
        result.setSourceValueProvider(new ResultOf(variable));
        result.setTarget(variable);
        return result;
    }

    /** A step for each of a list, which is looked up once. */
    @Override
    public @Nullable ScopeImpl parseMultiInstanceLoopCharacteristics(Element element, ScopeImpl scope) {
        @Nullable ScopeImpl body = super.parseMultiInstanceLoopCharacteristics(element, scope);
        if (body != null
                && ((ActivityImpl) body).getActivityBehavior() instanceof MultiInstanceActivityBehavior repeat) {
            var list = repeat.getCollectionVariable();
            if (list == null || !list.strip().startsWith("=")) {
                addError("A step is repeated for a list in FEEL.", element);
                return body;
            }
            repeat.setCollectionVariable(null);
            repeat.setCollectionExpression(
                    new Items(Expressions.parse(list.strip().substring(1))));
            repeat.setCollectionElementVariable(Items.ONE);
            if (repeat.getCompletionConditionExpression() instanceof FeelText until) {
                repeat.setCompletionConditionExpression(until.as(FeelText.Use.CONDITION));
            }
        }
        return body;
    }

    /** Signals are heard by the processes of their module. */
    @Override
    protected void parseSignals() {
        super.parseSignals();
        signals.values()
                .forEach(signal ->
                        signal.setExpression(expressionManager.createExpression(module() + "/" + signal.getName())));
    }

    /** Who hears a signal goes on by itself, in a transaction of its own: there may be many. */
    @Override
    protected @Nullable EventSubscriptionDeclaration parseSignalEventDefinition(
            Element definition, boolean thrown, String event) {
        @Nullable EventSubscriptionDeclaration signal = super.parseSignalEventDefinition(definition, thrown, event);
        if (signal != null && thrown) {
            signal.setAsync(true);
        }
        return signal;
    }

    /** Conditions are about the record, so variables that change make nobody look. */
    @Override
    protected @Nullable ConditionalEventDefinition parseConditionalEventDefinition(
            Element definition, ActivityImpl activity) {
        var condition = definition.element("condition");
        if (condition == null) {
            addError("A conditional event has a condition.", definition);
            return null;
        }
        return new RecordCondition(parseConditionExpression(condition, activity.getId()), activity);
    }

    @Override
    protected void addEventSubscriptionDeclaration(
            EventSubscriptionDeclaration subscription, ScopeImpl scope, Element element) {
        super.addEventSubscriptionDeclaration(subscription, scope, element);
        if (subscription instanceof RecordCondition) {
            scope.addBuiltInListener(ExecutionListener.EVENTNAME_END, RecordCondition.FORGET);
        }
    }

    @Override
    protected Condition parseConditionExpression(Element element, String ancestor) {
        var language = element.attribute("language");
        if (language == null) {
            return super.parseConditionExpression(element, ancestor);
        }
        if (!language.equals("feel")) {
            addError("A condition is written in FEEL, not in " + language + ".", element, ancestor);
        }
        return new FeelCondition(Expressions.parse(element.getText()));
    }

    @Override
    public ActivityImpl parseScriptTask(Element element, ScopeImpl scope) {
        addError("Scripts are never run.", element);
        return createActivityOnScope(element, scope);
    }

    @Override
    public ActivityImpl parseBusinessRuleTask(Element element, ScopeImpl scope) {
        var activity = createActivityOnScope(element, scope);
        parseAsynchronousContinuationForActivity(element, activity);
        var decision = element.attributeNS(CAMUNDA_BPMN_EXTENSIONS_NS, "decisionRef");
        var outputs = AskDecision.outputs(properties(element).getOrDefault("set", ""));
        if (decision == null || outputs.isEmpty()) {
            addError("A business rule task asks a decision and sets properties.", element);
        } else {
            activity.setActivityBehavior(new AskDecision(decision.strip(), outputs));
        }
        parseExecutionListenersOnScope(element, activity);
        return activity;
    }

    @Override
    public void parseExecutionListenersOnScope(Element element, ScopeImpl scope) {
        refuseListeners(element, "executionListener");
    }

    @Override
    public void parseExecutionListenersOnTransition(
            Element element, org.camunda.bpm.engine.impl.pvm.process.TransitionImpl transition) {
        refuseListeners(element, "executionListener");
    }

    @Override
    protected void parseTaskListeners(Element element, ActivityImpl activity, TaskDefinition task) {
        refuseListeners(element, "taskListener");
    }

    private void refuseListeners(Element element, String tag) {
        var extensions = element.element("extensionElements");
        if (extensions != null
                && !extensions.elementsNS(CAMUNDA_BPMN_EXTENSIONS_NS, tag).isEmpty()) {
            addError("Listeners with code are never run.", element);
        }
    }

    private static Map<String, String> properties(Element element) {
        @Nullable Map<String, String> found = BpmnParseUtil.parseCamundaExtensionProperties(element);
        return found == null ? Map.of() : found;
    }

    /** A variable of the process that was called. */
    private record ResultOf(String variable) implements ParameterValueProvider {
        @Override
        public @Nullable Object getValue(VariableScope called) {
            return called.getVariable(variable);
        }

        @Override
        public boolean isDynamic() {
            return true;
        }
    }

    /** Files are deployed as {@code module/file}. */
    private String module() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }
}
