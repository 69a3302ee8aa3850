package dev.jenvoy.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Holds transactions open at chosen points, so that a test decides what happens meanwhile. A trigger waits there for a lock that
 * the test has.
 */
final class Gates implements AutoCloseable {

    /** Where a transaction can be held: after it changed these rows, and before anything else of it. */
    enum Point {
        /** After the rows of an accepted delivery. */
        ACCEPTED("INSERT", "work"),
        /** After a claim, or after a takeover has freed what the dead one held. */
        CLAIMED("UPDATE", "work"),
        /** After the end of a delivery. */
        ENDED("DELETE", "work");

        private final String change;
        private final String table;

        Point(String change, String table) {
            this.change = change;
            this.table = table;
        }
    }

    private static final int CLASS = 0x67617465;

    private final Connection connection;
    private final Map<String, Integer> closed = new HashMap<>();
    private int last;

    /** Installs the points in a database that has the journal's tables. */
    Gates(String url) throws SQLException {
        this.connection = PostgresServer.connect(url);
        run("CREATE TABLE gate (application text, point text, number int, PRIMARY KEY (application, point))");
        run("""
            CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE gate_number int;
            BEGIN
              SELECT number INTO gate_number FROM gate
              WHERE application = current_setting('application_name') AND point = TG_ARGV[0];
              IF FOUND THEN PERFORM pg_advisory_xact_lock_shared(%d, gate_number); END IF;
              RETURN NULL;
            END $$
            """.formatted(CLASS));
        for (Point point : Point.values()) {
            run("CREATE TRIGGER gate_" + point + " AFTER " + point.change + " ON " + point.table
                    + " FOR EACH STATEMENT EXECUTE FUNCTION wait_at_gate('" + point + "')");
        }
    }

    /** Holds the next transactions of a server at a point. */
    void close(int server, Point point) throws SQLException {
        String application = "jenvoy:" + server;
        last++;
        run("SELECT pg_advisory_lock(" + CLASS + ", " + last + ")");
        run("INSERT INTO gate VALUES ('" + application + "', '" + point + "', " + last + ")");
        closed.put(application + point, last);
    }

    /** Returns when a transaction of this server waits at this point. */
    void awaitSomebody(int server, Point point) {
        Integer number = closed.get("jenvoy:" + server + point);
        assertThat(number).as("the gate is closed").isNotNull();
        Awaitility.await("somebody waits at the gate")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> number("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                                + " AND classid = " + CLASS + " AND objid = " + number)
                        > 0);
    }

    /** Returns when so many sessions wait for a lock of anybody. */
    void awaitBlocked(int sessions) {
        Awaitility.await("sessions wait")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> number("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") >= sessions);
    }

    /** Lets everybody pass. */
    void open(int server, Point point) throws SQLException {
        String application = "jenvoy:" + server;
        run("DELETE FROM gate WHERE application = '" + application + "' AND point = '" + point + "'");
        run("SELECT pg_advisory_unlock(" + CLASS + ", " + closed.remove(application + point) + ")");
    }

    /** Ends the sessions of a server, as a takeover does. Returns when no session is left. */
    void endSessions(int server) {
        String of = " FROM pg_stat_activity WHERE application_name = 'jenvoy:" + server + "'";
        Awaitility.await("the sessions end").atMost(Duration.ofSeconds(20)).until(() -> {
            run("SELECT pg_terminate_backend(pid)" + of);
            return number("SELECT count(*)" + of) == 0;
        });
    }

    /** Returns the first number that a query answers. */
    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).as(query).isTrue();
            return rows.getLong(1);
        }
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
