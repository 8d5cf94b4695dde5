package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A seal over all lines behind the one before it, up to a last place.
 *
 * @param root of the Merkle tree over the leaves
 * @param previous hash of the seal before it; zeros for the first
 * @param hash over all the rest
 */
record Seal(
        long number,
        long lastTx,
        long lastId,
        int entries,
        Bytes root,
        Bytes previous,
        Bytes hash,
        OffsetDateTime at,
        List<Leaf> leaves) {

    private static final Bytes ZEROS = Bytes.zeros(32);

    /** What is before the first seal. */
    static final Seal NONE = new Seal(0, Long.MIN_VALUE, 0, 0, ZEROS, ZEROS, ZEROS, OffsetDateTime.MIN, List.of());

    Seal {
        leaves = List.copyOf(leaves);
    }

    /** The next one. */
    Seal next(List<Leaf> over, OffsetDateTime now) {
        var last = over.getLast();
        var root = Leaf.root(over);
        return new Seal(
                number + 1,
                last.tx(),
                last.id(),
                over.size(),
                root,
                hash,
                hash(number + 1, last, over.size(), root, hash, now),
                now,
                over);
    }

    /** Whether it says of itself what it should, and follows that one. */
    boolean follows(Seal before) {
        if (leaves.isEmpty() || leaves.size() != entries || !leaves.getLast().isAt(lastTx, lastId)) {
            return false;
        }
        return root.equals(Leaf.root(leaves))
                && previous.equals(before.hash)
                && hash.equals(hash(number, leaves.getLast(), entries, root, previous, at));
    }

    private static Bytes hash(long number, Leaf last, int entries, Bytes root, Bytes previous, OffsetDateTime at) {
        return new Canonical()
                .text("casewright seal 1")
                .number(number)
                .number(last.tx())
                .number(last.id())
                .number(entries)
                .fixed(root)
                .fixed(previous)
                .moment(at)
                .sha();
    }
}
