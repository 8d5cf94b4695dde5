package org.casewright.ui.shell;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.io.Serializable;
import java.util.Optional;
import org.casewright.catalog.Catalog;
import org.casewright.records.Query;
import org.jspecify.annotations.Nullable;

/** The list that was looked at last in this window: whose records are gone through one after the other. */
@SpringComponent
@UIScope
public class LastList implements Serializable {

    private static final long serialVersionUID = 1L;

    private transient @Nullable Shown shown;

    private record Shown(long release, Query query) {}

    /** A list is shown. */
    public void show(Catalog catalog, Query query) {
        shown = new Shown(catalog.release(), query);
    }

    /** What the list asked, where it was one of this entity and nothing was released since. */
    public Optional<Query> of(Catalog catalog, String entity) {
        var last = shown;
        return last != null
                        && last.release() == catalog.release()
                        && last.query().entity().equals(entity)
                ? Optional.of(last.query())
                : Optional.empty();
    }
}
