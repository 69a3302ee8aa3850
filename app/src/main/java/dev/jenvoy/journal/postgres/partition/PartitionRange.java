package dev.jenvoy.journal.postgres.partition;

/**
 * A range of entries that have a partition in each of the large tables.
 *
 * @param low the first entry
 * @param high the first entry after it
 */
record PartitionRange(long low, long high) {

    private static final String REST = "_rest";

    /** Returns the name of a table's partition for what no range has. */
    static String restOf(String table) {
        return table + REST;
    }

    PartitionRange {
        if (low >= high) {
            throw new IllegalArgumentException("a range is not empty");
        }
    }

    /** Returns the name of a table's partition. */
    String partitionOf(String table) {
        return table + "_" + low;
    }

    long width() {
        return high - low;
    }
}
