package org.casewright.records;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.storage.AttachmentTable;
import org.jspecify.annotations.Nullable;

/** Files that a request names: each must have been sent by the asker, be nobody's yet, and fit where it is to stand. */
final class Attaching {

    private final Session session;
    private final AttachmentTable files;
    private final Problems problems;
    private final boolean lock;

    Attaching(Session session, AttachmentTable files, Problems problems, boolean lock) {
        this.session = session;
        this.files = files;
        this.problems = problems;
        this.lock = lock;
    }

    /**
     * A file that was only named.
     *
     * @param inner the object or entry in which it stands; null where it stands in the record itself
     */
    private record Named(Draft draft, @Nullable Inner inner, PropertyDefinition property, UUID id) {

        String pointer() {
            return draft.pointer
                    + (inner == null ? "/" + property.name() : Checking.asSubmitted(draft, inner.pointer(property)));
        }

        void put(@Nullable Attachment file) {
            if (inner == null) {
                draft.set(property.name(), file);
            } else {
                inner.set(property, file);
                inner.store(draft);
            }
        }
    }

    /** Puts what is known of the files in the place of their names. The database is asked as the engine, once. */
    void take(List<Draft> drafts) {
        var named = new ArrayList<Named>();
        drafts.forEach(draft -> collect(draft, named));
        if (named.isEmpty()) {
            return;
        }
        var ids = named.stream().map(Named::id).toList();
        var sent = files.uploads(ids, session.actor.id(), lock);
        var once = new HashSet<UUID>();
        for (var each : named) {
            var file = sent.get(each.id());
            if (file == null || !once.add(each.id())) {
                refuse(each, ErrorCode.REFERENCE, "There is no such file that you sent and no record has.");
                each.put(null);
            } else {
                check(each, file, (PropertyType.Attachment) each.property().type());
                each.put(file);
            }
        }
    }

    private void check(Named named, Attachment file, PropertyType.Attachment wanted) {
        var title = named.property().title();
        if (!wanted.types().contains(file.type())) {
            refuse(
                    named,
                    ErrorCode.FORMAT,
                    title + " takes " + String.join(", ", wanted.types()) + "; this file is " + file.type() + ".");
        }
        if (file.size() > wanted.maxBytes()) {
            refuse(named, ErrorCode.LENGTH, title + " takes files of at most " + wanted.maxMegabytes() + " MB.");
        }
    }

    private void refuse(Named named, ErrorCode code, String message) {
        problems.add(Problem.at(named.pointer(), code, message));
    }

    private static void collect(Draft draft, List<Named> named) {
        for (var property : draft.entity.properties().values()) {
            named(property, draft.values).ifPresent(id -> named.add(new Named(draft, null, property, id)));
        }
        for (var inner : Inner.of(draft, Attaching::holdsFiles)) {
            for (var part : inner.parts()) {
                named(part, inner.values()).ifPresent(id -> named.add(new Named(draft, inner, part, id)));
            }
        }
    }

    private static boolean holdsFiles(PropertyDefinition property) {
        return property.type().parts().stream().anyMatch(part -> part.type() instanceof PropertyType.Attachment);
    }

    private static Optional<UUID> named(PropertyDefinition property, Map<String, ?> values) {
        return property.type() instanceof PropertyType.Attachment
                        && values.get(property.name()) instanceof Attachment file
                        && file.isOnlyNamed()
                ? Optional.of(file.id())
                : Optional.empty();
    }
}
