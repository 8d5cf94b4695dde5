package org.casewright.ui.form;

import java.util.ArrayList;
import java.util.List;
import org.casewright.catalog.Inverse;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Query;
import org.jspecify.annotations.Nullable;

/** The records of an inverse list in a form, those that were begun in it among them. */
final class DraftList {

    static final int MOST = 200;

    private final Draft owner;
    private final Inverse inverse;
    private final List<Draft> entries = new ArrayList<>();
    private boolean complete = true;
    private boolean open = true;

    DraftList(Draft owner, Inverse inverse) {
        this.owner = owner;
        this.inverse = inverse;
        var id = owner.id();
        if (id != null) {
            read(new Query.Related(inverse.path(), id));
        }
    }

    private void read(Query.Related related) {
        var model = owner.model();
        try {
            var page = model.context()
                    .records()
                    .find(
                            Query.of(inverse.from().ref())
                                    .relatedTo(related.reference(), related.id())
                                    .limitedTo(MOST),
                            model.context().actor().get());
            // Newest first from the store; people read a list in the order in which it grew.
            page.items().reversed().forEach(record -> entries.add(model.open(record)));
            model.know(page.titles());
            complete = page.next() == null;
        } catch (Refusal refused) {
            if (refused.code() != ErrorCode.NOT_FOUND && refused.code() != ErrorCode.FORBIDDEN) {
                throw refused;
            }
            open = false;
        }
    }

    Draft owner() {
        return owner;
    }

    Inverse inverse() {
        return inverse;
    }

    /** All of them, those that are being taken off too. */
    List<Draft> entries() {
        return entries;
    }

    /** Those that stay. */
    List<Draft> staying() {
        return entries.stream().filter(entry -> !entry.isDetached()).toList();
    }

    /** Whether there are no more than those that were read. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the asker may see such records at all. */
    boolean isOpen() {
        return open;
    }

    /** Begins a new record at the end of the list. */
    Draft begin() {
        var model = owner.model();
        var given = model.json().objectNode();
        var id = owner.id();
        if (id != null) {
            if (inverse.isSingle()) {
                given.put(inverse.reference().name(), id.toString());
            } else {
                given.putArray(inverse.reference().name()).add(id.toString());
            }
        }
        var begun = model.begin(inverse.from(), this, given);
        entries.add(begun);
        return begun;
    }

    /** Puts a record that exists onto the list, in the place of one that was begun there; it comes there when the form is saved. */
    Draft join(EntityRecord record, @Nullable Draft instead) {
        var joining = new Draft(owner.model(), record, this);
        var place = instead == null ? -1 : entries.indexOf(instead);
        if (place < 0) {
            entries.add(joining);
        } else {
            owner.model().forget(entries.set(place, joining));
        }
        return joining;
    }

    /** Takes a record off the list; one that was begun here is forgotten. */
    void remove(Draft entry) {
        if (entry.isNew() || entry.isJoining()) {
            entries.remove(entry);
            owner.model().forget(entry);
        } else {
            entry.detach();
        }
    }

    /** Puts one that was taken off again onto its place. */
    void putBack(Draft entry, int place) {
        entries.add(Math.min(place, entries.size()), entry);
        if (entry.isNew()) {
            owner.model().remember(entry);
        }
    }

    /** Whether the asker may begin new records here. */
    boolean mayBegin() {
        var context = owner.model().context();
        return inverse.isOpen()
                && (owner.model().inTask()
                        || context.records()
                                .privileges(
                                        inverse.from().ref(),
                                        null,
                                        context.actor().get())
                                .contains("create"));
    }
}
