package dev.jenvoy.app;

import dev.jenvoy.app.cluster.SharedStart;
import dev.jenvoy.app.cluster.StopRequest;
import dev.jenvoy.app.listen.PublicDoors;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.config.TicketsSection;
import dev.jenvoy.dispatch.StopOptions;
import dev.jenvoy.dispatch.schedule.TaskTimer;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.os.CallLibrary;
import dev.jenvoy.process.os.ServiceManager;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.storage.sqlite.SqliteStorage;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.connection.EntranceFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
public final class Server {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final Duration TO_DIE = Duration.ofSeconds(2);

    private final LiveConfig config;
    private final DataFolder data;
    private final Storage storage;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService housekeeping;
    private final ServerParts parts;
    private final Optional<ServiceManager> manager;

    private Server(
            LiveConfig config,
            DataFolder data,
            Storage storage,
            ScheduledExecutorService timer,
            ScheduledExecutorService housekeeping,
            ServerParts parts,
            Optional<ServiceManager> manager) {
        this.config = config;
        this.data = data;
        this.storage = storage;
        this.timer = timer;
        this.housekeeping = housekeeping;
        this.parts = parts;
        this.manager = manager;
    }

    /**
     * Starts a server: opens the journal, ends the processes that an earlier server left alive, recovers its unfinished
     * deliveries, and only then listens. Blocks until it listens.
     *
     * @throws StartFailure when it cannot start, with instructions
     */
    public static Server start(ConfigFile file, LoadResult.Loaded loaded, Platform machine)
            throws StartFailure, InterruptedException {
        return start(file, loaded, ServerRole.ALL, machine, new StopRequest());
    }

    /**
     * Starts a server as {@link #start(ConfigFile, LoadResult.Loaded, Platform)} does.
     *
     * @param roles what it does; not all of it only beside others that share its journal
     * @param stop ends a start that waits for the shared journal's database
     * @throws StartFailure when it cannot start, with instructions
     * @throws InterruptedException when it was asked to stop while it waited
     */
    public static Server start(
            ConfigFile file, LoadResult.Loaded loaded, Set<ServerRole> roles, Platform machine, StopRequest stop)
            throws StartFailure, InterruptedException {
        Logging.follow(loaded.config());
        DiskCheck disk = DiskCheck.of(loaded.config(), machine.environment());
        StartWarnings.log(loaded, disk);
        if (!disk.faults().isEmpty()) {
            throw new StartFailure(String.join("; ", disk.faults()) + ". If this machine has no other users, start"
                    + " with " + StrictModes.VARIABLE + "=warn in the environment.");
        }
        List<Problem> problems = new ArrayList<>(ChatSection.templates(loaded.config()));
        FileReader files = new FileReader(StrictModes.of(machine.environment()));
        problems.addAll(TicketsSection.files(loaded.config(), files));
        problems.addAll(StartWarnings.certificate(loaded.config(), files, machine.clock()));
        problems.removeIf(problem -> problem.severity() != Problem.Severity.ERROR);
        if (!problems.isEmpty()) {
            throw new StartFailure(problems.stream().map(Problem::describe).collect(Collectors.joining("; ")));
        }
        Crowding crowding = new Crowding(System::nanoTime);
        PublicDoors doors;
        try {
            doors = PublicDoors.prepare(loaded.config(), machine.environment(), files, machine.clock(), crowding);
        } catch (IOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
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
            DataFolder owned = data;
            // Meanwhile, because both together take as long as opening the journal, and the first delivery needs them.
            housekeeping.execute(Hmac::prepare);
            housekeeping.execute(() -> loadLibrary(owned));
            HookHeads heads = new HookHeads(machine.clock());
            storage = open(live, heads, data, roles, machine, stop);
            ServerParts parts = new ServerAssembly(
                            live, heads, data.path(), storage, roles, timer, housekeeping, machine, doors, crowding)
                    .assemble();
            Server server = new Server(
                    live, data, storage, timer, housekeeping, parts, ServiceManager.of(machine.environment()));
            server.listen(loaded.config());
            LOG.info("listening address={}", parts.listener().address());
            server.report(ServiceManager::ready);
            // Checks the hooks in the background, because many hooks take a while.
            housekeeping.execute(() -> StartWarnings.logHooks(
                    loaded.config(), Settings.hooks(loaded.config(), machine.environment()), parts.heads()));
            started = true;
            return server;
        } catch (StoreRefusedException e) {
            String words = String.valueOf(e.getMessage());
            throw e.reason() == StoreRefusedException.Reason.OWNED
                    ? StartFailure.taken(words, e)
                    : new StartFailure(words, e);
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

    private static void loadLibrary(DataFolder data) {
        try {
            CallLibrary.loadFrom(data.folder("native"));
        } catch (IOException e) {
            // JNA unpacks it when the first process needs it.
            LOG.debug("no folder for native libraries", e);
        }
    }

    private static Storage open(
            LiveConfig live,
            HookHeads heads,
            DataFolder data,
            Set<ServerRole> roles,
            Platform machine,
            StopRequest stop)
            throws StoreRefusedException, InterruptedException {
        Optional<JournalOptions> shared = live.inForce().get(JournalSection.GROUP);
        return shared.isEmpty()
                ? SqliteStorage.open(
                        data, live.inForce().get(StorageOptions.GROUP).durability())
                : SharedStart.open(
                        shared.get(),
                        roles,
                        data.path(),
                        machine.environment(),
                        AdminView.version(),
                        () -> Settings.longestKillGrace(live.inForce(), heads),
                        stop);
    }

    private void listen(Config config) throws StartFailure, InterruptedException {
        try {
            parts.listener().start();
            parts.listener().watch(parts.liveness());
            parts.doors().beginRedirect(() -> parts.listener().address().getPort());
        } catch (RuntimeException | IOException e) {
            parts.listener().stop();
            // Recovered deliveries are already running. They are stopped and left for the next successful start.
            parts.dispatcher()
                    .stop(
                            Duration.ZERO,
                            config.get(HooksOptions.GROUP)
                                    .withoutRule()
                                    .killGrace()
                                    .plus(TO_DIE));
            parts.residents().close();
            parts.payloads().close();
            parts.chat().close();
            parts.tickets().close();
            parts.forges().close();
            throw innermost(e) instanceof BindException
                    ? StartFailure.taken(whyNot(config, e), e)
                    : new StartFailure(whyNot(config, e), e);
        }
        parts.adminStart()
                .begin(
                        parts.admin(),
                        config.get(AdminListenerOptions.GROUP).host(),
                        config.get(AdminListenerOptions.GROUP).port());
    }

    private static String whyNot(Config config, Exception failure) {
        Throwable cause = innermost(failure);
        if (failure instanceof IOException || cause instanceof EntranceFailure) {
            Throwable named = cause instanceof EntranceFailure ? cause : failure;
            return "cannot listen: " + named.getMessage();
        }
        ListenOptions listen = config.get(ListenOptions.GROUP);
        return "cannot listen on " + listen.host() + ":" + listen.port() + ": " + cause.getMessage()
                + "; is another server running there? http_port sets another port";
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
        return parts.listener().address();
    }

    /** Returns whether no delivery is stored. Reads from disk. */
    public boolean isUntouched() {
        try {
            return storage.history().isEmpty();
        } catch (RuntimeException e) {
            // The server listens already, and a database that is away now may be there again in a moment.
            LOG.warn("the history cannot be read", e);
            return false;
        }
    }

    /** Returns whether {@link #address} takes HTTPS and nothing else. */
    public boolean isSecure() {
        return parts.doors().isSecure();
    }

    /** Returns the address that redirects plain HTTP to HTTPS; empty while nothing does. */
    public Optional<InetSocketAddress> redirectAddress() {
        return parts.doors().redirectAddress();
    }

    /** Returns the address of the admin listener; empty while its address is taken. */
    public Optional<InetSocketAddress> adminAddress() {
        return parts.adminStart().address();
    }

    /**
     * Stops cleanly: lets other servers that share the journal know, accepts no new deliveries, responds to waiting clients, lets hooks run for {@code
     * shutdown_timeout}, ends them, and closes the journal. Blocks until all of that is done.
     */
    public void stop() throws InterruptedException {
        Config last = config.get();
        LOG.info("stopping");
        report(ServiceManager::stopping);
        try {
            parts.place().leave();
            parts.bulks().stop();
            parts.dispatcher().stopAccepting();
            parts.listener().releaseWaiting();
            parts.dispatcher()
                    .stop(
                            last.get(StopOptions.GROUP).timeout(),
                            last.get(HooksOptions.GROUP)
                                    .withoutRule()
                                    .killGrace()
                                    .plus(TO_DIE));
            parts.doors().endRedirect();
            parts.listener().stop();
            parts.adminStart().stop(parts.admin());
        } finally {
            // Runs in any case: the journal must be complete at the next start.
            timer.shutdownNow();
            housekeeping.shutdownNow();
            parts.residents().close();
            parts.payloads().close();
            parts.chat().close();
            parts.tickets().close();
            parts.forges().close();
            parts.rejections().write();
            parts.place().resign();
            storage.close();
            data.close();
        }
        LOG.info("stopped");
    }

    /** Reports to the service manager, if there is one. */
    private void report(Function<ServiceManager, Optional<String>> message) {
        manager.flatMap(message).ifPresent(why -> LOG.error("the service manager was not reached cause=\"{}\"", why));
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.unconfigurableScheduledExecutorService(new TaskTimer(name, 1));
    }
}
