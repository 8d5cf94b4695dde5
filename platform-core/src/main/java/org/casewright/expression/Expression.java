package org.casewright.expression;

/** A FEEL expression. */
public final class Expression {}
