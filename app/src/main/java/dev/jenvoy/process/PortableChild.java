package dev.jenvoy.process;

import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import dev.jenvoy.process.os.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of the JDK. Its id is also the id of its group. */
final class PortableChild implements Child {
    private static final int TRIES = 50;
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long MAX_POLL_NANOS = Duration.ofMillis(20).toNanos();

    private final Process process;
    private final InputStream stdout;
    private final InputStream stderr;
    private final Signals signals;
    private volatile boolean woken;
    private boolean ended;
    private boolean reaped;
    private boolean killed;
    private boolean closed;

    PortableChild(Process process, InputStream stdout, InputStream stderr, Signals signals) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.signals = signals;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    /** Polls at growing intervals, because the JDK can wait only for the process. */
    @Override
    public void await(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long slice = SHORTEST;
        for (long left = nanos; left > 0 && !woken && !hasOutput(); left = end - System.nanoTime()) {
            if (ended) {
                TimeUnit.NANOSECONDS.sleep(Math.min(slice, left));
            } else if (process.waitFor(Math.min(slice, left), TimeUnit.NANOSECONDS)) {
                break;
            }
            slice = Math.min(MAX_POLL_NANOS, slice * 2);
        }
        woken = false;
        // Checked each time: a grandchild that prints without end must not hide the end of the process.
        ended = !process.isAlive();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a command ran");
        }
    }

    private boolean hasOutput() {
        try {
            return stdout.available() > 0 || stderr.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the output of a command could not be read", e);
        }
    }

    @Override
    public void wake() {
        woken = true;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public boolean isAlone() {
        return ProcTable.ofThisMachine().isEmptyGroup(process.pid());
    }

    @Override
    public boolean signal(Signal signal) {
        killed |= signal == Signal.KILL;
        if (process.isAlive()) {
            return sendToLiving(signal);
        }
        // The JDK has reaped the leader. In an otherwise empty group, the number could already belong to another
        // process.
        return isAlone() || signals.send(process.pid(), signal);
    }

    @Override
    public Optional<String> remaining() {
        return isAlone() ? Optional.empty() : ProcTable.ofThisMachine().living(process.pid());
    }

    /** Retries a signal to a process that has just started, because setsid may not have created the group yet. */
    private boolean sendToLiving(Signal signal) {
        for (int tries = 0; tries < TRIES && process.isAlive(); tries++) {
            if (signals.send(process.pid(), signal)) {
                return true;
            }
        }
        if (signal == Signal.KILL) {
            process.destroyForcibly();
        }
        return false;
    }

    @Override
    public Exit reap() {
        reaped = true;
        int status = process.exitValue();
        // The JDK adds 128 to a signal's number.
        return status > 128 && status <= 128 + 64 ? new Exit.Signalled(status - 128) : new Exit.Exited(status);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!reaped && !killed) {
            signal(Signal.KILL);
        }
        try {
            stdout.close();
            stderr.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe could not be closed", e);
        }
    }
}
