package dev.jenvoy.journal.sql;

import java.time.Instant;

/** What each engine does its own way with all deliveries. Blocks. */
public interface DeliveryHousekeeping {

    /** See {@link dev.jenvoy.journal.History#size}. */
    long size();

    /** See {@link dev.jenvoy.journal.History#deleteOlderThan}. */
    int deleteOlderThan(Instant time, int limit);
}
