package dev.jenvoy.storage.postgres;

import dev.jenvoy.journal.postgres.partition.PartitionRetention;
import dev.jenvoy.journal.sql.DeliveryHousekeeping;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.time.Instant;

/** Counts and deletes deliveries in a database, of which there may be very many. */
final class DatabaseHousekeeping implements DeliveryHousekeeping {

    /** As many are counted one by one; of more, the database's own estimate is good enough. */
    private static final long COUNTED = 10_000;

    private static final String COUNT =
            "SELECT count(*) FROM (SELECT 1 FROM delivery LIMIT " + COUNTED + ") AS counted";
    private static final String ESTIMATE = "SELECT CAST(coalesce(sum(greatest(reltuples, 0)), 0) AS bigint)"
            + " FROM pg_class JOIN pg_inherits ON inhrelid = oid WHERE inhparent = CAST('delivery' AS regclass)";

    private final Store store;
    private final PartitionRetention retention;
    private final LeaderUpkeep upkeep;

    DatabaseHousekeeping(Store store, PartitionRetention retention) {
        this.store = store;
        this.retention = retention;
        this.upkeep = new LeaderUpkeep(retention.connections(), System::nanoTime);
    }

    @Override
    public long size() {
        try {
            return store.read(DatabaseHousekeeping::size);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    private static long size(Session session) throws SQLException {
        long counted = session.number(COUNT);
        return counted < COUNTED ? counted : Math.max(counted, session.number(ESTIMATE));
    }

    @Override
    public int deleteOlderThan(Instant time, int limit) {
        int deleted = retention.deleteOlderThan(time, limit);
        if (deleted == 0) {
            // Once a minute, by the server that leads: it is asked again until nothing is old any more.
            upkeep.look();
        }
        return deleted;
    }
}
