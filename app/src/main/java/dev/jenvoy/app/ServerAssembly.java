package dev.jenvoy.app;

import dev.jenvoy.app.cluster.SharedPlace;
import dev.jenvoy.app.feature.ChatGate;
import dev.jenvoy.app.feature.ConfiguredGate;
import dev.jenvoy.app.feature.ForgeGate;
import dev.jenvoy.app.feature.RoomFigures;
import dev.jenvoy.app.feature.ScheduleGate;
import dev.jenvoy.app.feature.TestDeliveries;
import dev.jenvoy.app.feature.TicketFigures;
import dev.jenvoy.app.feature.TicketGate;
import dev.jenvoy.app.feature.TrackerMaker;
import dev.jenvoy.app.listen.PublicDoors;
import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.EndpointsSection;
import dev.jenvoy.config.ForgesSection;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.config.ReportTokens;
import dev.jenvoy.config.TicketsSection;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.Dispatch;
import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.BackupOptions;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.endpoint.Endpoints;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.resident.ResidentHooks;
import dev.jenvoy.hook.run.CommandKind;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.hook.run.HookKind;
import dev.jenvoy.hook.run.HookPayloadFiles;
import dev.jenvoy.hook.run.HookSurvivors;
import dev.jenvoy.hook.run.SharedRuns;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import dev.jenvoy.rejection.RejectionTally;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.change.PayloadChanges;
import dev.jenvoy.sender.github.GitHubRanges;
import dev.jenvoy.sender.travis.TravisKeys;
import dev.jenvoy.sender.travis.TravisOptions;
import dev.jenvoy.storage.JournalOptions;
import dev.jenvoy.storage.SharedMeasures;
import dev.jenvoy.storage.Storage;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.web.PublicListener;
import dev.jenvoy.web.RejectionList;
import dev.jenvoy.web.admin.AdminListener;
import dev.jenvoy.web.admin.chat.ChatResource;
import dev.jenvoy.web.admin.endpoints.EndpointsResource;
import dev.jenvoy.web.admin.forges.ForgesResource;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.admin.http.AdminServices;
import dev.jenvoy.web.admin.senders.SendersResource;
import dev.jenvoy.web.admin.servers.OldestSnapshot;
import dev.jenvoy.web.admin.servers.ServersResource;
import dev.jenvoy.web.admin.status.QueueSamples;
import dev.jenvoy.web.admin.tickets.TicketsResource;
import dev.jenvoy.web.connection.Crowding;
import dev.jenvoy.web.health.Liveness;
import dev.jenvoy.web.response.WebOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Creates and connects the parts of a server. Each part takes plain values and contracts. */
final class ServerAssembly {

    private static final int MAX_BYTES_IN_MEMORY = 1 << 20;

    private final LiveConfig live;
    private final HookHeads heads;
    private final Path folder;
    private final Storage storage;
    private final SharedPlace place;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService housekeeping;
    private final Platform machine;
    private final PublicDoors publicDoors;
    private final Crowding crowding;

    /**
     * @param heads has read no head yet
     * @param folder the data folder, which this server owns
     * @param roles what the server does
     * @param timer runs what deliveries depend on
     * @param housekeeping runs tasks that may wait for the network
     * @param publicDoors where clients of the public listener connect
     * @param crowding records requests that are rejected for lack of room
     */
    ServerAssembly(
            LiveConfig live,
            HookHeads heads,
            Path folder,
            Storage storage,
            Set<ServerRole> roles,
            ScheduledExecutorService timer,
            ScheduledExecutorService housekeeping,
            Platform machine,
            PublicDoors publicDoors,
            Crowding crowding) {
        this.live = live;
        this.heads = heads;
        this.folder = folder;
        this.storage = storage;
        this.place = new SharedPlace(storage.cluster(), roles);
        this.timer = timer;
        this.housekeeping = housekeeping;
        this.machine = machine;
        this.publicDoors = publicDoors;
        this.crowding = crowding;
    }

    /**
     * Takes up what an earlier server left, and creates the parts. Begins the housekeeping, and does not listen yet.
     * Blocks.
     */
    ServerParts assemble() throws IOException, InterruptedException {
        Config config = live.get();
        SecureRandom random = new SecureRandom();
        // Each request reads the configuration file once, when it arrives, and keeps that state. The timer also reads
        // it every ten seconds, for work without requests.
        Supplier<WebOptions> web = new CachedView<>(live, current -> current.get(WebOptions.GROUP));
        Supplier<HookSettings> hooks =
                new CachedView<>(live::inForce, current -> Settings.hooks(current, machine.environment()));
        Supplier<DispatchOptions> dispatching =
                new CachedView<>(live::inForce, current -> current.get(DispatchOptions.GROUP));

        live.watch(keys -> AuditedChange.record(storage.audit(), machine.clock(), keys));
        InstantSource steady = new SteadyClock(machine.clock(), System::nanoTime);
        GitHubRanges ranges =
                new GitHubRanges(machine.githubMeta(), folder.resolve("github-meta.json"), machine.clock());
        TravisKeys travisKeys = new TravisKeys(
                () -> TravisOptions.of(live.get().senders().of("travis")).api(), machine.clock());
        Capacity capacity = Capacity.ofThisProcess();
        Spool spool = new Spool(folder.resolve("spool"), MAX_BYTES_IN_MEMORY, limits(capacity), syncing());
        HookPayloadFiles payloads =
                new HookPayloadFiles(folder.resolve("runs"), folder.resolve("memory"), Path.of("/dev/shm"));
        Commands processes = Commands.forThisMachine();
        Survivors survivors = Survivors.forThisMachine();
        ResidentHooks residents =
                new ResidentHooks(folder.resolve("residents"), HookEnvironment.RUN, processes, housekeeping);
        residents.endSurvivors(HookSurvivors.ofHooks(hooks, heads, survivors)::find);
        SharedRuns shared = place.runs(
                folder,
                config.get(JournalSection.GROUP).map(JournalOptions::lease).orElse(JournalOptions.LEASE),
                () -> Settings.longestKillGrace(live.inForce(), heads));
        HookKind scripts = new HookKind(
                new HookFolder(machine.clock(), machine.look()),
                heads,
                new PayloadChanges(),
                hooks,
                payloads,
                processes,
                residents,
                survivors,
                shared);
        CommandKind commands = new CommandKind(
                new CachedView<>(live::inForce, Settings::commands), hooks, payloads, processes, survivors, shared);
        Keyring keyring = new Keyring(
                new KeyPlace(config.get(EndpointOptions.GROUP).text(), folder.resolve("endpoint.key")), random);
        ChatGate chat = new ChatGate(
                () -> live.inForce().get(ChatSection.GROUP), storage, keyring, machine.clock(), steady, timer, random);
        MetricsWiring measuring = new MetricsWiring(AdminView.version(), storage, timer);
        TicketGate tickets = new TicketGate(
                () -> live.inForce().get(TicketsSection.GROUP),
                storage,
                () -> new TrackerMaker(
                        machine.environment(), hooks, () -> processes, measuring::asked, machine.clock()),
                measuring,
                machine.clock());
        ForgeGate forges = new ForgeGate(
                () -> live.inForce().get(ForgesSection.GROUP),
                hooks,
                heads,
                source -> ReportTokens.forgeOf(live.inForce(), source),
                storage,
                measuring,
                machine.clock());
        Dispatch dispatch = new Dispatch(
                List.of(scripts, commands, tickets, chat, forges),
                storage.journal(),
                storage.history(),
                storage.health()::trouble,
                new Backup(
                        () -> live.inForce().get(BackupOptions.GROUP).folder(),
                        machine.clock().getZone()),
                dispatching,
                folder.resolve("runs"),
                timer,
                machine.clock(),
                random,
                place.membership());
        // With more running hooks than processors, the next one has to wait in any case, so changes may gather.
        int processors = Runtime.getRuntime().availableProcessors();
        storage.gatherIn(() -> dispatch.running() > processors);
        Dispatcher dispatcher = dispatch.begin();
        ReplayGuard replayGuard = new JournalReplayGuard(storage.usedProofs(steady));
        SenderRouting doors = new SenderRouting(
                live::inForce,
                spool,
                machine.clock(),
                replayGuard,
                SenderRouting.parts(live::inForce, ranges, travisKeys, machine.aws()));
        Endpoints endpoints = endpoints(doors, keyring, random);
        RejectionList refusals = new RejectionList();
        RejectionTally rejections = new RejectionTally(storage.rejections(), housekeeping);
        refusals.subscribe(refused -> count(rejections, refused));
        Liveness liveness = new Liveness();
        liveness.add("the journal's writer", storage.health()::ask);
        liveness.add("the timer", timer::execute);
        AdminStart adminStart = new AdminStart(timer, liveness);
        ReadinessCheck readiness = new ReadinessCheck(
                live,
                ranges,
                dispatch,
                dispatcher,
                List.of(
                        () -> crowding.trouble().stream().toList(),
                        () -> adminStart.trouble().stream().toList(),
                        publicDoors::troubles,
                        () -> live.inForce().get(JournalSection.GROUP).filter(JournalOptions::isUnsafe).stream()
                                .map(unsafe -> "journal.unsafe is on: the database may lose accepted deliveries")
                                .toList(),
                        () -> live.inForce().get(StorageOptions.GROUP).durability() == StorageOptions.Survives.PROCESS
                                ? List.of("durability is \"process\": a power cut may lose accepted deliveries")
                                : List.of(),
                        () -> storage.measures().map(SharedMeasures::problems).orElse(List.of()),
                        () -> storage.health().waiting() > 0
                                ? List.of("the database cannot record some outcomes, they wait: see the log")
                                : List.of(),
                        chat::troubles,
                        tickets::troubles,
                        forges::troubles),
                liveness,
                place);
        measuring.refusals(refusals).load(dispatcher, dispatch).state(readiness, live);
        PublicListener listener = new PublicListener(
                publicDoors.doors(),
                publicDoors.origins(),
                capacity.connections(),
                config.get(WebOptions.GROUP).requestTimeout(),
                // A server that only runs hooks listens too: for those who ask for its health.
                !place.takesDeliveries()
                        ? List.of()
                        : doors.all(
                                endpoints,
                                new ConfiguredGate(
                                        () -> live.inForce().get(EndpointsSection.GROUP),
                                        doors::atConfigured,
                                        replayGuard,
                                        machine.clock()),
                                List.of(
                                        chat.doors(doors.protocols(), spool, machine.clock()),
                                        chat.commands(replayGuard))),
                dispatcher,
                spool,
                web,
                readiness,
                liveness,
                refusals,
                storage.exchanges(),
                crowding,
                machine.clock());
        measuring
                .room(listener::connections, spool)
                .rooms(new RoomFigures(chat::chat, storage.history(), machine.clock()))
                .trackers(new TicketFigures(tickets::tickets))
                .servers(place, storage)
                .shared(place, dispatch, storage.journal());
        QueueSamples samples = new QueueSamples(dispatcher::load, machine.clock());
        samples.begin(timer);
        Bulks bulks = new Bulks(dispatcher, storage.journal(), storage.history(), dispatching, machine.clock());
        TicketsResource moves = new TicketsResource(tickets::tickets, dispatcher, storage.journal(), machine.clock());
        AdminView server = new AdminView(live, listener::address, publicDoors.isSecure(), place, machine.clock());
        SendersResource senders = new SendersResource(
                new TestDeliveries(live, listener::address, publicDoors.certificate(), machine.clock()), server);
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
                        storage.figures(),
                        dispatcher,
                        bulks,
                        dispatch.outputs(),
                        refusals,
                        rejections,
                        storage.exchanges(),
                        hooks,
                        new ShownConfig(live),
                        readiness,
                        moves,
                        storage.audit(),
                        server,
                        storage.distantLogs(),
                        storage.cluster()
                                .flatMap(cluster ->
                                        config.get(EndpointOptions.GROUP).text()),
                        storage.cluster().map(Cluster::signOuts),
                        machine.clock(),
                        random),
                samples,
                () -> Stream.of(
                                new EndpointsResource(endpoints).routes(),
                                new ChatResource(
                                                chat::chat,
                                                place::leads,
                                                storage.history(),
                                                dispatcher,
                                                machine.clock())
                                        .routes(),
                                moves.routes(),
                                senders.routes(),
                                new ForgesResource(forges::forges).routes(),
                                new ServersResource(place.cluster(), place::notes, this::oldestSnapshot).routes())
                        .flatMap(List::stream)
                        .toList(),
                Optional.of(measuring));
        ScheduleGate schedules = new ScheduleGate(
                hooks, heads, dispatcher, storage.history(), folder.resolve("schedules.json"), timer, machine.clock());
        Runnable follow = () -> follow(chat, tickets, schedules, forges);
        // On another thread, because the cluster waits for those who hear of it.
        place.publish(housekeeping, () -> dispatching.get().maxConcurrent(), dispatcher::load, live::inForce);
        place.relay(timer, dispatch.outputs(), storage.distantLogs());
        place.tidy(housekeeping, storage::tidy);
        place.onLeadership(housekeeping, follow);
        new Housekeeping(
                        live,
                        ranges,
                        travisKeys,
                        storage.history(),
                        storage.audit(),
                        storage.rejections(),
                        follow,
                        place::leads,
                        steady,
                        System::nanoTime)
                .begin(housekeeping);
        return new ServerParts(
                place,
                dispatcher,
                bulks,
                listener,
                publicDoors,
                admin,
                adminStart,
                payloads,
                residents,
                heads,
                chat,
                tickets,
                forges,
                rejections,
                liveness);
    }

    private Optional<OldestSnapshot> oldestSnapshot() {
        return storage.measures()
                .flatMap(measures -> measures.holder()
                        .map(holder -> new OldestSnapshot(
                                measures.oldestSnapshot(), holder.application(), holder.user(), holder.process())));
    }

    private static void count(RejectionTally rejections, RejectionList.Refused refused) {
        rejections.count(
                refused.at(),
                refused.status(),
                refused.check(),
                refused.reason(),
                refused.source(),
                refused.from(),
                refused.delivery(),
                Objects.requireNonNullElse(refused.hint(), ""));
    }

    /**
     * Lets what exists only while it is configured follow the configuration and its files, and what only one of several servers
     * does follow the leadership.
     */
    private void follow(ChatGate chat, TicketGate tickets, ScheduleGate schedules, ForgeGate forges) {
        publicDoors.follow();
        tickets.follow();
        if (place.leads()) {
            chat.follow();
            schedules.follow();
            forges.follow();
        } else {
            chat.rest();
            schedules.rest();
            forges.rest();
        }
    }

    /** Returns the limits. They always allow several payloads of the configured maximum size. */
    private Spool.Limits limits(Capacity capacity) {
        return new Spool.Limits(
                capacity.bodiesInMemory(),
                () -> Math.max(
                        capacity.bodiesOnDisk(),
                        4 * live.inForce().get(WebOptions.GROUP).maxPayload()),
                capacity.bodyFiles());
    }

    private Endpoints endpoints(SenderRouting doors, Keyring keyring, SecureRandom random) throws IOException {
        Endpoints endpoints = Endpoints.open(storage.endpoints(), keyring, doors::providers, machine.clock(), random);
        storage.cluster().ifPresent(cluster -> endpoints.share(cluster.books()));
        return endpoints;
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
}
