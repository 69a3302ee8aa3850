package dev.jenvoy.journal.postgres.partition;

import java.util.ArrayList;
import java.util.List;

/**
 * The tables whose rows belong to an entry, by whose number they are divided. They have the columns of SQLite's tables of the same
 * names. {@code piece} is PostgreSQL's alone: large payloads in pieces of a megabyte; its {@code entry} is the last number that
 * was given when the payload began to arrive.
 *
 * <p>All have the same ranges, which are in {@code partition_range}, and a partition for what no range has.
 */
public final class PartitionedTables {

    /** Those that refer to a delivery come before it. */
    static final List<String> NAMES = List.of(
            "request", "last_line", "exchange", "log_part", "earlier", "action", "piece", "content", "delivery");

    /** Texts are compared byte by byte, as SQLite does: the same order everywhere, and no index that another version of a library breaks. */
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE delivery (
              entry bigint NOT NULL,
              state bigint NOT NULL,
              redelivery bigint NOT NULL,
              received bigint NOT NULL,
              finished bigint,
              key_hash bigint,
              source text COLLATE "C" NOT NULL,
              webhook text COLLATE "C" NOT NULL,
              id text COLLATE "C" NOT NULL,
              event text COLLATE "C" NOT NULL,
              action text COLLATE "C",
              owner text COLLATE "C",
              repository text COLLATE "C",
              branch text COLLATE "C",
              tag text COLLATE "C",
              ref text COLLATE "C",
              sha text COLLATE "C",
              sender text COLLATE "C",
              number bigint,
              deletion bigint NOT NULL,
              digest text COLLATE "C" NOT NULL,
              suspect bigint NOT NULL DEFAULT 0,
              alone bigint NOT NULL DEFAULT 0,
              deaths bigint NOT NULL DEFAULT 0,
              cancel bigint NOT NULL DEFAULT 0,
              reason text COLLATE "C",
              variables text COLLATE "C",
              title text COLLATE "C",
              PRIMARY KEY (entry)
            ) PARTITION BY RANGE (entry)\
            """,
            "CREATE INDEX delivery_key ON delivery (key_hash, entry) WHERE key_hash IS NOT NULL",
            // Two for SQLite's delivery_open: PostgreSQL takes "(state <= 1) = FALSE" for "state > 1".
            "CREATE INDEX delivery_open ON delivery (received, state) WHERE state <= 1",
            "CREATE INDEX delivery_ended ON delivery (received, state) WHERE state > 1",
            "CREATE INDEX delivery_repository ON delivery (repository, entry)",
            "CREATE INDEX delivery_failed ON delivery (entry) WHERE state >= 3 AND state <= 6",
            """
            CREATE TABLE content (
              entry bigint NOT NULL,
              headers text COLLATE "C" NOT NULL,
              size bigint NOT NULL,
              file text COLLATE "C",
              body bytea,
              keeper bigint,
              PRIMARY KEY (entry)
            ) PARTITION BY RANGE (entry)\
            """,
            "CREATE INDEX content_file ON content (file) WHERE file IS NOT NULL",
            "CREATE INDEX content_keeper ON content (keeper) WHERE keeper IS NOT NULL",
            """
            CREATE TABLE piece (
              entry bigint NOT NULL,
              blob uuid NOT NULL,
              n bigint NOT NULL,
              bytes bytea NOT NULL,
              PRIMARY KEY (entry, blob, n)
            ) PARTITION BY RANGE (entry)\
            """,
            // Reading one does not unpack the others, and most large payloads are packed already.
            "ALTER TABLE piece ALTER COLUMN bytes SET STORAGE EXTERNAL",
            """
            CREATE TABLE action (
              entry bigint NOT NULL,
              position bigint NOT NULL,
              kind text COLLATE "C" NOT NULL,
              name text COLLATE "C" NOT NULL,
              concurrency text COLLATE "C" NOT NULL,
              retries bigint NOT NULL,
              rerun bigint NOT NULL,
              state bigint NOT NULL,
              starts bigint NOT NULL,
              due bigint,
              attempt bigint,
              token text COLLATE "C",
              began bigint,
              took bigint,
              ending text COLLATE "C",
              returncode bigint,
              truncated bigint,
              stopped bigint,
              queue text COLLATE "C",
              apart bigint,
              error text COLLATE "C",
              arguments text COLLATE "C",
              result text COLLATE "C",
              stdout text COLLATE "C",
              stderr text COLLATE "C",
              log bytea,
              PRIMARY KEY (entry, position)
            ) PARTITION BY RANGE (entry)\
            """,
            "ALTER TABLE action ALTER COLUMN log SET STORAGE EXTERNAL",
            "CREATE INDEX action_apart ON action (entry) WHERE apart >= 1 AND state <= 1",
            "CREATE INDEX action_apart_entry ON action (entry, position) WHERE apart >= 1",
            "CREATE INDEX action_apart_queue ON action (queue, entry, position) WHERE apart >= 1",
            "CREATE SEQUENCE earlier_no",
            """
            CREATE TABLE earlier (
              number bigint NOT NULL DEFAULT nextval('earlier_no'),
              entry bigint NOT NULL,
              position bigint NOT NULL,
              attempt bigint NOT NULL,
              token text COLLATE "C",
              began bigint NOT NULL,
              took bigint,
              ending text COLLATE "C",
              returncode bigint,
              truncated bigint,
              stopped bigint,
              error text COLLATE "C",
              result text COLLATE "C",
              stdout text COLLATE "C",
              stderr text COLLATE "C",
              log bytea,
              PRIMARY KEY (entry, position, attempt)
            ) PARTITION BY RANGE (entry)\
            """,
            "ALTER TABLE earlier ALTER COLUMN log SET STORAGE EXTERNAL",
            "CREATE INDEX earlier_number ON earlier (number)",
            """
            CREATE TABLE log_part (
              entry bigint NOT NULL,
              position bigint NOT NULL,
              attempt bigint NOT NULL,
              start bigint NOT NULL,
              data bytea NOT NULL,
              PRIMARY KEY (entry, position, attempt, start)
            ) PARTITION BY RANGE (entry)\
            """,
            "ALTER TABLE log_part ALTER COLUMN data SET STORAGE EXTERNAL",
            """
            CREATE TABLE last_line (
              entry bigint NOT NULL,
              position bigint NOT NULL,
              line text COLLATE "C" NOT NULL,
              PRIMARY KEY (entry, position)
            ) PARTITION BY RANGE (entry)\
            """,
            """
            CREATE TABLE exchange (
              entry bigint NOT NULL,
              peer text COLLATE "C" NOT NULL,
              answered bigint NOT NULL,
              status bigint NOT NULL,
              type text COLLATE "C" NOT NULL,
              body text COLLATE "C" NOT NULL,
              length bigint NOT NULL,
              PRIMARY KEY (entry)
            ) PARTITION BY RANGE (entry)\
            """,
            """
            CREATE TABLE request (
              entry bigint NOT NULL,
              kind text COLLATE "C" NOT NULL,
              at bigint NOT NULL,
              way text COLLATE "C" NOT NULL,
              address text COLLATE "C" NOT NULL,
              name text COLLATE "C",
              part text COLLATE "C",
              PRIMARY KEY (entry, kind)
            ) PARTITION BY RANGE (entry)\
            """,
            """
            CREATE VIEW run AS
              SELECT entry, position, attempt, 0::bigint AS last, token, began, took, ending, returncode, truncated,
                stopped, error, result, stdout, stderr, log
              FROM earlier
              UNION ALL
              SELECT entry, position, attempt, 1::bigint, token, began, took, ending, returncode, truncated, stopped,
                error, result, stdout, stderr, log
              FROM action WHERE began IS NOT NULL\
            """,
            // The same ranges for all of them. "made" and "reached" tell how fast numbers pass; no other clock is
            // asked.
            """
            CREATE TABLE partition_range (
              low bigint PRIMARY KEY,
              high bigint NOT NULL,
              made timestamptz NOT NULL DEFAULT clock_timestamp(),
              reached bigint NOT NULL
            )\
            """);

    /** What creates the tables, their indexes, and their partitions for what no range has. */
    public static final List<String> STATEMENTS = statements();

    private PartitionedTables() {}

    private static List<String> statements() {
        List<String> statements = new ArrayList<>(TABLES);
        for (String name : NAMES) {
            statements.add("CREATE TABLE " + PartitionRange.restOf(name) + " PARTITION OF " + name + " DEFAULT");
        }
        return List.copyOf(statements);
    }
}
