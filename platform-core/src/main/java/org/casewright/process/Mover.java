package org.casewright.process;

import java.util.function.Supplier;
import org.casewright.access.Actor;
import org.jspecify.annotations.Nullable;

/** Who moves a process: what its steps find wrong is said in the mover's language, though they write as the module's processes. */
final class Mover {

    /** The engine hands nothing of its caller on to the steps, which are taken in the caller's thread. */
    private static final ThreadLocal<@Nullable Actor> WHO = new ThreadLocal<>();

    private Mover() {}

    /** Does what moves a process on somebody's behalf. */
    static <T> T moving(Actor actor, Supplier<T> work) {
        var before = WHO.get();
        WHO.set(actor);
        try {
            return work.get();
        } finally {
            if (before == null) {
                WHO.remove();
            } else {
                WHO.set(before);
            }
        }
    }

    /** Who moves the process; null when a clock does. */
    static @Nullable Actor who() {
        return WHO.get();
    }

    /** In which language the mover reads; that of the files themselves when a clock moves the process. */
    static String language() {
        var who = WHO.get();
        return who == null ? "" : who.language();
    }

    /** The actor of a module's processes, moved by whoever moves them. */
    static Actor process(String module) {
        return Actor.process(module).speaking(language());
    }
}
