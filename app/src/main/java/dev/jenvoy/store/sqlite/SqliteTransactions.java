package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.write.QueuedChange;
import dev.jenvoy.store.write.Transactions;
import dev.jenvoy.store.write.WriteHealth;
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

/** The transactions of the writing connection. Must be used with the writer's lock. */
final class SqliteTransactions implements Transactions {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** The space that must be free before new changes are accepted. The next delivery would fill less than this. */
    private static final int ROOM = 1 << 20;

    private static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private final SqliteSession session;
    private final Path database;
    private final Path probeFile;
    private final CleanShutdownMarker mark;
    private @Nullable Durability set;
    private boolean folded = true;
    private long busy = System.nanoTime();

    SqliteTransactions(SqliteSession session, Path database, CleanShutdownMarker mark) {
        this.session = session;
        this.database = database;
        this.probeFile = database.resolveSibling("probe");
        this.mark = mark;
    }

    @Override
    public Optional<WriteHealth.Cause> commit(List<QueuedChange<?>> tickets) {
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

    @Override
    public boolean synced() {
        return set == Durability.MACHINE;
    }

    /**
     * Commits with a savepoint for each change, so that each can be rolled back alone. Slower, so used only after a
     * change has failed.
     */
    private Optional<WriteHealth.Cause> commitWithSavepoints(List<QueuedChange<?>> tickets) {
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

    private WriteHealth.Cause cause(String reason, Exception e) {
        LOG.debug("journal transaction failed", e);
        return new WriteHealth.Cause(reason, !(e instanceof SQLException sql && SqliteConnections.damage(sql)));
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
     * Decides whether this transaction's commit is synced. The log is one file, so a synced commit also makes earlier
     * commits durable.
     */
    private void synchronize(List<QueuedChange<?>> tickets) throws SQLException {
        Durability wanted = Durability.PROCESS;
        for (QueuedChange<?> ticket : tickets) {
            if (ticket.durability() == Durability.MACHINE) {
                wanted = Durability.MACHINE;
            }
        }
        if (wanted != set) {
            session.run(wanted == Durability.MACHINE ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            set = wanted;
        }
    }

    /** Checks whether a new file and a small transaction can be written. */
    @Override
    public Optional<WriteHealth.Cause> probe() {
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
            return Optional.of(new WriteHealth.Cause("the disk is full or fails", true));
        }
        return commit(List.of(
                new QueuedChange<>(Durability.MACHINE, QueuedChange.WhenFull.WAITS, SqliteTransactions::touch)));
    }

    /** Changes a row without meaning, to force a write. */
    static boolean touch(Session session) throws SQLException {
        session.run("UPDATE store SET touched = touched + 1");
        return true;
    }

    /** Merges the log into the file after an idle time, so that no delivery has to wait for it. */
    @Override
    public void whenIdle() {
        if (folded || System.nanoTime() - busy < IDLE) {
            return;
        }
        folded = true;
        try (ResultSet rows = session.prepared("PRAGMA wal_checkpoint(PASSIVE)").executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            LOG.warn("the journal's log could not be merged reason=\"{}\"", e.getMessage());
        }
    }

    /**
     * Closes the connection, which merges and deletes the log. If something was not recorded or the marker cannot be
     * written, ends as after a crash: the log stays, because a read-only connection, which cannot merge it, is closed
     * last.
     */
    @Override
    public void close(boolean complete) {
        SqliteSession last = null;
        try {
            if (!complete || !marked(CleanShutdownMarker.State.CLOSING)) {
                LOG.error("journal not closed cleanly");
                last = SqliteConnections.reading(database);
                last.number("SELECT count(*) FROM store");
            }
            session.close();
            if (last == null) {
                marked(CleanShutdownMarker.State.CLOSED);
            }
        } catch (SQLException e) {
            LOG.error("the journal could not be closed", e);
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
            LOG.error("the journal's mark could not be written", e);
            return false;
        }
    }
}
