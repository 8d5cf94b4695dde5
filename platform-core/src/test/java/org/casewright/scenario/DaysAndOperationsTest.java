package org.casewright.scenario;

/** Operations, days that begin, and steps that wait for them: the scenarios of a module say it. */
class DaysAndOperationsTest extends ModuleScenarios {

    DaysAndOperationsTest() {
        super("garden");
    }
}
