package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Books;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.cluster.Notices;
import dev.jenvoy.cluster.SignOuts;
import dev.jenvoy.cluster.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's part in a cluster in PostgreSQL. */
public final class PostgresCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_STANDING = Duration.ofMillis(250);
    private static final Duration SAVE = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Connector connector;
    private final ClusterOptions options;
    private final LongSupplier nanoTime;
    private final ClusterThreads threads;
    private final Predecessor predecessor;
    private final long cluster;
    private final Lease lease;
    private final Told told;
    private final KeptConnection side;
    private final PostgresNotices notices;
    private final PostgresBooks books;
    private final PostgresSignOuts signOuts;
    private final Beats beats;
    private final WorkRelease release;
    private volatile int number;
    private volatile boolean left;

    private PostgresCluster(
            Connector connector,
            ClusterOptions options,
            Parts parts,
            Predecessor predecessor,
            long cluster,
            int number) {
        this.connector = connector;
        this.options = options;
        this.nanoTime = parts.nanoTime;
        this.threads = parts.threads;
        this.predecessor = predecessor;
        this.cluster = cluster;
        this.number = number;
        this.release = parts.release;
        this.lease = new Lease(options.restrictedAfter(), options.lease(), nanoTime);
        this.told = new Told();
        this.side = new KeptConnection(connector, this::number, LONGEST_STATEMENT);
        this.notices = new PostgresNotices(connector, side, cluster, this::number, this::othersWatch, nanoTime);
        this.books = new PostgresBooks(side, this::number, notices, threads.queue("cluster-books"));
        this.signOuts = new PostgresSignOuts(side, books);
        this.beats = new Beats(
                new KeptConnection(
                        connector,
                        this::number,
                        shorter(LONGEST_STATEMENT, options.restrictedAfter().dividedBy(2))),
                options,
                this::number,
                lease,
                nanoTime,
                new Takeover(connector, this::number, release),
                threads.queue("cluster-takeover"),
                notices,
                books,
                told,
                parts.liveness);
    }

    /**
     * Makes this process a server of the cluster. Takes the server over at once that owned the folder before, if that did not leave
     * in good order. Blocks.
     *
     * @param folder the data folder, which this process owns
     * @param endOrphans ends what that server's hooks left running, before others may run them. Called only if it did not leave in
     *     good order; blocks
     * @param liveness says in words why this server does not get on, although it runs; empty if it does. While it says so no beat
     *     is sent. Must not block
     */
    public static PostgresCluster join(
            Connector connector,
            ClusterOptions options,
            Path folder,
            WorkRelease release,
            Runnable endOrphans,
            Supplier<Optional<String>> liveness)
            throws SQLException, IOException {
        PostgresCluster joined = join(
                connector,
                options,
                folder,
                new Parts(release, endOrphans, liveness, System::nanoTime, new DaemonThreads()));
        joined.notices.start();
        return joined;
    }

    /** The same with a clock and threads of its own, and without notices. */
    static PostgresCluster join(Connector connector, ClusterOptions options, Path folder, Parts parts)
            throws SQLException, IOException {
        Predecessor predecessor = new Predecessor(folder);
        long sentAt = parts.nanoTime.getAsLong();
        long cluster;
        MemberTable.Start start;
        try (Connection connection = connector.open("jenvoy")) {
            cluster = cluster(connection);
            start = MemberTable.join(connection, options);
        }
        Optional<MemberTable.Start> dead = predecessor.start(cluster);
        if (dead.isPresent()
                && new Takeover(connector, start::number, parts.release).takeDead(dead.get(), parts.endOrphans)) {
            LOG.warn(
                    "what the last server on this folder held was taken over server={}",
                    dead.get().number());
        }
        predecessor.remember(start, cluster);
        PostgresCluster joined = new PostgresCluster(connector, options, parts, predecessor, cluster, start.number());
        joined.lease.begins(sentAt);
        joined.start();
        return joined;
    }

    private static long cluster(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT value FROM setting WHERE name = 'cluster'");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void start() {
        notices.listen(Kind.GONE, notice -> threads.soon("cluster-beat"));
        notices.listen(Kind.BOOKS, notice -> threads.soon("cluster-beat"));
        beats.beat();
        threads.every("cluster-beat", options.beat(), beats::beat);
        threads.every("cluster-standing", shorter(LOOK_AT_STANDING, options.beat()), this::look);
        threads.every("cluster-sign-outs", SAVE, signOuts::save);
        signOuts.start();
        notices.tell(Kind.GONE, List.of());
    }

    /** Tells listeners what the clock has changed. */
    private void look() {
        told.standing(standing());
        told.leadership(isLeader());
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public List<Member> members() {
        return beats.members();
    }

    @Override
    public boolean isLeader() {
        return beats.isElected() && standing().compareTo(Standing.CUT_OFF) < 0;
    }

    @Override
    public Standing standing() {
        return lease.standing();
    }

    @Override
    public void watch(ClusterListener listener) {
        told.add(listener);
    }

    @Override
    public void unwatch(ClusterListener listener) {
        told.remove(listener);
    }

    @Override
    public void publish(Load load) {
        beats.publish(load);
    }

    @Override
    public void publish(Digests digests) {
        beats.publish(digests);
    }

    @Override
    public void publishWatching(boolean pagesAreOpen) {
        beats.publishWatching(pagesAreOpen);
    }

    private boolean othersWatch() {
        return beats.othersWatch();
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public SignOuts signOuts() {
        return signOuts;
    }

    @Override
    public Books books() {
        return books;
    }

    @Override
    public void rejoin() throws InterruptedException {
        while (!left) {
            long sentAt = nanoTime.getAsLong();
            try (Connection connection = connector.open("jenvoy")) {
                MemberTable.Start start = MemberTable.join(connection, options);
                int made = start.number();
                predecessor.remember(start, cluster);
                number = made;
                LOG.warn("this server is a new one now server={}", made);
                beats.renumbered();
                side.close();
                books.renumbered();
                notices.renumbered();
                told.renumbered(made);
                lease.begins(sentAt);
                threads.soon("cluster-beat");
                return;
            } catch (SQLException | IOException e) {
                LOG.warn("this server cannot join again yet cause=\"{}\"", e.getMessage());
                Thread.sleep(TRY_AGAIN.toMillis());
            }
        }
    }

    @Override
    public void drain() {
        beats.stopClaimingLeadership();
        attempt("others may still give this server work", connection -> {
            boolean there = MemberTable.become(connection, number, Member.State.LEAVING);
            notices.tell(Kind.GONE, List.of((long) number));
            return there;
        });
    }

    @Override
    public void resign() {
        beats.resign();
        told.leadership(false);
        attempt("the leadership was not given up", connection -> {
            MemberTable.resign(connection, number);
            return true;
        });
        notices.tell(Kind.GONE, List.of((long) number));
        notices.flush();
    }

    @Override
    public void leave() {
        if (left) {
            return;
        }
        resign();
        left = true;
        beats.end();
        attempt(
                "others wait for this server's lease",
                connection -> Transaction.in(connection, () -> {
                    boolean there = MemberTable.become(connection, number, Member.State.LEFT);
                    if (there) {
                        release.afterLeaving(connection, number);
                    }
                    return there;
                }));
        notices.tell(Kind.GONE, List.of((long) number));
        notices.tell(Kind.WORK, List.of());
        notices.flush();
        close();
    }

    private void attempt(String otherwise, KeptConnection.Use<Boolean> use) {
        try {
            if (!side.use(use)) {
                LOG.debug("this server is not there any more server={}", number);
            }
        } catch (SQLException e) {
            LOG.warn("the database was not told; {} cause=\"{}\"", otherwise, e.getMessage());
        }
    }

    @Override
    public void close() {
        left = true;
        threads.close();
        notices.close();
        beats.close();
        side.close();
    }

    /**
     * What tests replace.
     *
     * @param nanoTime a monotonic clock
     */
    record Parts(
            WorkRelease release,
            Runnable endOrphans,
            Supplier<Optional<String>> liveness,
            LongSupplier nanoTime,
            ClusterThreads threads) {}
}
