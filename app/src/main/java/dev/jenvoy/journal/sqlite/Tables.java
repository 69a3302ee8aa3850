package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.OperatorRequest;
import dev.jenvoy.store.sqlite.Schema;
import java.util.List;
import java.util.OptionalInt;

/**
 * The journal's tables. Times are microseconds since 1970. The narrow table {@code delivery} holds what lists and filters need; payloads and outputs are in tables that no list reads.
 */
final class Tables {

    /** "Jenv" in ASCII. */
    private static final int APPLICATION_ID = 0x4a656e76;

    private static final Schema.Migration FIRST = new Schema.Migration(List.of(
            """
            CREATE TABLE delivery (
              entry INTEGER PRIMARY KEY AUTOINCREMENT,
              state INTEGER NOT NULL,
              redelivery INTEGER NOT NULL,
              received INTEGER NOT NULL,
              finished INTEGER,
              key_hash INTEGER,
              source TEXT NOT NULL,
              webhook TEXT NOT NULL,
              id TEXT NOT NULL,
              event TEXT NOT NULL,
              action TEXT,
              owner TEXT,
              repository TEXT,
              branch TEXT,
              tag TEXT,
              ref TEXT,
              sha TEXT,
              sender TEXT,
              number INTEGER,
              deletion INTEGER NOT NULL,
              digest TEXT NOT NULL,
              suspect INTEGER NOT NULL DEFAULT 0,
              alone INTEGER NOT NULL DEFAULT 0,
              deaths INTEGER NOT NULL DEFAULT 0,
              cancel INTEGER NOT NULL DEFAULT 0,
              reason TEXT
            )\
            """,
            // A number represents the key: a tenth of the size of an index over its three texts.
            "CREATE INDEX delivery_key ON delivery (key_hash) WHERE key_hash IS NOT NULL",
            "CREATE INDEX delivery_received ON delivery (received, state)",
            "CREATE INDEX delivery_repository ON delivery (repository)",
            "CREATE INDEX delivery_unfinished ON delivery (entry) WHERE state <= 1",
            "CREATE INDEX delivery_failed ON delivery (entry) WHERE state >= 3 AND state <= 6",
            """
            CREATE TABLE content (
              entry INTEGER PRIMARY KEY,
              headers TEXT NOT NULL,
              size INTEGER NOT NULL,
              file TEXT,
              body BLOB
            )\
            """,
            "CREATE INDEX content_file ON content (file) WHERE file IS NOT NULL",
            """
            CREATE TABLE action (
              entry INTEGER NOT NULL,
              position INTEGER NOT NULL,
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              concurrency TEXT NOT NULL,
              retries INTEGER NOT NULL,
              rerun INTEGER NOT NULL,
              state INTEGER NOT NULL,
              starts INTEGER NOT NULL,
              due INTEGER,
              PRIMARY KEY (entry, position)
            ) WITHOUT ROWID\
            """,
            """
            CREATE TABLE run (
              number INTEGER PRIMARY KEY,
              entry INTEGER NOT NULL,
              position INTEGER NOT NULL,
              attempt INTEGER NOT NULL,
              token TEXT,
              began INTEGER NOT NULL,
              took INTEGER,
              ending TEXT,
              returncode INTEGER,
              truncated INTEGER,
              error TEXT,
              stdout TEXT,
              stderr TEXT
            )\
            """,
            "CREATE UNIQUE INDEX run_attempt ON run (entry, position, attempt)"));

    /** The proofs that senders used, by digest; see {@link UsedProofs}. */
    private static final Schema.Migration PROOFS =
            new Schema.Migration(List.of("""
                CREATE TABLE proof (
                  digest BLOB PRIMARY KEY,
                  until INTEGER NOT NULL
                ) WITHOUT ROWID\
                """, "CREATE INDEX proof_until ON proof (until)"));

    /** Of the package {@code endpoint}, which has it beside the journal: one file to keep safe and to copy. */
    private static final Schema.Migration ENDPOINTS = new Schema.Migration(List.of("""
        CREATE TABLE endpoint (
          provider TEXT NOT NULL,
          repo_id TEXT NOT NULL,
          repo_path TEXT NOT NULL,
          registered INTEGER NOT NULL,
          changed INTEGER NOT NULL,
          secret TEXT NOT NULL,
          old TEXT,
          old_until INTEGER,
          PRIMARY KEY (provider, repo_id)
        ) WITHOUT ROWID\
        """));

    /** Who asked for a redelivery or a cancelling; see {@link OperatorRequest}. */
    private static final Schema.Migration REQUESTS = new Schema.Migration(List.of("""
        CREATE TABLE request (
          entry INTEGER NOT NULL,
          kind TEXT NOT NULL,
          at INTEGER NOT NULL,
          way TEXT NOT NULL,
          address TEXT NOT NULL,
          PRIMARY KEY (entry, kind)
        ) WITHOUT ROWID\
        """));

    /** Which attempts an orderly stop of the server cut short: 1, else nothing. */
    private static final Schema.Migration STOPS =
            new Schema.Migration(List.of("ALTER TABLE run ADD COLUMN stopped INTEGER"));

    /**
     * Headers and payload once for all deliveries of a request: {@code keeper} is the entry whose row has them, empty in that
     * row itself. Such a row outlives its delivery until the last one that shares it is deleted.
     */
    private static final Schema.Migration SHARED = new Schema.Migration(List.of(
            "ALTER TABLE content ADD COLUMN keeper INTEGER",
            "CREATE INDEX content_keeper ON content (keeper) WHERE keeper IS NOT NULL"));

    /** The columns of {@code delivery} that a version before took over from its own table. */
    private static final String DELIVERY =
            "entry, state, redelivery, received, finished, key_hash, source, webhook, id, event, action, owner,"
                    + " repository, branch, tag, ref, sha, sender, number, deletion, digest, suspect, alone, deaths,"
                    + " cancel, reason";

    private static final String RUN =
            "attempt, token, began, took, ending, returncode, truncated, stopped, error, stdout, stderr";

    /**
     * Lets a delivery change fewer pages. The last attempt of an action is part of the action's row, {@code earlier} has
     * the ones before it, and the view {@code run} shows both. Unfinished deliveries follow the newest ended ones in one
     * index. Numbers of entries are counted without AUTOINCREMENT: {@code retired} has the largest that was deleted.
     */
    private static final Schema.Migration FEWER_PAGES = new Schema.Migration(List.of(
            "CREATE TABLE retired (entry INTEGER NOT NULL)",
            "INSERT INTO retired SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'delivery'",
            """
            CREATE TABLE leaner (
              entry INTEGER PRIMARY KEY,
              state INTEGER NOT NULL,
              redelivery INTEGER NOT NULL,
              received INTEGER NOT NULL,
              finished INTEGER,
              key_hash INTEGER,
              source TEXT NOT NULL,
              webhook TEXT NOT NULL,
              id TEXT NOT NULL,
              event TEXT NOT NULL,
              action TEXT,
              owner TEXT,
              repository TEXT,
              branch TEXT,
              tag TEXT,
              ref TEXT,
              sha TEXT,
              sender TEXT,
              number INTEGER,
              deletion INTEGER NOT NULL,
              digest TEXT NOT NULL,
              suspect INTEGER NOT NULL DEFAULT 0,
              alone INTEGER NOT NULL DEFAULT 0,
              deaths INTEGER NOT NULL DEFAULT 0,
              cancel INTEGER NOT NULL DEFAULT 0,
              reason TEXT
            )\
            """,
            "INSERT INTO leaner (" + DELIVERY + ") SELECT " + DELIVERY + " FROM delivery",
            "DROP TABLE delivery",
            "ALTER TABLE leaner RENAME TO delivery",
            "CREATE INDEX delivery_key ON delivery (key_hash) WHERE key_hash IS NOT NULL",
            "CREATE INDEX delivery_open ON delivery ((state <= 1), received, state)",
            "CREATE INDEX delivery_repository ON delivery (repository)",
            "CREATE INDEX delivery_failed ON delivery (entry) WHERE state >= 3 AND state <= 6",
            // What lists read comes first: long outputs continue on pages of their own.
            """
            CREATE TABLE leaner (
              entry INTEGER NOT NULL,
              position INTEGER NOT NULL,
              kind TEXT NOT NULL,
              name TEXT NOT NULL,
              concurrency TEXT NOT NULL,
              retries INTEGER NOT NULL,
              rerun INTEGER NOT NULL,
              state INTEGER NOT NULL,
              starts INTEGER NOT NULL,
              due INTEGER,
              attempt INTEGER,
              token TEXT,
              began INTEGER,
              took INTEGER,
              ending TEXT,
              returncode INTEGER,
              truncated INTEGER,
              stopped INTEGER,
              queue TEXT,
              apart INTEGER,
              error TEXT,
              arguments TEXT,
              result TEXT,
              stdout TEXT,
              stderr TEXT,
              PRIMARY KEY (entry, position)
            ) WITHOUT ROWID\
            """,
            "INSERT INTO leaner (entry, position, kind, name, concurrency, retries, rerun, state, starts, due, " + RUN
                    + ") SELECT action.entry, action.position, kind, name, concurrency, retries, rerun, state, starts,"
                    + " due, "
                    + RUN + " FROM action LEFT JOIN run ON number = (SELECT max(number) FROM run"
                    + " WHERE run.entry = action.entry AND run.position = action.position)",
            """
            CREATE TABLE earlier (
              number INTEGER PRIMARY KEY,
              entry INTEGER NOT NULL,
              position INTEGER NOT NULL,
              attempt INTEGER NOT NULL,
              token TEXT,
              began INTEGER NOT NULL,
              took INTEGER,
              ending TEXT,
              returncode INTEGER,
              truncated INTEGER,
              stopped INTEGER,
              error TEXT,
              result TEXT,
              stdout TEXT,
              stderr TEXT
            )\
            """,
            "INSERT INTO earlier (number, entry, position, " + RUN + ") SELECT number, entry, position, " + RUN
                    + " FROM run WHERE number < (SELECT max(number) FROM run AS later"
                    + " WHERE later.entry = run.entry AND later.position = run.position)",
            "CREATE UNIQUE INDEX earlier_attempt ON earlier (entry, position, attempt)",
            "DROP TABLE run",
            "DROP TABLE action",
            "ALTER TABLE leaner RENAME TO action",
            """
            CREATE VIEW run AS
              SELECT entry, position, attempt, 0 AS last, token, began, took, ending, returncode, truncated, stopped,
                error, result, stdout, stderr
              FROM earlier
              UNION ALL
              SELECT entry, position, attempt, 1, token, began, took, ending, returncode, truncated, stopped,
                error, result, stdout, stderr
              FROM action WHERE began IS NOT NULL\
            """));

    /** Finds unfinished actions apart. A delivery without such actions writes nothing into it. */
    private static final Schema.Migration APART = new Schema.Migration(
            List.of("CREATE INDEX action_apart ON action (entry) WHERE apart >= 1 AND state <= 1"));

    /** What commands of chat change; of the package {@code chat}, beside the journal as the endpoints are. */
    private static final Schema.Migration CHAT = new Schema.Migration(List.of("""
        CREATE TABLE chat_route (
          kind TEXT NOT NULL,
          repo_key TEXT NOT NULL,
          room TEXT NOT NULL,
          repo TEXT NOT NULL,
          words TEXT NOT NULL,
          made INTEGER NOT NULL,
          by TEXT NOT NULL,
          PRIMARY KEY (kind, repo_key, room)
        ) WITHOUT ROWID\
        """, """
        CREATE TABLE chat_token (
          repo TEXT NOT NULL,
          family TEXT NOT NULL,
          box TEXT NOT NULL,
          PRIMARY KEY (repo, family)
        ) WITHOUT ROWID\
        """, """
        CREATE TABLE chat_thread (
          room TEXT NOT NULL,
          subject TEXT NOT NULL,
          remote TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (room, subject)
        ) WITHOUT ROWID\
        """, """
        CREATE TABLE chat_setting (
          name TEXT PRIMARY KEY,
          value TEXT NOT NULL
        ) WITHOUT ROWID\
        """));

    /** Finds all actions apart, newest first, of one queue or of all. A delivery without such actions writes nothing here. */
    private static final Schema.Migration APART_LISTS = new Schema.Migration(List.of(
            "CREATE INDEX action_apart_entry ON action (entry, position) WHERE apart >= 1",
            "CREATE INDEX action_apart_queue ON action (queue, entry, position) WHERE apart >= 1"));

    /** Which of several messages of one action were begun and said; of the package {@code chat}. */
    private static final Schema.Migration CHAT_PARTS = new Schema.Migration(List.of("""
        CREATE TABLE chat_part (
          entry INTEGER NOT NULL,
          name TEXT NOT NULL,
          part TEXT NOT NULL,
          said INTEGER NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (entry, name, part)
        ) WITHOUT ROWID\
        """));

    /**
     * What happenings did to tickets; of the package {@code ticket}. Trackers and tickets of one subject share an index. Another
     * one has only the few moves that wait.
     */
    private static final Schema.Migration TICKETS =
            new Schema.Migration(List.of("""
                CREATE TABLE ticket_move (
                  id INTEGER PRIMARY KEY,
                  tracker TEXT NOT NULL,
                  ticket TEXT NOT NULL,
                  occasion TEXT NOT NULL,
                  happening TEXT NOT NULL,
                  event TEXT NOT NULL,
                  repository TEXT NOT NULL,
                  subject TEXT NOT NULL,
                  page TEXT NOT NULL,
                  entry INTEGER NOT NULL,
                  arrival INTEGER NOT NULL,
                  url TEXT NOT NULL,
                  from_state TEXT NOT NULL,
                  to_state TEXT NOT NULL,
                  from_status TEXT NOT NULL,
                  to_status TEXT NOT NULL,
                  transition TEXT NOT NULL,
                  result TEXT,
                  note TEXT NOT NULL,
                  decided INTEGER NOT NULL,
                  ended INTEGER,
                  UNIQUE (tracker, ticket, occasion)
                )\
                """, "CREATE INDEX ticket_move_entry ON ticket_move (entry)", """
                CREATE INDEX ticket_move_waiting ON ticket_move (tracker)
                  WHERE result IS NULL OR result IN ('credentials', 'not_tracker', 'unreachable', 'limited', 'busy')\
                """));

    /** The way of a decided move, and the order of decisions. */
    private static final Schema.Migration TICKET_WAYS = new Schema.Migration(List.of(
            "ALTER TABLE ticket_move ADD COLUMN way TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE ticket_move ADD COLUMN turn INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX ticket_move_turn ON ticket_move (turn)"));

    /** When a happening happened, as its sender says it. */
    private static final Schema.Migration TICKET_TIMES =
            new Schema.Migration(List.of("ALTER TABLE ticket_move ADD COLUMN happened INTEGER"));

    /** Variables that an endpoint reads out of its requests, for hooks; NULL for most deliveries. */
    private static final Schema.Migration VARIABLES =
            new Schema.Migration(List.of("ALTER TABLE delivery ADD COLUMN variables TEXT"));

    /** What was reported to forges, and which deliveries they were asked to send again; of the package {@code forge}. */
    private static final Schema.Migration FORGES =
            new Schema.Migration(List.of("""
                CREATE TABLE forge_claim (
                  place TEXT PRIMARY KEY,
                  entry INTEGER NOT NULL,
                  at INTEGER NOT NULL
                ) WITHOUT ROWID\
                """, """
                CREATE TABLE forge_line (
                  place TEXT NOT NULL,
                  hook TEXT NOT NULL,
                  entry INTEGER NOT NULL,
                  sha TEXT NOT NULL,
                  state TEXT NOT NULL,
                  words TEXT NOT NULL,
                  link TEXT NOT NULL,
                  at INTEGER NOT NULL,
                  PRIMARY KEY (place, hook)
                ) WITHOUT ROWID\
                """, """
                CREATE TABLE forge_comment (
                  place TEXT PRIMARY KEY,
                  comment TEXT NOT NULL,
                  at INTEGER NOT NULL
                ) WITHOUT ROWID\
                """, """
                CREATE TABLE forge_asked (
                  webhook TEXT NOT NULL,
                  id TEXT NOT NULL,
                  event TEXT NOT NULL,
                  repository TEXT NOT NULL,
                  sent INTEGER NOT NULL,
                  at INTEGER NOT NULL,
                  refused TEXT NOT NULL,
                  PRIMARY KEY (webhook, id)
                ) WITHOUT ROWID\
                """, "CREATE INDEX forge_asked_at ON forge_asked (at)"));

    /** Who asked for a redelivery or a cancelling, by name, and which part of the hooks was to run again. */
    private static final Schema.Migration REQUEST_NAMES = new Schema.Migration(
            List.of("ALTER TABLE request ADD COLUMN name TEXT", "ALTER TABLE request ADD COLUMN part TEXT"));

    /** Who changed something; of the package {@code audit}. */
    private static final Schema.Migration AUDIT = new Schema.Migration(List.of(
            """
                CREATE TABLE audit (
                  number INTEGER PRIMARY KEY,
                  at INTEGER NOT NULL,
                  act TEXT NOT NULL,
                  result TEXT NOT NULL,
                  name TEXT,
                  way TEXT NOT NULL,
                  address TEXT,
                  entry INTEGER,
                  about TEXT NOT NULL,
                  detail TEXT NOT NULL
                )\
                """,
            "CREATE INDEX audit_at ON audit (at)",
            "CREATE INDEX audit_refused ON audit (number) WHERE result = 'REFUSED'"));

    /**
     * The order and the times of outputs. {@code log} is short: the order of the two outputs in the same row, or the sizes of
     * a long log, whose parts are in a table of their own. {@code start} is how many bytes were printed before a part.
     */
    private static final Schema.Migration LOGS = new Schema.Migration(List.of(
            "ALTER TABLE action ADD COLUMN log BLOB",
            "ALTER TABLE earlier ADD COLUMN log BLOB",
            """
                CREATE TABLE log_part (
                  entry INTEGER NOT NULL,
                  position INTEGER NOT NULL,
                  attempt INTEGER NOT NULL,
                  start INTEGER NOT NULL,
                  data BLOB NOT NULL,
                  PRIMARY KEY (entry, position, attempt, start)
                ) WITHOUT ROWID\
                """,
            "DROP VIEW run",
            """
                CREATE VIEW run AS
                  SELECT entry, position, attempt, 0 AS last, token, began, took, ending, returncode, truncated, stopped,
                    error, result, stdout, stderr, log
                  FROM earlier
                  UNION ALL
                  SELECT entry, position, attempt, 1, token, began, took, ending, returncode, truncated, stopped,
                    error, result, stdout, stderr, log
                  FROM action WHERE began IS NOT NULL\
                """));
    /** What a delivery is about, in one line for people; NULL for those that came before, and where nothing says it. */
    private static final Schema.Migration TITLES =
            new Schema.Migration(List.of("ALTER TABLE delivery ADD COLUMN title TEXT"));

    /** The last line that a failed attempt printed, so that no list reads outputs. A delivery that succeeds writes nothing here. */
    private static final Schema.Migration LAST_LINES = new Schema.Migration(List.of("""
        CREATE TABLE last_line (
          entry INTEGER NOT NULL,
          position INTEGER NOT NULL,
          line TEXT NOT NULL,
          PRIMARY KEY (entry, position)
        ) WITHOUT ROWID\
        """));

    /** Rejected requests in groups; of the package {@code rejection}. */
    private static final Schema.Migration REJECTED = new Schema.Migration(List.of("""
                CREATE TABLE rejected (
                  status INTEGER NOT NULL,
                  "check" TEXT NOT NULL,
                  source TEXT NOT NULL,
                  reason TEXT NOT NULL,
                  peer TEXT NOT NULL,
                  count INTEGER NOT NULL,
                  first INTEGER NOT NULL,
                  last INTEGER NOT NULL,
                  delivery TEXT NOT NULL,
                  hint TEXT NOT NULL,
                  PRIMARY KEY (status, "check", source, reason, peer)
                ) WITHOUT ROWID\
                """));

    /** From where accepted deliveries came, and what they were answered; written about a second later. */
    private static final Schema.Migration EXCHANGES = new Schema.Migration(List.of("""
        CREATE TABLE exchange (
          entry INTEGER PRIMARY KEY,
          peer TEXT NOT NULL,
          answered INTEGER NOT NULL,
          status INTEGER NOT NULL,
          type TEXT NOT NULL,
          body TEXT NOT NULL,
          length INTEGER NOT NULL
        )\
        """));

    /** Payloads are packed from here on, which an older program could not know. */
    private static final Schema.Migration PACKED = new Schema.Migration(List.of());

    /** Changes with each change of the tables; the test of it says the new one. */
    private static final int OBJECTS = -1_571_311_498;

    static final Schema SCHEMA = new Schema(
            "journal",
            APPLICATION_ID,
            List.of(
                    FIRST,
                    PROOFS,
                    ENDPOINTS,
                    REQUESTS,
                    STOPS,
                    SHARED,
                    FEWER_PAGES,
                    APART,
                    CHAT,
                    APART_LISTS,
                    CHAT_PARTS,
                    TICKETS,
                    TICKET_WAYS,
                    TICKET_TIMES,
                    VARIABLES,
                    FORGES,
                    REQUEST_NAMES,
                    AUDIT,
                    LOGS,
                    TITLES,
                    LAST_LINES,
                    REJECTED,
                    EXCHANGES,
                    PACKED),
            OptionalInt.of(OBJECTS));

    private Tables() {}
}
