package org.casewright.benchmark;

/** Who is measured. */
enum Contender {
    CASEWRIGHT("casewright"),
    PLAIN("(a) Java + SQL"),
    SPRING("(b) Spring + jOOQ");

    final String title;

    Contender(String title) {
        this.title = title;
    }
}
