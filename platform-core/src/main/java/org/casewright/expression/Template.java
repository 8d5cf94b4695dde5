package org.casewright.expression;

/** A text with paths in braces. */
public final class Template {}
