package dev.jenvoy.app;

import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.StopOptions;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.dispatch.schedule.DispatchSettings;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.endpoint.Endpoints;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.run.CommandKind;
import dev.jenvoy.hook.run.HookKind;
import dev.jenvoy.hook.run.HookPayloadFiles;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.PublicListener;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.AdminListener;
import dev.jenvoy.web.admin.endpoints.EndpointsResource;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.response.WebSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
public final class Server {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final int IN_MEMORY = 1 << 20;
    private static final Duration TO_DIE = Duration.ofSeconds(2);

    private final LiveConfig config;
    private final DataFolder data;
    private final Storage storage;
    private final Dispatcher dispatcher;
    private final PublicListener listener;
    private final AdminListener admin;
    private final AdminStart adminStart;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService housekeeping;
    private final HookPayloadFiles payloads;
    private final Liveness liveness;

    private Server(
            LiveConfig config,
            DataFolder data,
            Storage storage,
            Dispatcher dispatcher,
            PublicListener listener,
            AdminListener admin,
            AdminStart adminStart,
            ScheduledExecutorService timer,
            ScheduledExecutorService housekeeping,
            HookPayloadFiles payloads,
            Liveness liveness) {
        this.config = config;
        this.data = data;
        this.storage = storage;
        this.dispatcher = dispatcher;
        this.listener = listener;
        this.admin = admin;
        this.adminStart = adminStart;
        this.timer = timer;
        this.housekeeping = housekeeping;
        this.payloads = payloads;
        this.liveness = liveness;
    }

    /**
     * Starts a server: opens the journal, ends the processes that an earlier server left alive, recovers its unfinished
     * deliveries, and only then listens. Blocks until it listens.
     *
     * @throws StartFailure when it cannot start, with instructions
     */
    public static Server start(ConfigFile file, LoadResult.Loaded loaded, Platform machine)
            throws StartFailure, InterruptedException {
        Logging.follow(loaded.config());
        DiskCheck disk = DiskCheck.of(loaded.config(), machine.environment());
        StartWarnings.log(loaded, disk);
        if (!disk.faults().isEmpty()) {
            throw new StartFailure(String.join("; ", disk.faults()) + ". If this machine has no other users, start"
                    + " with " + StrictModes.VARIABLE + "=warn in the environment.");
        }
        LiveConfig live = new LiveConfig(file, loaded, machine.clock(), Logging::follow);
        DataFolder data = null;
        Storage storage = null;
        ScheduledExecutorService timer = timer("timer");
        // A separate executor, because its tasks may wait for the network, and deliveries depend on the other one.
        ScheduledExecutorService housekeeping = timer("housekeeping");
        boolean started = false;
        try {
            data = DataFolder.own(loaded.config().get(StorageOptions.GROUP).folder());
            storage = SqliteStorage.open(data);
            Server server = assemble(live, data, storage, timer, housekeeping, machine);
            server.listen(loaded.config());
            LOG.info("listening address={}", server.listener.address());
            // Checks the hooks in the background, because many hooks take a while.
            housekeeping.execute(() -> StartWarnings.logHooks(Settings.hooks(loaded.config(), machine.environment())));
            started = true;
            return server;
        } catch (StoreRefusedException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartFailure("the data folder cannot be used: " + e, e);
        } finally {
            if (!started) {
                timer.shutdownNow();
                housekeeping.shutdownNow();
                if (storage != null) {
                    storage.close();
                }
                if (data != null) {
                    data.close();
                }
            }
        }
    }

    private static Server assemble(
            LiveConfig live,
            DataFolder data,
            Storage storage,
            ScheduledExecutorService timer,
            ScheduledExecutorService housekeeping,
            Platform machine)
            throws IOException, InterruptedException {
        Config config = live.get();
        SecureRandom random = new SecureRandom();
        // Each request reads the configuration file once, when it arrives, and keeps that state. The timer also reads
        // it every ten seconds, for work without requests.
        Supplier<WebSettings> web = new CachedView<>(live, current -> current.get(WebSettings.GROUP));
        Supplier<HookSettings> hooks =
                new CachedView<>(live::inForce, current -> Settings.hooks(current, machine.environment()));
        Supplier<DispatchSettings> dispatching =
                new CachedView<>(live::inForce, current -> current.get(DispatchSettings.GROUP));

        InstantSource steady = new SteadyClock(machine.clock(), System::nanoTime);
        GitHubRanges ranges =
                new GitHubRanges(machine.githubMeta(), data.path().resolve("github-meta.json"), machine.clock());
        TravisKeys travisKeys =
                new TravisKeys(() -> live.get().senders().travis().api(), machine.clock());
        Capacity capacity = Capacity.ofThisProcess();
        Crowding crowding = new Crowding(System::nanoTime);
        Spool spool = new Spool(data.folder("spool"), IN_MEMORY, limits(capacity, live), syncing());
        HookPayloadFiles payloads =
                new HookPayloadFiles(data.folder("runs"), data.path().resolve("memory"), Path.of("/dev/shm"));
        Commands processes = Commands.forThisMachine();
        Survivors survivors = Survivors.forThisMachine();
        HookKind scripts =
                new HookKind(new HookFolder(machine.clock(), machine.look()), hooks, payloads, processes, survivors);
        CommandKind commands = new CommandKind(
                new CachedView<>(live::inForce, Settings::commands), hooks, payloads, processes, survivors);
        Dispatch dispatch = new Dispatch(
                List.of(scripts, commands),
                storage.journal(),
                storage.history(),
                storage.health()::trouble,
                new Backup(
                        () -> live.inForce().get(BackupOptions.GROUP).folder(),
                        machine.clock().getZone()),
                dispatching,
                timer,
                machine.clock(),
                random);
        // With more running hooks than processors, the next one has to wait in any case, so changes may gather.
        int processors = Runtime.getRuntime().availableProcessors();
        storage.gatherIn(() -> dispatch.running() > processors);
        MetricsWiring measuring = new MetricsWiring(AdminView.version(), storage, timer);
        Dispatcher dispatcher = dispatch.begin();
        SenderRouting doors = new SenderRouting(
                live::inForce,
                spool,
                machine.clock(),
                new JournalReplayGuard(storage.usedProofs(steady)),
                SenderRouting.parts(live::inForce, ranges, travisKeys, machine.aws()));
        Endpoints endpoints = endpoints(config, data, storage, doors, machine, random);
        RejectionList refusals = new RejectionList();
        Liveness liveness = new Liveness();
        liveness.add("the journal's writer", storage.health()::ask);
        liveness.add("the timer", timer::execute);
        AdminStart adminStart = new AdminStart(timer, liveness);
        ReadinessCheck readiness = new ReadinessCheck(
                live, ranges, dispatch, dispatcher, List.of(crowding::trouble, adminStart::trouble), liveness);
        measuring.refusals(refusals).load(dispatcher, dispatch).state(readiness, live);
        PublicListener listener = new PublicListener(
                new InetSocketAddress(
                        config.get(ListenOptions.GROUP).host(),
                        config.get(ListenOptions.GROUP).port()),
                capacity.connections(),
                config.get(WebSettings.GROUP).requestTimeout(),
                doors.all(endpoints),
                dispatcher,
                spool,
                web,
                readiness,
                liveness,
                refusals,
                crowding,
                machine.clock());
        measuring.room(listener::connections, spool);
        AdminListener admin = new AdminListener(
                new InetSocketAddress(
                        config.get(AdminListenerOptions.GROUP).host(),
                        config.get(AdminListenerOptions.GROUP).port()),
                capacity.adminConnections(),
                crowding,
                new AdminServices(
                        new CachedView<>(live, Settings::admin),
                        storage.journal(),
                        storage.history(),
                        dispatcher,
                        dispatch.outputs(),
                        refusals,
                        hooks,
                        new ShownConfig(live),
                        readiness,
                        new AdminView(live, listener::address, machine.clock()),
                        machine.clock(),
                        random),
                new EndpointsResource(endpoints).routes(),
                Optional.of(measuring));
        new Housekeeping(live, ranges, travisKeys, storage.history(), steady, System::nanoTime).begin(housekeeping);
        return new Server(
                live, data, storage, dispatcher, listener, admin, adminStart, timer, housekeeping, payloads, liveness);
    }

    /** Returns the limits. They always allow several payloads of the configured maximum size. */
    private static Spool.Limits limits(Capacity capacity, LiveConfig live) {
        return new Spool.Limits(
                capacity.bodiesInMemory(),
                () -> Math.max(
                        capacity.bodiesOnDisk(),
                        4 * live.inForce().get(WebSettings.GROUP).maxPayload()),
                capacity.bodyFiles());
    }

    private static Endpoints endpoints(
            Config config, DataFolder data, Storage storage, SenderRouting doors, Platform machine, SecureRandom random)
            throws IOException {
        KeyPlace place = new KeyPlace(
                config.get(EndpointOptions.GROUP).text(), data.path().resolve("endpoint.key"));
        return Endpoints.open(
                storage.endpoints(), new Keyring(place, random), doors::providers, machine.clock(), random);
    }

    private void listen(Config config) throws StartFailure, InterruptedException {
        try {
            listener.start();
            listener.watch(liveness);
        } catch (RuntimeException e) {
            // Recovered deliveries are already running. They are stopped and left for the next successful start.
            dispatcher.stop(
                    Duration.ZERO, config.get(HooksOptions.GROUP).killGrace().plus(TO_DIE));
            payloads.close();
            throw new StartFailure(
                    "cannot listen on " + config.get(ListenOptions.GROUP).host() + ":"
                            + config.get(ListenOptions.GROUP).port() + ": "
                            + innermost(e).getMessage()
                            + "; is another server running there? http_port sets another port",
                    e);
        }
        adminStart.begin(
                admin,
                config.get(AdminListenerOptions.GROUP).host(),
                config.get(AdminListenerOptions.GROUP).port());
    }

    static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Returns the address on which it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Returns the address of the admin listener; empty while its address is taken. */
    public Optional<InetSocketAddress> adminAddress() {
        return adminStart.address();
    }

    /**
     * Stops cleanly: accepts no new deliveries, responds to waiting clients, lets hooks run for {@code
     * shutdown_timeout}, ends them, and closes the journal. Blocks until all of that is done.
     */
    public void stop() throws InterruptedException {
        Config last = config.get();
        LOG.info("stopping");
        try {
            dispatcher.stopAccepting();
            listener.releaseWaiting();
            dispatcher.stop(
                    last.get(StopOptions.GROUP).timeout(),
                    last.get(HooksOptions.GROUP).killGrace().plus(TO_DIE));
            listener.stop();
            adminStart.stop(admin);
        } finally {
            // Runs in any case: the journal must be complete at the next start.
            timer.shutdownNow();
            housekeeping.shutdownNow();
            payloads.close();
            storage.close();
            data.close();
        }
        LOG.info("stopped");
    }

    /**
     * Returns one thread that exists only while large payloads arrive. Unverified clients may send those, so they must
     * not delay other work.
     */
    private static Executor syncing() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "spool-sync");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.unconfigurableScheduledExecutorService(new TaskTimer(name, 1));
    }
}
