package org.casewright.ui.form;

import java.util.List;

/** What is filled in on a page, and can be wrong. */
public sealed interface Filled permits FormView, DeskView {

    /** Brings all that is seen up to date. */
    void refresh();

    /** Notes what can be seen to be wrong without asking the engine. True when nothing is. */
    boolean check();

    /** Moves the focus to the first field that is wrong. */
    boolean focusWrong();

    /** The sections of a wide form in which something is wrong, by their order; none of a form that has no such sections. */
    List<LaterSection> wrongSections();

    /** The problems that no field of the form shows, as sentences; sections that are not built yet would show theirs. */
    List<String> unseen();
}
