package dev.jenvoy.cluster;

import java.time.Duration;

/**
 * Which version of each {@link Book} there is and which ones servers have read. A change of a book's table raises its version by
 * itself, in the same transaction. Thread-safe.
 */
public interface Books {

    /**
     * Has a book read again each time that it may have changed: at once when the database says so, with the next beat otherwise.
     *
     * @param reload reads the book, and returns when it counts; may block. What it throws is logged, and it is called again
     */
    void follow(Book book, Runnable reload);

    /** Says to other servers that this one has changed a book, after the change was recorded. Never waits, never fails. */
    void changed(Book book);

    /**
     * Waits until every live server has read the version that is there now. Blocks.
     *
     * @return false if some had not in time
     */
    boolean awaitRead(Book book, Duration atMost) throws InterruptedException;
}
