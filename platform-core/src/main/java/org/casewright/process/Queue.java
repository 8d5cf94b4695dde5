package org.casewright.process;

/**
 * Free tasks of one step, which wait for whoever of a team takes them.
 *
 * @param process BPMN process id
 * @param step BPMN element id
 * @param name of the step
 * @param tasks how many of them the asker is offered
 * @param late how many of these are late
 */
public record Queue(String process, String step, String name, int tasks, int late) {}
