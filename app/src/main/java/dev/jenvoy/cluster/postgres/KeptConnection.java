package dev.jenvoy.cluster.postgres;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A connection that is opened when it is needed, kept, and opened again after a failure. One user at a time; thread-safe. */
final class KeptConnection implements AutoCloseable {
    private final Connector connector;
    private final IntSupplier number;
    private final Duration longest;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Connection open;

    /**
     * @param number of the server, which the connection's name shows
     * @param longest after which a statement without an answer fails, and with it the connection
     */
    KeptConnection(Connector connector, IntSupplier number, Duration longest) {
        this.connector = connector;
        this.number = number;
        this.longest = longest;
    }

    /** Runs this on the connection; blocks while another thread uses it. */
    <T> T use(Use<T> use) throws SQLException {
        lock.lock();
        try {
            Connection connection = opened();
            boolean done = false;
            try {
                T result = use.on(connection);
                done = true;
                return result;
            } finally {
                if (!done) {
                    drop();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Connection opened() throws SQLException {
        if (open == null) {
            Connection made = connector.open(Connector.nameOf(number.getAsInt()));
            open = made;
            boolean ready = false;
            try {
                made.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
                // A beat or a notice that is lost with the machine of the database is repeated.
                try (Statement statement = made.createStatement()) {
                    statement.execute("SET synchronous_commit = off");
                }
                ready = true;
            } finally {
                if (!ready) {
                    drop();
                }
            }
        }
        return open;
    }

    @GuardedBy("lock")
    private void drop() {
        Connection dropped = open;
        open = null;
        if (dropped != null) {
            close(dropped);
        }
    }

    /** Closes a connection that may be broken: then the database gives up its side by itself. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return;
        }
    }

    /** Closes it; the next use opens it again. */
    @Override
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }

    /** What is done on the connection. */
    @FunctionalInterface
    interface Use<T> {
        T on(Connection connection) throws SQLException;
    }
}
