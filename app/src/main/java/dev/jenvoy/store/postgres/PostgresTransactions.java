package dev.jenvoy.store.postgres;

import dev.jenvoy.store.write.QueuedChange;
import dev.jenvoy.store.write.Transactions;
import dev.jenvoy.store.write.WriteHealth;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of one writing connection, which is opened again when it broke. Must be used with the writer's lock.
 *
 * <p>If a connection breaks while it commits, it is unknown whether the changes are recorded. Then {@link #commit} does not
 * return before that is known, which is when the database answers again.
 */
final class PostgresTransactions implements Transactions {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** How often a transaction is tried that met another at its locks, and how often if it waited in vain for a lock. */
    private static final int TRIES = 8;

    private static final int TRIES_FOR_A_LOCK = 2;

    /** For changes that are tried one by one, each of which may meet the lock that was not given. */
    private static final String SHORTLY = "SET LOCAL lock_timeout = '100ms'";

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORT_PAUSE = TimeUnit.MILLISECONDS.toNanos(3);

    /** Rows about ended transactions that are left until there is time, or at most. */
    private static final long SPARE = 4_096;

    private final WritingConnection connection;
    private final WriteHealth health;
    private final ReentrantLock listeners;
    private volatile boolean closing;
    private boolean isUnknown;

    /** @param listeners held while listeners hear of changes, for all writers of the database */
    PostgresTransactions(WritingConnection connection, WriteHealth health, ReentrantLock listeners) {
        this.connection = connection;
        this.health = health;
        this.listeners = listeners;
    }

    /** How the changes of a batch are applied. */
    private enum Way {
        TOGETHER,
        /** Each with a savepoint, so that one that fails is undone alone. */
        SINGLY,
        /** The same, where one that meets others at its locks is undone alone, too. */
        FOR_THE_LAST_TIME
    }

    @Override
    public Optional<WriteHealth.Cause> commit(List<QueuedChange<?>> changes) {
        return commit(changes, Way.TOGETHER);
    }

    @Override
    public Optional<WriteHealth.Cause> commitSetAside(List<QueuedChange<?>> changes) {
        return commit(changes, Way.FOR_THE_LAST_TIME);
    }

    private Optional<WriteHealth.Cause> commit(List<QueuedChange<?>> changes, Way first) {
        if (isUnknown) {
            return Optional.of(new WriteHealth.Cause("it is not known what was recorded", false));
        }
        Way way = first;
        boolean fresh = !connection.isOpen();
        for (int failures = 0; ; failures++) {
            boolean committing = false;
            try {
                PostgresSession session = connection.session();
                apply(session, changes, way);
                committing = true;
                connection.ends().commit(session);
                tidy();
                return Optional.empty();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("journal transaction failed", e);
                if (committing && !(e instanceof SQLException sql && PostgresErrors.isRefusal(sql))) {
                    if (e instanceof BatchEnds.NotReplicatedException notReplicated) {
                        health.holdUp(reasonOf(notReplicated));
                    }
                    if (wasCommitted()) {
                        return Optional.empty();
                    }
                    continue;
                }
                String reason = PostgresErrors.noRoom(e);
                if (reason != null && (!PostgresErrors.isAway(e) || fresh)) {
                    connection.drop();
                    return Optional.of(new WriteHealth.Cause(reason, true));
                }
                if (reason != null) {
                    // A connection that broke while no thread used it: a new one may work.
                    connection.drop();
                    fresh = true;
                    continue;
                }
                connection.rollback();
                if (!PostgresErrors.isPassing(e)) {
                    way = way == Way.TOGETHER ? Way.SINGLY : way;
                } else if (failures < (PostgresErrors.isLock(e) ? TRIES_FOR_A_LOCK : TRIES)) {
                    LockSupport.parkNanos(this, SHORT_PAUSE * (failures + 1));
                } else {
                    way = Way.FOR_THE_LAST_TIME;
                }
            } catch (Error e) {
                connection.drop();
                throw e;
            }
        }
    }

    private void apply(PostgresSession session, List<QueuedChange<?>> changes, Way way) throws SQLException {
        if (way == Way.TOGETHER) {
            QueuedChange.applyAll(session, changes);
            return;
        }
        if (way == Way.FOR_THE_LAST_TIME) {
            session.run(SHORTLY);
        }
        Set<Long> setAside = new HashSet<>();
        for (QueuedChange<?> change : changes) {
            OptionalLong subject = change.subject();
            if (subject.isPresent() && setAside.contains(subject.getAsLong())) {
                change.setAside();
                continue;
            }
            session.run("SAVEPOINT change");
            try {
                change.apply(session);
            } catch (SQLException | RuntimeException e) {
                boolean isForAll = PostgresErrors.noRoom(e) != null
                        || (PostgresErrors.isPassing(e) && way != Way.FOR_THE_LAST_TIME);
                if (isForAll) {
                    throw e;
                }
                session.forget();
                session.run("ROLLBACK TO change");
                if (subject.isPresent() && PostgresErrors.mayPass(e)) {
                    LOG.warn("a change waits for the database subject={} cause={}", subject.getAsLong(), e.toString());
                    change.setAside();
                    setAside.add(subject.getAsLong());
                } else {
                    change.refuse(e);
                }
            }
            session.run("RELEASE change");
        }
    }

    /** Asks until the database answers, on a new connection each time. */
    private boolean wasCommitted() {
        connection.drop();
        for (int tries = 0; ; tries++) {
            try {
                connection.endPredecessor();
                boolean committed = connection.ends().wasCommitted(connection.bare());
                health.goOn();
                LOG.info("the end of a transaction is known committed={}", committed);
                return committed;
            } catch (SQLException e) {
                LOG.debug("the end of a transaction is not known", e);
                connection.drop();
                health.holdUp(reasonOf(e));
                health.stillTries();
                if (closing) {
                    isUnknown = true;
                    throw new IllegalStateException("it is not known whether the changes were recorded", e);
                }
                LockSupport.parkNanos(this, tries == 0 ? SHORT_PAUSE : PAUSE);
            }
        }
    }

    private static String reasonOf(SQLException e) {
        if (e instanceof BatchEnds.NotReplicatedException) {
            return "the database's standby is away";
        }
        String reason = PostgresErrors.noRoom(e);
        return reason == null ? "the database does not say what it recorded" : reason;
    }

    private void tidy() {
        if (connection.ends().spare() > SPARE) {
            clean();
        }
    }

    private void clean() {
        try {
            connection.ends().clean(connection.session().connection());
            connection.session().connection().commit();
        } catch (SQLException e) {
            LOG.debug("rows about ended transactions not deleted", e);
            connection.drop();
        }
    }

    @Override
    public void tell(Runnable toListeners) {
        listeners.lock();
        try {
            toListeners.run();
        } finally {
            listeners.unlock();
        }
    }

    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public Optional<WriteHealth.Cause> probe() {
        return commit(List.of());
    }

    @Override
    public void whenIdle() {
        if (connection.isOpen() && connection.ends().spare() > 0) {
            clean();
        }
    }

    @Override
    public void closing() {
        closing = true;
    }

    @Override
    public void close(boolean complete) {
        if (!complete) {
            LOG.error("journal not closed cleanly");
        }
        connection.close();
    }
}
