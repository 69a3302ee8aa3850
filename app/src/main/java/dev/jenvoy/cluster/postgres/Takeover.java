package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Member;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes free what a dead server held. Three steps, each of which may be repeated by any server: say that it is gone, so that every
 * later append or beat of it is refused; end its sessions in the database, so that no transaction that it had begun can still
 * commit; make its work free.
 */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final Duration SESSIONS_END = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private static final String GONE = "UPDATE server SET state = " + Member.State.TAKEN_OVER.code()
            + " WHERE id = ? AND beat = ? AND " + Member.State.THERE;
    private static final String IS_START = "SELECT 1 FROM server WHERE id = ? AND beat >= ? AND beat < ?";
    private static final String GONE_FOR_SURE =
            "UPDATE server SET state = " + Member.State.TAKEN_OVER.code() + " WHERE id = ? AND " + Member.State.THERE;
    private static final String UNFINISHED =
            "SELECT 1 FROM server WHERE id = ? AND state = " + Member.State.TAKEN_OVER.code() + " AND NOT released";
    private static final String RELEASED = "UPDATE server SET released = true WHERE id = ?";

    /**
     * Numbers of servers count in one schema of one database: a copy of it beside has servers with the same ones. What follows the
     * number in the name of our own session follows it in the names of all servers of this cluster.
     */
    private static final String SESSIONS = """
            SELECT pid::text || ' ' || backend_start::text, pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
              AND application_name = ? || coalesce(substring(current_setting('application_name') FROM '@.*'), '')""";

    private static final String SESSIONS_LEFT = """
            SELECT count(*) FROM pg_stat_activity WHERE pid::text || ' ' || backend_start::text = ANY (?)""";

    private final Connector connector;
    private final IntSupplier own;
    private final WorkRelease release;

    Takeover(Connector connector, IntSupplier own, WorkRelease release) {
        this.connector = connector;
        this.own = own;
        this.release = release;
    }

    /**
     * Takes a server over whose beat has stood still.
     *
     * @return false if it has moved meanwhile, or another server was quicker
     */
    boolean take(MemberRow dead) throws SQLException {
        return inConnection(connection -> {
            try (PreparedStatement gone = connection.prepareStatement(GONE)) {
                gone.setInt(1, dead.number());
                gone.setLong(2, dead.beat());
                if (gone.executeUpdate() == 0) {
                    return false;
                }
            }
            LOG.warn("server taken over server={} machine={} beat={}", dead.number(), dead.machine(), dead.beats());
            return finish(connection, dead.number());
        });
    }

    /**
     * Takes a server over that is known to be dead. Another server with its number is left alone.
     *
     * @param before what is done before its work is free
     * @return false if there is nothing to take over
     */
    boolean takeDead(MemberTable.Start dead, Runnable before) throws SQLException {
        int number = dead.number();
        return inConnection(connection -> {
            if (!isThere(connection, dead)) {
                LOG.info("the database does not know the last server on this folder server={}", number);
                return false;
            }
            try (PreparedStatement gone = connection.prepareStatement(GONE_FOR_SURE)) {
                gone.setInt(1, number);
                gone.executeUpdate();
            }
            if (!isUnfinished(connection, number)) {
                return false;
            }
            before.run();
            return finish(connection, number);
        });
    }

    /** Does what is left to do for a server that another one began to take over. */
    boolean finish(int number) throws SQLException {
        return inConnection(connection -> isUnfinished(connection, number) && finish(connection, number));
    }

    /** A row stays that of its start for as long as it is there. */
    private static boolean isThere(Connection connection, MemberTable.Start start) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_START)) {
            statement.setInt(1, start.number());
            statement.setLong(2, start.firstBeat());
            statement.setLong(3, start.end());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static boolean isUnfinished(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED)) {
            statement.setInt(1, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private boolean finish(Connection connection, int number) throws SQLException {
        if (!endSessions(connection, number)) {
            LOG.error("sessions of a dead server do not end; its work stays where it is server={}", number);
            return false;
        }
        return Transaction.in(connection, () -> {
            release.afterDeath(connection, number);
            try (PreparedStatement released = connection.prepareStatement(RELEASED)) {
                released.setInt(1, number);
                return released.executeUpdate() == 1;
            }
        });
    }

    /** Sessions that begin after the first step see it, and can do no harm. So it is enough that those of before end. */
    private static boolean endSessions(Connection connection, int number) throws SQLException {
        List<String> sessions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SESSIONS)) {
            statement.setString(1, Connector.nameOf(number));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sessions.add(row.getString(1));
                }
            }
        }
        Array all = connection.createArrayOf("text", sessions.toArray());
        long began = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(SESSIONS_LEFT)) {
            statement.setArray(1, all);
            while (true) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        return true;
                    }
                }
                if (System.nanoTime() - began >= SESSIONS_END.toNanos()) {
                    return false;
                }
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private <T> T inConnection(KeptConnection.Use<T> use) throws SQLException {
        try (Connection connection = connector.open(Connector.nameOf(own.getAsInt()))) {
            return use.on(connection);
        }
    }
}
