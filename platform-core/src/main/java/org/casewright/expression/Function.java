package org.casewright.expression;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function that expressions may call: what it takes, what it gives, what it does. */
record Function(String name, int fewest, int most, List<Kind> takes, Result result, Body body) {
    /** What a parameter accepts. Behind the last, further arguments are like the last. */
    enum Kind {
        ANYTHING("anything"),
        TEXT("a text"),
        WRITTEN_TEXT("a text in quotation marks"),
        PATTERN("a regular expression"),
        NUMBER("a number"),
        CONDITION("yes or no"),
        LIST("a list"),
        DAY("a date, or a date and time"),
        CODE("a code of an ordered list");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The type of what comes out; a problem with the arguments together is said to the consumer. */
    @FunctionalInterface
    interface Result {
        FeelType of(List<FeelType> arguments, Consumer<String> problem);
    }

    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(Evaluation evaluation, Node.Call call, List<@Nullable Object> arguments);
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** How many arguments it takes, as a sentence begins. */
    String arity() {
        String count = fewest == most ? "" + most : most > fewest + 5 ? "at least " + fewest : fewest + " to " + most;
        return name + " takes " + count + (count.equals("1") ? " argument" : " arguments");
    }

    Kind kind(int argument) {
        return takes.get(Math.min(argument, takes.size() - 1));
    }
}
