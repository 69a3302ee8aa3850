package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.journal.postgres.scope.Handover;
import dev.jenvoy.journal.postgres.scope.LowMark;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import java.util.function.IntSupplier;

/**
 * What this server is while it accepts and claims.
 *
 * @param room how many deliveries it takes that no server holds
 */
record AcceptanceServer(Cluster cluster, IntSupplier room, LowMark low, Handover handover, StoredPayloads bodies) {}
