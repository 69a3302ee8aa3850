package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Books;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.Notice;
import dev.jenvoy.cluster.Notices;
import dev.jenvoy.cluster.SignOuts;
import dev.jenvoy.cluster.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server among others of this JVM, without beats: tests say who leads, and whether notices get through. */
final class LocalCluster implements Cluster {

    /** Those that hear each other. */
    static final class Air {
        final List<LocalCluster> all = new CopyOnWriteArrayList<>();
        volatile boolean isSilent;
    }

    private final Air air;
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Notice.Kind, List<Consumer<Notice>>> heard = new ConcurrentHashMap<>();
    private volatile int number;
    volatile boolean leads;

    LocalCluster(Air air, int number, boolean leads) {
        this.air = air;
        this.number = number;
        this.leads = leads;
        air.all.add(this);
    }

    void renumber(int to) {
        number = to;
        listeners.forEach(listener -> listener.renumbered(to));
    }

    void lead(boolean now) {
        leads = now;
        listeners.forEach(listener -> listener.leadership(now));
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public List<Member> members() {
        return List.of();
    }

    @Override
    public boolean isLeader() {
        return leads;
    }

    @Override
    public Standing standing() {
        return Standing.FULL;
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
    public void publishWatching(boolean pagesAreOpen) {}

    @Override
    public Notices notices() {
        return new Notices() {
            @Override
            public void tell(Notice.Kind kind, Collection<Long> numbers) {
                if (!air.isSilent) {
                    air.all.stream()
                            .filter(other -> other != LocalCluster.this)
                            .forEach(other -> other.hear(kind, numbers));
                }
            }

            @Override
            public void tell(int server, Notice.Kind kind, Collection<Long> numbers) {
                if (!air.isSilent) {
                    air.all.stream()
                            .filter(other -> other.number == server)
                            .forEach(other -> other.hear(kind, numbers));
                }
            }

            @Override
            public void listen(Notice.Kind kind, Consumer<Notice> listener) {
                heard.computeIfAbsent(kind, absent -> new CopyOnWriteArrayList<>())
                        .add(listener);
            }

            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }
        };
    }

    private void hear(Notice.Kind kind, Collection<Long> numbers) {
        heard.getOrDefault(kind, List.of())
                .forEach(listener -> listener.accept(new Notice(kind, List.copyOf(numbers))));
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
        throw new UnsupportedOperationException();
    }

    @Override
    public void drain() {}

    @Override
    public void resign() {
        leads = false;
    }

    @Override
    public void leave() {
        close();
    }

    @Override
    public void close() {
        air.all.remove(this);
    }
}
