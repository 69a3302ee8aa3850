package dev.jenvoy.storage.postgres;

import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.sql.SqlAuditLog;
import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.sql.SqlChatStore;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.postgres.ClusterOptions;
import dev.jenvoy.cluster.postgres.PostgresCluster;
import dev.jenvoy.endpoint.EndpointStore;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.book.sql.SqlForgeBook;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.postgres.AbandonedWork;
import dev.jenvoy.journal.postgres.PostgresJournal;
import dev.jenvoy.journal.postgres.partition.JournalConnections;
import dev.jenvoy.journal.postgres.partition.PartitionMaker;
import dev.jenvoy.journal.postgres.partition.PartitionRetention;
import dev.jenvoy.journal.postgres.piece.PayloadPieces;
import dev.jenvoy.journal.postgres.relay.RelayedLogs;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.journal.sql.SqlHistory;
import dev.jenvoy.journal.sql.SqlUsedProofs;
import dev.jenvoy.journal.sql.exchange.SqlExchanges;
import dev.jenvoy.journal.sql.figures.SqlFigures;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.sql.SqlRejectedGroups;
import dev.jenvoy.storage.JournalOptions.Replicated;
import dev.jenvoy.storage.SharedMeasures;
import dev.jenvoy.storage.SnapshotHolder;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageHealth;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import dev.jenvoy.store.postgres.settings.HeldSnapshots;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.sql.SqlLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps everything in a database of PostgreSQL that several servers share. */
public final class PostgresStorage implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");
    /** How often it is looked after other things before partitions are made. */
    private static final int LOOKS = 6;

    private final PostgresStore store;
    private final PostgresCluster cluster;
    private final PostgresJournal journal;
    private final PartitionMaker partitions;
    private final History history;
    private final SqlFigures figures;
    private final JournalConnections connections;
    private final WriterPulse pulse;
    private final ReplicationWatch replication;
    private int looks;
    private volatile SharedMeasures measures = SharedMeasures.NONE;

    private PostgresStorage(
            PostgresStore store,
            PostgresCluster cluster,
            JournalConnections connections,
            ReplicationWatch replication,
            WriterPulse pulse)
            throws SQLException {
        LargePayloads large = new PayloadPieces(connections, store);
        StoredPayloads bodies = new StoredPayloads(store, large);
        this.store = store;
        this.cluster = cluster;
        this.pulse = pulse;
        this.replication = replication;
        this.connections = connections;
        this.journal = new PostgresJournal(store, cluster, large, bodies);
        this.partitions = new PartitionMaker(connections);
        this.figures = new SqlFigures(store);
        this.history = new SqlHistory(
                store, bodies, new DatabaseHousekeeping(store, new PartitionRetention(connections)), figures);
    }

    /**
     * Opens the storage: makes or expands the tables, becomes a server of the cluster, and takes over what the server held that owned
     * the data folder before, if it died. Blocks.
     *
     * @param connections lead to the database, which was looked at
     * @param replicated who promises that a delivery outlives the loss of the database's machine
     * @param folder the data folder, which this process owns
     * @param endOrphans ends what that server's hooks left running
     * @throws StoreRefusedException when a newer program has changed the tables
     */
    public static PostgresStorage open(
            PostgresConnections connections,
            ClusterOptions options,
            Replicated replicated,
            Path folder,
            Runnable endOrphans)
            throws SQLException, IOException, StoreRefusedException {
        try (Connection connection = connections.open("jenvoy")) {
            SchemaVersion version = SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
            LOG.debug("tables are there version={}", version);
        }
        WriterPulse pulse = new WriterPulse(System::nanoTime);
        PostgresCluster cluster = PostgresCluster.join(
                connections::open, options, folder, new AbandonedWork(), endOrphans, pulse::trouble);
        boolean opened = false;
        PostgresStore store = PostgresStore.open(connections, () -> "jenvoy:" + cluster.number());
        try {
            PostgresStorage storage = new PostgresStorage(
                    store,
                    cluster,
                    () -> connections.open("jenvoy:" + cluster.number()),
                    new ReplicationWatch(replicated),
                    pulse);
            storage.tidy();
            pulse.watch(store);
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                store.close();
                cluster.leave();
            }
        }
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public Figures figures() {
        return figures;
    }

    @Override
    public UsedProofs usedProofs(InstantSource clock) {
        try {
            return SqlUsedProofs.in(store, clock);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    @Override
    public EndpointStore endpoints() {
        return new SqlEndpointStore(store);
    }

    @Override
    public ChatStore chat() {
        return Chat.in(store);
    }

    /** Apart, so that no class of chat is loaded, by the check of this one, when chat is not configured. */
    private static final class Chat {

        static ChatStore in(Store store) {
            return new SqlChatStore(store);
        }
    }

    @Override
    public Ledger tickets() {
        return Tickets.in(store);
    }

    /** Apart for the same reason. */
    private static final class Tickets {

        static Ledger in(Store store) {
            return new SqlLedger(store);
        }
    }

    @Override
    public ForgeBook forges() {
        return Forges.in(store);
    }

    /** Apart for the same reason. */
    private static final class Forges {

        static ForgeBook in(Store store) {
            return new SqlForgeBook(store);
        }
    }

    @Override
    public AuditLog audit() {
        return new SqlAuditLog(store);
    }

    @Override
    public Exchanges exchanges() {
        return new SqlExchanges(store);
    }

    @Override
    public RejectedGroups rejections() {
        return new SqlRejectedGroups(store);
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.of(cluster);
    }

    @Override
    public StorageHealth health() {
        return new Health(store, replication);
    }

    private record Health(PostgresStore store, ReplicationWatch replication) implements StorageHealth {

        @Override
        public Optional<String> trouble() {
            return store.trouble().or(replication::trouble);
        }

        /** A database that is away is no reason to end this server: what it waits for comes back. */
        @Override
        public void ask(Runnable answer) {
            answer.run();
        }

        @Override
        public long losses() {
            return store.lostTails();
        }

        @Override
        public int waiting() {
            return store.setAside();
        }
    }

    @Override
    public void watch(Commits commits) {
        store.watch(commits::committed);
    }

    @Override
    public void gatherIn(BooleanSupplier underLoad) {
        store.gatherIn(underLoad);
    }

    @Override
    public void tidy() {
        measure();
        if (looks++ % LOOKS == 0) {
            makePartitions();
        }
    }

    private void makePartitions() {
        try {
            if (!partitions.makeAhead()) {
                LOG.debug("another server makes partitions, or a lock is held");
            }
        } catch (SQLException e) {
            LOG.warn("partitions are made later cause=\"{}\"", e.getMessage());
        }
    }

    private void measure() {
        try (Connection connection = connections.open()) {
            replication.look(connection);
            HeldSnapshots held = HeldSnapshots.read(connection);
            measures = new SharedMeasures(
                    held.oldestTransaction(),
                    held.session()
                            .map(session ->
                                    new SnapshotHolder(session.application(), session.user(), session.process())),
                    held.problems().stream()
                            .map(problem -> "the database: " + problem.describe())
                            .toList());
        } catch (SQLException e) {
            LOG.debug("the database was not measured", e);
        }
    }

    @Override
    public Optional<DistantLogs> distantLogs() {
        return Optional.of(new RelayedLogs(store, cluster));
    }

    @Override
    public Optional<SharedMeasures> measures() {
        return Optional.of(measures);
    }

    @Override
    public void close() {
        pulse.rest();
        journal.close();
        store.close();
        cluster.leave();
    }
}
