package org.casewright.history;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A line in a seal: its place, and the SHA-256 of all that it says but its place, so that a line which stands elsewhere is
 * known again.
 */
record Leaf(long tx, long id, Bytes hash) {

    private static final int HASH = 32;

    /** Bytes of one leaf. */
    private static final int LENGTH = 2 * Long.BYTES + HASH;

    boolean isAt(long otherTx, long otherId) {
        return tx == otherTx && id == otherId;
    }

    static byte[] write(List<Leaf> leaves) {
        var bytes = ByteBuffer.allocate(leaves.size() * LENGTH);
        leaves.forEach(leaf -> bytes.putLong(leaf.tx).putLong(leaf.id).put(leaf.hash.array()));
        return bytes.array();
    }

    static List<Leaf> read(byte[] bytes) {
        var leaves = new ArrayList<Leaf>();
        for (var rest = ByteBuffer.wrap(bytes); rest.remaining() >= LENGTH; ) {
            var tx = rest.getLong();
            var id = rest.getLong();
            var hash = new byte[HASH];
            rest.get(hash);
            leaves.add(new Leaf(tx, id, Bytes.of(hash)));
        }
        return leaves;
    }

    /** Root of the Merkle tree, by which one line can be proven without the others. Leaves and nodes begin differently. */
    static Bytes root(List<Leaf> leaves) {
        var level = leaves.stream()
                .map(leaf -> new Canonical()
                        .fixed(new byte[] {0})
                        .number(leaf.tx)
                        .number(leaf.id)
                        .fixed(leaf.hash)
                        .sha())
                .toList();
        while (level.size() > 1) {
            var above = new ArrayList<Bytes>();
            for (var i = 0; i < level.size(); i += 2) {
                above.add(i + 1 == level.size() ? level.get(i) : node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }

    private static Bytes node(Bytes left, Bytes right) {
        return new Canonical().fixed(new byte[] {1}).fixed(left).fixed(right).sha();
    }
}
