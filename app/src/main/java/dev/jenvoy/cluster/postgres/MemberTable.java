package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements about servers and single numbers. Each is one transaction unless its caller began one. */
final class MemberTable {

    private static final String JOIN = """
            INSERT INTO server (name, machine, roles, program, version, patience, beat)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    /** Its rows are those before it, but for the count, which says whether this server's row was there to be changed. */
    private static final String BEAT =
            """
            WITH mine AS (
              UPDATE server SET beat = beat + 1, patience = ?, places = ?, busy = ?, waiting = ?, hooks = ?, config = ?,
                watching = ?
              WHERE id = ? AND %1$s RETURNING id)
            SELECT %2$s, (SELECT count(*) FROM mine) AS alive FROM server
            WHERE %1$s OR (state = %3$d AND NOT released) ORDER BY id;
            SELECT name, value FROM setting""".formatted(Member.State.THERE, MemberRow.COLUMNS, Member.State.TAKEN_OVER.code());

    private static final String STATE = "UPDATE server SET state = ? WHERE id = ? AND " + Member.State.THERE;

    /** Before what is decided by it is read, so that two servers never lead at once. */
    private static final String LOCK_ELECTION = "SELECT pg_advisory_xact_lock(1248161398, 1)";

    private static final String ELECT = """
            UPDATE setting SET value = ? WHERE name = 'leader'
              AND EXISTS (SELECT 1 FROM server WHERE id = ? AND state = %d)
              AND NOT EXISTS (SELECT 1 FROM server WHERE id = setting.value AND %s)""".formatted(Member.State.LIVE.code(), Member.State.THERE);

    private static final String RESIGN = "UPDATE setting SET value = 0 WHERE name = 'leader' AND value = ?";

    /** Of servers that are no more, the youngest stay for those who look what happened. */
    private static final String FORGET = """
            DELETE FROM server WHERE (state = %d OR (state = %d AND released)) AND id < (SELECT max(id) - 1000 FROM server)""".formatted(Member.State.LEFT.code(), Member.State.TAKEN_OVER.code());

    private static final String FORGET_BOOKS =
            "DELETE FROM book_read WHERE server NOT IN (SELECT id FROM server WHERE " + Member.State.THERE + ")";

    private static final SecureRandom RANDOM = new SecureRandom();

    private MemberTable() {}

    /** Makes a row for a server that starts. */
    static Start join(Connection connection, ClusterOptions options) throws SQLException {
        long firstBeat = RANDOM.nextInt(1, 1 << 27) * Start.BEATS;
        try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
            statement.setString(1, options.name());
            statement.setString(2, options.machine());
            statement.setInt(3, MemberRow.bits(options.roles()));
            statement.setInt(4, options.schema());
            statement.setString(5, options.version());
            statement.setLong(6, options.patience().toMillis());
            statement.setLong(7, firstBeat);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Start(row.getInt(1), firstBeat);
            }
        }
    }

    /** Sends a beat, and reads what there is. */
    static Look beat(Connection connection, int number, Report report) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEAT)) {
            statement.setLong(1, report.patienceMillis());
            statement.setInt(2, report.load().places());
            statement.setInt(3, report.load().busy());
            statement.setInt(4, report.load().waiting());
            statement.setString(5, report.digests().hooks());
            statement.setString(6, report.digests().config());
            statement.setBoolean(7, report.watching());
            statement.setInt(8, number);
            boolean alive = false;
            List<MemberRow> rows = new ArrayList<>();
            statement.execute();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    rows.add(MemberRow.of(row));
                    alive = row.getInt("alive") == 1;
                }
            }
            Map<String, Long> settings = new HashMap<>();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    settings.put(row.getString(1), row.getLong(2));
                }
            }
            return new Look(alive, rows, settings);
        }
    }

    /** Makes a server that is there leaving, left or taken over; returns whether it was there. */
    static boolean become(Connection connection, int number, Member.State state) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setInt(1, state.code());
            statement.setInt(2, number);
            return statement.executeUpdate() == 1;
        }
    }

    /** Makes this server the leader if no server that is there leads. Returns whether it leads now. */
    static boolean elect(Connection connection, int number) throws SQLException {
        return Transaction.in(connection, () -> {
            try (PreparedStatement lock = connection.prepareStatement(LOCK_ELECTION);
                    PreparedStatement elect = connection.prepareStatement(ELECT)) {
                lock.execute();
                elect.setInt(1, number);
                elect.setInt(2, number);
                return elect.executeUpdate() == 1;
            }
        });
    }

    static void resign(Connection connection, int number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RESIGN)) {
            statement.setInt(1, number);
            statement.executeUpdate();
        }
    }

    /** Deletes what is kept of servers that are long gone. */
    static void forget(Connection connection) throws SQLException {
        try (PreparedStatement servers = connection.prepareStatement(FORGET);
                PreparedStatement books = connection.prepareStatement(FORGET_BOOKS)) {
            servers.executeUpdate();
            books.executeUpdate();
        }
    }

    /**
     * A start of a server. A database that was restored gives numbers again, and a copy of it gives the same ones as the first. So
     * each start counts its beats from a random number on, and the two together are its own. Servers of older versions count from
     * zero.
     */
    record Start(int number, long firstBeat) {

        /** More than a server sends in its life. */
        static final long BEATS = 1L << 32;

        /** Returns the first number that its beats do not reach. */
        long end() {
            return firstBeat + BEATS;
        }
    }

    /** What a server says of itself with each beat. */
    record Report(long patienceMillis, Load load, Digests digests, boolean watching) {}

    /**
     * What a beat saw.
     *
     * @param alive whether the server that looks was not taken over
     * @param rows the servers that are there, and those that were taken over whose work is not free yet
     */
    record Look(boolean alive, List<MemberRow> rows, Map<String, Long> settings) {}
}
