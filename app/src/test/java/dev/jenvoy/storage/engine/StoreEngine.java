package dev.jenvoy.storage.engine;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.postgres.ClusterOptions;
import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.JournalOptions.Replicated;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.storage.postgres.PostgresStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;

/** An engine of the store. */
public enum StoreEngine {
    SQLITE {
        @Override
        public StorePlace place(Path folder) {
            return () -> {
                DataFolder data = DataFolder.own(folder);
                JournalFile file = JournalFile.open(data);
                return new OpenStore(file.store(), () -> {
                    file.close();
                    data.close();
                });
            };
        }

        @Override
        public JournalPlace journal(Path folder) {
            return () -> {
                DataFolder data = DataFolder.own(folder);
                JournalFile file = JournalFile.open(data);
                return new OpenJournal(file.store(), file.journal(), file.history(), file.figures(), () -> {
                    file.close();
                    data.close();
                });
            };
        }

        @Override
        public String stored(String text) {
            return text;
        }
    },
    POSTGRESQL {
        @Override
        public StorePlace place(Path folder) throws Exception {
            return at(PostgresServer.shared().newDatabase());
        }

        @Override
        public JournalPlace journal(Path folder) throws Exception {
            String url = PostgresServer.shared().newDatabase();
            StorePlace tables = at(url);
            return () -> server(url, folder, tables.open());
        }

        private OpenJournal server(String url, Path folder, OpenStore tables) throws Exception {
            DataFolder data = DataFolder.own(folder);
            PostgresStorage server =
                    PostgresStorage.open(connections(url), ALONE, Replicated.NO, data.path(), () -> {});
            server.journal().takeUpTo(() -> Integer.MAX_VALUE);
            return new OpenJournal(tables.store(), server.journal(), server.history(), server.figures(), () -> {
                server.close();
                tables.close();
                data.close();
            });
        }

        @Override
        public String stored(String text) {
            return text.replace('\0', '\ufffd');
        }
    };

    private static final ClusterOptions ALONE = new ClusterOptions(
            "one",
            "one",
            Set.of(ServerRole.INTAKE, ServerRole.WORKER),
            DatabaseTables.SCHEMA.version(),
            "1",
            Duration.ofSeconds(30),
            () -> Duration.ofSeconds(5));

    /** Returns a place for a store of its own, with all tables. */
    public abstract StorePlace place(Path folder) throws Exception;

    /** Returns a place for a journal of its own, whose data folder is this. */
    public abstract JournalPlace journal(Path folder) throws Exception;

    /** Returns what the engine gives back for a text. */
    public abstract String stored(String text);

    /** Returns the place of a database, whose tables are made if they are not there. */
    public static StorePlace at(String url) throws Exception {
        try (Connection connection = PostgresServer.connect(url)) {
            SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
        }
        return () -> {
            PostgresStore store = PostgresStore.open(connections(url), () -> "jenvoy:0");
            return new OpenStore(store, store::close);
        };
    }

    private static PostgresConnections connections(String url) {
        return new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA));
    }
}
