package org.casewright.expression;

import java.util.List;

/** What kind of value stands behind a name or comes out of an expression. */
public sealed interface FeelType {
    /** How a text can be searched, {@code x-search}. */
    enum Search {
        NONE,
        NAME,
        TEXT,
        EXACT,
        PREFIX
    }

    record Text(Search search) implements FeelType {}

    /** A text out of a list; {@code ordered} lists give {@code rank}. */
    record Code(List<String> codes, boolean ordered) implements FeelType {
        public Code {
            codes = List.copyOf(codes);
        }
    }

    record Numeric() implements FeelType {}

    record Bool() implements FeelType {}

    record Date() implements FeelType {}

    record DateTime() implements FeelType {}

    record Time() implements FeelType {}

    /** A duration of days and time. */
    record Days() implements FeelType {}

    /** A duration of years and months. */
    record Months() implements FeelType {}

    record ListOf(FeelType item) implements FeelType {}

    /** Something with names of its own inside the record: an object property, an entry of a repeating group. */
    record Context(Scope scope) implements FeelType {}

    /** Another record; compares by its id. */
    record Reference(Scope scope) implements FeelType {}

    /** Not known before evaluation, such as a setting or a decision's output. */
    record Any() implements FeelType {}

    record Null() implements FeelType {}

    static FeelType text() {
        return new Text(Search.NONE);
    }

    static FeelType numeric() {
        return new Numeric();
    }

    static FeelType bool() {
        return new Bool();
    }

    static FeelType date() {
        return new Date();
    }

    static FeelType dateTime() {
        return new DateTime();
    }

    static FeelType time() {
        return new Time();
    }

    static FeelType days() {
        return new Days();
    }

    static FeelType months() {
        return new Months();
    }

    static FeelType any() {
        return new Any();
    }

    static FeelType nothing() {
        return new Null();
    }

    static FeelType listOf(FeelType item) {
        return new ListOf(item);
    }

    /** As a message says it, with its article. */
    default String words() {
        return switch (this) {
            case Text text -> "a text";
            case Code code -> "a code";
            case Numeric numeric -> "a number";
            case Bool bool -> "yes or no";
            case Date date -> "a date";
            case DateTime moment -> "a date and time";
            case Time time -> "a time";
            case Days days -> "a duration of days";
            case Months months -> "a duration of months";
            case ListOf list -> "a list";
            case Context context -> "a group of values";
            case Reference reference -> "a record";
            case Any any -> "anything";
            case Null nothing -> "null";
        };
    }
}
