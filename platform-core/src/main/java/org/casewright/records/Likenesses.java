package org.casewright.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Likeness.Agreeing;
import org.casewright.storage.Blocks;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which records a draft perhaps is. Only records that the asker may read are told, and what the asker may not know of one counts
 * as little as if it were not there: neither does it find the record, nor is it compared.
 */
@Component
final class Likenesses {

    private static final int MOST_TOLD = 10;

    private final Reading reading;
    private final Writing writing;
    private final Storage storage;
    private final Blocks blocks;

    Likenesses(Reading reading, Writing writing, Storage storage, Blocks blocks) {
        this.reading = reading;
        this.writing = writing;
        this.storage = storage;
        this.blocks = blocks;
    }

    /** The likest first; none where the entity asks for no duplicates. In the caller's transaction. */
    List<Likeness> of(Catalog catalog, Change.Create change, Actor actor) {
        var access = Access.of(catalog, actor);
        var entity = reading.known(catalog, access, change.entity());
        var duplicates = entity.duplicates();
        if (!access.may(Privilege.CREATE, entity)) {
            throw Writing.forbidden(Privilege.CREATE, entity);
        }
        if (duplicates == null) {
            return List.of();
        }
        var asker = new Asker(catalog, actor, entity, duplicates);
        var draft = writing.drafted(catalog, change, actor);
        asker.ahead(List.of(draft));
        var keys = asker.facts(draft).blockKeys(duplicates);
        storage.identifyAsEngine();
        var found = blocks.find(entity, keys).stream().map(Blocks.Found::record).toList();
        var open = reading.open(catalog, actor, entity, found);
        asker.ahead(open);
        var likest = open.stream()
                .filter(record -> !Collections.disjoint(asker.facts(record).blockKeys(duplicates), keys))
                .map(record -> asker.likeness(draft, record))
                .filter(likeness -> likeness.score() >= duplicates.hint())
                .sorted(Comparator.comparingDouble(Likeness::score)
                        .reversed()
                        .thenComparing(likeness -> likeness.record().id()))
                .limit(MOST_TOLD)
                .toList();
        return whole(catalog, actor, likest);
    }

    /** The same with all that is to be seen of the records. */
    private List<Likeness> whole(Catalog catalog, Actor actor, List<Likeness> likest) {
        if (likest.isEmpty()) {
            return likest;
        }
        var ids = likest.stream().map(likeness -> likeness.record().id()).toList();
        var entity = likest.getFirst().record().entity().ref();
        var whole = reading.getAll(catalog, actor, entity, ids, Door.LIST).stream()
                .collect(Collectors.toMap(EntityRecord::id, Function.identity()));
        return likest.stream()
                .map(likeness -> new Likeness(
                        whole.getOrDefault(likeness.record().id(), likeness.record()),
                        likeness.score(),
                        likeness.agreeing()))
                .toList();
    }

    /** What somebody may know of what is compared. */
    private final class Asker {
        private final Catalog catalog;
        private final Actor actor;
        private final EntityDefinition entity;
        private final DuplicateDefinition duplicates;
        private final Comparing comparing;
        private final Session session;
        private final Map<UUID, EntityRecord> targets = new HashMap<>();

        Asker(Catalog catalog, Actor actor, EntityDefinition entity, DuplicateDefinition duplicates) {
            this.catalog = catalog;
            this.actor = actor;
            this.entity = entity;
            this.duplicates = duplicates;
            this.comparing = new Comparing(duplicates);
            this.session = reading.session(catalog, actor);
        }

        /** Reads, as the asker, what these point to. */
        void ahead(List<EntityRecord> records) {
            var values = records.stream().map(EntityRecord::values).toList();
            Duplicates.targets(catalog, duplicates, entity, values)
                    .forEach((target, ids) -> reading.getAll(catalog, actor, target.ref(), unknown(ids), Door.REFERENCE)
                            .forEach(record -> targets.put(record.id(), record)));
        }

        private List<UUID> unknown(Collection<UUID> ids) {
            return ids.stream().filter(id -> !targets.containsKey(id)).toList();
        }

        Facts facts(EntityRecord record) {
            return new Facts(catalog, record.entity(), record.values(), this::target);
        }

        private @Nullable Map<String, @Nullable Object> target(EntityDefinition entity, UUID id) {
            var target = targets.get(id);
            return target == null ? null : target.values();
        }

        Likeness likeness(EntityRecord draft, EntityRecord record) {
            var score = comparing.compare(
                    facts(draft),
                    facts(record),
                    when -> session.isTrue(
                                    when,
                                    session.values(draft),
                                    draft.entity(),
                                    draft.system().unit())
                            || session.isTrue(
                                    when,
                                    session.values(record),
                                    record.entity(),
                                    record.system().unit()));
            var agreeing = new ArrayList<Agreeing>();
            score.agreeing()
                    .forEach(paths -> paths.forEach(path -> agreeing.add(new Agreeing(path.toString(), title(path)))));
            return new Likeness(record, score.score(), agreeing);
        }

        private String title(Path path) {
            var titles = new ArrayList<String>();
            var parts = List.copyOf(entity.properties().values());
            for (var name : path.way()) {
                var property =
                        parts.stream().filter(part -> part.name().equals(name)).findFirst();
                property.ifPresent(found -> titles.add(found.title()));
                parts = property.map(this::behind).orElse(List.of());
            }
            return String.join(": ", titles);
        }

        private List<PropertyDefinition> behind(PropertyDefinition property) {
            return property.type() instanceof PropertyType.Reference(var to)
                    ? catalog.findEntity(to.entity())
                            .map(found -> List.copyOf(found.properties().values()))
                            .orElse(List.of())
                    : property.type().parts();
        }
    }
}
