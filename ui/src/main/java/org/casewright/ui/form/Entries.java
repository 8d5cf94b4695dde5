package org.casewright.ui.form;

import java.util.List;
import org.casewright.definition.FormDefinition.Element;

/** Entries of a list within the values of a form, as a table or cards show them. */
interface Entries {

    /** The list itself. */
    Slot slot();

    /** What it is called. */
    String title();

    int size();

    /** Whether entries are entered; else they are read. */
    boolean isEditing();

    /** Whether the list is shown at all now. */
    boolean isShown();

    /** Whether this entry stays as it is. */
    boolean isFixed(int index);

    /** What is shown of each entry in a table. */
    List<Column> columns();

    /**
     * A column of the table.
     *
     * @param name of a property of the entries; empty for entries that are plain values themselves
     * @param required whether each entry must have it
     * @param numeric whether it is set at its end
     */
    record Column(String name, String title, boolean required, boolean numeric) {}

    /** What shows a value of an entry in its cell. */
    Part cell(int index, Column column);

    /** What one of them is called. */
    String name(int index);

    /** What the layout of an entry stands on. */
    Ground inside(int index);

    /** The layout of an entry where the form says none. */
    Element layout(int index);

    /** Begins an entry at the end. */
    void add();

    void remove(int index);

    /** Moves an entry one up, or down. */
    void move(int index, int by);
}
