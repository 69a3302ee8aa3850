package dev.jenvoy.journal.postgres;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.postgres.scope.LowMarkKeeper;
import dev.jenvoy.journal.share.Wish;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what other servers say, and looks each second for what they did not say or what got lost: ends, turns, cancellations, wishes. It also
 * counts what no server holds. A thread of its own does the looking.
 */
@CheckReturnValue
final class WorkWatch implements AutoCloseable, ClusterListener {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    /** How many rounds pass between two checks of the mark and of what is held. */
    private static final int CHECK_ROUNDS = 30;

    private static final String NEXT_FENCE = "SELECT last_value + is_called::int FROM fence_no";
    private static final String CANCELLED = "SELECT entry FROM work WHERE owner = ? AND cancel";
    private static final String OPEN = "SELECT (SELECT count(*) FROM wish),"
            + " (SELECT count(*) FROM work WHERE owner IS NULL AND part = 0 AND entry >= ?)";
    private static final String TAKE_WISHES = "DELETE FROM wish USING work w, action a WHERE w.entry = wish.entry"
            + " AND a.entry = wish.entry AND a.position = wish.position AND w.part = a.apart AND w.owner = ?"
            + " RETURNING wish.entry, wish.position, wish.wish";

    /** The action ended before the wish was taken. */
    private static final String FORGET_WISHES =
            "DELETE FROM wish WHERE NOT EXISTS" + " (SELECT 1 FROM work w WHERE w.entry = wish.entry AND w.part > 0)";

    private final Store store;
    private final Cluster cluster;
    private final AcceptanceServer server;
    private final SharedNews news;
    private final EndWaiters ends;
    private final LowMarkKeeper mark;
    private final HoldCheck holds;
    private final Thread thread = new Thread(this::work, "journal-watch");
    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    private volatile boolean woken;
    private volatile boolean closed;

    WorkWatch(Store store, AcceptanceServer server, SharedNews news, EndWaiters ends) {
        this.store = store;
        this.cluster = server.cluster();
        this.server = server;
        this.news = news;
        this.ends = ends;
        this.mark = new LowMarkKeeper(store, server.low());
        this.holds = new HoldCheck(store, news);
        thread.setDaemon(true);
    }

    /** Begins. Blocks for a look at the database. */
    void start() throws SQLException {
        born();
        mark.read();
        Open unusedOpen = open();
        cluster.watch(this);
        cluster.notices().listen(Notice.Kind.WORK, notice -> news.workCame());
        cluster.notices().listen(Notice.Kind.GONE, notice -> news.lookForWork());
        cluster.notices().listen(Notice.Kind.YOURS, this::yours);
        cluster.notices().listen(Notice.Kind.OVER, notice -> {
            ends.ended(notice.numbers());
            touched(notice);
        });
        cluster.notices().listen(Notice.Kind.TOUCHED, this::touched);
        thread.start();
    }

    private void born() throws SQLException {
        news.born(store.read(session -> session.number(NEXT_FENCE)));
    }

    private void yours(Notice notice) {
        later.add(() -> news.cancelled().removeAll(notice.numbers()));
        news.lookForWork();
        wake();
    }

    private void touched(Notice notice) {
        if (notice.numbers().isEmpty()) {
            wake();
        } else {
            news.touched(notice.numbers());
        }
    }

    @Override
    public void leadership(boolean leads) {
        news.lookForWork();
    }

    @Override
    public void renumbered(int number) {
        server.handover().clear();
        news.turnstiles().clear();
        try {
            born();
        } catch (SQLException e) {
            LOG.error("the journal cannot be read", e);
        }
        news.lookForWork();
    }

    /** Has it look soon. */
    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Does something again within about a second. */
    <T> CompletionStage<T> later(Supplier<CompletionStage<T>> again) {
        CompletableFuture<T> result = new CompletableFuture<>();
        later.add(() -> again.get().whenComplete((done, failure) -> {
            if (failure == null) {
                result.complete(done);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result.minimalCompletionStage();
    }

    private void work() {
        for (int round = 1; !closed; round++) {
            if (!woken) {
                LockSupport.parkNanos(this, ROUND);
            }
            woken = false;
            try {
                round(round);
            } catch (SQLException | RuntimeException e) {
                // The store says that it is in trouble, and the next round comes.
                LOG.debug("a look at the journal failed", e);
            }
        }
    }

    private void round(int round) throws SQLException {
        for (int waiting = later.size(); waiting > 0; waiting--) {
            Runnable next = later.poll();
            if (next != null) {
                next.run();
            }
        }
        if (store.trouble().isPresent()) {
            return;
        }
        ends.look();
        news.turnstiles().look();
        cancelled();
        wishes();
        mark.read();
        if (cluster.isLeader()) {
            mark.raise();
        }
        if (round % CHECK_ROUNDS == 0) {
            holds.check();
            if (cluster.isLeader()) {
                mark.check();
            }
        }
    }

    private void cancelled() throws SQLException {
        long me = cluster.number();
        List<Long> entries =
                store.read(session -> session.bind(CANCELLED).with(me).all(Row::number));
        news.cancelled().retainAll(entries);
        for (long entry : entries) {
            if (news.cancelled().add(entry)) {
                news.tell(new JournalEvent.CancelRequested(entry));
            }
        }
    }

    /** What is there for any server to take. */
    private record Open(long wishes, long deliveries) {}

    private Open open() throws SQLException {
        long low = server.low().get();
        Open open = store.read(session -> session.bind(OPEN)
                .with(low)
                .first(row -> new Open(row.number(), row.number()))
                .orElseThrow());
        news.unclaimed(open.deliveries());
        return open;
    }

    private record Left(long entry, int position, Wish wish) {}

    private void wishes() throws SQLException {
        if (open().wishes() == 0) {
            return;
        }
        long me = cluster.number();
        List<Left> all = store.write(Durability.PROCESS, session -> {
                    session.run(FORGET_WISHES);
                    return session.bind(TAKE_WISHES)
                            .with(me)
                            .all(row -> new Left(row.number(), row.count(), Wish.valueOf(row.text())));
                })
                .toCompletableFuture()
                .join();
        all.forEach(left -> news.tell(new JournalEvent.Wished(left.entry(), left.position(), left.wish())));
    }

    @Override
    public void close() {
        closed = true;
        cluster.unwatch(this);
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
