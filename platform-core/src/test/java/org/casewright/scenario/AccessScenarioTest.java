package org.casewright.scenario;

/** Grants end by the clock of whoever plays them. */
class AccessScenarioTest extends ModuleScenarios {

    AccessScenarioTest() {
        super("clinic");
    }
}
