package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.journal.postgres.scope.Handover;
import dev.jenvoy.journal.postgres.scope.LowMark;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import java.util.function.BooleanSupplier;

/**
 * What this server is while it accepts and claims.
 *
 * @param hasRoom whether it takes what no server holds
 */
record AcceptanceServer(
        Cluster cluster, BooleanSupplier hasRoom, LowMark low, Handover handover, StoredPayloads bodies) {}
