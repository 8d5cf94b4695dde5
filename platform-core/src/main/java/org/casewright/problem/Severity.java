package org.casewright.problem;

/** Whether a problem stops what was asked, or only wants to be acknowledged. */
public enum Severity {
    ERROR,
    WARNING
}
