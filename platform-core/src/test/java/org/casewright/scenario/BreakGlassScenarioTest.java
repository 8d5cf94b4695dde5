package org.casewright.scenario;

/** What is opened for some hours closes by the clock of whoever plays it. */
class BreakGlassScenarioTest extends ModuleScenarios {

    BreakGlassScenarioTest() {
        super("archive");
    }
}
