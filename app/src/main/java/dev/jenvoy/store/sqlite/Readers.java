package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.Query;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/** A few read-only connections, opened on demand. In WAL mode, they and the writer do not wait for each other. */
final class Readers {

    /** The number of connections, which limits concurrent reads; further reads wait. */
    private static final int CONNECTIONS = 3;

    private final Path database;
    private final BlockingQueue<SqliteSession> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private final Semaphore permits = new Semaphore(CONNECTIONS, true);
    private volatile boolean closed;

    Readers(Path database) {
        this.database = database;
    }

    <T> T read(Query<T> query) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            SqliteSession session = idle.poll();
            if (session == null) {
                session = SqliteConnections.reading(database);
            }
            boolean usable = false;
            try {
                session.run("BEGIN");
                T answer;
                try {
                    answer = query.ask(session);
                } finally {
                    session.run("COMMIT");
                }
                usable = true;
                return answer;
            } finally {
                if (!usable || !idle.offer(session)) {
                    session.close();
                }
            }
        } finally {
            permits.release();
        }
    }

    /** Waits for running reads and closes all connections; later reads fail. */
    void close() {
        permits.acquireUninterruptibly(CONNECTIONS);
        closed = true;
        permits.release(CONNECTIONS);
        SqliteSession session = idle.poll();
        while (session != null) {
            SqliteConnections.closeQuietly(session);
            session = idle.poll();
        }
    }
}
