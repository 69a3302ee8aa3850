package dev.jenvoy.storage.postgres.copy;

/** Hears how far a copy is. Called on the copying thread, some times a second. */
public interface CopyProgress {

    /**
     * Tells how far the copy of a table is.
     *
     * @param table the table that is being copied
     * @param rows how many of its rows are copied
     * @param all how many rows it has
     */
    void copied(String table, long rows, long all);
}
