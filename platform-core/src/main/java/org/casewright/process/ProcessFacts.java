package org.casewright.process;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.core.model.PropertyKey;
import org.camunda.bpm.engine.impl.pvm.PvmProcessDefinition;
import org.camunda.bpm.engine.impl.pvm.process.ProcessDefinitionImpl;

/**
 * What a process file says beyond BPMN; kept with the parsed process, so that each running instance follows its own version.
 *
 * @param module to which the file belongs
 * @param entity {@code module/entity}
 */
record ProcessFacts(String module, String entity) {

    private static final PropertyKey<ProcessFacts> KEY = new PropertyKey<>("casewright.facts");

    void keepIn(ProcessDefinitionImpl process) {
        process.getProperties().set(KEY, this);
    }

    static ProcessFacts of(PvmProcessDefinition process) {
        var facts = ((ProcessDefinitionImpl) process).getProperties().get(KEY);
        if (facts == null) {
            throw new ProcessEngineException("Process " + process.getId() + " was not deployed by the platform.");
        }
        return facts;
    }
}
