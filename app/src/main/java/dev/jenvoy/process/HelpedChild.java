package dev.jenvoy.process;

import dev.jenvoy.process.account.AccountHelper;
import dev.jenvoy.process.account.HelpedProcesses;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A command that a helper runs as another account. The child is the helper, which ends when the command has ended. The server
 * may signal neither; the helper's own commands signal the processes of the account.
 */
final class HelpedChild implements Child {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How often a process of the account is looked for: a system that hides processes shows it never. */
    private static final int MOST_LOOKS = 20;

    private final Child child;
    private final AccountHelper helper;
    private final HelpedProcesses processes;
    private boolean settled;
    private boolean seen;
    private long pause = FIRST_PAUSE_NANOS;
    private int looks;

    HelpedChild(Child child, AccountHelper helper) {
        this.child = child;
        this.helper = helper;
        this.processes = HelpedProcesses.under(ProcTable.ofThisMachine(), helper, child.pid());
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public InputStream stdout() {
        return child.stdout();
    }

    @Override
    public InputStream stderr() {
        return child.stderr();
    }

    @Override
    public void await(long nanos) throws InterruptedException {
        if (seen || looks == MOST_LOOKS) {
            child.await(nanos);
            return;
        }
        child.await(Math.min(nanos, pause));
        looks++;
        pause *= 2;
        seen = !processes.living().isEmpty();
    }

    @Override
    public boolean wasSeen() {
        return seen;
    }

    @Override
    public void wake() {
        child.wake();
    }

    @Override
    public boolean hasEnded() {
        return child.hasEnded();
    }

    @Override
    public boolean isAlone() {
        return child.isAlone() && processes.living().isEmpty();
    }

    /**
     * Sends it to the command, and to the helper as far as that allows it. Blocks while the helper runs. After
     * SIGKILL, the end of the helper is awaited for some seconds: one that was about to start the command would start it later.
     */
    @Override
    public boolean signal(Signal signal) {
        // The processes are looked for first: when their parent has ended, they are found only because they are known.
        boolean reached = processes.signal(signal);
        reached |= child.signal(signal);
        if (signal == Signal.KILL) {
            long giveUp = System.nanoTime() + Supervision.AFTER_KILL.toNanos();
            while (helperLives() && System.nanoTime() - giveUp < 0) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                reached |= processes.signal(signal);
            }
        }
        return reached;
    }

    private boolean helperLives() {
        return ProcTable.ofThisMachine().all().stream()
                .anyMatch(entry -> entry.pid() == child.pid() && entry.isAlive());
    }

    @Override
    public Optional<String> remaining() {
        settled = true;
        Optional<String> ofHelper = child.remaining();
        Set<Long> living = processes.living();
        return living.isEmpty()
                ? ofHelper
                : Optional.of(living.stream()
                        .sorted()
                        .map(process -> "process " + process + " of user " + helper.account())
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public Exit reap() {
        settled = true;
        return child.reap();
    }

    @Override
    public void close() {
        if (!settled) {
            settled = true;
            boolean unusedReached = signal(Signal.KILL);
        }
        child.close();
    }
}
