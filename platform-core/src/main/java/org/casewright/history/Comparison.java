package org.casewright.history;

import java.util.List;
import org.casewright.history.Verified.Kind;
import org.casewright.history.Verified.Wrong;
import org.jspecify.annotations.Nullable;

/** The lines that a seal holds beside those that stand there now, both in the order of their places. */
final class Comparison {

    private final long seal;
    private final List<Leaf> sealed;
    private final List<Found> found;
    private final Erasures erasures;

    Comparison(long seal, List<Leaf> sealed, List<Found> found, Erasures erasures) {
        this.seal = seal;
        this.sealed = sealed;
        this.found = found;
        this.erasures = erasures;
    }

    /** The first thing that does not fit. */
    @Nullable
    Wrong first() {
        for (var i = 0; i < Math.max(sealed.size(), found.size()); i++) {
            var wrong = i >= found.size()
                    ? gone(sealed.get(i))
                    : i >= sealed.size() ? come(found.get(i).leaf()) : differing(sealed.get(i), found.get(i));
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private @Nullable Wrong differing(Leaf was, Found is) {
        var now = is.leaf();
        if (was.isAt(now.tx(), now.id())) {
            if (was.hash().equals(now.hash())) {
                return ofValues(is);
            }
            return sealed.stream().anyMatch(other -> other.hash().equals(now.hash()))
                    ? wrong(Kind.REORDERED, now.id(), "stands where another one was")
                    : wrong(Kind.CHANGED, now.id(), "says something else than when it was sealed");
        }
        var isEarlier = now.tx() < was.tx() || (now.tx() == was.tx() && now.id() < was.id());
        return isEarlier ? come(now) : gone(was);
    }

    private Wrong gone(Leaf was) {
        return found.stream().anyMatch(now -> was.hash().equals(now.leaf().hash()))
                ? wrong(Kind.REORDERED, was.id(), "stands somewhere else now")
                : wrong(Kind.MISSING, was.id(), "is not there any more");
    }

    private Wrong come(Leaf now) {
        return sealed.stream().anyMatch(was -> was.hash().equals(now.hash()))
                ? wrong(Kind.REORDERED, now.id(), "stood somewhere else")
                : wrong(Kind.INSERTED, now.id(), "was not there when the others were sealed");
    }

    private @Nullable Wrong ofValues(Found line) {
        var id = line.leaf().id();
        var values = line.values();
        if (line.digest() == null) {
            return values == null ? null : wrong(Kind.VALUE_CHANGED, id, "had no values when it was sealed");
        }
        if (values == null) {
            return wrong(Kind.VALUE_MISSING, id, "has lost its values, and no erasure says why");
        }
        if (!line.digest().equals(Texts.digest(values.digests()))) {
            return wrong(
                    values.texts().isEmpty() ? Kind.VALUE_MISSING : Kind.VALUE_CHANGED,
                    id,
                    "has other values than when it was sealed");
        }
        for (var gone : values.gone().properties()) {
            var by = gone.getValue().path("by").asLong(0);
            if (!erasures.covers(by, line, gone.getKey())) {
                return wrong(Kind.VALUE_MISSING, id, "has lost a value, and entry " + by + " is no erasure of it");
            }
        }
        return null;
    }

    private Wrong wrong(Kind kind, long entry, String what) {
        return new Wrong(kind, seal, entry, "Entry " + entry + " " + what + ", in seal " + seal + ".");
    }
}
