package dev.jenvoy.journal.postgres;

import java.util.List;

/**
 * The tables of what has not ended, which hold nothing else, so that they stay small. A delivery costs {@code work} and {@code
 * work_scope} one insertion and one deletion each.
 *
 * <p>Who makes a delivery held holds the locks of its scopes until the end of the transaction. So in each scope, by entry, those that
 * are held come first, all by one server, and after them those that no server holds.
 */
public final class WorkTables {

    /** What makes them, on top of the tables that both engines have. */
    public static final List<String> STATEMENTS = List.of(
            // Their numbers are given in real time over all sessions, because no session keeps some for later.
            "CREATE SEQUENCE entry_no",
            "CREATE SEQUENCE fence_no",
            // A row for each part of a delivery: 0 what it waits for, 1 what runs beside it, 2 what comes after it.
            """
            CREATE TABLE work (
              entry bigint NOT NULL,
              part smallint NOT NULL,
              owner bigint,
              fence bigint,
              scopes bigint[] NOT NULL DEFAULT '{}',
              cancel boolean NOT NULL DEFAULT false,
              alone boolean NOT NULL DEFAULT false,
              PRIMARY KEY (entry, part)
            ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)\
            """,
            "CREATE INDEX work_free ON work (entry) WHERE owner IS NULL",
            "CREATE INDEX work_cancelled ON work (owner) WHERE cancel",
            // One suspect alone among all servers.
            "CREATE UNIQUE INDEX work_alone ON work ((true)) WHERE alone",
            """
            CREATE TABLE work_scope (
              scope bigint NOT NULL,
              entry bigint NOT NULL,
              PRIMARY KEY (scope, entry)
            ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)\
            """,
            // Who takes a ticket first holds first.
            """
            CREATE TABLE turnstile (
              queue bigint NOT NULL,
              ticket bigint GENERATED ALWAYS AS IDENTITY,
              entry bigint NOT NULL,
              position bigint NOT NULL,
              holds boolean NOT NULL DEFAULT false,
              PRIMARY KEY (queue, ticket)
            )\
            """,
            "CREATE UNIQUE INDEX turnstile_place ON turnstile (entry, position)",
            "CREATE UNIQUE INDEX turnstile_one ON turnstile (queue) WHERE holds",
            """
            CREATE TABLE wish (
              entry bigint NOT NULL,
              position bigint NOT NULL,
              wish text NOT NULL,
              PRIMARY KEY (entry, position, wish)
            )\
            """);

    private WorkTables() {}
}
