package dev.jenvoy.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of the one writing connection. Used by who holds the writer's pen. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** What must be free before new work is taken again: less would be filled by the next delivery. */
    private static final int ROOM = 1 << 20;

    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private final Session session;
    private final Path database;
    private final Path probeFile;
    private final CleanShutdownMarker mark;
    private @Nullable Durability set;
    private boolean folded = true;
    private long busy = System.nanoTime();

    Transactions(Session session, Path database, CleanShutdownMarker mark) {
        this.session = session;
        this.database = database;
        this.probeFile = database.resolveSibling("probe");
        this.mark = mark;
    }

    /**
     * Commits them together; each that fails is undone alone, and told.
     *
     * @return why nothing could be written; all of them are undone then, and told nothing
     */
    Optional<DiskHealth.Cause> commit(List<QueuedChange<?>> tickets) {
        folded = false;
        busy = System.nanoTime();
        try {
            synchronize(tickets);
            session.run("BEGIN IMMEDIATE");
            for (QueuedChange<?> ticket : tickets) {
                ticket.apply(session);
            }
            session.run("COMMIT");
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            rollback();
            String reason = SqliteConnections.noRoom(e);
            return reason == null ? commitWithSavepoints(tickets) : Optional.of(cause(reason, e));
        } catch (Error e) {
            rollback();
            throw e;
        }
    }

    /** Whether the last commit was synced to disk. */
    boolean synced() {
        return set == Durability.MACHINE;
    }

    /** Slower, so only once one of them has failed: it can be undone without the others. */
    private Optional<DiskHealth.Cause> commitWithSavepoints(List<QueuedChange<?>> tickets) {
        try {
            session.run("BEGIN IMMEDIATE");
            for (QueuedChange<?> ticket : tickets) {
                session.run("SAVEPOINT change");
                try {
                    ticket.apply(session);
                } catch (SQLException | RuntimeException e) {
                    if (SqliteConnections.noRoom(e) != null) {
                        throw e;
                    }
                    session.forget();
                    session.run("ROLLBACK TO change");
                    ticket.refuse(e);
                }
                session.run("RELEASE change");
            }
            session.run("COMMIT");
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            rollback();
            String reason = SqliteConnections.noRoom(e);
            return Optional.of(cause(reason == null ? "the journal's file cannot be written" : reason, e));
        }
    }

    private DiskHealth.Cause cause(String reason, Exception e) {
        LOG.debug("journal transaction failed", e);
        return new DiskHealth.Cause(reason, !(e instanceof SQLException sql && SqliteConnections.damage(sql)));
    }

    private void rollback() {
        session.forget();
        try {
            session.run("ROLLBACK");
        } catch (SQLException e) {
            LOG.trace("SQLite had rolled the transaction back itself", e);
            session.forget();
        }
    }

    /**
     * Syncs this transaction's commit or not. The log is one file, so a synced commit makes all before it durable too.
     */
    private void synchronize(List<QueuedChange<?>> tickets) throws SQLException {
        Durability wanted = Durability.PROCESS;
        for (QueuedChange<?> ticket : tickets) {
            if (ticket.durability == Durability.MACHINE) {
                wanted = Durability.MACHINE;
            }
        }
        if (wanted != set) {
            session.run(wanted == Durability.MACHINE ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            set = wanted;
        }
    }

    /** Whether a new file and a small transaction find room. */
    Optional<DiskHealth.Cause> probe() {
        try {
            try (FileChannel channel =
                    FileChannel.open(probeFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
                ByteBuffer room = ByteBuffer.allocate(ROOM);
                while (room.hasRemaining()) {
                    channel.write(room);
                }
                channel.force(true);
            } finally {
                Files.deleteIfExists(probeFile);
            }
        } catch (IOException e) {
            return Optional.of(new DiskHealth.Cause("the disk is full or fails", true));
        }
        return commit(
                List.of(new QueuedChange<>(Durability.MACHINE, QueuedChange.WhenFull.WAITS, Transactions::touch)));
    }

    /** A change without meaning that has to be written nevertheless. */
    static boolean touch(Session session) throws SQLException {
        session.run("UPDATE store SET touched = touched + 1");
        return true;
    }

    /** When nothing has come for a while: writes the log back into the file, so that no delivery has to wait for it. */
    void checkpointWhenIdle() {
        if (folded || System.nanoTime() - busy < IDLE) {
            return;
        }
        folded = true;
        try (ResultSet rows = session.prepared("PRAGMA wal_checkpoint(PASSIVE)").executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            LOG.warn("journal log not folded back reason=\"{}\"", e.getMessage());
        }
    }

    /**
     * Closes the connection, which folds the log back and deletes it. What was not recorded, or a mark that cannot be
     * written, makes it an end like a death: the log stays, because a connection that cannot fold it is closed last.
     */
    void close(boolean complete) {
        Session last = null;
        try {
            if (!complete || !marked(CleanShutdownMarker.State.CLOSING)) {
                LOG.error("journal not closed in order");
                last = SqliteConnections.reading(database);
                last.number("SELECT count(*) FROM store");
            }
            session.close();
            if (last == null) {
                marked(CleanShutdownMarker.State.CLOSED);
            }
        } catch (SQLException e) {
            LOG.error("journal not closed", e);
        } finally {
            if (last != null) {
                SqliteConnections.closeQuietly(last);
            }
        }
    }

    private boolean marked(CleanShutdownMarker.State state) {
        try {
            mark.write(state);
            return true;
        } catch (IOException e) {
            LOG.error("journal's mark not written", e);
            return false;
        }
    }
}
