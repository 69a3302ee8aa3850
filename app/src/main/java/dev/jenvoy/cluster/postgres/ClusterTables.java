package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Book;
import java.util.List;
import java.util.Locale;

/** The tables of the cluster. */
public final class ClusterTables {

    /**
     * One row for each start of a server. {@code state} is the code of a {@link dev.jenvoy.cluster.Member.State}, {@code roles} has
     * a bit for each {@link dev.jenvoy.cluster.ServerRole}; {@code released} says that the work of one that was taken over is free.
     * {@code beat} counts from a random number on, see {@link MemberTable.Start}. The few rows change all the time, so pages have
     * room for versions that need no new index entry.
     */
    private static final String SERVER = """
            CREATE TABLE server (
              id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              name text NOT NULL,
              machine text NOT NULL,
              roles smallint NOT NULL,
              program int NOT NULL,
              version text NOT NULL,
              state smallint NOT NULL DEFAULT 0,
              released boolean NOT NULL DEFAULT false,
              beat bigint NOT NULL DEFAULT 0,
              patience int NOT NULL,
              places int NOT NULL DEFAULT 0,
              busy int NOT NULL DEFAULT 0,
              waiting int NOT NULL DEFAULT 0,
              hooks text NOT NULL DEFAULT '',
              config text NOT NULL DEFAULT '',
              watching boolean NOT NULL DEFAULT false
            ) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50)""";

    /** Single numbers that all servers share, by name. */
    private static final String SETTING = """
            CREATE TABLE setting (
              name text PRIMARY KEY,
              value bigint NOT NULL
            ) WITH (fillfactor = 50)""";

    /** {@code cluster} tells this database from others; the versions of books are those of {@link dev.jenvoy.cluster.Book}. */
    private static final String SETTINGS = """
            INSERT INTO setting (name, value) VALUES
              ('cluster', (random() * 9223372036854775000)::bigint),
              ('leader', 0), ('low', 0), ('book.endpoints', 0), ('book.chat_routes', 0)""";

    /** Which version of a book each server that keeps it in memory has read. */
    private static final String BOOK_READ = """
            CREATE TABLE book_read (
              server int NOT NULL,
              book text NOT NULL,
              version bigint NOT NULL,
              PRIMARY KEY (server, book))""";

    /** For triggers of tables whose contents servers keep in memory; the argument is the name of the book. */
    private static final String BOOK_CHANGED = """
            CREATE FUNCTION book_changed() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              UPDATE setting SET value = value + 1 WHERE name = 'book.' || TG_ARGV[0];
              RETURN NULL;
            END $$""";

    /** {@code until}: the second since 1970 in which the session ends by itself. */
    private static final String SIGN_OUT = """
            CREATE TABLE sign_out (
              session text COLLATE "C" PRIMARY KEY,
              until bigint NOT NULL)""";

    private ClusterTables() {}

    /** Returns the statements that create them, in order, in the schema of the search path. */
    public static List<String> statements() {
        return List.of(SERVER, SETTING, SETTINGS, BOOK_READ, BOOK_CHANGED);
    }

    /** Returns what keeps sessions that were signed out, for a database with the others. */
    public static List<String> signOuts() {
        return List.of(
                SIGN_OUT,
                raising(Book.SIGN_OUTS, "sign_out"),
                "INSERT INTO setting (name, value) VALUES ('book.sign_outs', 0)");
    }

    /** Returns the statement by which each change of a table raises the version of a book, in the change's own transaction. */
    public static String raising(Book book, String table) {
        return "CREATE TRIGGER book_changed AFTER INSERT OR UPDATE OR DELETE ON " + table
                + " FOR EACH STATEMENT EXECUTE FUNCTION book_changed('"
                + book.name().toLowerCase(Locale.ROOT) + "')";
    }
}
