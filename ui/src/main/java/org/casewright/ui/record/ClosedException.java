package org.casewright.ui.record;

import com.vaadin.flow.router.NotFoundException;

/** A record that is not there or not open to the asker, whose roles could open one of its kind. */
final class ClosedException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    private final String entity;
    private final String idOrNumber;

    ClosedException(String entity, String idOrNumber) {
        this.entity = entity;
        this.idOrNumber = idOrNumber;
    }

    String entity() {
        return entity;
    }

    String idOrNumber() {
        return idOrNumber;
    }
}
