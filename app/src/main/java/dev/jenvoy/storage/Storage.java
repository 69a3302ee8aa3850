package dev.jenvoy.storage;

import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.endpoint.EndpointStore;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.ticket.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Holds everything that one server keeps, in one place that it owns. Thread-safe. */
public interface Storage extends AutoCloseable {

    /** Returns the journal, which is usable until the storage is closed. */
    Journal journal();

    /** Returns the view of the journal's past, which is usable until the storage is closed. */
    History history();

    /** Returns the figures about the journal's past, which are usable until the storage is closed. */
    Figures figures();

    /**
     * Returns the memory of used proofs, which is usable until the storage is closed. Blocks for reading from disk.
     *
     * @param clock decides when a proof is forgotten. It must not jump ahead, because a forgotten proof can be used again
     */
    UsedProofs usedProofs(InstantSource clock);

    /** Returns the registered endpoints, which are usable until the storage is closed. */
    EndpointStore endpoints();

    /** Returns what commands of chat change, which is usable until the storage is closed. */
    ChatStore chat();

    /** Returns the records of moved tickets, which are usable until the storage is closed. */
    Ledger tickets();

    /** Returns the records of reports to forges, which are usable until the storage is closed. */
    ForgeBook forges();

    /** Returns the audit log, which is usable until the storage is closed. */
    AuditLog audit();

    /** Returns the responses to deliveries, which are usable until the storage is closed. */
    Exchanges exchanges();

    /** Returns the groups of rejected requests, which are usable until the storage is closed. */
    RejectedGroups rejections();

    /** Returns the servers that share this storage, this one among them; empty if it belongs to one server alone. */
    Optional<Cluster> cluster();

    /** Returns what tells whether the storage can be written. */
    StorageHealth health();

    /** Reports each transaction from now on, to this listener alone. */
    void watch(Commits commits);

    /** Listens to transactions. */
    interface Commits {

        /**
         * Called after each transaction.
         *
         * @param synced whether it was synced to disk
         */
        void committed(Duration took, boolean synced);
    }

    /** Lets changes gather for a millisecond before they are written, while this says that the server is under load. */
    void gatherIn(BooleanSupplier underLoad);

    /** Returns what carries logs to other servers that share the storage; empty if it belongs to one server alone. */
    default Optional<DistantLogs> distantLogs() {
        return Optional.empty();
    }

    /** Returns what was measured last of a storage that servers share; empty if it belongs to one server alone. Never waits. */
    default Optional<SharedMeasures> measures() {
        return Optional.empty();
    }

    /** Does what the storage needs now and then. Blocks; to be called every few seconds. Never fails. */
    default void tidy() {}

    /**
     * Records all waiting changes, notes too, and closes the storage in order: the next start sees that the server did
     * not die. Afterwards appends are refused and other changes fail. Blocks; a second call does nothing.
     */
    @Override
    void close();
}
