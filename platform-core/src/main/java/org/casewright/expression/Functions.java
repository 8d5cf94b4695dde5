package org.casewright.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All functions that expressions may call, by name. */
final class Functions {
    /** In words: years and months duration. */
    static final int LONGEST_NAME = 4;

    private static final Set<String> KEEP_ENTRIES =
            Set.of("append", "concatenate", "flatten", "distinct values", "sort", "min", "max");
    private static final Map<String, Function> ALL = all();

    private Functions() {}

    private static Map<String, Function> all() {
        Map<String, Function> all = new LinkedHashMap<>();
        Stream.of(
                        ListFunctions.all(),
                        TextFunctions.all(),
                        NumberFunctions.all(),
                        MomentFunctions.all(),
                        PlatformFunctions.all())
                .flatMap(List::stream)
                .forEach(function -> all.put(function.name(), function));
        return all;
    }

    static @Nullable Function find(String name) {
        return ALL.get(name);
    }

    static Collection<String> names() {
        return ALL.keySet();
    }

    static boolean takesPattern(String name) {
        return name.equals("matches") || name.equals("replace");
    }

    /** Gives back what it was given, so that its result's properties are those of its arguments. */
    static boolean keepsEntries(String name) {
        return KEEP_ENTRIES.contains(name);
    }
}
