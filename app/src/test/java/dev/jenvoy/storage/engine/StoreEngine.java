package dev.jenvoy.storage.engine;

import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.PostgresStore;
import dev.jenvoy.store.postgres.schema.SchemaMigration;
import java.nio.file.Path;
import java.sql.Connection;

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
        public String stored(String text) {
            return text.replace('\0', '\ufffd');
        }
    };

    /** Returns a place for a store of its own, with all tables. */
    public abstract StorePlace place(Path folder) throws Exception;

    /** Returns what the engine gives back for a text. */
    public abstract String stored(String text);

    /** Returns the place of a database, whose tables are made if they are not there. */
    public static StorePlace at(String url) throws Exception {
        try (Connection connection = PostgresServer.connect(url)) {
            SchemaMigration.expand(connection, DatabaseTables.SCHEMA);
        }
        return () -> {
            PostgresStore store = PostgresStore.open(
                    new PostgresConnections(
                            new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA)),
                    () -> "jenvoy:1");
            return new OpenStore(store, store::close);
        };
    }
}
