package dev.jenvoy.app.cluster;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ClusterListener;
import dev.jenvoy.cluster.Digests;
import dev.jenvoy.cluster.Load;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.Config;
import dev.jenvoy.dispatch.QueueLoad;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.run.SharedRuns;
import dev.jenvoy.journal.share.DistantLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server's place among those that share its journal. A server alone leads, and knows of no others. Thread-safe.
 */
public final class SharedPlace {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");
    private static final Duration LOAD = Duration.ofSeconds(1);
    /** In this time a load balancer asks /readyz as a rule. */
    private static final Duration NOTICED = Duration.ofSeconds(2);

    private static final Duration TIDY = Duration.ofSeconds(5);
    private static final Duration DIGESTS = Duration.ofSeconds(10);

    /** A beat comes every two seconds; after this it is worth a word. */
    private static final long QUIET_SECONDS = 6;

    private final Optional<Cluster> cluster;
    private final Set<ServerRole> roles;
    private volatile boolean isLeaving;
    private volatile Optional<GuardedRuns> guarded = Optional.empty();

    /** @param roles what this server does */
    public SharedPlace(Optional<Cluster> cluster, Set<ServerRole> roles) {
        this.cluster = cluster;
        this.roles = Set.copyOf(roles);
    }

    /** Returns the servers that share the journal; empty for a server alone. */
    public Optional<Cluster> cluster() {
        return cluster;
    }

    /** Returns how many servers share the journal, this one included. Never waits. */
    public int servers() {
        return cluster.map(others -> Math.max(1, others.members().size())).orElse(1);
    }

    /** Returns what dispatch may do. */
    public Membership membership() {
        return cluster.map(servers -> Membership.in(servers, roles)).orElse(Membership.ALONE);
    }

    /** Returns what this server does. */
    public Set<ServerRole> roles() {
        return roles;
    }

    /** Returns whether senders may send their deliveries to this server. */
    public boolean takesDeliveries() {
        return roles.contains(ServerRole.INTAKE);
    }

    /** Returns whether this server runs hooks. */
    public boolean runsHooks() {
        return roles.contains(ServerRole.WORKER);
    }

    /** Returns whether this server does what is done once for all servers. Never waits. */
    public boolean leads() {
        return cluster.isEmpty() || cluster.get().isLeader();
    }

    /** Has a task run on each change of the leadership, until the executor ends. */
    public void onLeadership(Executor executor, Runnable task) {
        cluster.ifPresent(servers -> servers.watch(new ClusterListener() {
            @Override
            public void leadership(boolean leads) {
                try {
                    executor.execute(task);
                } catch (RejectedExecutionException e) {
                    LOG.debug("the server stops, and closes what follows the leadership");
                }
            }
        }));
    }

    /**
     * Returns what this server adds to the runs of hooks. If it shares the journal and runs hooks, a guard ends them from now on when
     * this server dies.
     *
     * @param folder the data folder
     * @param lease after which without a sign of life the guard ends what runs
     * @param killGrace the longest time that a hook gets to end
     */
    public SharedRuns runs(Path folder, Duration lease, Supplier<Duration> killGrace) throws IOException {
        if (cluster.isEmpty() || !runsHooks()) {
            return SharedRuns.ALONE;
        }
        GuardedRuns runs = GuardedRuns.start(cluster.get(), folder, lease, killGrace);
        guarded = Optional.of(runs);
        return runs;
    }

    /** Tells the others from now on how much this server has to do, and what its hooks and its configuration are. */
    public void publish(
            ScheduledExecutorService timer, IntSupplier places, Supplier<QueueLoad> load, Supplier<Config> config) {
        if (cluster.isEmpty()) {
            return;
        }
        Cluster servers = cluster.get();
        HooksDigest hooks = new HooksDigest();
        repeat(timer, LOAD, () -> {
            QueueLoad now = load.get();
            servers.publish(new Load(runsHooks() ? places.getAsInt() : 0, now.running(), now.queued()));
        });
        repeat(timer, DIGESTS, () -> {
            Config now = config.get();
            servers.publish(new Digests(
                    hooks.of(now.get(HooksOptions.GROUP).folder()),
                    now.get(EndpointOptions.GROUP).text().map(now::fingerprint).orElse("")));
        });
    }

    /** Has the storage that several servers share tidied up now and then. */
    public void tidy(ScheduledExecutorService timer, Runnable storage) {
        if (cluster.isPresent()) {
            repeat(timer, TIDY, storage);
        }
    }

    /** Gives the logs of actions that run here to servers where somebody looks at them. */
    public void relay(ScheduledExecutorService timer, LiveOutput outputs, Optional<DistantLogs> distant) {
        distant.filter(logs -> runsHooks()).ifPresent(logs -> new LogRelay(outputs, logs).begin(timer));
    }

    private static void repeat(ScheduledExecutorService timer, Duration pause, Runnable task) {
        Future<?> unusedTask = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // The executor would silently stop repeating the task.
                        LOG.error("background task failed", e);
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Begins an orderly stop: load balancers and the other servers learn that this one leaves. Blocks until they had time to, if
     * there is another server to which senders could turn; what arrives meanwhile is accepted.
     */
    public void leave() throws InterruptedException {
        if (cluster.isEmpty()) {
            return;
        }
        isLeaving = true;
        cluster.get().drain();
        if (takesDeliveries() && others().anyMatch(other -> other.roles().contains(ServerRole.INTAKE))) {
            Thread.sleep(NOTICED.toMillis());
        }
    }

    private Stream<Member> others() {
        return cluster.stream()
                .flatMap(servers -> servers.members().stream()
                        .filter(member -> member.isLive() && member.number() != servers.number()));
    }

    /** Gives up what is done once for all servers, when nothing of it is under way any more and no hook runs. Blocks. */
    public void resign() {
        cluster.ifPresent(Cluster::resign);
        guarded.ifPresent(GuardedRuns::close);
    }

    /** Returns why this server must not accept deliveries now, in words; empty if it may. Never waits. */
    public Optional<String> trouble() {
        if (isLeaving) {
            return Optional.of("the server is stopping");
        }
        return cluster.flatMap(servers -> switch (servers.standing()) {
            case FULL -> Optional.empty();
            case RESTRICTED -> Optional.of("the database has not been reached for a while");
            case CUT_OFF -> Optional.of("the database has not been reached for longer than the lease");
            case TAKEN_OVER -> Optional.of("other servers have taken over what this one held");
        });
    }

    /** Returns what is wrong between the servers but lets this one accept deliveries, each in words that may be public. */
    public List<String> notes() {
        return cluster.map(SharedPlace::notes).orElse(List.of());
    }

    private static List<String> notes(Cluster servers) {
        List<Member> members = servers.members();
        Optional<Member> self = members.stream()
                .filter(member -> member.number() == servers.number())
                .findFirst();
        List<String> others = self.map(own -> members.stream()
                        .filter(member -> member.isLive() && member.number() != own.number())
                        .flatMap(member -> differences(own, member))
                        .toList())
                .orElse(List.of());
        return Stream.of(others.stream(), lack(members).stream(), servers.notices().trouble().stream())
                .flatMap(words -> words)
                .toList();
    }

    private static Stream<String> differences(Member own, Member other) {
        return Stream.of(
                        differs(own.digests().hooks(), other.digests().hooks())
                                ? "server " + other.number() + " has other hooks than this one"
                                : "",
                        differs(own.digests().config(), other.digests().config())
                                ? "server " + other.number() + " has another configuration than this one"
                                : "")
                .filter(words -> !words.isEmpty());
    }

    /** Returns whether both are known and differ. */
    private static boolean differs(String own, String other) {
        return !own.isEmpty() && !other.isEmpty() && !Objects.equals(own, other);
    }

    private static Optional<String> lack(List<Member> members) {
        boolean isStaffed = members.stream()
                .anyMatch(member -> member.isLive() && member.roles().contains(ServerRole.WORKER));
        return isStaffed || members.isEmpty()
                ? Optional.empty()
                : Optional.of("no live server runs hooks: accepted deliveries wait for a worker");
    }

    /** Returns a line for each server, without its name or address: anybody may read it. Empty for a server alone. */
    public List<String> lines() {
        return cluster.map(servers -> servers.members().stream()
                        .map(member -> line(member, servers.number()))
                        .toList())
                .orElse(List.of());
    }

    private static String line(Member member, int self) {
        String roles = member.roles().stream().sorted().map(ServerRole::word).collect(Collectors.joining(" and "));
        return member.number() + ": " + roles + ", " + (member.isLive() ? "live" : "leaving")
                + (member.leader() ? ", leads" : "") + (member.number() == self ? ", this one" : "")
                + (member.stood().toSeconds() >= QUIET_SECONDS
                        ? ", no beat for " + member.stood().toSeconds() + " s"
                        : "");
    }
}
