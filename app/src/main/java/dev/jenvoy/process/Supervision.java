package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import dev.jenvoy.process.output.OutputReader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps one command within its limits until it has ended. */
public final class Supervision {
    /** How long the end of a process is awaited after SIGKILL. Only the kernel can delay it then. */
    public static final Duration AFTER_KILL = Duration.ofSeconds(5);
    /** How long the rest of its group is awaited. */
    private static final Duration GROUP_AFTER_KILL = Duration.ofSeconds(1);
    /**
     * The interval for checking whether the group of an ended leader is empty. The system does not report it, and each
     * check costs time.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Limits limits;
    private final OutputReader output;
    private final Cancellation cancellation;
    private final long started;
    private Optional<String> remaining = Optional.empty();

    /** @param started by {@link System#nanoTime} */
    Supervision(Limits limits, OutputReader output, Cancellation cancellation, long started) {
        this.limits = limits;
        this.output = output;
        this.cancellation = cancellation;
        this.started = started;
    }

    /** Blocks until the command has ended, in any way. */
    Exit await(Child child) throws InterruptedException {
        return await(child, () -> false).orElseThrow();
    }

    /** Blocks until the command has ended, in any way, or is done with what it was given; empty in this case. */
    Optional<Exit> await(Child child, BooleanSupplier done) throws InterruptedException {
        long timeout = started + nanos(limits.timeout());
        while (!child.hasEnded()) {
            if (cancellation.isCancelled()) {
                return Optional.of(stop(child, new Exit.Cancelled()));
            }
            long left = timeout - System.nanoTime();
            if (left <= 0) {
                return Optional.of(stop(child, new Exit.TimedOut()));
            }
            child.await(left);
            if (!child.hasEnded()) {
                output.take();
                if (done.getAsBoolean()) {
                    return Optional.empty();
                }
            }
        }
        // Reads what was written between the last read and the end.
        output.take();
        return Optional.of(child.reap());
    }

    private Exit stop(Child child, Exit exit) throws InterruptedException {
        child.signal(Signal.TERM);
        // A stopped process receives no other signal until it continues.
        child.signal(Signal.CONT);
        long kill = System.nanoTime() + nanos(limits.killGrace());
        long look = System.nanoTime();
        for (long left = kill - look; left > 0; left = kill - System.nanoTime()) {
            if (!child.hasEnded()) {
                child.await(left);
            } else if (look - System.nanoTime() > 0) {
                child.await(Math.min(left, look - System.nanoTime()));
            } else if (child.isAlone()) {
                break;
            } else {
                look = System.nanoTime() + LOOK_AGAIN.toNanos();
            }
            output.take();
        }
        // Kills in any case, so that no child of an obedient leader survives. The leader is not reaped yet, so its id
        // is still its own.
        boolean reached = child.signal(Signal.KILL);
        long giveUp = System.nanoTime() + AFTER_KILL.toNanos();
        for (long left = 1; reached && left > 0 && !child.hasEnded(); left = giveUp - System.nanoTime()) {
            child.await(left);
            output.take();
        }
        awaitEmptyGroup(child);
        output.take();
        remaining = child.remaining();
        return exit;
    }

    /** Waits for the rest of the group. Processes need a moment after SIGKILL; those of another user never end. */
    private void awaitEmptyGroup(Child child) throws InterruptedException {
        long giveUp = System.nanoTime() + GROUP_AFTER_KILL.toNanos();
        while (child.hasEnded() && !child.isAlone() && giveUp - System.nanoTime() > 0) {
            child.await(LOOK_AGAIN.toNanos());
            child.signal(Signal.KILL);
            output.take();
        }
    }

    /** Describes the processes of the command that survived SIGKILL. Called after its end. */
    Optional<String> remaining() {
        return remaining;
    }

    /** Limits the duration, so that a timeout of centuries does not overflow the clock. */
    private static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }
}
