package dev.jenvoy.dispatch.several;

import dev.jenvoy.cluster.Books;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notices;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.cluster.SignOuts;
import dev.jenvoy.cluster.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A cluster whose state the test sets. */
final class ToldCluster implements Cluster {

    final AtomicInteger rejoins = new AtomicInteger();
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();
    private final int number;
    private final int servers;
    private volatile Standing standing = Standing.FULL;
    private volatile boolean leads;
    private volatile int waiting;

    /**
     * @param number of this server
     * @param servers how many there are
     */
    ToldCluster(int number, int servers) {
        this.number = number;
        this.servers = servers;
        this.leads = number == 1;
    }

    void stands(Standing now) {
        standing = now;
        listeners.forEach(listener -> listener.standing(now));
    }

    void leads(boolean now) {
        leads = now;
        listeners.forEach(listener -> listener.leadership(now));
    }

    /** The other servers have so many deliveries that wait. */
    void waitsElsewhere(int deliveries) {
        waiting = deliveries;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public List<Member> members() {
        return IntStream.rangeClosed(1, servers).mapToObj(this::member).toList();
    }

    private Member member(int one) {
        return new Member(
                one,
                "s" + one,
                "host",
                Set.of(ServerRole.INTAKE, ServerRole.WORKER),
                1,
                "1",
                Member.State.LIVE,
                Duration.ZERO,
                Duration.ofSeconds(40),
                new Load(8, 0, one == number ? 0 : waiting),
                Digests.EMPTY,
                one == 1);
    }

    @Override
    public boolean isLeader() {
        return leads;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public void watch(ClusterListener listener) {
        listeners.add(listener);
    }

    @Override
    public void unwatch(ClusterListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void publish(Load load) {}

    @Override
    public void publish(Digests digests) {}

    @Override
    public void publishWatching(boolean watching) {}

    @Override
    public Notices notices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignOuts signOuts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Books books() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rejoin() {
        rejoins.incrementAndGet();
        standing = Standing.FULL;
    }

    @Override
    public void drain() {}

    @Override
    public void resign() {}

    @Override
    public void leave() {}

    @Override
    public void close() {}
}
