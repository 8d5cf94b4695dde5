package org.casewright.benchmark;

/** What is asked, and which part of a rival's rate is the goal. */
enum Operation {
    CREATE("create, with history", 0.4, 0.8),
    CREATE_WITH_PROCESS("create, with history and process", 0.4, 0.8),
    GET("get", 0.5, 0.8),
    LIST("list of 50, filtered and sorted", 0.8, 0.8),
    COUNTED_LIST("the same with a count", 0.8, 0.8);

    final String title;
    private final double besidePlain;
    private final double besideSpring;

    Operation(String title, double besidePlain, double besideSpring) {
        this.title = title;
        this.besidePlain = besidePlain;
        this.besideSpring = besideSpring;
    }

    double goal(Contender rival) {
        return rival == Contender.PLAIN ? besidePlain : besideSpring;
    }

    int expectedStatus() {
        return this == CREATE || this == CREATE_WITH_PROCESS ? 201 : 200;
    }
}
