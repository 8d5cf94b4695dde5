package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A piece of a form on the page. */
interface Part {

    /** What is seen. */
    Component component();

    /** Brings it up to date with what was entered elsewhere, and with what is wrong. */
    void refresh();

    /** Moves the focus to its first field; false when it has none. */
    default boolean focusFirst() {
        if (component().isVisible() && component() instanceof Focusable<?> field) {
            field.focus();
            return true;
        }
        return false;
    }

    /** Moves the focus to the first field that is wrong; false when none is. */
    default boolean focusWrong() {
        return false;
    }

    /** Adds what can be mended without asking the engine, such as a date that does not exist, to the problems. */
    default void check() {}

    /** Adds the problems that are shown here: draft and pointer. */
    default void shown(Set<Shown> places) {}

    /** What stays as it is. */
    record Still(Component component) implements Part {
        @Override
        public void refresh() {
            // says the same all the time
        }
    }

    /**
     * A place at which problems are seen.
     *
     * @param draft null in a document that has only a schema
     */
    record Shown(@Nullable Draft draft, String pointer) {

        static Shown of(Slot slot) {
            return new Shown(slot instanceof Place.Field field ? field.draft() : null, slot.pointer());
        }

        /** Whether a problem at this pointer is seen here. */
        boolean shows(@Nullable Draft where, String problem) {
            return draft == where && (problem.equals(pointer) || problem.startsWith(pointer + "/"));
        }
    }
}
