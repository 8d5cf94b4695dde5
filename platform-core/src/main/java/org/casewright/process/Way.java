package org.casewright.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.bpmn.behavior.BoundaryEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.IntermediateThrowNoneEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/** The steps of a process that people know, user tasks and named milestones, in the order of its flows. */
record Way(List<Step> steps) {

    /** One step; {@code usual}: it lies on the way that default flows take. */
    record Step(String id, String name, boolean usual) {}

    static Way of(ProcessDefinitionEntity process) {
        var all = along(roots(process), Way::allFlows);
        var usual = along(List.of(process.getInitial()), Way::usualFlows);
        return new Way(all.reversed().stream()
                .filter(Way::isStep)
                .map(step -> new Step(step.getId(), step.getName(), usual.contains(step)))
                .toList());
    }

    private static boolean isStep(ActivityImpl activity) {
        var name = activity.getName();
        return name != null
                && !name.isBlank()
                && (activity.getActivityBehavior() instanceof UserTaskActivityBehavior
                        || activity.getActivityBehavior() instanceof IntermediateThrowNoneEventActivityBehavior);
    }

    /** Where the process begins, and behind it what begins by an event or undoes another step. */
    private static List<ActivityImpl> roots(ProcessDefinitionEntity process) {
        var roots = new ArrayList<ActivityImpl>();
        roots.add(process.getInitial());
        process.getActivities().stream().filter(Way::comesByItself).forEach(roots::add);
        return roots;
    }

    /** What is reached, the last first; ways back are not followed. */
    private static SequencedSet<ActivityImpl> along(
            List<ActivityImpl> starts, Function<ActivityImpl, List<ActivityImpl>> flows) {
        var entered = new LinkedHashSet<ActivityImpl>();
        var left = new LinkedHashSet<ActivityImpl>();
        starts.reversed().forEach(start -> follow(start, flows, entered, left));
        return left;
    }

    /** Depth first; an activity is left when all behind it is. The first flow in the file comes first on the way. */
    private static void follow(
            ActivityImpl from,
            Function<ActivityImpl, List<ActivityImpl>> flows,
            Set<ActivityImpl> entered,
            Set<ActivityImpl> left) {
        if (entered.add(from)) {
            flows.apply(from).reversed().forEach(next -> follow(next, flows, entered, left));
            left.add(from);
        }
    }

    private static List<ActivityImpl> allFlows(ActivityImpl activity) {
        var next = new ArrayList<>(inside(activity));
        activity.getOutgoingTransitions().forEach(flow -> next.add(target(flow)));
        activity.getEventActivities().stream()
                .filter(ActivityImpl.class::isInstance)
                .map(ActivityImpl.class::cast)
                .forEach(next::add);
        return next;
    }

    private static List<ActivityImpl> usualFlows(ActivityImpl activity) {
        var next = new ArrayList<>(inside(activity).stream()
                .filter(inner -> !comesByItself(inner)
                        && !(inner.getActivityBehavior() instanceof BoundaryEventActivityBehavior))
                .toList());
        var usual = activity.getProperty("default");
        activity.getOutgoingTransitions().stream()
                .filter(flow -> usual == null || usual.equals(flow.getId()))
                .forEach(flow -> next.add(target(flow)));
        return next;
    }

    private static List<ActivityImpl> inside(ActivityImpl activity) {
        return activity.getActivities().stream()
                .filter(inner -> inner.getIncomingTransitions().isEmpty())
                .toList();
    }

    /** No flow leads to it: an event begins it, or it undoes another step. */
    private static boolean comesByItself(ActivityImpl activity) {
        return activity.isTriggeredByEvent() || activity.isCompensationHandler();
    }

    private static ActivityImpl target(PvmTransition flow) {
        return (ActivityImpl) flow.getDestination();
    }

    /** Where a process stands. Steps that were passed by are left out, and unusual ones that have not come. */
    List<Stage> stages(Set<String> done, Set<String> open, boolean ended) {
        int here = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (open.contains(steps.get(i).id())) {
                here = i;
            }
        }
        var waiting = here < 0 && !ended;
        var stages = new ArrayList<Stage>();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (open.contains(step.id())) {
                stages.add(new Stage(step.id(), step.name(), Stage.State.CURRENT));
            } else if (done.contains(step.id()) && (ended || waiting || i < here)) {
                stages.add(new Stage(step.id(), step.name(), Stage.State.DONE));
            } else if (step.usual() && !ended && (waiting || i > here)) {
                stages.add(new Stage(step.id(), step.name(), Stage.State.NEXT));
            }
        }
        return stages;
    }
}
