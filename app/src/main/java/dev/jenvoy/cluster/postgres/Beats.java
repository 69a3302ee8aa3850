package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.cluster.Notices;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends beats, watches those of others, and does what follows from what it sees. Beats are sent on one thread at a time. */
final class Beats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    /** So many looks later another server finishes a takeover that one began. */
    private static final int LOOKS_BEFORE_FINISHING = 5;

    /** How many beats are between two times that rows of servers that are gone are deleted. */
    private static final int FORGET_EVERY = 1_000;

    private final KeptConnection connection;
    private final ClusterOptions options;
    private final IntSupplier number;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final Takeover takeover;
    private final Executor takeovers;
    private final Notices notices;
    private final PostgresBooks books;
    private final Told told;
    private final Supplier<Optional<String>> liveness;
    private final BeatWatch watch;
    private final Map<Integer, Integer> unreleased = new HashMap<>();
    private final Set<Integer> underWay = new HashSet<>();
    private volatile View view = View.NOTHING;
    private volatile Load load = Load.NONE;
    private volatile Digests digests = Digests.EMPTY;
    private volatile boolean watching;
    private volatile boolean mayLead = true;
    private volatile boolean resigned;
    private volatile boolean ended;
    private boolean complained;
    private boolean stuck;
    private int count;

    Beats(
            KeptConnection connection,
            ClusterOptions options,
            IntSupplier number,
            Lease lease,
            LongSupplier nanoTime,
            Takeover takeover,
            Executor takeovers,
            Notices notices,
            PostgresBooks books,
            Told told,
            Supplier<Optional<String>> liveness) {
        this.connection = connection;
        this.options = options;
        this.number = number;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.takeover = takeover;
        this.takeovers = takeovers;
        this.notices = notices;
        this.books = books;
        this.told = told;
        this.liveness = liveness;
        this.watch = new BeatWatch(options.beat());
    }

    void publish(Load published) {
        load = published;
    }

    void publish(Digests published) {
        digests = published;
    }

    void publishWatching(boolean pagesAreOpen) {
        watching = pagesAreOpen;
    }

    boolean othersWatch() {
        int own = number.getAsInt();
        return view.rows.stream().anyMatch(row -> row.watching() && row.number() != own);
    }

    List<Member> members() {
        View seen = view;
        List<Member> members = new ArrayList<>();
        for (MemberRow row : seen.rows) {
            members.add(row.seen(seen.stood.getOrDefault(row.number(), Duration.ZERO), seen.leader == row.number()));
        }
        return members;
    }

    boolean isElected() {
        return !resigned && view.leader == number.getAsInt();
    }

    void stopClaimingLeadership() {
        mayLead = false;
    }

    void resign() {
        mayLead = false;
        resigned = true;
    }

    /** This server is about to leave: a beat that finds it gone finds what it did itself. */
    void end() {
        ended = true;
    }

    /** This server has another number. */
    synchronized void renumbered() {
        connection.close();
        view = View.NOTHING;
    }

    /** Sends one beat, and takes its answer in. */
    synchronized void beat() {
        if (lease.standing() == Standing.TAKEN_OVER || !goesOn()) {
            return;
        }
        try {
            send();
        } catch (SQLException first) {
            try {
                // A session that was ended from outside is noticed only now, and a new one may say why.
                send();
            } catch (SQLException e) {
                complain(e);
            }
        }
    }

    private void send() throws SQLException {
        int own = number.getAsInt();
        long sentAt = nanoTime.getAsLong();
        MemberTable.Report report = new MemberTable.Report(options.patience().toMillis(), load, digests, watching);
        MemberTable.Look look = connection.use(open -> MemberTable.beat(open, own, report));
        complained = false;
        if (look.alive()) {
            lease.renewed(sentAt);
            told.standing(lease.standing());
            take(look, own);
        } else if (!ended) {
            lease.lost();
            told.leadership(false);
            told.standing(lease.standing());
        }
    }

    private boolean goesOn() {
        Optional<String> why = liveness.get();
        if (why.isPresent() && !stuck) {
            LOG.error("this server does not get on, so it sends no beat cause=\"{}\"", why.get());
        }
        stuck = why.isPresent();
        return !stuck;
    }

    private void complain(SQLException e) {
        if (!complained) {
            complained = true;
            LOG.warn("a beat did not reach the database cause=\"{}\"", e.getMessage());
        }
    }

    private void take(MemberTable.Look look, int own) {
        List<MemberRow> there = look.rows().stream().filter(MemberRow::isThere).toList();
        List<MemberRow> overdue = watch.look(
                nanoTime.getAsLong(),
                there.stream().filter(row -> row.number() != own).toList());
        View before = view;
        Map<Integer, Duration> stood = new HashMap<>();
        there.forEach(row -> stood.put(row.number(), watch.stood(row.number())));
        View after = new View(there, leader(look, there, own), stood);
        view = after;
        for (MemberRow dead : overdue) {
            begin(dead.number(), () -> takeover.take(dead));
        }
        finishOthers(look.rows());
        books.seen(look.settings());
        if (!before.isLike(after)) {
            told.membersChanged();
        }
        told.leadership(isElected());
        if (isElected() && count++ % FORGET_EVERY == 0) {
            forget();
        }
    }

    /** Returns the number of the server that leads, which may become this one. */
    private int leader(MemberTable.Look look, List<MemberRow> there, int own) {
        int leader = Math.toIntExact(look.settings().getOrDefault("leader", 0L));
        boolean vacant = there.stream().noneMatch(row -> row.number() == leader);
        if (!vacant || !mayLead || !options.roles().contains(ServerRole.WORKER)) {
            return vacant ? 0 : leader;
        }
        try {
            return connection.use(open -> MemberTable.elect(open, own)) ? own : 0;
        } catch (SQLException e) {
            complain(e);
            return 0;
        }
    }

    /** Finishes takeovers whose server died over them. */
    private void finishOthers(List<MemberRow> rows) {
        List<Integer> gone = rows.stream()
                .filter(row -> !row.isThere())
                .map(MemberRow::number)
                .toList();
        unreleased.keySet().retainAll(gone);
        for (int dead : gone) {
            if (unreleased.merge(dead, 1, Integer::sum) >= LOOKS_BEFORE_FINISHING) {
                begin(dead, () -> takeover.finish(dead));
            }
        }
    }

    private void begin(int dead, Step step) {
        synchronized (underWay) {
            if (!underWay.add(dead)) {
                return;
            }
        }
        takeovers.execute(() -> {
            try {
                if (step.run()) {
                    told.tookOver(dead);
                    notices.tell(Kind.GONE, List.of((long) dead));
                    notices.tell(Kind.WORK, List.of());
                    notices.tell(number.getAsInt(), Kind.WORK, List.of());
                }
            } catch (SQLException e) {
                LOG.warn("a server could not be taken over yet server={} cause=\"{}\"", dead, e.getMessage());
            } finally {
                synchronized (underWay) {
                    underWay.remove(dead);
                }
            }
        });
    }

    private void forget() {
        try {
            var unused = connection.use(open -> {
                MemberTable.forget(open);
                return true;
            });
        } catch (SQLException e) {
            complain(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** A step of a takeover; answers whether it was taken here. */
    @FunctionalInterface
    private interface Step {
        boolean run() throws SQLException;
    }

    /**
     * What the last beat saw.
     *
     * @param stood for how long each other server's beat has stood still
     */
    private record View(List<MemberRow> rows, int leader, Map<Integer, Duration> stood) {
        static final View NOTHING = new View(List.of(), 0, Map.of());

        boolean isLike(View other) {
            return leader == other.leader && states().equals(other.states());
        }

        private Map<Integer, Member.State> states() {
            Map<Integer, Member.State> states = new HashMap<>();
            rows.forEach(row -> states.put(row.number(), row.state()));
            return states;
        }
    }
}
