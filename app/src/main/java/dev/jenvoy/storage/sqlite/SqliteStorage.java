package dev.jenvoy.storage.sqlite;

import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.sql.SqlAuditLog;
import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.sql.SqlChatStore;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.endpoint.EndpointStore;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.book.sql.SqlForgeBook;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.UsedProofs;
import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.sql.exchange.SqlExchanges;
import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.sql.SqlRejectedGroups;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageHealth;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.ticket.ledger.Ledger;
import dev.jenvoy.ticket.ledger.sql.SqlLedger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps everything in the SQLite file of the journal. */
public final class SqliteStorage implements Storage {

    private final JournalFile file;
    private final StorageHealth health;

    private SqliteStorage(JournalFile file) {
        this.file = file;
        this.health = new Health(file.store());
    }

    /**
     * Opens the storage of a data folder, or creates it. Blocks. The caller closes the folder after the storage.
     *
     * @param acceptance what an accepted delivery survives; everything else that must survive the machine does
     * @throws StoreRefusedException when there is something that is no whole journal; nothing is changed then
     */
    public static Storage open(DataFolder folder, StorageOptions.Survives acceptance) throws StoreRefusedException {
        Durability durability =
                switch (acceptance) {
                    case PROCESS -> Durability.PROCESS;
                    case MACHINE -> Durability.MACHINE;
                };
        return new SqliteStorage(JournalFile.open(folder, durability));
    }

    /** Opens the storage as {@link #open(DataFolder, StorageOptions.Survives)} does; an accepted delivery survives a crash of the machine. */
    public static Storage open(DataFolder folder) throws StoreRefusedException {
        return open(folder, StorageOptions.Survives.MACHINE);
    }

    private record Health(Store store) implements StorageHealth {

        @Override
        public Optional<String> trouble() {
            return store.trouble();
        }

        @Override
        public void ask(Runnable answer) {
            store.ask(answer);
        }
    }

    @Override
    public Journal journal() {
        return file.journal();
    }

    @Override
    public History history() {
        return file.history();
    }

    @Override
    public Figures figures() {
        return file.figures();
    }

    @Override
    public UsedProofs usedProofs(InstantSource clock) {
        return file.usedProofs(clock);
    }

    @Override
    public EndpointStore endpoints() {
        return new SqlEndpointStore(file.store());
    }

    @Override
    public ChatStore chat() {
        return Chat.in(file.store());
    }

    /** Apart, so that no class of chat is loaded, by the check of this one, when chat is not configured. */
    private static final class Chat {

        static ChatStore in(Store store) {
            return new SqlChatStore(store);
        }
    }

    @Override
    public Ledger tickets() {
        return Tickets.in(file.store());
    }

    /** Apart for the same reason. */
    private static final class Tickets {

        static Ledger in(Store store) {
            return new SqlLedger(store);
        }
    }

    @Override
    public ForgeBook forges() {
        return Forges.in(file.store());
    }

    /** Apart for the same reason. */
    private static final class Forges {

        static ForgeBook in(Store store) {
            return new SqlForgeBook(store);
        }
    }

    @Override
    public AuditLog audit() {
        return new SqlAuditLog(file.store());
    }

    @Override
    public Exchanges exchanges() {
        return new SqlExchanges(file.store());
    }

    @Override
    public RejectedGroups rejections() {
        return new SqlRejectedGroups(file.store());
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.empty();
    }

    @Override
    public StorageHealth health() {
        return health;
    }

    @Override
    public void watch(Commits commits) {
        file.store().watch(commits::committed);
    }

    @Override
    public void gatherIn(BooleanSupplier underLoad) {
        file.store().gatherIn(underLoad);
    }

    @Override
    public void close() {
        file.close();
    }
}
