package org.casewright.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.catalog.Inverse;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition.OnRetire;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.records.Links.Link;
import org.casewright.storage.Storage;
import tools.jackson.databind.node.ArrayNode;

/** What is wrong with references: that there is no such record, that it does not fit, that somebody still needs it. */
final class ReferenceCheck {

    private final Session session;
    private final Options options;
    private final Storage storage;
    private final Problems problems;

    ReferenceCheck(Session session, Options options, Storage storage, Problems problems) {
        this.session = session;
        this.options = options;
        this.storage = storage;
        this.problems = problems;
    }

    /** New references must point to living records that the asker can see; asked once for each entity. */
    void existing(Iterable<Draft> drafts) {
        var added = new LinkedHashMap<Draft, List<Link>>();
        drafts.forEach(draft -> added.put(draft, added(draft)));
        var found = new LinkedHashMap<String, Set<UUID>>();
        byEntity(added.values().stream().flatMap(List::stream)).forEach((to, ids) -> found.put(to, existing(to, ids)));
        added.forEach((draft, links) -> {
            for (var link : links) {
                if (!Objects.requireNonNull(found.get(link.to().entity())).contains(link.id())) {
                    problems.add(Problem.at(
                            pointer(draft, link),
                            ErrorCode.REFERENCE,
                            "There is no such record, or it is not open to you."));
                    // What follows reads as the engine: it must not find out more about what the asker only guessed.
                    var top = link.top().name();
                    draft.set(top, Links.without(link, draft.values.get(top)));
                }
            }
        });
    }

    private static Map<String, Set<UUID>> byEntity(Stream<Link> links) {
        return links.collect(Collectors.groupingBy(
                link -> link.to().entity(),
                LinkedHashMap::new,
                Collectors.mapping(Link::id, Collectors.toCollection(LinkedHashSet::new))));
    }

    /** The references that the stored record has not, but for those to records of the same request. */
    private List<Link> added(Draft draft) {
        var changed = draft.entity.properties().values().stream()
                .filter(property -> draft.changed(property.name()))
                .toList();
        var links = Links.of(changed, draft.values);
        links.removeIf(link -> session.drafts.containsKey(link.id()));
        if (!links.isEmpty() && draft.before != null) {
            var old = new HashSet<List<Object>>();
            Links.of(changed, draft.before.values()).forEach(link -> old.add(place(link)));
            links.removeIf(link -> old.contains(place(link)));
        }
        return links;
    }

    private static List<Object> place(Link link) {
        return List.of(
                link.top().name(),
                link.property().name(),
                link.entry() == null ? "" : link.entry().id(),
                link.id());
    }

    /** Where the reference stands in what was submitted. */
    private static String pointer(Draft draft, Link link) {
        var top = "/" + link.top().name();
        if (link.entry() != null) {
            var at = top + "/" + link.position() + "/" + link.property().name();
            return draft.pointer + Checking.asSubmitted(draft, at);
        }
        if (link.position() < 0) {
            return draft.pointer
                    + top
                    + (link.top().equals(link.property())
                            ? ""
                            : "/" + link.property().name());
        }
        if (draft.patch.get(link.top().name()) instanceof ArrayNode submitted) {
            for (var i = 0; i < submitted.size(); i++) {
                if (submitted.get(i).asString("").equalsIgnoreCase(link.id().toString())) {
                    return draft.pointer + top + "/" + i;
                }
            }
        }
        return draft.pointer + top;
    }

    private Set<UUID> existing(String to, Set<UUID> ids) {
        return PlatformEntity.of(to)
                .map(entity -> PlatformRecords.existing(session.directory(), entity, ids))
                .orElseGet(() -> storage.living(session.catalog.entity(to), ids));
    }

    /** New references must be among what the reference's filter offers; read as the engine. */
    void offered(Draft draft) {
        if (options.migrate()) {
            return;
        }
        var filtered = added(draft);
        filtered.removeIf(
                link -> link.to().filter() == null || link.to().entity().startsWith("platform/"));
        byEntity(filtered.stream()).forEach((to, ids) -> session.ahead(session.catalog.entity(to), ids));
        for (var link : filtered) {
            var filter = Objects.requireNonNull(link.to().filter());
            var candidate = session.record(session.catalog.entity(link.to().entity()), link.id());
            var record = session.values(draft);
            if (candidate != null
                    && !session.isTrue(
                            filter,
                            name -> name.equals("record") ? record : candidate.get(name),
                            draft.entity,
                            draft.unit)) {
                problems.add(Problem.at(
                        pointer(draft, link),
                        ErrorCode.REFERENCE,
                        "{0} is not one of those that fit here.",
                        link.property().title()));
            }
        }
    }

    /** What happens to those that point to what retires: they retire too, are cleared, or stand in the way. */
    void retirement(List<Draft> retiring) {
        var all = new ArrayList<>(retiring);
        for (var level = retiring; !level.isEmpty(); ) {
            var along = new ArrayList<Draft>();
            eachReferring(level, OnRetire.RETIRE, (inverse, draft, held) -> {
                held.kind = Draft.Kind.RETIRE;
                held.retired = true;
                along.add(held);
            });
            all.addAll(along);
            level = along;
        }
        eachReferring(all, OnRetire.CLEAR, (inverse, draft, held) -> {
            held.kind = held.kind == Draft.Kind.TOUCH ? Draft.Kind.UPDATE : held.kind;
            held.set(inverse.changing(), Links.without(inverse, draft.id, held.values));
        });
        var inTheWay = new LinkedHashSet<Problem>();
        eachReferring(
                all,
                OnRetire.RESTRICT,
                (inverse, draft, held) -> inTheWay.add(Problem.at(
                        draft.pointer,
                        ErrorCode.CONFLICT,
                        "{0} is still used by {1}.",
                        draft.entity.title(),
                        inverse.from().plural())));
        problems.addAll(inTheWay);
    }

    /** A living record that still points to one that goes. */
    private interface Referring {
        void found(Inverse inverse, Draft going, Draft held);
    }

    /** Finds them, for all that go at once. */
    private void eachReferring(List<Draft> going, OnRetire kind, Referring each) {
        var byEntity = new LinkedHashMap<EntityDefinition, Map<UUID, Draft>>();
        going.forEach(draft -> byEntity.computeIfAbsent(draft.entity, key -> new LinkedHashMap<>())
                .put(draft.id, draft));
        byEntity.forEach((entity, drafts) -> session.catalog.referrers(entity).stream()
                .filter(inverse -> onRetire(inverse) == kind)
                .forEach(inverse -> storage.findReferring(inverse, drafts.keySet())
                        .forEach(stored -> found(inverse, drafts, session.touch(stored), each))));
    }

    private static void found(Inverse inverse, Map<UUID, Draft> going, Draft held, Referring each) {
        for (var id : Links.targets(inverse, held.values)) {
            var draft = going.get(id);
            if (draft != null && !held.retired) {
                each.found(inverse, draft, held);
            }
        }
    }

    private static OnRetire onRetire(Inverse inverse) {
        return ((PropertyType.Referring) inverse.reference().type()).to().onRetire();
    }
}
