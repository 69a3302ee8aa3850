package dev.jenvoy.hook.resident;

import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.ResidentProcess;
import dev.jenvoy.process.StartRefused;
import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of one resident hook. Safe for use by several threads. */
final class CopyPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    /** How long the next start waits after a process that died before it answered anything; doubled each time. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final int MAX_DOUBLINGS = 5;

    private final String name;
    private final CopyMaker maker;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();

    /** The newest is first, so that the others become idle for long. */
    private final Deque<Copy> idle = new ArrayDeque<>();

    private int busy;
    private int died;
    private long notBefore = System.nanoTime();
    private long idleNanos = Long.MAX_VALUE;
    private boolean closed;

    CopyPool(String name, CopyMaker maker) {
        this.name = name;
        this.maker = maker;
    }

    CommandResult run(
            ResidentProgram program,
            ResidentRequest request,
            Limits limits,
            OutputListener listener,
            Cancellation cancellation)
            throws IOException, InterruptedException {
        byte[] line = request.line();
        if (line.length > ResidentProcess.MAX_LINE_BYTES) {
            return ended(new Exit.NotStarted("its variables are larger than a resident hook can be given (60 KB)"));
        }
        Fingerprint now = Fingerprint.of(program);
        @Nullable Copy copy = null;
        Cancellation.Registration registration = cancellation.onCancel(this::wake);
        try {
            if (!place(program, cancellation)) {
                return ended(new Exit.Cancelled());
            }
        } finally {
            registration.close();
        }
        boolean usable = false;
        try {
            copy = present(now).orElse(null);
            if (copy == null) {
                copy = maker.make(program, now);
            }
            CommandResult result = copy.process().run(line, request, limits, listener, cancellation);
            usable = copy.process().usable();
            return result;
        } catch (StartRefused e) {
            return ended(e.exit());
        } finally {
            giveBack(copy, usable);
        }
    }

    private static CommandResult ended(Exit exit) {
        return new CommandResult(exit, CapturedOutput.EMPTY, CapturedOutput.EMPTY, Duration.ZERO, Optional.empty());
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one of the places, and for the pause of a hook that keeps dying. Returns false if it was cancelled. */
    private boolean place(ResidentProgram program, Cancellation cancellation) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            idleNanos = program.idle().toNanos();
            while (true) {
                if (cancellation.isCancelled() || closed) {
                    return false;
                }
                long pause = notBefore - System.nanoTime();
                if (busy >= program.copies()) {
                    changed.await();
                } else if (pause > 0 && idle.isEmpty()) {
                    boolean unusedEarly = changed.await(pause, TimeUnit.NANOSECONDS);
                } else {
                    busy++;
                    return true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns an idle process that can be used. Ends those that cannot. */
    private Optional<Copy> present(Fingerprint now) throws InterruptedException {
        while (true) {
            @Nullable Copy copy;
            lock.lock();
            try {
                copy = idle.poll();
            } finally {
                lock.unlock();
            }
            if (copy == null) {
                return Optional.empty();
            }
            boolean kept = false;
            try {
                kept = copy.is(now) && copy.process().usable();
                if (kept) {
                    return Optional.of(copy);
                }
                LOG.debug("resident hook has changed or ended, and is started anew hook={}", name);
                copy.end();
            } finally {
                if (!kept) {
                    copy.kill();
                }
            }
        }
    }

    private void giveBack(@Nullable Copy copy, boolean usable) {
        boolean kept;
        lock.lock();
        try {
            busy--;
            kept = usable && !closed;
            if (copy != null && kept) {
                copy.answered(System.nanoTime());
                idle.addFirst(copy);
                died = 0;
            } else if (copy == null || !copy.hasAnswered()) {
                died++;
                notBefore = System.nanoTime() + (FIRST_PAUSE.toNanos() << Math.min(died - 1, MAX_DOUBLINGS));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (copy != null && !kept) {
            copy.kill();
        }
    }

    /** Ends the processes that have been idle for too long. */
    void endIdle() throws InterruptedException {
        List<Copy> old = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime();
            while (!idle.isEmpty() && now - idle.getLast().idleSince() > idleNanos) {
                old.add(idle.removeLast());
            }
        } finally {
            lock.unlock();
        }
        for (Copy copy : old) {
            copy.end();
        }
    }

    /** Asks all processes to end. */
    void hangUp() {
        lock.lock();
        try {
            closed = true;
            idle.forEach(Copy::hangUp);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        hangUp();
        List<Copy> all;
        lock.lock();
        try {
            all = List.copyOf(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        for (Copy copy : all) {
            try {
                copy.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                copy.kill();
            }
        }
    }
}
