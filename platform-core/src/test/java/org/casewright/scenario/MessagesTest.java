package org.casewright.scenario;

/** What modules tell each other, and processes that begin when something becomes true: the scenarios of a module say it. */
class MessagesTest extends ModuleScenarios {

    MessagesTest() {
        super("parcel");
    }
}
