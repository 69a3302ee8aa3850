package dev.jenvoy.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

/** What is so between all changes: in each scope, by entry, what one server holds comes before what no server holds. */
final class Invariant {

    private static final String SCOPED = " FROM work_scope s JOIN work w ON w.entry = s.entry AND w.part = 0";

    private Invariant() {}

    static void check(Gates gates) throws SQLException {
        assertThat(gates.number("SELECT count(*) FROM (SELECT s.scope" + SCOPED
                        + " WHERE w.owner IS NOT NULL GROUP BY s.scope HAVING count(DISTINCT w.owner) > 1) x"))
                .as("scopes of two servers")
                .isZero();
        assertThat(gates.number("SELECT count(*)" + SCOPED + " WHERE w.owner IS NOT NULL AND EXISTS (SELECT 1"
                        + " FROM work_scope e JOIN work f ON f.entry = e.entry AND f.part = 0"
                        + " WHERE e.scope = s.scope AND e.entry < s.entry AND f.owner IS NULL)"))
                .as("held deliveries behind free ones")
                .isZero();
        assertThat(gates.number(
                        "SELECT count(*) FROM work JOIN server ON server.id = work.owner WHERE server.state > 1"))
                .as("held by servers that are gone")
                .isZero();
        assertThat(gates.number("SELECT count(*) FROM work w WHERE part = 0 AND NOT EXISTS"
                        + " (SELECT 1 FROM delivery d WHERE d.entry = w.entry AND d.state <= 1)"))
                .as("work of deliveries that have ended")
                .isZero();
        assertThat(gates.number("SELECT count(*) FROM delivery d WHERE state <= 1 AND NOT EXISTS"
                        + " (SELECT 1 FROM work w WHERE w.entry = d.entry AND w.part = 0)"))
                .as("deliveries that nobody will run")
                .isZero();
        assertThat(gates.number("SELECT count(*) FROM work_scope s WHERE NOT EXISTS"
                        + " (SELECT 1 FROM work w WHERE w.entry = s.entry AND w.part = 0)"))
                .as("places in queues of deliveries that have ended")
                .isZero();
    }
}
