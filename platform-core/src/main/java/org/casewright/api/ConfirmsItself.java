package org.casewright.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler whose first statement has the database confirm that the asker's rights are what they were believed to be, by
 * {@link Admission#confirming} or {@link Admission#confirmingWrite}. All others get an actor that was confirmed before, for which the
 * database is asked once more.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ConfirmsItself {}
