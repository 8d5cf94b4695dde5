package org.casewright.schema;

/** About how many seconds something takes, from what was measured on 14 million rows; 0 for an instant. */
final class Cost {

    private static final double READ = 1e-6;
    private static final double INDEXED = 2.5e-6;
    private static final double WRITTEN = 4e-5;

    private Cost() {}

    static long ofReading(long rows) {
        return Math.round(rows * READ);
    }

    static long ofIndex(long rows) {
        return Math.round(rows * INDEXED);
    }

    static long ofWriting(long rows) {
        return Math.round(rows * WRITTEN);
    }
}
