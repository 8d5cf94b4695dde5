package org.casewright.records;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition.UniqueKey;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.SqlFilter;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * New records that stand for what is there already, where the writer may not know that it is: what is stored takes over
 * what it has not, and the writer is answered as if the record had been made.
 */
final class Merging {

    private final Session session;
    private final Predicate<EntityRecord> visible;
    private final Storage storage;
    /** The drafts that were not stored, by the id which they would have had. */
    private final Map<UUID, Draft> instead = new LinkedHashMap<>();

    Merging(Session session, Predicate<EntityRecord> visible, Storage storage) {
        this.session = session;
        this.visible = visible;
        this.storage = storage;
    }

    /** The drafts in whose place another record was changed. */
    Map<UUID, Draft> instead() {
        return instead;
    }

    /** Reads as the engine; true when something was merged. */
    boolean merge(List<Draft> drafts) {
        var merged = false;
        for (var draft : drafts) {
            if (draft.isNew() && !instead.containsKey(draft.id)) {
                var hidden = hidden(draft);
                if (hidden.isPresent()) {
                    replace(draft, hidden.get());
                    merged = true;
                }
            }
        }
        return merged;
    }

    private Optional<EntityRecord> hidden(Draft draft) {
        return draft.entity.unique().stream()
                .filter(UniqueKey::merges)
                .flatMap(key -> stored(draft, key).stream())
                .filter(found -> !visible.test(found))
                .filter(found -> !session.drafts.containsKey(found.id()))
                .findFirst();
    }

    private Optional<EntityRecord> stored(Draft draft, UniqueKey key) {
        var values = new LinkedHashMap<String, Object>();
        for (var name : key.properties()) {
            var value = draft.values.get(name);
            if (value == null) {
                return Optional.empty();
            }
            values.put(name, value);
        }
        var where = key.where();
        if (where == null) {
            return storage.findByValues(session.catalog, draft.entity, values, null);
        }
        if (!session.isTrue(where, session.values(draft), draft.entity, draft.unit)) {
            return Optional.empty();
        }
        var fits = SqlFilter.translate(
                where, EntityScope.of(session.catalog, draft.entity), session.environment(draft.entity, draft.unit));
        return storage.findByValues(session.catalog, draft.entity, values, fits);
    }

    private void replace(Draft draft, EntityRecord stored) {
        var into = new Draft(Draft.Kind.UPDATE, stored.entity(), stored.id(), draft.patch, draft.pointer).from(stored);
        for (var property : draft.entity.properties().values()) {
            if (property.computed() == null) {
                into.set(property.name(), merged(stored.value(property.name()), draft.values.get(property.name())));
            }
        }
        instead.put(draft.id, draft);
        session.drafts.remove(draft.id);
        session.drafts.put(into.id, into);
        session.drafts.values().forEach(other -> pointTo(other, draft.id, into.id));
    }

    /** What is there stays; what is not there is taken over; lists are put together. */
    private static @Nullable Object merged(@Nullable Object there, @Nullable Object given) {
        if (there == null) {
            return given;
        }
        if (there instanceof List<?> some && given instanceof List<?> more) {
            var all = new LinkedHashSet<Object>(some);
            all.addAll(more);
            return List.copyOf(all);
        }
        return there;
    }

    private static void pointTo(Draft draft, UUID from, UUID to) {
        for (var link : Links.of(draft.entity.properties().values(), draft.values)) {
            if (link.id().equals(from)) {
                var top = link.top().name();
                draft.set(top, Links.replaced(link, draft.values.get(top), to));
            }
        }
    }
}
