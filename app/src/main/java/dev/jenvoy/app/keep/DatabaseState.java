package dev.jenvoy.app.keep;

import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.postgres.DatabaseTables;
import dev.jenvoy.storage.postgres.version.DatabaseVersions;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.schema.SchemaVersion;
import java.io.IOException;

/**
 * The tables of the database in which servers share a journal.
 *
 * @param version their version; 0 if there are no tables
 * @param contracted up to which version nothing is left that only older programs need
 * @param program the version of this program's tables
 * @param servers how many servers use them
 * @param unfinished how many deliveries are not finished
 * @param ranges how many partitions each large table has
 * @param bytes how much room they take
 */
public record DatabaseState(
        int version, int contracted, int program, long servers, long unfinished, long ranges, long bytes) {

    /** Looks into the database and changes nothing. Blocks. */
    public static DatabaseState of(JournalOptions options) throws DataArchive.Failure {
        try {
            DatabaseVersions.Found found = versions(options).look();
            return new DatabaseState(
                    found.version().version(),
                    found.version().contracted(),
                    DatabaseTables.SCHEMA.version(),
                    found.servers(),
                    found.unfinished(),
                    found.ranges(),
                    found.bytes());
        } catch (IOException | StoreRefusedException e) {
            throw new DataArchive.Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Brings the tables to the version of this program, while servers use them. Blocks. Returns in words what they are then.
     *
     * @param step what is done beside adding what is new
     */
    public static String migrate(JournalOptions options, Step step) throws DataArchive.Failure {
        try {
            DatabaseVersions versions = versions(options);
            SchemaVersion version = step == Step.CONTRACT ? versions.contract() : versions.expand();
            return "The tables have version " + version.version() + ", and are contracted up to version "
                    + version.contracted() + ".";
        } catch (IOException | StoreRefusedException e) {
            throw new DataArchive.Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** How far the tables are changed. */
    public enum Step {
        /** What is new is added; programs of the version before go on. */
        EXPAND,
        /** What only older programs need is removed, too, if no older program runs. */
        CONTRACT
    }

    private static DatabaseVersions versions(JournalOptions options) {
        String password = options.passwordText().orElse(null);
        return new DatabaseVersions(new PostgresConnections(
                new PostgresOptions(options.url(), options.user(), password, PostgresOptions.SCHEMA)));
    }
}
