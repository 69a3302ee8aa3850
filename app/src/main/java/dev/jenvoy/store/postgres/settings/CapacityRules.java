package dev.jenvoy.store.postgres.settings;

import java.util.function.Consumer;

/** Rules about room: connections, locks, vacuum, timeouts, rights. */
final class CapacityRules {

    /** Two that write, four that read, one for beats, one that listens, one that tells and does what is seldom. */
    private static final int CONNECTIONS_OF_SERVER = 9;

    private static final int LOCKS = 64;

    private final DatabaseFacts facts;
    private final SettingDemands demands;

    CapacityRules(DatabaseFacts facts, SettingDemands demands) {
        this.facts = facts;
        this.demands = demands;
    }

    void look(Consumer<SettingProblem> problems) {
        if (!facts.mayMakeTables()) {
            problems.accept(SettingProblem.refused(
                    "rights",
                    "the role may not make tables in the schema",
                    "let the role own the database, or CREATE SCHEMA jenvoy AUTHORIZATION …"));
        }
        long needed = (long) CONNECTIONS_OF_SERVER * demands.servers();
        if (facts.connectionLimit() < needed) {
            problems.accept(SettingProblem.warning(
                    "max_connections",
                    "this role gets " + facts.connectionLimit() + " connections at most; " + demands.servers()
                            + (demands.servers() == 1 ? " server needs " : " servers need ") + needed,
                    "raise max_connections, or the limits of the role and the database"));
        }
        if (facts.number("max_locks_per_transaction", LOCKS) < LOCKS) {
            problems.accept(SettingProblem.warning(
                    "max_locks_per_transaction",
                    "it is below " + LOCKS + ": a large batch, or a query over many partitions, may fail",
                    "raise it to " + LOCKS + " or more"));
        }
        if (facts.isOff("autovacuum") || facts.isOff("track_counts")) {
            problems.accept(SettingProblem.warning(
                    "autovacuum",
                    "it is off: the tables of unfinished work grow, and all becomes slow",
                    "switch autovacuum and track_counts on"));
        }
        lookAtTimeout("statement_timeout", "a commit that waits for a standby would be cut short", problems);
        lookAtTimeout("transaction_timeout", "a commit that waits for a standby would be cut short", problems);
        lookAtTimeout("idle_session_timeout", "connections of quiet servers are cut", problems);
    }

    private void lookAtTimeout(String setting, String words, Consumer<SettingProblem> problems) {
        long millis = facts.number(setting, 0);
        if (millis != 0) {
            problems.accept(SettingProblem.warning(
                    setting, "it is " + millis + " ms: " + words, "ALTER ROLE … SET " + setting + " = 0"));
        }
    }
}
