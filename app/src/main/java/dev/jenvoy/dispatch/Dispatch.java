package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.dispatch.intake.Backup;
import dev.jenvoy.dispatch.intake.CompletedDeliveries;
import dev.jenvoy.dispatch.intake.InFlightDeliveries;
import dev.jenvoy.dispatch.member.Membership;
import dev.jenvoy.dispatch.output.LiveOutput;
import dev.jenvoy.dispatch.recovery.ClaimLoop;
import dev.jenvoy.dispatch.recovery.CrashRecovery;
import dev.jenvoy.dispatch.recovery.StandingWatch;
import dev.jenvoy.dispatch.schedule.ActionKinds;
import dev.jenvoy.dispatch.schedule.ActionRunner;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.Backoff;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.dispatch.schedule.Recording;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.JournalEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Puts the parts of this package together. */
public final class Dispatch {

    private final LiveOutput outputs = new LiveOutput();
    private final ActionRunner runner;
    private final InFlightDeliveries inFlight;
    private final Dispatcher dispatcher;
    private final ActionScheduler scheduler;
    private final CrashRecovery recovery;
    private final Recording recordings = new Recording();
    private final Membership member;
    private final ClaimLoop claims;

    /** Puts them together for the only server of a journal; the parameters are those of the other constructor. */
    public Dispatch(
            List<ActionKind> kinds,
            Journal journal,
            History history,
            Supplier<Optional<String>> storageTrouble,
            Backup backup,
            Supplier<DispatchOptions> settings,
            Path folder,
            ScheduledExecutorService timer,
            InstantSource clock,
            RandomGenerator random) {
        this(kinds, journal, history, storageTrouble, backup, settings, folder, timer, clock, random, Membership.ALONE);
    }

    /**
     * @param storageTrouble why the journal cannot be written now, in words; empty while it can. Must not wait
     * @param folder for files of long outputs, which exist while an action runs
     * @param timer runs what is due later, and what waits for the disk
     * @param random unguessable
     */
    public Dispatch(
            List<ActionKind> kinds,
            Journal journal,
            History history,
            Supplier<Optional<String>> storageTrouble,
            Backup backup,
            Supplier<DispatchOptions> settings,
            Path folder,
            ScheduledExecutorService timer,
            InstantSource clock,
            RandomGenerator random,
            Membership member) {
        this.member = member;
        ActionKinds known = new ActionKinds(kinds);
        this.runner = new ActionRunner(journal, outputs, known, folder, clock, random, member);
        this.scheduler = new ActionScheduler(
                journal, runner, known, new Backoff(random), timer, clock, settings, recordings, member);
        CompletedDeliveries past = new CompletedDeliveries(history);
        this.inFlight = new InFlightDeliveries(journal, storageTrouble, scheduler, settings, timer, past, member);
        this.recovery = new CrashRecovery(journal, scheduler, known, clock, timer, recordings);
        this.claims = new ClaimLoop(journal, recovery, scheduler, member, inFlight::adopt);
        ApartActions apart = new ApartActions(known, journal, past, scheduler, clock, timer);
        this.dispatcher =
                new Dispatcher(kinds, journal, past, backup, inFlight, scheduler, apart, claims::close, member);
        journal.subscribe(news -> {
            if (news instanceof JournalEvent.Accepted accepted) {
                inFlight.accepted(accepted.accepted());
            } else if (news instanceof JournalEvent.CancelRequested request) {
                scheduler.cancel(request.entry());
            } else if (news instanceof JournalEvent.Claimed claimed) {
                recovery.place(claimed.claimed());
            } else if (news instanceof JournalEvent.Wished wished) {
                apart.wished(wished.entry(), wished.position(), wished.wish());
            }
        });
        member.cluster()
                .ifPresent(cluster -> cluster.watch(new StandingWatch(cluster, scheduler, claims::look, timer)));
    }

    /**
     * Takes up what an earlier server left, and returns when nothing of that one lives any more. Blocks. One of several servers goes on to
     * take up, in the background, if it runs actions.
     *
     * @return where deliveries are handed in from now on
     */
    public Dispatcher begin() throws InterruptedException {
        if (member.isAlone()) {
            recovery.takeUp(Integer.MAX_VALUE).forEach(inFlight::adopt);
        } else if (member.works()) {
            claims.begin();
        } else {
            // What it accepts is for others to run.
            claims.close();
        }
        return dispatcher;
    }

    /** How many actions run at this moment; those that wait for the journal do not. Cheap to ask. */
    public int running() {
        return runner.running();
    }

    /** How many changes were refused because another server had taken the delivery over. Cheap to ask. */
    public long refused() {
        return recordings.refused();
    }

    /** How many deliveries this server has claimed. Cheap to ask. */
    public long claimed() {
        return claims.claimed();
    }

    /** What running actions print. */
    public LiveOutput outputs() {
        return outputs;
    }

    /** What keeps hooks from being started that would run otherwise, in words; empty while nothing does. */
    public Optional<String> shortage() {
        return scheduler.shortages().trouble();
    }

    /** How many hooks wait to be started because the machine is short of something. Cheap to ask. */
    public int postponed() {
        return scheduler.shortages().size();
    }

    /** What does not go on before the next start because the server has a fault, in words; empty where nothing does. */
    public Optional<String> givenUp() {
        int deliveries = scheduler.givenUp();
        return deliveries == 0
                ? Optional.empty()
                : Optional.of("the server has a fault, see its log: deliveries that go on only after a restart: "
                        + deliveries);
    }

    /** Deliveries that were set aside at this start, each in words. */
    public List<String> setAside() {
        return recovery.quarantined();
    }

    /** Returns how many queues hold an action; 0 when no delivery is in flight. */
    int queues() {
        return scheduler.queues();
    }
}
