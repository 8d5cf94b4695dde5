package org.casewright.records;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The front door for data: every write of a record, whoever asks, and every read under the access rules. */
@Component
public class Records {

    /**
     * Applies changes, all or nothing, in one transaction (the caller's, when there is one).
     *
     * @throws org.casewright.problem.Refusal when the actor may not, or a record is not there
     */
    public Outcome apply(List<? extends Change> changes, Actor actor, Options options) {
        throw new UnsupportedOperationException();
    }

    /** Finds a page of records, as the actor may see them; one query for the page. */
    public Page find(Query query, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The record with this id or number; empty when it is not there or not open to the actor. */
    public Optional<EntityRecord> get(String entity, String idOrNumber, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The record's history, newest first; throws {@code NOT_FOUND} as {@link #get} would be empty. */
    public List<HistoryEntry> history(String entity, String idOrNumber, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Titles of the records (and users, units) that the values of these records point to, where the actor may see them. */
    public Map<UUID, String> titles(Collection<EntityRecord> records, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The record's own title: its title template, else its number. */
    public String title(EntityRecord record, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** The record as the API says it: system names and its properties. */
    public ObjectNode json(EntityRecord record) {
        throw new UnsupportedOperationException();
    }

    /**
     * What a draft would be: defaults, computed values, relevance. Stores nothing.
     *
     * @param idOrNumber the record that is edited; null for a new one
     * @param values what was entered so far, as in {@link Change}
     */
    public Preview preview(String entity, @Nullable String idOrNumber, ObjectNode values, Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** What the actor may do with this entity, or with this record of it: lower-case privilege names. */
    public java.util.Set<String> privileges(String entity, @Nullable EntityRecord record, Actor actor) {
        throw new UnsupportedOperationException();
    }
}
